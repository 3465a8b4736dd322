/**
 * Which events were taken in before, by the SHA-256 of their canonical form. Producers retry, people
 * import the same file twice: an event counts once.
 */
import type { Sql } from '../store/writer/sql.ts';

/** Hashes that wait; written in their order, many at a time, each lands beside the one before. */
const MAX_WAITING = 200_000;

export class EventMemory {
  readonly #sql: Sql;
  readonly #importId: number;
  readonly #maxWaiting: number;
  /** Whether the table holds anything yet; asking an empty one of every event takes its time. */
  #stored: boolean;
  #waiting = new Set<string>();

  constructor(sql: Sql, importId: number, maxWaiting = MAX_WAITING) {
    this.#sql = sql;
    this.#maxWaiting = maxWaiting;
    this.#importId = importId;
    this.#stored = sql.get('SELECT 1 FROM ingested_event LIMIT 1') !== undefined;
  }

  /** True when the event is known; otherwise it is known from now on. `hash`: hex. */
  seen(hash: string): boolean {
    if (this.#waiting.has(hash)) return true;
    if (this.#stored && this.#isStored(hash)) return true;
    this.#waiting.add(hash);
    if (this.#waiting.size >= this.#maxWaiting) this.flush();
    return false;
  }

  #isStored(hash: string): boolean {
    const bytes = Buffer.from(hash, 'hex');
    const row = this.#sql.get<{ importId: number }>(
      'SELECT import_id AS importId FROM ingested_event WHERE hash = ?',
      bytes,
    );
    if (row && row.importId !== this.#importId) {
      // Undo of the import that brought it first tells of the ones that brought it again.
      this.#sql.run(
        'INSERT OR IGNORE INTO repeated_event (import_id, hash) VALUES (?, ?)',
        this.#importId,
        bytes,
      );
    }
    return row !== undefined;
  }

  /** Writes what is known so far. Due before the import ends. */
  flush(): void {
    for (const hash of [...this.#waiting].sort()) {
      this.#sql.run(
        'INSERT INTO ingested_event (hash, import_id) VALUES (?, ?)',
        Buffer.from(hash, 'hex'),
        this.#importId,
      );
    }
    this.#stored ||= this.#waiting.size > 0;
    this.#waiting = new Set();
  }
}
