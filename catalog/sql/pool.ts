/**
 * A few threads that analyse SQL. A query that takes too long costs its thread and nothing else.
 */
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type {
  LineageAnswer,
  LineageRequest,
  MarksAnswer,
  MarksRequest,
  TablesAnswer,
  TablesRequest,
} from './lineage.ts';
import { workerFiles, type WorkerFiles } from './worker-file.ts';
import type { WorkerStart } from './worker.ts';

export interface PoolOptions {
  /** Threads; by default two, or one on a machine with a single core. */
  readonly size?: number;
  /** After so many milliseconds of its thread's CPU time a query counts as `timed-out`, and the thread is ended. */
  readonly timeoutMs?: number;
  readonly files?: WorkerFiles;
}

const TIMEOUT_MS = 4_000;
/** A busy machine gives a thread less time than passes; beyond so many times the limit it is ended anyway. */
const MOST_PATIENCE = 8;
/** A thread that does not say within this how much time it had is not waited for. */
const CPU_ANSWER_MS = 1_000;
/** A thread that is not ready by then will not be. */
const START_MS = 30_000;
/** WebAssembly memory never shrinks, so threads are replaced after so many characters of SQL. */
const RENEW_AFTER = 8 * 1024 * 1024;

type Request = LineageRequest | TablesRequest | MarksRequest;
type Answer = LineageAnswer | TablesAnswer | MarksAnswer;

interface Job {
  readonly request: Request;
  readonly resolve: (answer: Answer) => void;
}

export class LineagePool {
  readonly #size: number;
  readonly #timeoutMs: number;
  readonly #files: WorkerFiles;
  readonly #waiting: Job[] = [];
  readonly #threads = new Set<Thread>();
  #closed = false;
  #broken: string | null = null;

  constructor(options: PoolOptions = {}) {
    this.#size = options.size ?? Math.min(2, availableParallelism());
    this.#timeoutMs = options.timeoutMs ?? TIMEOUT_MS;
    this.#files = options.files ?? workerFiles();
  }

  /** The lineage of a query. Never rejects; after {@link close} the answer is `analysis-failed`. */
  async analyse(request: LineageRequest): Promise<LineageAnswer> {
    const answer = await this.#ask(request);
    return 'lineage' in answer || 'reason' in answer ? answer : { reason: 'analysis-failed' };
  }

  /** The tables of a text's statements; otherwise as {@link analyse}. */
  async tables(sql: string, database: string): Promise<TablesAnswer> {
    const answer = await this.#ask({ sql, database, only: 'tables' });
    return 'statements' in answer || 'reason' in answer ? answer : { reason: 'analysis-failed' };
  }

  /** The code that makes one dataset from another; otherwise as {@link analyse}. */
  async marks(request: MarksRequest): Promise<MarksAnswer> {
    const answer = await this.#ask(request);
    return 'marks' in answer || 'reason' in answer ? answer : { reason: 'analysis-failed' };
  }

  #ask(request: Request): Promise<Answer> {
    return new Promise((resolve) => {
      this.#waiting.push({ request, resolve });
      this.#next();
    });
  }

  /** Ends all threads, whatever they are doing. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#next();
    await Promise.all([...this.#threads].map((thread) => thread.end('the analysis was stopped')));
  }

  #next(): void {
    const none = this.#closed ? 'the analysis was stopped' : this.#broken;
    if (none !== null) {
      for (const job of this.#waiting.splice(0)) job.resolve({ reason: 'analysis-failed', detail: none });
      return;
    }
    while (this.#waiting.length > 0) {
      const thread = [...this.#threads].find(({ free }) => free) ?? this.#start();
      const job = thread ? this.#waiting.shift() : undefined;
      if (!thread || !job) return;
      thread.take(job);
    }
  }

  #start(): Thread | null {
    if (this.#threads.size >= this.#size) return null;
    const thread = new Thread(this.#files, this.#timeoutMs, {
      free: () => this.#next(),
      gone: (failure) => {
        this.#threads.delete(thread);
        if (failure !== null) this.#broken ??= failure;
        this.#next();
      },
    });
    this.#threads.add(thread);
    return thread;
  }
}

interface ThreadEvents {
  readonly free: () => void;
  /** `failure`: why no thread can be started; null when this one is merely to be replaced. */
  readonly gone: (failure: string | null) => void;
}

class Thread {
  readonly #worker: Worker;
  readonly #events: ThreadEvents;
  readonly #timeoutMs: number;
  #job: Job | null = null;
  #timer: NodeJS.Timeout;
  #ready = false;
  #ended = false;
  #parsed = 0;

  constructor({ worker, parser }: WorkerFiles, timeoutMs: number, events: ThreadEvents) {
    this.#timeoutMs = timeoutMs;
    this.#events = events;
    // Flags of the process (loaders, test hooks) are not for the thread.
    this.#worker = new Worker(worker, { workerData: { parser } satisfies WorkerStart, execArgv: [] });
    this.#timer = setTimeout(() => void this.end('the analysis did not start'), START_MS);
    this.#worker.on('message', (message: Answer | 'ready') => this.#receive(message));
    this.#worker.on(
      'error',
      (error) => void this.end(error instanceof Error ? error.message : String(error)),
    );
    this.#worker.on('exit', () => void this.end('the analysis ended early'));
  }

  get free(): boolean {
    return this.#job === null && !this.#ended;
  }

  /** Takes a job; it is sent once the thread is ready. */
  take(job: Job): void {
    this.#job = job;
    if (this.#ready) this.#send(job);
  }

  /** Ends the thread; a job in hand fails with `detail`. */
  async end(detail: string, reason: 'analysis-failed' | 'timed-out' = 'analysis-failed'): Promise<void> {
    if (this.#ended) return;
    this.#ended = true;
    clearTimeout(this.#timer);
    this.#job?.resolve({ reason, ...(reason === 'analysis-failed' && { detail }) });
    this.#job = null;
    this.#events.gone(this.#ready ? null : detail);
    await this.#worker.terminate();
  }

  #send(job: Job): void {
    this.#parsed += job.request.sql.length;
    const since = { wall: performance.now(), cpu: this.#cpuMs() };
    this.#timer = setTimeout(() => void this.#overdue(job, since), this.#timeoutMs);
    this.#worker.postMessage(job.request);
  }

  /** Ends the thread if the query had its time, and waits on if others had it. */
  async #overdue(
    job: Job,
    since: { readonly wall: number; readonly cpu: Promise<number | null> },
  ): Promise<void> {
    const [before, now] = await Promise.all([since.cpu, this.#cpuMs()]);
    if (this.#ended || this.#job !== job) return;
    const used = before === null || now === null ? this.#timeoutMs : now - before;
    const waited = performance.now() - since.wall;
    if (used >= this.#timeoutMs || waited >= MOST_PATIENCE * this.#timeoutMs) {
      await this.end('', 'timed-out');
      return;
    }
    const left = Math.max(50, this.#timeoutMs - used);
    this.#timer = setTimeout(() => void this.#overdue(job, since), left);
  }

  /** CPU time of the thread so far; null where it does not say. */
  async #cpuMs(): Promise<number | null> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<null>((resolve) => {
      timer = setTimeout(() => resolve(null), CPU_ANSWER_MS);
    });
    const asked = this.#worker.cpuUsage().then(
      ({ user, system }) => (user + system) / 1000,
      () => null,
    );
    return Promise.race([asked, late]).finally(() => clearTimeout(timer));
  }

  #receive(message: Answer | 'ready'): void {
    if (this.#ended) return;
    clearTimeout(this.#timer);
    if (message === 'ready') {
      this.#ready = true;
      if (this.#job) this.#send(this.#job);
      return;
    }
    this.#job?.resolve(message);
    this.#job = null;
    if (this.#parsed > RENEW_AFTER) void this.end('');
    else this.#events.free();
  }
}
