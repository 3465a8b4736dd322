/**
 * What there is to review of a dataset or column: what sources, rules and the lineage say of it. People's own
 * statements are not in it, so that correcting something does not ask for another review.
 */
import type { Database } from 'better-sqlite3';
import { createHash } from 'node:crypto';
import { fromSource } from '../../model/origins.ts';
import { RECORD_TYPES, type RecordType } from '../../store/record-types.ts';

/** One thing that is said, and when it was. */
interface Said {
  /** Path of the column in lower case; null: of the dataset. */
  readonly path: string | null;
  readonly line: string;
  readonly since: number;
  readonly until: number | null;
}

const stated = (type: RecordType, alias: string) =>
  `statement s ON s.record_type = ${RECORD_TYPES[type]} AND s.record_id = ${alias}.id`;

/**
 * Joined in this order, from few datasets on: left to itself, the database reads every statement there is for each of them.
 * A row of a source holds while a source says it, any other in its own period; people's are left out.
 */
function rows(table: 'tag' | 'owner' | 'description', line: string): string {
  const columns = `NULL AS path, ${line} AS line`;
  const ofColumn = `lower(c.path) AS path, ${line} AS line`;
  return `SELECT ${columns}, s.since_revision AS since, s.until_revision AS until FROM members m
      CROSS JOIN ${table} x ON x.target_type = 'dataset' AND x.target_id = m.value AND ${fromSource('x')} CROSS JOIN ${stated(table, 'x')}
    UNION ALL SELECT ${columns}, x.since_revision, x.until_revision FROM members m
      CROSS JOIN ${table} x ON x.target_type = 'dataset' AND x.target_id = m.value AND NOT ${fromSource('x')} AND x.origin <> 'steward'
    UNION ALL SELECT ${ofColumn}, s.since_revision, s.until_revision FROM members m CROSS JOIN "column" c ON c.dataset_id = m.value
      CROSS JOIN ${table} x ON x.target_type = 'column' AND x.target_id = c.id AND ${fromSource('x')} CROSS JOIN ${stated(table, 'x')}
    UNION ALL SELECT ${ofColumn}, x.since_revision, x.until_revision FROM members m CROSS JOIN "column" c ON c.dataset_id = m.value
      CROSS JOIN ${table} x ON x.target_type = 'column' AND x.target_id = c.id AND NOT ${fromSource('x')} AND x.origin <> 'steward'`;
}

/** The type of a column is what follows the bar in its statement; its place is no matter of review. */
const COLUMNS = `SELECT lower(c.path) AS path, 'type ' || COALESCE(substr(s.value, instr(s.value, '|') + 1), '') AS line,
    s.since_revision AS since, s.until_revision AS until
  FROM members m CROSS JOIN "column" c ON c.dataset_id = m.value CROSS JOIN ${stated('column', 'c')}`;

const ALL = `WITH members AS (SELECT value FROM json_each(?))
  ${COLUMNS}
  UNION ALL ${rows('tag', `'tag ' || x.kind || ' ' || x.key || '=' || x.value`)}
  UNION ALL ${rows('owner', `'owner ' || x.name || ' (' || x.role || ')'`)}
  UNION ALL ${rows('description', `'text ' || x.text`)}`;

/** Everything that was ever there to review of one dataset with its columns. */
export class ReviewContent {
  readonly #said: readonly Said[];

  /** `members`: all identities of the dataset. */
  constructor(db: Database, members: readonly number[]) {
    this.#said = prepared(db).all(JSON.stringify(members));
  }

  /**
   * What was there to review at a revision (null: now), as a digest that changes when it does.
   * `path`: of one column, stored form; null: of the dataset with its columns.
   */
  digest(path: string | null, revision: number | null = null): string {
    const wanted = path?.toLowerCase() ?? null;
    const lines = new Set<string>();
    for (const one of this.#said) {
      if (wanted !== null && one.path !== wanted) continue;
      const holds =
        revision === null
          ? one.until === null
          : one.since <= revision && (one.until === null || one.until > revision);
      if (holds) lines.add(`${one.path ?? ''}\n${one.line}`);
    }
    return createHash('sha256')
      .update([...lines].sort().join('\u0000'))
      .digest('hex')
      .slice(0, 32);
  }

  /** Revisions in which something changed. */
  turns(): number[] {
    return [
      ...new Set(this.#said.flatMap(({ since, until }) => (until === null ? [since] : [since, until]))),
    ];
  }
}

const statements = new WeakMap<Database, ReturnType<typeof prepare>>();
const prepare = (db: Database) => db.prepare<[string], Said>(ALL);

function prepared(db: Database) {
  let statement = statements.get(db);
  if (!statement) statements.set(db, (statement = prepare(db)));
  return statement;
}
