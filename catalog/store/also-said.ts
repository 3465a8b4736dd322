/**
 * Codes of `also_said.record_type`: of what it is noted that further imports say it too, or what each of several
 * imports told of it. Stored: never renumber, only add.
 */
export const ALSO_SAID = {
  /** A row of `statement` itself. */
  statement: 0,
  /** A dataset that an import names without more. */
  mentioned: 100,
  testResult: 101,
  /** The value is what it was. */
  metric: 102,
  /** From here on, the value is JSON: see `writer/told.ts`. */
  columnEdge: 104,
  influence: 105,
  property: 106,
  project: 107,
} as const;
