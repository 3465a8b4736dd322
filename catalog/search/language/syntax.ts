/** What a query is once it has been read. Places are offsets into its text; `to` is the first place after. */

export interface Span {
  readonly from: number;
  readonly to: number;
}

/** A word, or a phrase in quotation marks; `exact` with `=` before it. */
export interface Value extends Span {
  readonly text: string;
  readonly quoted: boolean;
  readonly exact: boolean;
}

export type Query =
  | { readonly type: 'all' | 'any'; readonly items: readonly Query[] }
  | { readonly type: 'not'; readonly item: Query }
  | TextTerm
  | FieldTerm;

/** A word or phrase that may occur anywhere. */
export interface TextTerm extends Span {
  readonly type: 'text';
  readonly value: Value;
}

/** `field:value`; one of several values is enough. */
export interface FieldTerm extends Span {
  readonly type: 'field';
  readonly field: Field;
  readonly values: readonly Value[];
}

export interface Problem extends Span {
  readonly message: string;
}

export interface Reading {
  /** Null for a query that asks for nothing. */
  readonly query: Query | null;
  readonly problems: readonly Problem[];
}

export interface FieldWords {
  /** Other ways to write it. */
  readonly also: readonly string[];
  readonly meaning: string;
  readonly example: string;
}

/** Every field, with what people are told of it. */
export const FIELDS = {
  name: { also: [], meaning: 'Only in the name', example: 'name:orders' },
  column: { also: ['col'], meaning: 'Name of a column', example: 'column:email' },
  dataset: {
    also: ['table'],
    meaning: 'Name of the dataset, where columns are listed',
    example: 'dataset:orders',
  },
  namespace: { also: ['ns'], meaning: 'The namespace contains it', example: 'namespace:prod' },
  description: { also: ['desc'], meaning: 'Only in the description', example: 'description:"per day"' },
  type: { also: [], meaning: 'Data type of a column', example: 'type:timestamp' },
  kind: { also: [], meaning: 'Kind of dataset or job', example: 'kind:view' },
  source: { also: ['from'], meaning: 'Who told of it: openlineage, dbt, glue', example: 'source:dbt' },
  system: { also: ['platform'], meaning: 'Where it lies', example: 'system:postgres' },
  tag: { also: ['label'], meaning: 'A label, category or sensitivity', example: 'tag:finance' },
  domain: { also: [], meaning: 'The label with the key domain', example: 'domain:sales' },
  owner: { also: [], meaning: 'Name of an owner', example: 'owner:ana' },
  category: {
    also: [],
    meaning: 'Category of personal data, with those below it',
    example: 'category:user.contact',
  },
  sensitivity: { also: ['level'], meaning: 'Sensitivity level', example: 'sensitivity:restricted' },
  verified: {
    also: ['verification'],
    meaning: 'How its lineage is known: observed, declared, inferred, content checked',
    example: 'verified:observed',
  },
  is: { also: [], meaning: 'A condition', example: 'is:unowned' },
  upstream: { also: [], meaning: 'Lies upstream of it: feeds it', example: 'upstream:revenue' },
  downstream: { also: [], meaning: 'Lies downstream of it: is fed by it', example: 'downstream:orders' },
} as const satisfies Record<string, FieldWords>;

export type Field = keyof typeof FIELDS;
export const FIELD_NAMES = Object.keys(FIELDS) as readonly Field[];

/** Every condition of `is:`, with what it means. */
export const CONDITIONS = {
  unowned: 'Nobody is named as owner',
  undescribed: 'No description',
  unclassified: 'No sensitivity level',
  uncategorised: 'No category of personal data',
  personal: 'Has a category of personal data',
  critical: 'Somebody said that it is critical',
  empty: 'No columns are known',
  gap: 'Only mentioned: no source describes it',
  retired: 'No source has it any more',
  failing: 'A test, or the latest run of a job, failed',
  untraced: 'Columns are not all traced to where they come from',
  duplicate: 'May be the same as another dataset',
  joined: 'Known under several names',
  root: 'Feeds others, and nothing feeds it',
  leaf: 'Is fed, and feeds nothing',
  isolated: 'Has no lineage',
  stale: 'Has runs, but none in the 30 days before the newest run of all',
  unreviewed: 'Nobody has reviewed it as it is',
  outdated: 'Reviewed once, and something is different since',
  running: 'The latest run of the job has not ended',
  incomplete: 'A run of the job left lineage out',
  'never-ran': 'The job has no run',
} as const;
export type Condition = keyof typeof CONDITIONS;

/** Other words for conditions. */
export const CONDITION_SYNONYMS: Readonly<Record<string, Condition>> = {
  'no-owner': 'unowned',
  'no-description': 'undescribed',
  failed: 'failing',
  'failed-tests': 'failing',
  'alias-suggestions': 'duplicate',
  'columns-untraced': 'untraced',
  pii: 'personal',
  orphan: 'isolated',
  referenced: 'gap',
};

/** The field that a word names, whatever its letter case. */
export function fieldNamed(word: string): Field | undefined {
  const lower = word.toLowerCase();
  return FIELD_NAMES.find(
    (name) => name === lower || (FIELDS[name].also as readonly string[]).includes(lower),
  );
}

export function conditionNamed(word: string): Condition | undefined {
  const lower = word.toLowerCase().replaceAll('_', '-');
  return Object.hasOwn(CONDITIONS, lower)
    ? (lower as Condition)
    : Object.hasOwn(CONDITION_SYNONYMS, lower)
      ? CONDITION_SYNONYMS[lower]
      : undefined;
}
