/** Why a query has no column lineage at all. */
export const QUERY_REASONS = [
  'parse-error',
  'no-query',
  'too-large',
  'too-deep',
  'too-complex',
  'timed-out',
  'analysis-failed',
] as const;

export type QueryReason = (typeof QUERY_REASONS)[number];

/** Thrown inside the analysis; becomes the answer. */
export class QueryError extends Error {
  readonly reason: QueryReason;
  constructor(reason: QueryReason, detail = '') {
    super(detail);
    this.name = 'QueryError';
    this.reason = reason;
  }
}
