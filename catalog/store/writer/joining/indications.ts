/** What the catalog knows of two datasets beyond their names. */
import type { Indications } from '../../../joining/rules.ts';
import type { Sql } from '../sql.ts';

/** Column sets kept in memory; enough for the neighbours of what is being compared. */
const KEPT = 2000;

export class Lookup {
  readonly #sql: Sql;
  readonly #columns = new Map<number, ReadonlySet<string>>();
  /** How many pairs were looked at. */
  looked = 0;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  of(a: number, b: number): Indications {
    this.looked++;
    const [x, y] = [this.#columnsOf(a), this.#columnsOf(b)];
    let common = 0;
    for (const name of x) if (y.has(name)) common++;
    return {
      columns: [x.size, y.size, common],
      feeds: this.#feeds(a, b),
      sideBySide: this.#sideBySide(a, b),
    };
  }

  #columnsOf(id: number): ReadonlySet<string> {
    const cached = this.#columns.get(id);
    if (cached) return cached;
    if (this.#columns.size >= KEPT) this.#columns.clear();
    const rows = this.#sql.all<{ name: string }>(
      `SELECT lower(name) AS name FROM "column" WHERE dataset_id = ? AND depth = 0 AND referenced_only = 0 AND until_revision IS NULL`,
      id,
    );
    const names = new Set(rows.map((row) => row.name));
    this.#columns.set(id, names);
    return names;
  }

  #feeds(a: number, b: number): boolean {
    const query = 'SELECT 1 FROM edge WHERE from_id = ? AND to_id = ? AND until_revision IS NULL LIMIT 1';
    return this.#sql.get(query, a, b) !== undefined || this.#sql.get(query, b, a) !== undefined;
  }

  #sideBySide(a: number, b: number): boolean {
    const scopes = (id: number) =>
      this.#sql
        .all<{ scope: number }>(
          `SELECT s.scope_id AS scope FROM dataset_source x JOIN statement s ON s.record_type = 1 AND s.record_id = x.id
           JOIN scope c ON c.id = s.scope_id
           WHERE x.dataset_id = ? AND s.until_revision IS NULL AND c.mode = 'replace'`,
          id,
        )
        .map((row) => row.scope);
    const ours = new Set(scopes(a));
    return ours.size > 0 && scopes(b).some((scope) => ours.has(scope));
  }
}
