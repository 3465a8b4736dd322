/**
 * From the inbox into the catalog: what has gathered is imported together, as one import and one ledger
 * entry, and no more often than every few seconds, so that a busy pipeline does not fill the ledger.
 *
 * An event leaves the inbox only after the import that holds it is on the disk. When the process ends in
 * between, the event is imported again, which says nothing new.
 */
import { importInto } from '../imports/import-into.ts';
import type { Catalog } from '../catalog.ts';
import type { ImportOutcome } from '../imports/outcome.ts';
import { sourcesOf, type BatchSource } from './batch.ts';
import type { Inbox, Settled, WaitingEvent } from './inbox.ts';

export interface DrainOptions {
  /** Shown name of the watched folder. */
  readonly folder: () => string;
  /** Something about the inbox or about {@link Drain.problem} changed. */
  readonly onChange: () => void;
  /** Shortest time between two imports. Milliseconds. */
  readonly pauseMs?: number;
  /** How long the first event after a pause waits for company. Milliseconds. */
  readonly gatherMs?: number;
}

/** Under this name imports of received events stand in the ledger. */
const ACTOR = 'Live collection';
const PAUSE_MS = 3_000;
const GATHER_MS = 500;
/** Largest import: events, bytes. */
const MAX_EVENTS = 20_000;
const MAX_BYTES = 128 * 1024 * 1024;
const RETRY_MS = 10_000;
const MAX_RETRY_MS = 300_000;
/** Closing begins no further import after this long; what waits is imported at the next start. */
const CLOSING_MS = 2_000;

export class Drain {
  readonly #catalog: Catalog;
  readonly #inbox: Inbox;
  readonly #options: DrainOptions;
  readonly #pauseMs: number;
  readonly #gatherMs: number;
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> | null = null;
  #lastEnd = Number.NEGATIVE_INFINITY;
  #limit = MAX_EVENTS;
  #failures = 0;
  #problem: string | null = null;
  #lastImport: { readonly id: number; readonly at: string } | null = null;
  #closed = false;

  constructor(catalog: Catalog, inbox: Inbox, options: DrainOptions) {
    this.#catalog = catalog;
    this.#inbox = inbox;
    this.#options = options;
    this.#pauseMs = options.pauseMs ?? PAUSE_MS;
    this.#gatherMs = options.gatherMs ?? GATHER_MS;
  }

  /** Why nothing is imported at present; null while all is well. */
  get problem(): string | null {
    return this.#problem;
  }

  get lastImport(): { readonly id: number; readonly at: string } | null {
    return this.#lastImport;
  }

  /** Says that something may wait. */
  wake(): void {
    if (this.#closed || this.#timer || this.#running || !this.#inbox.anyWaiting) return;
    const backoff = Math.min(RETRY_MS * 2 ** (this.#failures - 1), MAX_RETRY_MS);
    const due = this.#failures > 0 ? backoff : this.#lastEnd + this.#pauseMs - performance.now();
    this.#timer = setTimeout(
      () => {
        this.#timer = undefined;
        void this.#run();
      },
      Math.max(this.#gatherMs, due),
    );
  }

  /** Imports everything that waits, without pauses. Stops at the first trouble. */
  async drainNow(untilMs = Number.POSITIVE_INFINITY): Promise<void> {
    const started = performance.now();
    clearTimeout(this.#timer);
    this.#timer = undefined;
    await this.#running;
    while (this.#inbox.anyWaiting && performance.now() - started < untilMs) {
      const failures = this.#failures;
      await this.#run();
      if (this.#failures > failures) return;
    }
  }

  /** Imports what can be imported at once, and stops. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await this.drainNow(CLOSING_MS);
  }

  #run(): Promise<void> {
    this.#running ??= this.#importBatch()
      // The inbox itself cannot be read or written.
      .catch((error: unknown) => this.#postpone(messageOf(error)))
      .finally(() => {
        this.#running = null;
        this.#lastEnd = performance.now();
        this.#options.onChange();
        this.wake();
      });
    return this.#running;
  }

  #postpone(cause: string): void {
    this.#failures++;
    this.#problem = `Received events cannot be imported at present (${cause}). They are kept.`;
  }

  async #importBatch(): Promise<void> {
    const events = this.#inbox.take(this.#limit, MAX_BYTES);
    if (events.length === 0) return;
    const sources = sourcesOf(events, this.#options.folder());
    try {
      const outcome = await importInto(this.#catalog, {
        paths: [],
        given: {
          sources: sources.map(({ given }) => given),
          label: `Received ${events.length} ${events.length === 1 ? 'event' : 'events'} (OpenLineage)`,
        },
        kind: 'openlineage',
        dryRun: false,
        actor: ACTOR,
        signal: new AbortController().signal,
      });
      this.#inbox.settle(settledBy(outcome, sources));
      if (outcome.importId !== null) {
        this.#lastImport = { id: outcome.importId, at: new Date().toISOString() };
      }
      this.#failures = 0;
      this.#problem = null;
      this.#limit = Math.min(MAX_EVENTS, this.#limit * 2);
    } catch (error) {
      this.#failed(error, events);
    }
  }

  /**
   * Trouble with the disk or the file passes: everything waits. Anything else is due to an event, which
   * is found by halves, so that it does not hold up the others.
   */
  #failed(error: unknown, events: readonly WaitingEvent[]): void {
    const message = messageOf(error);
    if (isOfTheDisk(error)) this.#postpone(message);
    else if (events.length > 1) this.#limit = Math.ceil(events.length / 2);
    else {
      const ids = events.map(({ id }) => id);
      const reason = `The import of this event failed: ${message}`;
      this.#inbox.settle([{ ids, state: 'rejected', importId: null, reason }]);
    }
  }
}

const PASSING =
  /^(?:SQLITE_(?:BUSY|LOCKED|IOERR|FULL|READONLY|CANTOPEN|NOMEM|PROTOCOL|CORRUPT|NOTADB)|ENOSPC$|EIO$)/;

function isOfTheDisk(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error ? String(error.code) : '';
  return PASSING.test(code) || error.message.includes('connection is not open');
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** What the import says of each event. */
function settledBy(outcome: ImportOutcome, sources: readonly BatchSource[]): Settled[] {
  const rejected = new Map<number, string>();
  const byPath = new Map(sources.map((source) => [source.given.file.path, source]));
  for (const issue of outcome.issues) {
    if (issue.severity !== 'rejected' || issue.file === null || issue.at === null) continue;
    const place = /^event(?: (\d+))?$/.exec(issue.at);
    const event = byPath.get(issue.file)?.events[Number(place?.[1] ?? 1) - 1];
    if (place && event) rejected.set(event.id, issue.message);
  }
  const ids = sources.flatMap(({ events }) => events.map(({ id }) => id)).filter((id) => !rejected.has(id));
  const { importId } = outcome;
  return [
    { ids, state: importId === null ? 'known' : 'imported', importId },
    ...[...rejected].map(([id, reason]) => ({ ids: [id], state: 'rejected' as const, importId, reason })),
  ];
}
