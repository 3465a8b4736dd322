/**
 * Which events were taken in before, by the SHA-256 of their canonical form. Producers retry, people
 * import the same file twice: an event counts once, whichever imports bring it.
 */
import type { RowBuffer } from '../store/writer/row-buffer.ts';
import type { Sql } from '../store/writer/sql.ts';

/** Hashes that wait to be written. */
const MAX_WAITING = 200_000;
/** Hashes that are looked for by one statement; fewer are filled up. */
const ASKED = 128;

export class EventMemory {
  readonly #sql: Sql;
  readonly #importId: number;
  readonly #maxWaiting: number;
  /** Whether the tables hold anything yet; asking empty ones takes its time. */
  #stored: boolean;
  #repeatedStored = false;
  /** Events that no import brought before. */
  readonly #new: Waiting;
  /** Events that other imports brought, and this one again. */
  readonly #repeated: Waiting;
  #brought = false;
  #repeats = false;

  constructor(sql: Sql, importId: number, maxWaiting = MAX_WAITING) {
    this.#sql = sql;
    this.#maxWaiting = maxWaiting;
    this.#importId = importId;
    const newRows = sql.rows('ingested_event', ['hash', 'import_id']);
    const repeatedRows = sql.rows('repeated_event', ['import_id', 'hash']);
    this.#new = new Waiting(newRows, (hash) => newRows.add(hash, importId));
    this.#repeated = new Waiting(repeatedRows, (hash) => repeatedRows.add(importId, hash));
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
    while (this.#new.size + this.#repeated.size >= this.#maxWaiting) this.#writeSome();
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
      if (!this.#repeatedStored) continue;
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
    this.#stored ||= this.#new.size > 0;
    this.#repeatedStored ||= this.#repeated.size > 0;
    this.#new.writeAll();
    this.#repeated.writeAll();
  }

  #writeSome(): void {
    if (this.#new.size >= this.#repeated.size) {
      this.#stored = true;
      this.#new.writeLargestShare();
    } else {
      this.#repeatedStored = true;
      this.#repeated.writeLargestShare();
    }
  }
}

/**
 * Hashes that wait, in shares by how they begin. Those of one share are written in their order, so that each lands
 * beside the one before; a share at a time, so that nobody waits for all of them.
 */
class Waiting {
  readonly #shares = new Map<string, Set<string>>();
  readonly #rows: RowBuffer;
  readonly #add: (hash: Uint8Array) => void;
  #size = 0;

  constructor(rows: RowBuffer, add: (hash: Uint8Array) => void) {
    this.#rows = rows;
    this.#add = add;
  }

  get size(): number {
    return this.#size;
  }

  has(hash: string): boolean {
    return this.#shares.get(hash[0]!)?.has(hash) ?? false;
  }

  /** One that does not wait yet. */
  add(hash: string): void {
    const share = this.#shares.get(hash[0]!);
    if (share) share.add(hash);
    else this.#shares.set(hash[0]!, new Set([hash]));
    this.#size++;
  }

  writeAll(): void {
    for (const beginning of [...this.#shares.keys()].sort()) this.#write(beginning);
    this.#rows.flush();
  }

  writeLargestShare(): void {
    let largest = '';
    let most = 0;
    for (const [beginning, { size }] of this.#shares) if (size > most) [largest, most] = [beginning, size];
    this.#write(largest);
    this.#rows.flush();
  }

  #write(beginning: string): void {
    const share = this.#shares.get(beginning)!;
    this.#shares.delete(beginning);
    this.#size -= share.size;
    for (const hash of [...share].sort()) this.#add(Buffer.from(hash, 'hex'));
  }
}

const MARKS = Array.from({ length: ASKED }, () => '?').join(', ');

/** As many as {@link ASKED}: the last one stands for those that are missing. */
function inBytes(hashes: readonly string[]): Uint8Array[] {
  const bytes: Uint8Array[] = hashes.map((hash) => Buffer.from(hash, 'hex'));
  while (bytes.length < ASKED) bytes.push(bytes.at(-1)!);
  return bytes;
}
