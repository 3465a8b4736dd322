/** The columns of the curation sheet: what a cell of each holds, and how files call them. */
import type { Database } from 'better-sqlite3';
import { ROLES } from '../registers/spec.ts';
import { KIND_RULES, type StatementKind } from '../statement-kinds.ts';
import { settled } from './cell-text.ts';

/** Say which dataset or column a row is about. */
export const IDENTITY = ['namespace', 'name', 'column'] as const;
/** Says of which revision a row is; see `stamp.ts`. */
export const REVISION = 'revision';

export type SheetField = {
  /** As in the first line of a file. */
  readonly header: string;
  /** For people. */
  readonly label: string;
  readonly many: boolean;
} & (
  | { readonly holds: 'statement'; readonly kind: Exclude<StatementKind, 'property' | 'review'> }
  | { readonly holds: 'property'; readonly key: string }
  | { readonly holds: 'owner'; readonly role: string }
  | { readonly holds: 'description' }
  | { readonly holds: 'review' }
);

type Stated = Exclude<StatementKind, 'property' | 'review'>;
const stated = (header: string, kind: Stated, label: string): SheetField => ({
  ...{ holds: 'statement', header, kind, label },
  many: KIND_RULES[kind].values === 'many',
});
const owner = (header: string, role: string, label: string): SheetField => ({
  ...{ holds: 'owner', header, role, label, many: true },
});

export const FIELDS: readonly SheetField[] = [
  { holds: 'description', header: 'description', label: 'Description', many: false },
  stated('sensitivity', 'sensitivity', 'Sensitivity'),
  stated('categories', 'category', 'Categories'),
  stated('labels', 'label', 'Labels'),
  owner('business-owner', 'business owner', 'Business owner'),
  owner('technical-owner', 'technical owner', 'Technical owner'),
  owner('steward', 'steward', 'Steward'),
  owner('dpo', 'data protection officer', 'Data protection officer'),
  stated('domain', 'domain', 'Domain'),
  stated('terms', 'term', 'Terms'),
  stated('purposes', 'purpose', 'Purposes'),
  stated('legal-basis', 'legal-basis', 'Legal basis'),
  stated('retention', 'retention', 'Retention'),
  stated('subjects', 'subject', 'Data subjects'),
  stated('criticality', 'criticality', 'Criticality'),
  stated('certification', 'certification', 'Certification'),
  stated('origin', 'origin', 'Origin'),
  { holds: 'review', header: 'reviewed', label: 'Reviewed', many: false },
];

const PROPERTY = 'property:';
const OWNER = 'owner:';

export function propertyField(key: string): SheetField {
  return { holds: 'property', header: `${PROPERTY}${key}`, label: key, key, many: false };
}

/** Whether a row of this kind can have it. */
export function fits(field: SheetField, on: 'dataset' | 'column'): boolean {
  const only = field.holds === 'statement' ? KIND_RULES[field.kind].only : undefined;
  return only === undefined || only === on;
}

/** All there are in a catalog: those of every catalog, roles that somebody has, properties that somebody stated. */
export function fieldsOf(db: Database, on: 'dataset' | 'column'): SheetField[] {
  const roles = db
    .prepare<[], string>(
      `SELECT DISTINCT role FROM owner WHERE until_revision IS NULL AND target_type IN ('dataset', 'column') AND status <> 'rejected' ORDER BY role`,
    )
    .pluck()
    .all();
  const named = new Set(FIELDS.flatMap((field) => (field.holds === 'owner' ? [field.role] : [])));
  const keys = db
    .prepare<[], string>(
      `SELECT DISTINCT key FROM tag WHERE kind = 'property' AND until_revision IS NULL AND target_type IN ('dataset', 'column') AND status <> 'rejected' ORDER BY key`,
    )
    .pluck()
    .all();
  return [
    ...FIELDS.filter((field) => fits(field, on)),
    ...roles
      .filter((role) => !named.has(role))
      .map((role) => owner(`${OWNER}${role}`, role, role === '' ? 'Owner' : role)),
    ...keys.map(propertyField),
  ];
}

/** Names that people give to columns, beside the headers themselves. */
const ALSO: Readonly<Record<string, string>> = {
  ...{ category: 'categories', label: 'labels', tags: 'labels', tag: 'labels', term: 'terms' },
  ...{ purpose: 'purposes', subject: 'subjects', 'data-subjects': 'subjects', review: 'reviewed' },
  ...{ owner: 'business-owner', owners: 'business-owner', 'data-protection-officer': 'dpo' },
};

/**
 * The column of the sheet that a header of a file names, or the name of an identity column; null for a header that is not
 * known. `known` have their exact header.
 */
export function fieldNamed(header: string, known: readonly SheetField[]): SheetField | string | null {
  const exact = known.find((field) => field.header === header);
  if (exact) return exact;
  const plain = settled(header);
  const same = known.find((field) => settled(field.header) === plain);
  if (same) return same;
  const lower = plain.toLowerCase();
  if (lower.startsWith(PROPERTY)) {
    const key = plain.slice(PROPERTY.length).trim();
    return key === '' ? null : propertyField(key);
  }
  if (lower.startsWith(OWNER)) return roleField(plain.slice(OWNER.length).trim(), known);
  const word = lower.replace(/[\s_]+/g, '-');
  if (word === REVISION || (IDENTITY as readonly string[]).includes(word)) return word;
  const name = ALSO[word] ?? word;
  return FIELDS.find((field) => field.header === name) ?? null;
}

function roleField(role: string, known: readonly SheetField[]): SheetField | null {
  const plain = ROLES[role.toLowerCase().replace(/[\s_-]+/g, ' ')] ?? role;
  const isOf = (field: SheetField) => field.holds === 'owner' && field.role === plain;
  const field = known.find(isOf) ?? FIELDS.find(isOf);
  if (field) return field;
  return plain === '' || plain.length > 128 ? null : owner(`${OWNER}${plain}`, plain, plain);
}
