/** States of activities, findings and screenings in plain words. */
import type { ActivityRow, AnsweredField, ProcessingFinding } from '../../../../../../contract/index.ts';
import { say, sayIn } from '../../../../shared/language/say.ts';
import { told } from '../../../../shared/language/told.ts';

export const ROLE_WORDS: Record<ActivityRow['role'], string> = {
  controller: say('Controller'),
  'joint-controller': say('Joint controller'),
  processor: say('Processor'),
};

export const STATUS_WORDS: Record<ActivityRow['status'], string> = {
  planned: say('Planned'),
  active: say('Active'),
  ended: say('Ended'),
};

export const TONE_WORDS: Record<ProcessingFinding['tone'], string> = {
  missing: say('Missing'),
  differs: say('Differs'),
  note: sayIn('finding', 'Note'),
};

export const TONE_COLOR: Record<ProcessingFinding['tone'], string> = {
  missing: 'red',
  differs: 'orange',
  note: 'gray',
};

/** What the screening says of an impact assessment. */
export const SCREENING_WORDS: Record<ActivityRow['screening'], string> = {
  required: say('Impact assessment: required'),
  likely: say('Impact assessment: may be required'),
  open: say('Impact assessment: cannot be told yet'),
  'not-required': say('Impact assessment: not required'),
};

export const SCREENING_COLOR: Record<ActivityRow['screening'], string> = {
  required: 'red',
  likely: 'orange',
  open: 'gray',
  'not-required': 'green',
};

export const ANSWER_WORDS: Record<AnsweredField['state'], string> = {
  stated: sayIn('answer', 'Stated'),
  derived: say('From the catalog'),
  'not-applicable': say('Does not apply'),
  open: say('Not answered'),
};

/** `2 missing, 1 differs`; null where there is nothing but notes, or nothing. */
export function findingWords({ missing, differs, note }: ActivityRow['findings']): string {
  const parts = [
    missing > 0 && say('{missing, number} missing', { missing }),
    differs > 0 && say('{differs, plural, one {# differs} other {# differ}}', { differs }),
    note > 0 && say('{notes, plural, one {# note} other {# notes}}', { notes: note }),
  ];
  return parts.filter(Boolean).join(', ') || sayIn('findings', 'none');
}

const LEVEL_WORDS: Readonly<Record<string, string>> = {
  low: say('low'),
  medium: say('medium'),
  high: say('high'),
};

/** A level of risk; other text stays as it is. */
export const levelWords = (level: string): string => LEVEL_WORDS[level] ?? level;

/** The name of an impact assessment that nobody named yet. */
export const assessmentName = (activity: string): string =>
  say('Impact assessment of {activity}', { activity });

interface Option {
  readonly value: string;
  readonly label: string;
}

/** What the engine offers for a field. */
export const toldOptions = (options: readonly Option[]): Option[] =>
  options.map(({ value, label }) => ({ value, label: told(label) }));
