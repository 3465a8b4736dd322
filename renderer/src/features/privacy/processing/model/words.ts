/** States of activities, findings and screenings in plain words. */
import type { ActivityRow, AnsweredField, ProcessingFinding } from '../../../../../../contract/index.ts';

export const ROLE_WORDS: Record<ActivityRow['role'], string> = {
  controller: 'Controller',
  'joint-controller': 'Joint controller',
  processor: 'Processor',
};

export const STATUS_WORDS: Record<ActivityRow['status'], string> = {
  planned: 'Planned',
  active: 'Active',
  ended: 'Ended',
};

export const TONE_WORDS: Record<ProcessingFinding['tone'], string> = {
  missing: 'Missing',
  differs: 'Differs',
  note: 'Note',
};

export const TONE_COLOR: Record<ProcessingFinding['tone'], string> = {
  missing: 'red',
  differs: 'orange',
  note: 'gray',
};

export const SCREENING_WORDS: Record<ActivityRow['screening'], string> = {
  required: 'Required',
  likely: 'May be required',
  open: 'Cannot be told yet',
  'not-required': 'Not required',
};

export const SCREENING_COLOR: Record<ActivityRow['screening'], string> = {
  required: 'red',
  likely: 'orange',
  open: 'gray',
  'not-required': 'green',
};

export const ANSWER_WORDS: Record<AnsweredField['state'], string> = {
  stated: 'Stated',
  derived: 'From the catalog',
  'not-applicable': 'Does not apply',
  open: 'Not answered',
};

/** `2 missing, 1 differs`; null where there is nothing but notes, or nothing. */
export function findingWords({ missing, differs, note }: ActivityRow['findings']): string {
  const parts = [
    missing > 0 && `${missing} missing`,
    differs > 0 && `${differs} ${differs === 1 ? 'differs' : 'differ'}`,
    note > 0 && `${note} ${note === 1 ? 'note' : 'notes'}`,
  ];
  return parts.filter(Boolean).join(', ') || 'none';
}
