/** The kinds of statements that have an editor of their own: their words, and what their values mean. */
import type { TagValue } from '../../../../../contract/index.ts';
import { say, sayIn } from '../../../shared/language/say.ts';

export const STATED_KINDS = [
  'domain',
  'term',
  'criticality',
  'certification',
  'purpose',
  'legal-basis',
  'retention',
  'subject',
  'origin',
  'property',
] as const;
export type StatedKind = (typeof STATED_KINDS)[number];

interface KindWords {
  /** `Domain`, `Glossary terms`. */
  readonly name: string;
  /** The button that changes it. */
  readonly edit: string;
  /** What it is for, in a sentence. */
  readonly meaning: string;
  /** Only one value at a time; `by-key`: one for each key. */
  readonly values: 'one' | 'by-key' | 'many';
  readonly only?: 'column';
}

export const KIND_WORDS: Readonly<Record<StatedKind, KindWords>> = {
  domain: {
    name: say('Domain'),
    edit: say('Edit domain'),
    meaning: say('The part of the organisation that the data belong to.'),
    values: 'one',
  },
  term: {
    name: say('Glossary terms'),
    edit: say('Edit glossary terms'),
    meaning: say('What the data mean, in the words of the glossary.'),
    values: 'many',
  },
  criticality: {
    name: say('Criticality'),
    edit: say('Edit criticality'),
    meaning: say('How much depends on the data being right.'),
    values: 'one',
  },
  certification: {
    name: say('Certification'),
    edit: say('Edit certification'),
    meaning: say('Whether people should rely on it, or stop using it.'),
    values: 'one',
  },
  purpose: {
    name: say('Purposes'),
    edit: say('Edit purposes'),
    meaning: say('What the data are processed for.'),
    values: 'many',
  },
  'legal-basis': {
    name: say('Legal basis'),
    edit: say('Edit legal basis'),
    meaning: say('Why processing is lawful, where it differs from that of its purposes.'),
    values: 'one',
  },
  retention: {
    name: say('Retention'),
    edit: say('Edit retention'),
    meaning: say('How long the data are kept, where it differs from that of its purposes.'),
    values: 'one',
  },
  subject: {
    name: say('Data subjects'),
    edit: say('Edit data subjects'),
    meaning: say('Whom the data are about.'),
    values: 'many',
  },
  origin: {
    name: sayIn('of values', 'Origin'),
    edit: say('Edit origin'),
    meaning: say('How a value came to be known.'),
    values: 'one',
    only: 'column',
  },
  property: {
    name: say('Properties'),
    edit: say('Edit properties'),
    meaning: say('Anything else, as key and value.'),
    values: 'by-key',
  },
};

/** Values of kinds that have only these, each with its meaning. */
export const VALUE_WORDS: Readonly<
  Partial<Record<StatedKind, Readonly<Record<string, { name: string; meaning: string }>>>>
> = {
  criticality: {
    low: { name: say('Low'), meaning: say('Nobody notices for a while when it is wrong.') },
    medium: { name: say('Medium'), meaning: say('Work of a team is held up.') },
    high: { name: say('High'), meaning: say('Decisions or customers are affected.') },
    critical: { name: say('Critical'), meaning: say('Business stops, or duties by law are missed.') },
  },
  certification: {
    certified: { name: say('Certified'), meaning: say('Checked, and fit to be relied on.') },
    deprecated: { name: say('Deprecated'), meaning: say('Not to be used for anything new.') },
  },
  'legal-basis': {
    'art6-1-a': {
      name: say('Consent, Art. 6(1)(a) GDPR'),
      meaning: say('The person agreed, and may take it back.'),
    },
    'art6-1-b': {
      name: say('Contract, Art. 6(1)(b) GDPR'),
      meaning: say('Needed for a contract with the person.'),
    },
    'art6-1-c': { name: say('Legal obligation, Art. 6(1)(c) GDPR'), meaning: say('A law demands it.') },
    'art6-1-d': {
      name: say('Vital interests, Art. 6(1)(d) GDPR'),
      meaning: say('It protects somebody’s life.'),
    },
    'art6-1-e': {
      name: say('Public task, Art. 6(1)(e) GDPR'),
      meaning: say('Needed for a task in the public interest.'),
    },
    'art6-1-f': {
      name: say('Legitimate interests, Art. 6(1)(f) GDPR'),
      meaning: say('Needed for an interest that outweighs those of the person.'),
    },
  },
  origin: {
    provided: { name: say('Provided'), meaning: say('The person gave it.') },
    observed: { name: say('Observed'), meaning: say('It was recorded while the person did something.') },
    derived: { name: say('Derived'), meaning: say('It was computed from other data.') },
  },
};

export function isStatedKind(kind: TagValue['kind']): kind is StatedKind {
  return (STATED_KINDS as readonly string[]).includes(kind);
}

/** `Consent, Art. 6(1)(a) GDPR`; a value without words of its own stays as it is. */
export function valueName(kind: StatedKind, value: string): string {
  if (kind === 'retention') return durationWords(value) ?? value;
  const words = VALUE_WORDS[kind];
  return words && Object.hasOwn(words, value) ? (words[value]?.name ?? value) : value;
}

/** ISO 8601-1:2019, 5.5.2; whole numbers only. */
const DURATION =
  /^P(?=\d|T\d)(?:(\d{1,6})Y)?(?:(\d{1,6})M)?(?:(\d{1,6})W)?(?:(\d{1,6})D)?(?:T(?=\d)(?:(\d{1,6})H)?(?:(\d{1,6})M)?(?:(\d{1,6})S)?)?$/;
const UNITS: readonly ((count: number) => string)[] = [
  (count) => say('{count, plural, one {# year} other {# years}}', { count }),
  (count) => say('{count, plural, one {# month} other {# months}}', { count }),
  (count) => say('{count, plural, one {# week} other {# weeks}}', { count }),
  (count) => say('{count, plural, one {# day} other {# days}}', { count }),
  (count) => say('{count, plural, one {# hour} other {# hours}}', { count }),
  (count) => say('{count, plural, one {# minute} other {# minutes}}', { count }),
  (count) => say('{count, plural, one {# second} other {# seconds}}', { count }),
];

/** `1 year 6 months` for `P1Y6M`; null for what is no duration. */
export function durationWords(text: string): string | null {
  const found = DURATION.exec(text.trim().toUpperCase());
  if (!found) return null;
  const parts = UNITS.map((unit, at) => {
    const count = Number(found[at + 1] ?? 0);
    return count > 0 ? unit(count) : '';
  });
  return parts.filter(Boolean).join(' ') || null;
}
