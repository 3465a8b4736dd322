/**
 * What a report must keep with its input to be made again: the few attributes of the catalog that have
 * no history of their own. Everything else is read as of the report's revision.
 *
 * A dataset's kind and the joining of identities follow the newest import; property values are replaced
 * in place; settings are not revisioned.
 */
import type { Database } from 'better-sqlite3';
import { z } from 'zod';

export const pinsSchema = z.object({
  /** Dataset ids by kind, for kinds other than `table`. */
  kinds: z.record(z.string(), z.array(z.number())),
  /** [identity, dataset under which it is shown], where the two differ. */
  joins: z.array(z.tuple([z.number(), z.number()])),
  /** [dataset id, key, text] of properties that speak of retention. */
  retention: z.array(z.tuple([z.number(), z.string(), z.string()])),
  /** [dataset id, column, other table, column there or empty] of foreign keys that a source declares. */
  foreignKeys: z.array(z.tuple([z.number(), z.string(), z.string(), z.string()])).default([]),
  /** Datasets with a suggested alias that nobody has decided on. */
  openSuggestions: z.number(),
});
export type Pins = z.infer<typeof pinsSchema>;

export interface Moment {
  readonly revision: number;
  readonly pins: Pins;
}

/** Longest text of a retention property that is kept. */
const TEXT_LIMIT = 300;

const RETENTION_KEY = /retention|retain|time.?to.?live|(?:^|[^a-z])ttl(?:[^a-z]|$)|expir|lifecycle/i;

/** True for a key of a property or label that says how long data are kept. */
export function speaksOfRetention(key: string): boolean {
  return RETENTION_KEY.test(key);
}

/** The newest revision and what must be pinned with it, read in one consistent view. */
export function presentMoment(db: Database, revisionOf: () => number): Moment {
  return db.transaction(() => ({ revision: revisionOf(), pins: readPins(db) }))();
}

function readPins(db: Database): Pins {
  const kinds: Record<string, number[]> = {};
  for (const row of db
    .prepare<[], { id: number; kind: string }>(
      `SELECT id, kind FROM dataset WHERE kind <> 'table' ORDER BY id`,
    )
    .iterate()) {
    (kinds[row.kind] ??= []).push(row.id);
  }
  const joins = db
    .prepare<[], { id: number; to: number }>(
      'SELECT id, canonical_id AS "to" FROM dataset WHERE canonical_id <> id ORDER BY id',
    )
    .all();
  const properties = db
    .prepare<[], { id: number; key: string; value: string }>(
      `SELECT target_id AS id, key, substr(value, 1, 2000) AS value FROM property
       WHERE target_type = 'dataset' AND until_revision IS NULL AND (key LIKE '%ret%' OR key LIKE '%ttl%' OR key LIKE '%time%live%' OR key LIKE '%expir%' OR key LIKE '%lifecycle%')
       ORDER BY id, key, origin`,
    )
    .all()
    .filter((row) => speaksOfRetention(row.key));
  const suggested = db
    .prepare<[], { n: number }>(
      `SELECT COUNT(DISTINCT dataset_id) AS n FROM alias WHERE until_revision IS NULL AND status = 'suggested'`,
    )
    .get()!.n;
  return {
    kinds,
    joins: joins.map((row): [number, number] => [row.id, row.to]),
    retention: properties.map((row): [number, string, string] => [row.id, row.key, plain(row.value)]),
    foreignKeys: foreignKeys(db),
    openSuggestions: suggested,
  };
}

/** Longest JSON of constraints that is read. */
const CONSTRAINTS_LIMIT = 100_000;

/** Foreign keys that contracts declare (dbt `constraints`), of a table or of one of its columns. */
function foreignKeys(db: Database): Pins['foreignKeys'] {
  const rows = db
    .prepare<[object], { dataset: number; column: string | null; value: string }>(
      `SELECT p.target_id AS dataset, NULL AS "column", p.value FROM property p
       WHERE p.target_type = 'dataset' AND p.key = 'constraints' AND p.until_revision IS NULL
         AND p.value LIKE '%foreign%' AND length(p.value) <= @longest
       UNION ALL
       SELECT c.dataset_id, c.path, p.value FROM property p JOIN "column" c ON c.id = p.target_id
       WHERE p.target_type = 'column' AND p.key = 'constraints' AND p.until_revision IS NULL AND c.depth = 0
         AND p.value LIKE '%foreign%' AND length(p.value) <= @longest
       ORDER BY 1, 2, 3`,
    )
    .all({ longest: CONSTRAINTS_LIMIT });
  return rows.flatMap(({ dataset, column, value }) =>
    foreignKeysIn(value).flatMap(({ columns, to, toColumns }) =>
      (column === null ? columns : [column]).map((name, index): Pins['foreignKeys'][number] => [
        dataset,
        name,
        to,
        toColumns[index] ?? '',
      ]),
    ),
  );
}

const constraintSchema = z.object({
  type: z.string(),
  columns: z.array(z.string()).nullish(),
  to: z.string().nullish(),
  to_columns: z.array(z.string()).nullish(),
  expression: z.string().nullish(),
});

/** The other table stands in `to`, or in an expression such as `schema.customers (id)`. */
function foreignKeysIn(json: string): { columns: string[]; to: string; toColumns: string[] }[] {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return [];
  }
  return (Array.isArray(value) ? value : []).flatMap((one: unknown) => {
    const { data } = constraintSchema.safeParse(one);
    if (data?.type !== 'foreign_key') return [];
    const expression = (data.expression ?? '').replace(/^.*\breferences\s+/i, '');
    const to = data.to ?? expression;
    if (to.trim() === '') return [];
    const inBrackets = /\(([^()]*)\)\s*$/.exec(expression)?.[1]?.split(',') ?? [];
    const named = data.to_columns ?? inBrackets.map((name) => name.replaceAll(/["`\s]/g, ''));
    return [{ columns: data.columns ?? [], to, toColumns: named }];
  });
}

/** A JSON string without its quotes; anything else as it is written. */
function plain(json: string): string {
  let text = json;
  try {
    const value: unknown = JSON.parse(json);
    if (typeof value === 'string') text = value;
  } catch {
    // Cut short above: shown as it is.
  }
  return text.slice(0, TEXT_LIMIT);
}
