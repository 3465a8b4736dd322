/**
 * Registers: what statements refer to by key. People and teams, the glossary, domains, purposes; and what data are
 * processed in: activities and their impact assessments. One table says what an entry of each consists of, so that
 * adding, changing, importing, exporting and looking back work alike for all.
 */
import { ACTIVITY_FIELDS, ASSESSMENT_FIELDS } from '../../privacy/processing/register/fields.ts';
import { durationOf } from '../duration.ts';
import { legalBasisOf } from '../legal-basis.ts';
import type { PeriodTableName } from '../period-rows.ts';
import type { FieldSpec } from './field-spec.ts';

export const REGISTER_NAMES = ['term', 'domain', 'purpose', 'party', 'activity', 'assessment'] as const;
export type RegisterName = (typeof REGISTER_NAMES)[number];

export interface RegisterSpec {
  readonly table: PeriodTableName;
  /** One entry, in words. */
  readonly noun: string;
  /** Several, in words. */
  readonly several: string;
  /** One entry and its key, in words. */
  readonly named: (key: string) => string;
  /** That it was changed: in full, as other things are changed in the same words. */
  readonly changed: (key: string) => string;
  readonly plural: string;
  /** The register whose keys an entry must have: one entry belongs to one of those. */
  readonly belongsTo?: 'activity';
  /** Beside key and name. */
  readonly fields: readonly FieldSpec[];
}

const LONG = 100_000;
const parent: FieldSpec = { name: 'parent', column: 'parent', holds: 'parent', longest: 128 };
const description: FieldSpec = { name: 'description', column: 'description', holds: 'text', longest: LONG };

/** Roles of owners, with short forms that people write. */
export const ROLES: Readonly<Record<string, string>> = {
  'business owner': 'business owner',
  owner: 'business owner',
  'technical owner': 'technical owner',
  steward: 'steward',
  'data steward': 'steward',
  'data protection officer': 'data protection officer',
  dpo: 'data protection officer',
};

const ADDRESS = /^[^\s@<>",;:]+@[^\s@<>",;:]+\.[^\s@<>",;:]+$/;

export const REGISTERS: Readonly<Record<RegisterName, RegisterSpec>> = {
  term: {
    table: 'glossary_term',
    noun: 'term',
    several: 'terms',
    named: (key) => `term ${key}`,
    changed: (key) => `Changed the term ${key}`,
    plural: 'glossary',
    fields: [
      { name: 'definition', column: 'definition', holds: 'text', longest: LONG },
      parent,
      { name: 'synonyms', column: 'synonyms', holds: 'names', longest: 512 },
    ],
  },
  domain: {
    table: 'domain',
    noun: 'domain',
    several: 'domains',
    named: (key) => `domain ${key}`,
    changed: (key) => `Changed the domain ${key}`,
    plural: 'domains',
    fields: [description, parent],
  },
  purpose: {
    table: 'purpose',
    noun: 'purpose',
    several: 'purposes',
    named: (key) => `purpose ${key}`,
    changed: (key) => `Changed the purpose ${key}`,
    plural: 'purposes',
    fields: [
      description,
      {
        name: 'legalBasis',
        column: 'legal_basis',
        holds: 'text',
        longest: 64,
        read: legalBasisOf,
        expected: 'a letter of Art. 6(1) GDPR, a to f',
      },
      {
        name: 'retention',
        column: 'retention',
        holds: 'text',
        longest: 64,
        read: durationOf,
        expected: 'an ISO 8601 duration such as P3Y',
      },
    ],
  },
  party: {
    table: 'party',
    noun: 'person or team',
    several: 'person or teams',
    named: (key) => `person or team ${key}`,
    changed: (key) => `Changed the person or team ${key}`,
    plural: 'people',
    fields: [
      {
        name: 'kind',
        column: 'kind',
        holds: 'text',
        longest: 16,
        read: (value) => (/^(person|team)$/i.test(value) ? value.toLowerCase() : null),
        expected: 'person or team',
      },
      {
        name: 'email',
        column: 'email',
        holds: 'text',
        longest: 320,
        read: (value) => (ADDRESS.test(value) ? value : null),
        expected: 'an e-mail address',
      },
      {
        name: 'role',
        column: 'role',
        holds: 'text',
        longest: 128,
        read: (value) => ROLES[value.toLowerCase().replace(/[\s_-]+/g, ' ')] ?? null,
        expected: [...new Set(Object.values(ROLES))].join(', '),
      },
      { name: 'note', column: 'note', holds: 'text', longest: LONG },
    ],
  },
  activity: {
    table: 'processing_activity',
    noun: 'processing activity',
    several: 'processing activities',
    named: (key) => `processing activity ${key}`,
    changed: (key) => `Changed the processing activity ${key}`,
    plural: 'processing activities',
    fields: ACTIVITY_FIELDS,
  },
  assessment: {
    table: 'impact_assessment',
    noun: 'impact assessment',
    several: 'impact assessments',
    named: (key) => `impact assessment ${key}`,
    changed: (key) => `Changed the impact assessment ${key}`,
    plural: 'impact assessments',
    belongsTo: 'activity',
    fields: ASSESSMENT_FIELDS,
  },
};

/** An entry as it is read: key, name and the fields of its register, null where nothing is said. */
export type Entry = { readonly key: string; readonly name: string } & Readonly<
  Record<string, string | readonly string[] | null>
>;

/** What is wanted of an entry: a field that is absent stays as it is, one that is null or empty is cleared. */
export type EntryChange = Readonly<Record<string, string | readonly string[] | null | undefined>>;

const KEY = /^[\p{L}\p{N}][\p{L}\p{N}._@+-]{0,319}$/u;

export function isKey(text: string): boolean {
  return KEY.test(text);
}

/** The key that a name gives: lower case, hyphens for what is neither letter nor digit; empty where nothing is left. */
export function keyOfName(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}.]+/gu, '-')
    .replace(/^[-.]+|[-.]+$/g, '')
    .slice(0, 128)
    .replace(/[-.]+$/, '');
}
