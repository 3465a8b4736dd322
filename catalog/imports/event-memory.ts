/**
 * Which events were taken in before, by the SHA-256 of their canonical form. Producers retry, people
 * import the same file twice: an event counts once, whichever imports bring it.
 */
import type { RowBuffer } from '../store/writer/row-buffer.ts';
import type { Sql } from '../store/writer/sql.ts';

/** Hashes that wait; written in their order, many at a time, each lands beside the one before. */
const MAX_WAITING = 200_000;
/** Hashes that are looked for by one statement; fewer are filled up. */
const ASKED = 128;

export class EventMemory {
  readonly #sql: Sql;
  readonly #importId: number;
  readonly #maxWaiting: number;
  /** Whether the tables hold anything yet; asking empty ones takes its time. */
  #stored: boolean;
  #repeatsStored = false;
  readonly #newRows: RowBuffer;
  readonly #repeatedRows: RowBuffer;
  /** Events that no import brought before. */
  #new = new Set<string>();
  /** Events that other imports brought, and this one again. */
  #repeated = new Set<string>();
  #brought = false;
  #repeats = false;

  constructor(sql: Sql, importId: number, maxWaiting = MAX_WAITING) {
    this.#sql = sql;
    this.#maxWaiting = maxWaiting;
    this.#importId = importId;
    this.#newRows = sql.rows('ingested_event', ['hash', 'import_id']);
    this.#repeatedRows = sql.rows('repeated_event', ['import_id', 'hash']);
    this.#stored = sql.get('SELECT 1 FROM ingested_event LIMIT 1') !== undefined;
  }

  /**
   * True for each event that this import brought already. One that another import brought is told again, by this
   * one: what they say is the same, and it stands when either is undone. `hashes`: hex.
   */
  seen(hashes: readonly string[]): readonly boolean[] {
    const { own, others } = this.#lookUp(hashes);
    const seen = hashes.map((hash) => {
      if (own.has(hash) || this.#new.has(hash) || this.#repeated.has(hash)) return true;
      if (others.has(hash)) {
        this.#repeats = true;
        this.#repeated.add(hash);
      } else {
        this.#brought = true;
        this.#new.add(hash);
      }
      return false;
    });
    if (this.#new.size + this.#repeated.size >= this.#maxWaiting) this.flush();
    return seen;
  }

  /** At least one event came, and none that no other import had brought. */
  get onlyRepeats(): boolean {
    return this.#repeats && !this.#brought;
  }

  /** Which of them the tables hold: brought by this import, or by others and not yet again by this one. */
  #lookUp(hashes: readonly string[]): { readonly own: Set<string>; readonly others: Set<string> } {
    const own = new Set<string>();
    const others = new Set<string>();
    if (!this.#stored) return { own, others };
    for (let at = 0; at < hashes.length; at += ASKED) {
      const asked = inBytes(hashes.slice(at, at + ASKED));
      for (const { hash, importId } of this.#rows('ingested_event', asked))
        (importId === this.#importId ? own : others).add(hash.toString('hex'));
      if (!this.#repeatsStored) continue;
      for (const { hash } of this.#rows('repeated_event', asked, this.#importId))
        own.add(hash.toString('hex'));
    }
    return { own, others };
  }

  #rows(table: string, asked: readonly Uint8Array[], importId?: number) {
    const those = importId === undefined ? '' : `import_id = ${importId} AND `;
    return this.#sql.all<{ hash: Buffer; importId: number }>(
      `SELECT hash, import_id AS importId FROM ${table} WHERE ${those}hash IN (${MARKS})`,
      ...asked,
    );
  }

  /** Writes what is known so far. Due before the import ends. */
  flush(): void {
    for (const hash of [...this.#new].sort()) this.#newRows.add(Buffer.from(hash, 'hex'), this.#importId);
    for (const hash of [...this.#repeated].sort())
      this.#repeatedRows.add(this.#importId, Buffer.from(hash, 'hex'));
    this.#newRows.flush();
    this.#repeatedRows.flush();
    this.#stored ||= this.#new.size > 0;
    this.#repeatsStored ||= this.#repeated.size > 0;
    this.#new = new Set();
    this.#repeated = new Set();
  }
}

const MARKS = Array.from({ length: ASKED }, () => '?').join(', ');

/** As many as {@link ASKED}: the last one stands for those that are missing. */
function inBytes(hashes: readonly string[]): Uint8Array[] {
  const bytes: Uint8Array[] = hashes.map((hash) => Buffer.from(hash, 'hex'));
  while (bytes.length < ASKED) bytes.push(bytes.at(-1)!);
  return bytes;
}
