/**
 * Which events were taken in before, by the SHA-256 of their canonical form. Producers retry, people
 * import the same file twice: an event counts once, whichever imports bring it.
 */
import type { RowBuffer } from '../store/writer/row-buffer.ts';
import type { Sql } from '../store/writer/sql.ts';

/** Hashes that wait; written in their order, many at a time, each lands beside the one before. */
const MAX_WAITING = 200_000;

export class EventMemory {
  readonly #sql: Sql;
  readonly #importId: number;
  readonly #maxWaiting: number;
  /** Whether the table holds anything yet; asking an empty one of every event takes its time. */
  #stored: boolean;
  readonly #new: RowBuffer;
  #waiting = new Set<string>();
  #brought = false;
  #repeats = false;

  constructor(sql: Sql, importId: number, maxWaiting = MAX_WAITING) {
    this.#sql = sql;
    this.#maxWaiting = maxWaiting;
    this.#importId = importId;
    this.#new = sql.rows('ingested_event', ['hash', 'import_id']);
    this.#stored = sql.get('SELECT 1 FROM ingested_event LIMIT 1') !== undefined;
  }

  /**
   * True when this import brought the event already. One that another import brought is told again, by this
   * one: what they say is the same, and it stands when either is undone. `hash`: hex.
   */
  seen(hash: string): boolean {
    if (this.#waiting.has(hash)) return true;
    if (this.#stored) {
      const by = this.#storedBy(hash);
      if (by === 'this') return true;
      if (by === 'another') return false;
    }
    this.#brought = true;
    this.#waiting.add(hash);
    if (this.#waiting.size >= this.#maxWaiting) this.flush();
    return false;
  }

  /** At least one event came, and none that no other import had brought. */
  get onlyRepeats(): boolean {
    return this.#repeats && !this.#brought;
  }

  #storedBy(hash: string): 'nobody' | 'this' | 'another' {
    const bytes = Buffer.from(hash, 'hex');
    const row = this.#sql.get<{ importId: number }>(
      'SELECT import_id AS importId FROM ingested_event WHERE hash = ?',
      bytes,
    );
    if (!row) return 'nobody';
    if (row.importId === this.#importId) return 'this';
    this.#repeats = true;
    const added = this.#sql.run(
      'INSERT OR IGNORE INTO repeated_event (import_id, hash) VALUES (?, ?)',
      this.#importId,
      bytes,
    );
    return added === 0 ? 'this' : 'another';
  }

  /** Writes what is known so far. Due before the import ends. */
  flush(): void {
    for (const hash of [...this.#waiting].sort()) this.#new.add(Buffer.from(hash, 'hex'), this.#importId);
    this.#new.flush();
    this.#stored ||= this.#waiting.size > 0;
    this.#waiting = new Set();
  }
}
