/**
 * Everything that one change to the catalog would do, as rows that can be filtered and paged.
 *
 * Rows lie in a temporary database file of SQLite's own, so a difference of any size costs little memory and
 * is gone with the process.
 */
import type { Database, Statement } from 'better-sqlite3';
import { openTemporaryDatabase } from '../../store/temporary-database.ts';

/** What happens to a record, or is to be noted about it. */
export const CHANGE_KINDS = [
  'conflict',
  'retired',
  'renamed',
  'changed',
  'added',
  'join',
  'personal-data',
] as const;
export type ChangeKind = (typeof CHANGE_KINDS)[number];

export interface NewRow {
  readonly change: ChangeKind;
  readonly type: string;
  /** The dataset that it belongs to; '' for jobs. */
  readonly namespace: string;
  readonly dataset: string;
  readonly name: string;
  readonly before: string | null;
  readonly after: string | null;
  readonly note: string | null;
  /** Key of the scope that says so; null where nobody does. */
  readonly scope: string | null;
  /** Record type code and id, where the row can be left out. */
  readonly recordType: number | null;
  readonly recordId: number | null;
  /** Rows with the same key, one added and one retired, are one that changed. */
  readonly pair: string | null;
}

export interface DifferenceRow extends Omit<NewRow, 'recordType' | 'recordId' | 'pair'> {
  readonly id: number;
  /** It was left out, by choice or by a rule. */
  readonly leftOut: boolean;
  /** It follows from other rows, or only notes something: it cannot be left out by itself. */
  readonly derived: boolean;
}

export interface DifferenceFilter {
  readonly changes?: readonly ChangeKind[] | undefined;
  readonly types?: readonly string[] | undefined;
  /** `namespace` and `dataset` as they stand in the rows. */
  readonly dataset?: { readonly namespace: string; readonly dataset: string } | undefined;
  /** Part of a name or of a value before or after. */
  readonly text?: string | undefined;
}

/** One part to leave out; every condition that is given must hold. */
export interface Part {
  readonly changes?: readonly ChangeKind[] | undefined;
  readonly types?: readonly string[] | undefined;
  readonly namespace?: string | undefined;
  /** The dataset's name, or with a `*` at its end the beginning of it. */
  readonly dataset?: string | undefined;
  readonly scope?: string | undefined;
}

const COLUMNS =
  'id, change, type, namespace, dataset, name, before, after, note, scope, left_out AS leftOut, record_type IS NULL AS derived';
const ORDER = `ORDER BY namespace, dataset, type <> 'dataset', type, name, id`;

export class Difference {
  readonly #db: Database;
  readonly #insert: Statement<NewRow>;

  constructor() {
    this.#db = openTemporaryDatabase();
    this.#db
      .exec(`CREATE TABLE change (id INTEGER PRIMARY KEY, change TEXT, type TEXT, namespace TEXT, dataset TEXT, name TEXT,
      before TEXT, after TEXT, note TEXT, scope TEXT, record_type INTEGER, record_id INTEGER, other_id INTEGER, pair TEXT,
      left_out INTEGER NOT NULL DEFAULT 0)`);
    this.#db.exec('BEGIN');
    this.#insert = this.#db.prepare(
      `INSERT INTO change (change, type, namespace, dataset, name, before, after, note, scope, record_type, record_id, pair)
       VALUES (@change, @type, @namespace, @dataset, @name, @before, @after, @note, @scope, @recordType, @recordId, @pair)`,
    );
  }

  add(row: NewRow): void {
    this.#insert.run(row);
  }

  /** Of one thing that was taken away and one that came in its place, one change is made. */
  pairUp(): void {
    this.#db.exec(`CREATE TEMP TABLE paired AS SELECT MIN(id) FILTER (WHERE change = 'added') AS added,
        MIN(id) FILTER (WHERE change = 'retired') AS retired FROM change WHERE pair IS NOT NULL
        GROUP BY pair HAVING COUNT(*) FILTER (WHERE change = 'added') = 1 AND COUNT(*) FILTER (WHERE change = 'retired') = 1;
      UPDATE change SET change = 'changed', before = o.before, other_id = o.record_id
        FROM paired p JOIN change o ON o.id = p.retired WHERE change.id = p.added;
      DELETE FROM change WHERE id IN (SELECT retired FROM paired); DROP TABLE paired`);
  }

  seal(): void {
    if (this.#db.inTransaction) this.#db.exec('COMMIT');
    // Made once all rows are there; it holds what order and filters need, so that far pages stay quick.
    this.#db.exec(
      `CREATE INDEX change_order ON change (namespace, dataset, type <> 'dataset', type, name, id, change); ANALYZE`,
    );
  }

  /** Marks what the parts name; a dataset takes what belongs to it along. Answers how many rows that is. */
  leaveOut(parts: readonly Part[]): number {
    for (const part of parts) {
      const { where, values } = conditionsOf(part);
      this.#db
        .prepare(`UPDATE change SET left_out = 1 WHERE record_type IS NOT NULL AND ${where}`)
        .run(...values);
    }
    this.#db
      .exec(`UPDATE change SET left_out = 1 WHERE record_type IS NOT NULL AND left_out = 0 AND (namespace, dataset, CASE change WHEN 'join' THEN 'added' ELSE change END) IN
      (SELECT namespace, dataset, change FROM change WHERE type = 'dataset' AND left_out = 1 AND change IN ('added', 'retired'))`);
    return this.#db.prepare<[], { n: number }>('SELECT COUNT(*) AS n FROM change WHERE left_out = 1').get()!
      .n;
  }

  /** Records that are left out: type code and ids. */
  *leftOutRecords(): Iterable<{ readonly type: number; readonly id: number }> {
    for (const row of this.#db
      .prepare<[], { type: number; id: number; other: number | null }>(
        'SELECT record_type AS type, record_id AS id, other_id AS other FROM change WHERE left_out = 1 AND record_type IS NOT NULL',
      )
      .all()) {
      yield { type: row.type, id: row.id };
      if (row.other !== null) yield { type: row.type, id: row.other };
    }
  }

  /** Datasets whose coming is left out. */
  datasetsLeftOut(): { readonly namespace: string; readonly dataset: string }[] {
    return this.#db
      .prepare<[], { namespace: string; dataset: string }>(
        `SELECT DISTINCT namespace, dataset FROM change WHERE left_out = 1 AND type = 'dataset' AND change = 'added'`,
      )
      .all();
  }

  /** The first rows that are left out, and how many there are. */
  leftOut(limit: number) {
    return {
      total: this.#db.prepare<[], { n: number }>('SELECT COUNT(*) AS n FROM change WHERE left_out = 1').get()!
        .n,
      items: this.#db
        .prepare<
          [number],
          { change: string; type: string; namespace: string; dataset: string; name: string }
        >(`SELECT change, type, namespace, dataset, name FROM change WHERE left_out = 1 ${ORDER} LIMIT ?`)
        .all(limit),
    };
  }

  page(filter: DifferenceFilter, page: { readonly offset: number; readonly limit: number }) {
    const { where, values } = whereOf(filter);
    const total = this.#db
      .prepare<unknown[], { n: number }>(`SELECT COUNT(*) AS n FROM change WHERE ${where}`)
      .get(...values)!.n;
    const items = this.#db
      .prepare<unknown[], Omit<DifferenceRow, 'leftOut' | 'derived'> & { leftOut: number; derived: number }>(
        `SELECT ${COLUMNS} FROM change WHERE id IN (SELECT id FROM change WHERE ${where} ${ORDER} LIMIT ? OFFSET ?) ${ORDER}`,
      )
      .all(...values, page.limit, page.offset)
      .map((row): DifferenceRow => ({ ...row, leftOut: row.leftOut === 1, derived: row.derived === 1 }));
    return { total, items };
  }

  /** How many rows of each kind and type there are, of each dataset (the first `limit` by number), and how many can be left out. */
  counts(filter: DifferenceFilter, limit: number) {
    const { where, values } = whereOf(filter);
    const all = this.#db
      .prepare<[], { change: ChangeKind; type: string; count: number; leftOut: number }>(
        'SELECT change, type, COUNT(*) AS count, SUM(left_out) AS leftOut FROM change GROUP BY change, type ORDER BY change, type',
      )
      .all();
    const rows = this.#db
      .prepare<
        unknown[],
        { namespace: string; dataset: string; count: number; datasets: number; leavable: number }
      >(
        `SELECT namespace, dataset, COUNT(*) AS count, COUNT(*) OVER () AS datasets,
           SUM(SUM(record_type IS NOT NULL AND left_out = 0)) OVER () AS leavable
         FROM change WHERE ${where} GROUP BY namespace, dataset ORDER BY count DESC, namespace, dataset LIMIT ?`,
      )
      .all(...values, limit);
    const datasets = rows.map(({ namespace, dataset, count }) => ({ namespace, dataset, count }));
    const { datasets: datasetsTotal, leavable } = rows[0] ?? { datasets: 0, leavable: 0 };
    return { all, datasets, datasetsTotal, leavable };
  }

  close(): void {
    this.#db.close();
  }
}

function whereOf(filter: DifferenceFilter): { where: string; values: unknown[] } {
  const parts: string[] = ['1'];
  const values: unknown[] = [];
  const among = (column: string, wanted: readonly string[] | undefined) => {
    if (!wanted || wanted.length === 0) return;
    parts.push(`${column} IN (${wanted.map(() => '?').join(', ')})`);
    values.push(...wanted);
  };
  among('change', filter.changes);
  among('type', filter.types);
  if (filter.dataset) {
    parts.push('namespace = ? AND dataset = ?');
    values.push(filter.dataset.namespace, filter.dataset.dataset);
  }
  if (filter.text) {
    const like = `%${filter.text.replaceAll(/[\\%_]/g, (mark) => `\\${mark}`)}%`;
    // Notes are the catalog's own sentences, which the reader may see in another language.
    const searched = ['name', 'dataset', 'before', 'after'];
    parts.push(`(${searched.map((one) => `${one} LIKE ? ESCAPE '\\'`).join(' OR ')})`);
    values.push(...searched.map(() => like));
  }
  return { where: parts.join(' AND '), values };
}

function conditionsOf(part: Part): { where: string; values: unknown[] } {
  const { where, values } = whereOf({ changes: part.changes, types: part.types });
  const parts = [where];
  if (part.namespace !== undefined) {
    parts.push('namespace = ?');
    values.push(part.namespace);
  }
  if (part.dataset !== undefined) {
    const open = part.dataset.endsWith('*');
    parts.push(open ? 'substr(dataset, 1, ?) = ?' : 'dataset = ?');
    const name = open ? part.dataset.slice(0, -1) : part.dataset;
    if (open) values.push(name.length);
    values.push(name);
  }
  if (part.scope !== undefined) {
    parts.push('scope = ?');
    values.push(part.scope);
  }
  return { where: parts.join(' AND '), values };
}
