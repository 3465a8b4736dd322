/** What the generators of synthetic sources share: the same file on every run, written piece by piece. */
import { closeSync, openSync, writeSync } from 'node:fs';

/** A text file that is never held whole. Call {@link TextSink.close} at the end. */
export class TextSink {
  readonly #file: number;
  #pending: string[] = [];
  #waiting = 0;
  /** Characters so far; the generators write plain ASCII, so also bytes. */
  length = 0;

  constructor(path: string) {
    this.#file = openSync(path, 'w');
  }

  write(text: string): void {
    this.#pending.push(text);
    this.#waiting += text.length;
    this.length += text.length;
    if (this.#waiting > 1 << 20) this.#flush();
  }

  close(): void {
    this.#flush();
    closeSync(this.#file);
  }

  #flush(): void {
    const bytes = Buffer.from(this.#pending.join(''));
    for (let at = 0; at < bytes.length;) at += writeSync(this.#file, bytes, at);
    this.#pending = [];
    this.#waiting = 0;
  }
}

/** Small seeded generator (mulberry32): numbers from 0 up to 1. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
