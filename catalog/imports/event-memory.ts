/**
 * Which events were taken in before, by the SHA-256 of their canonical form. Producers retry, people
 * import the same file twice: an event counts once.
 */
import type { Sql } from '../store/writer/sql.ts';

export class EventMemory {
  readonly #sql: Sql;
  readonly #importId: number;

  constructor(sql: Sql, importId: number) {
    this.#sql = sql;
    this.#importId = importId;
  }

  /** True when the event is known; otherwise it is known from now on. `hash`: hex. */
  seen(hash: string): boolean {
    const bytes = Buffer.from(hash, 'hex');
    const known =
      this.#sql.run(
        'INSERT OR IGNORE INTO ingested_event (hash, import_id) VALUES (?, ?)',
        bytes,
        this.#importId,
      ) === 0;
    if (known) {
      // Undo of the import that brought it first tells of the ones that brought it again.
      this.#sql.run(
        `INSERT OR IGNORE INTO repeated_event (import_id, hash)
         SELECT ?1, hash FROM ingested_event WHERE hash = ?2 AND import_id <> ?1`,
        this.#importId,
        bytes,
      );
    }
    return known;
  }
}
