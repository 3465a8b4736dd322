/** Events received and not yet imported, those that were rejected, and lately finished ones. */
import { hash } from 'node:crypto';
import type { Database, Statement } from 'better-sqlite3';
import type { FileKey } from '../store/cipher.ts';
import { openInboxFile } from '../store/inbox-file.ts';

export type EventState = 'waiting' | 'imported' | 'known' | 'rejected';

export interface Received {
  /** '' for the receiver, otherwise the watched file, relative to its folder. */
  readonly source: string;
  /** `line 12`; '' where the event is all of its source. */
  readonly place: string;
  /** What the sender calls itself. */
  readonly client: string;
  /** As received, without byte-order mark. */
  readonly body: Uint8Array;
  /** Set where it cannot be imported: it is listed, with this reason. */
  readonly rejected?: string;
}

export interface WaitingEvent {
  readonly id: number;
  readonly receivedAt: string;
  readonly source: string;
  readonly place: string;
  readonly bytes: number;
  readonly sha256: Buffer;
  readonly body: Buffer;
}

/** What became of events: the import that holds them, null where it said nothing new. */
export interface Settled {
  readonly ids: readonly number[];
  readonly state: Exclude<EventState, 'waiting'>;
  readonly importId: number | null;
  readonly reason?: string;
}

export interface ListedEvent {
  readonly id: number;
  readonly receivedAt: string;
  readonly source: string;
  readonly place: string;
  readonly client: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly state: EventState;
  readonly reason: string | null;
  readonly importId: number | null;
}

export interface Tally {
  readonly waiting: number;
  readonly waitingBytes: number;
  readonly oldestWaitingAt: string | null;
  readonly lastReceivedAt: string | null;
  /** Events received since the inbox exists. */
  readonly received: number;
  readonly imported: number;
  /** Told the catalog nothing new: delivered twice. */
  readonly known: number;
  /** Rejected and not dismissed. */
  readonly rejected: number;
}

/** Beyond this the receiver asks clients to come back later. Bytes that wait. */
const MAX_WAITING_BYTES = 1024 ** 3;
/** Finished events are listed for a while: that long, and that many. */
const KEEP_MS = 30 * 86_400_000;
const KEEP_FINISHED = 100_000;
const KEEP_REJECTED = 10_000;
/** Of a rejected event that much is kept, to find out what it was. Bytes. */
const REJECTED_BODY = 64 * 1024;

interface Queued {
  readonly events: readonly Received[];
  readonly also: ((db: Database) => void) | undefined;
  readonly done: () => void;
  readonly failed: (error: unknown) => void;
}

export class Inbox {
  readonly #db: Database;
  readonly #now: () => Date;
  readonly #insert: Statement;
  #queue: Queued[] = [];
  #waitingBytes: number;
  #closed = false;

  /**
   * @param key of an encrypted catalog
   * @throws CatalogFileError when another process has it open, or it cannot be read
   */
  constructor(path: string, now: () => Date = () => new Date(), key: FileKey | null = null) {
    this.#db = openInboxFile(path, key);
    this.#now = now;
    this.#insert = this.#db.prepare(
      `INSERT INTO event (received_at, source, place, client, bytes, sha256, state, reason, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    this.#waitingBytes = this.#sumWaiting();
  }

  /** For the tables beside the events, inside {@link append} or by reads. */
  get db(): Database {
    return this.#db;
  }

  /** So much waits that no more should be taken in. */
  get full(): boolean {
    return this.#waitingBytes >= MAX_WAITING_BYTES;
  }

  get anyWaiting(): boolean {
    return this.#waitingBytes > 0;
  }

  /**
   * Stores events. They are on the disk when this resolves. Calls of the same moment share one
   * transaction, and one wait for the disk. `also` runs in it.
   */
  append(events: readonly Received[], also?: (db: Database) => void): Promise<void> {
    return new Promise((done, failed) => {
      if (this.#closed) {
        failed(new Error('The inbox is closed'));
        return;
      }
      if (this.#queue.length === 0) setImmediate(() => this.#commit());
      this.#queue.push({ events, also, done, failed });
    });
  }

  #commit(): void {
    const queue = this.#queue;
    this.#queue = [];
    if (queue.length === 0) return;
    try {
      this.#transaction(() => {
        const at = this.#now().toISOString();
        for (const { events, also } of queue) {
          for (const event of events) this.#store(event, at);
          also?.(this.#db);
        }
      });
    } catch (error) {
      for (const { failed } of queue) failed(error);
      return;
    }
    for (const { events, done } of queue) {
      for (const event of events) if (event.rejected === undefined) this.#waitingBytes += event.body.length;
      done();
    }
  }

  #store(event: Received, at: string): void {
    const { source, place, client, body, rejected } = event;
    const digest = hash('sha256', body, 'buffer');
    const state: EventState = rejected === undefined ? 'waiting' : 'rejected';
    const kept = rejected === undefined ? body : body.subarray(0, REJECTED_BODY);
    this.#insert.run(at, source, place, client, body.length, digest, state, rejected ?? null, kept);
    this.#count('received', 1);
  }

  /** The events that came first, up to so many, or so many bytes; at least one if any waits. */
  take(maxEvents: number, maxBytes: number): WaitingEvent[] {
    const taken: WaitingEvent[] = [];
    let bytes = 0;
    const rows = this.#db
      .prepare<[number], WaitingEvent>(
        `SELECT id, received_at AS receivedAt, source, place, bytes, sha256, body FROM event WHERE state = 'waiting' ORDER BY id LIMIT ?`,
      )
      .iterate(maxEvents);
    for (const row of rows) {
      bytes += row.bytes;
      if (taken.length > 0 && bytes > maxBytes) break;
      taken.push(row);
    }
    return taken;
  }

  /** Notes what became of events. The body of what the catalog holds is dropped. */
  settle(outcomes: readonly Settled[]): void {
    this.#transaction(() => {
      const update = this.#db.prepare(
        `UPDATE event SET state = ?, import_id = ?, reason = ?, body = CASE WHEN ? = 'rejected' THEN substr(body, 1, ${REJECTED_BODY}) END
         WHERE id = ? AND state = 'waiting'`,
      );
      for (const { ids, state, importId, reason } of outcomes) {
        let settled = 0;
        for (const id of ids) settled += update.run(state, importId, reason ?? null, state, id).changes;
        if (state !== 'rejected') this.#count(state, settled);
      }
      this.#prune();
    });
    this.#waitingBytes = this.#sumWaiting();
  }

  /** Rejected events are looked at and done with. */
  dismissRejected(): number {
    return this.#db.prepare(`DELETE FROM event WHERE state = 'rejected'`).run().changes;
  }

  #prune(): void {
    const before = new Date(this.#now().getTime() - KEEP_MS).toISOString();
    this.#db.prepare(`DELETE FROM event WHERE state <> 'waiting' AND received_at < ?`).run(before);
    const beyond = (condition: string, keep: number): void => {
      this.#db
        .prepare(
          `DELETE FROM event WHERE ${condition} AND id <= (SELECT id FROM event WHERE ${condition} ORDER BY id DESC LIMIT 1 OFFSET ?)`,
        )
        .run(keep);
    };
    beyond(`state IN ('imported', 'known')`, KEEP_FINISHED);
    beyond(`state = 'rejected'`, KEEP_REJECTED);
  }

  tally(): Tally {
    const sums = new Map(
      this.#db
        .prepare<[], { name: string; n: number }>('SELECT name, n FROM tally')
        .all()
        .map(({ name, n }) => [name, n]),
    );
    const waiting = this.#db
      .prepare<[], { n: number; oldest: string | null }>(
        `SELECT COUNT(*) AS n, MIN(received_at) AS oldest FROM event WHERE state = 'waiting'`,
      )
      .get()!;
    const last = this.#db
      .prepare<[], { at: string }>('SELECT received_at AS at FROM event ORDER BY id DESC LIMIT 1')
      .get();
    const rejected = this.#db
      .prepare<[], { n: number }>(`SELECT COUNT(*) AS n FROM event WHERE state = 'rejected'`)
      .get()!;
    return {
      waiting: waiting.n,
      waitingBytes: this.#waitingBytes,
      oldestWaitingAt: waiting.oldest,
      lastReceivedAt: last?.at ?? null,
      received: sums.get('received') ?? 0,
      imported: sums.get('imported') ?? 0,
      known: sums.get('known') ?? 0,
      rejected: rejected.n,
    };
  }

  /** Newest first; `state` null for all. */
  list(
    state: EventState | null,
    page: { readonly offset: number; readonly limit: number },
  ): { total: number; items: ListedEvent[] } {
    const where = state === null ? '' : 'WHERE state = @state';
    const bind = state === null ? {} : { state };
    const { n } = this.#db
      .prepare<[object], { n: number }>(`SELECT COUNT(*) AS n FROM event ${where}`)
      .get(bind)!;
    const items = this.#db
      .prepare<[object], ListedEvent>(
        `SELECT id, received_at AS receivedAt, source, place, client, bytes, lower(hex(sha256)) AS sha256, state, reason, import_id AS importId
         FROM event ${where} ORDER BY id DESC LIMIT @limit OFFSET @offset`,
      )
      .all({ ...bind, limit: page.limit, offset: page.offset });
    return { total: n, items };
  }

  /** Stores what is still queued, then closes the file. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#commit();
    this.#db.close();
  }

  #count(name: 'received' | 'imported' | 'known', by: number): void {
    this.#db
      .prepare(
        'INSERT INTO tally (name, n) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET n = n + excluded.n',
      )
      .run(name, by);
  }

  #sumWaiting(): number {
    return this.#db
      .prepare<[], { bytes: number }>(
        `SELECT COALESCE(SUM(bytes), 0) AS bytes FROM event WHERE state = 'waiting'`,
      )
      .get()!.bytes;
  }

  #transaction(work: () => void): void {
    this.#db.transaction(work).immediate();
  }
}
