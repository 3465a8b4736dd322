/**
 * Answers kept in memory: a preview and the import after it, or two imports of a project of which little
 * changed, ask the same questions.
 */
import { createHash } from 'node:crypto';

import type { LineageAnswer, LineageRequest } from './lineage.ts';
import { pack, unpack } from './packed.ts';

/** Bytes of packed answers that are kept; some 20,000 models of common size. */
const MOST_BYTES = 64 * 1024 * 1024;
/** What a kept answer costs beyond its packed text. */
const OVERHEAD = 200;
/** A machine that was busy may be less so later, so these are asked again after a while. */
const RETRY_MS = 15 * 60_000;

interface Kept {
  readonly packed: Uint8Array;
  /** Milliseconds of `performance.now()`; not used later than that. */
  readonly until: number;
}

/** Least recently used answers go first. */
export class Answers {
  readonly #kept = new Map<string, Kept>();
  readonly #mostBytes: number;
  readonly #now: () => number;
  #bytes = 0;

  constructor(options: { readonly mostBytes?: number; readonly now?: () => number } = {}) {
    this.#mostBytes = options.mostBytes ?? MOST_BYTES;
    this.#now = options.now ?? (() => performance.now());
  }

  get size(): number {
    return this.#kept.size;
  }

  /** The answer to the same question, or what `ask` answers. */
  async of(
    request: LineageRequest,
    ask: (request: LineageRequest) => Promise<LineageAnswer>,
  ): Promise<LineageAnswer> {
    const key = digestOf(request);
    const known = this.#take(key);
    if (known) return known;
    const answer = await ask(request);
    this.#keep(key, answer);
    return answer;
  }

  #take(key: string): LineageAnswer | null {
    const kept = this.#kept.get(key);
    if (!kept) return null;
    this.#drop(key, kept);
    if (kept.until < this.#now()) return null;
    this.#add(key, kept);
    return JSON.parse(unpack(kept.packed)) as LineageAnswer;
  }

  #keep(key: string, answer: LineageAnswer): void {
    // Says nothing of the query: the analysis was stopped, or no thread could be started.
    if ('reason' in answer && answer.reason === 'analysis-failed') return;
    const retry = 'reason' in answer && answer.reason === 'timed-out';
    const packed = pack(JSON.stringify(answer));
    const before = this.#kept.get(key);
    if (before) this.#drop(key, before);
    if (packed.length > this.#mostBytes / 4) return;
    this.#add(key, { packed, until: retry ? this.#now() + RETRY_MS : Number.POSITIVE_INFINITY });
    for (const [oldest, kept] of this.#kept) {
      if (this.#bytes <= this.#mostBytes) break;
      this.#drop(oldest, kept);
    }
  }

  #add(key: string, kept: Kept): void {
    this.#kept.set(key, kept);
    this.#bytes += kept.packed.length + OVERHEAD;
  }

  #drop(key: string, kept: Kept): void {
    this.#kept.delete(key);
    this.#bytes -= kept.packed.length + OVERHEAD;
  }
}

/** Of everything that the answer depends on: the text, the database, and what is known of the tables. */
function digestOf({ sql, database, relations, output }: LineageRequest): string {
  return createHash('sha256')
    .update(JSON.stringify([database, relations, output]))
    .update('\n')
    .update(sql)
    .digest('base64');
}

/** Those of this process. */
export const answers = new Answers();
