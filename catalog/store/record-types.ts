/** Codes of `statement.record_type`. Stored: never renumber, only add. */
export const RECORD_TYPES = {
  source: 1,
  alias: 2,
  column: 3,
  job: 4,
  jobInput: 5,
  jobOutput: 6,
  jobFlow: 7,
  jobEdge: 8,
  columnEdge: 9,
  influence: 10,
  tag: 11,
  owner: 12,
  description: 13,
  property: 14,
  test: 15,
} as const;

export type RecordType = keyof typeof RECORD_TYPES;

const BY_CODE = new Map(
  Object.entries(RECORD_TYPES).map(([name, code]) => [code as number, name as RecordType]),
);

/** @throws Error for a code that is none */
export function recordTypeOf(code: number): RecordType {
  const type = BY_CODE.get(code);
  if (!type) throw new Error(`Unknown record type ${code}`);
  return type;
}

/** The table that holds each record type's rows. */
export const RECORD_TABLES: Readonly<Record<RecordType, string>> = {
  source: 'dataset_source',
  alias: 'alias',
  column: '"column"',
  job: 'job',
  jobInput: 'job_input',
  jobOutput: 'job_output',
  jobFlow: 'job_flow',
  jobEdge: 'job_edge',
  columnEdge: 'column_edge',
  influence: 'influence',
  tag: 'tag',
  owner: 'owner',
  description: 'description',
  property: 'property',
  test: 'test',
};
