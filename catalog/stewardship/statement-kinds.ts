/**
 * What people can state of a dataset or column, beside its owners and description: one table of kinds, with how many
 * values each may have and which values there are.
 */
import { LEGAL_BASES, legalBasisOf } from './legal-basis.ts';
import { durationOf } from './duration.ts';
import { LEVELS } from '../model/sensitivity.ts';

export const STATEMENT_KINDS = [
  'sensitivity',
  'category',
  'label',
  'criticality',
  'certification',
  'domain',
  'term',
  'purpose',
  'legal-basis',
  'retention',
  'subject',
  'origin',
  'property',
  'review',
] as const;
export type StatementKind = (typeof STATEMENT_KINDS)[number];

export type TagValue = {
  readonly kind: StatementKind;
  /** Of a label or property; of a review the digest of what was reviewed; otherwise empty. */
  readonly key: string;
  readonly value: string;
};

/** What a key of a register or of the taxonomy must be one of. */
export type Vocabulary = 'category' | 'subject' | 'domain' | 'term' | 'purpose';

interface KindRule {
  /** `one`: a value replaces the one before; `by-key`: one a key; `many`. */
  readonly values: 'one' | 'by-key' | 'many';
  /** Where it may be said; both unless given. */
  readonly only?: 'dataset' | 'column';
  /** The only values, in order. */
  readonly among?: readonly string[];
  /** The value must be a key of this. */
  readonly keyOf?: Vocabulary;
  /** The value as it is stored; null for one that cannot be used. */
  readonly read?: (value: string) => string | null;
  /** What a value looks like, for people. */
  readonly expected?: string;
}

export const KIND_RULES: Readonly<Record<StatementKind, KindRule>> = {
  sensitivity: { values: 'one', among: LEVELS },
  category: { values: 'many', keyOf: 'category' },
  label: { values: 'many' },
  criticality: { values: 'one', among: ['low', 'medium', 'high', 'critical'] },
  certification: { values: 'one', among: ['certified', 'deprecated'] },
  domain: { values: 'one', keyOf: 'domain' },
  term: { values: 'many', keyOf: 'term' },
  purpose: { values: 'many', keyOf: 'purpose' },
  'legal-basis': {
    values: 'one',
    read: legalBasisOf,
    expected: `a letter of Art. 6(1) GDPR, ${Object.keys(LEGAL_BASES).at(0)} to ${Object.keys(LEGAL_BASES).at(-1)}`,
  },
  retention: { values: 'one', read: durationOf, expected: 'an ISO 8601 duration such as P3Y or P18M' },
  subject: { values: 'many', keyOf: 'subject' },
  origin: { values: 'one', only: 'column', among: ['provided', 'observed', 'derived'] },
  property: { values: 'by-key' },
  review: { values: 'one', among: ['reviewed'] },
};

/**
 * Names the place that a statement takes where there can be only one; null where there may be many.
 * Statements of one target and place replace one another.
 */
export function slotOf({ kind, key }: { readonly kind: string; readonly key: string }): string | null {
  const rule = isKind(kind) ? KIND_RULES[kind] : undefined;
  if (!rule || rule.values === 'many') return null;
  return rule.values === 'by-key' ? `${kind}\u0000${key}` : kind;
}

export function isKind(text: string): text is StatementKind {
  return (STATEMENT_KINDS as readonly string[]).includes(text);
}

/** `kind=value` for lists and filters, where a label stands for itself. */
export function shownLabel({ kind, key, value }: TagValue): string | null {
  switch (kind) {
    case 'label':
    case 'property':
      return key ? `${key}=${value}` : value;
    case 'sensitivity':
    case 'category':
    case 'review':
      return null;
    default:
      return `${kind}=${value}`;
  }
}

/** Kinds whose values say what they are by themselves have none. */
const WORDS: Partial<Readonly<Record<StatementKind, (said: string) => string>>> = {
  criticality: (said) => `criticality ${said}`,
  certification: (said) => `certification ${said}`,
  domain: (said) => `domain ${said}`,
  term: (said) => `term ${said}`,
  purpose: (said) => `purpose ${said}`,
  'legal-basis': (said) => `legal-basis ${said}`,
  retention: (said) => `retention ${said}`,
  subject: (said) => `subject ${said}`,
  origin: (said) => `origin ${said}`,
  property: (said) => `property ${said}`,
};

/** A statement in words: `sensitivity restricted`, `property cost-centre=4711`, `reviewed`. */
export function statementWords({ kind, key, value }: TagValue): string {
  if (kind === 'review') return value;
  const said = key ? `${key}=${value}` : value;
  return WORDS[kind]?.(said) ?? said;
}
