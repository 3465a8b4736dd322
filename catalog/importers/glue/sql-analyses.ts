/**
 * Column lineage of the queries in an export. A walk through a job or view asks for a query and goes on
 * without an answer; what was asked is analysed between two walks, in threads that can be ended.
 */
import { createHash } from 'node:crypto';
import {
  SURE,
  type LineageAnswer,
  type LineageRequest,
  type Origin as SqlOrigin,
  type Sureness,
} from '../../sql/lineage.ts';
import { LineagePool } from '../../sql/pool.ts';

/** Certainty of an origin: found among known columns, following from the SQL being valid, one of several. */
const CONFIDENCE: Readonly<Record<Sureness, number>> = {
  [SURE.certain]: 0.95,
  [SURE.inferred]: 0.85,
  [SURE.ambiguous]: 0.5,
};

export const confidenceOf = (origin: SqlOrigin): number => CONFIDENCE[origin.sure];

/** Walks of one job: each may meet a query whose tables come out of the query before. */
const MAX_ROUNDS = 50;

/** Answers to the queries of one export. */
export class SqlAnalyses {
  readonly #answers = new Map<string, LineageAnswer>();
  readonly #wanted = new Map<string, LineageRequest>();
  readonly #enabled: boolean;
  readonly #signal: AbortSignal;
  #pool: LineagePool | null = null;

  /** Without `enabled`, every question stays without an answer. */
  constructor(enabled: boolean, signal: AbortSignal) {
    this.#enabled = enabled;
    this.#signal = signal;
  }

  /** The lineage of a query; null where it is not known yet, and is then noted as wanted. */
  ask(request: LineageRequest): LineageAnswer | null {
    if (!this.#enabled) return null;
    const key = createHash('sha256').update(JSON.stringify(request)).digest('base64');
    const answer = this.#answers.get(key);
    if (!answer) this.#wanted.set(key, request);
    return answer ?? null;
  }

  /** Number of queries that wait for {@link settle}. */
  get waiting(): number {
    return this.#wanted.size;
  }

  /** Walks again and again, until every query that the walk asks for is answered. */
  async settled<T>(walk: () => T): Promise<T> {
    let result = walk();
    for (let round = 0; round < MAX_ROUNDS && this.waiting > 0; round++) {
      await this.settle();
      result = walk();
    }
    this.#wanted.clear();
    return result;
  }

  /** Answers all that is wanted. Throws when the import is cancelled. */
  async settle(): Promise<void> {
    const wanted = [...this.#wanted];
    this.#wanted.clear();
    if (wanted.length === 0) return;
    const pool = (this.#pool ??= new LineagePool());
    const stop = (): void => void pool.close();
    this.#signal.addEventListener('abort', stop);
    try {
      await Promise.all(
        wanted.map(async ([key, request]) => this.#answers.set(key, await pool.analyse(request))),
      );
    } finally {
      this.#signal.removeEventListener('abort', stop);
    }
    this.#signal.throwIfAborted();
  }

  /** Ends the threads. */
  async close(): Promise<void> {
    await this.#pool?.close();
  }
}
