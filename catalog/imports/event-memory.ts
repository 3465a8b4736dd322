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
    return (
      this.#sql.run(
        'INSERT OR IGNORE INTO ingested_event (hash, import_id) VALUES (?, ?)',
        Buffer.from(hash, 'hex'),
        this.#importId,
      ) === 0
    );
  }
}
