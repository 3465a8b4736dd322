/** Previews that are open: the whole difference of each, kept for a while so that it can be paged and accepted. */
import { randomUUID } from 'node:crypto';
import type { Difference } from './difference/difference.ts';
import type { Expectation } from './expectation.ts';

export interface Preview {
  readonly id: string;
  readonly difference: Difference;
  /** What the import must find to be the one that was previewed; null for the preview of an undo. */
  readonly expect: Expectation | null;
}

/** Kept at a time; the one not looked at for longest goes first. */
const MAX_OPEN = 6;
const IDLE_MS = 60 * 60 * 1000;

export class Previews {
  readonly #open = new Map<string, Preview & { seen: number }>();

  keep(difference: Difference, expect: Expectation | null): Preview {
    this.#sweep(MAX_OPEN - 1);
    const preview = { id: randomUUID(), difference, expect, seen: Date.now() };
    this.#open.set(preview.id, preview);
    return preview;
  }

  /** Undefined when it was closed, or made room for others: those not looked at for an hour go first. */
  get(id: string): Preview | undefined {
    const preview = this.#open.get(id);
    if (!preview) return undefined;
    preview.seen = Date.now();
    this.#open.delete(id);
    this.#open.set(id, preview);
    return preview;
  }

  /** Without taking it for looked at. */
  peek(id: string): Preview | undefined {
    return this.#open.get(id);
  }

  drop(id: string): void {
    this.#open.get(id)?.difference.close();
    this.#open.delete(id);
  }

  closeAll(): void {
    for (const id of this.#open.keys()) this.drop(id);
  }

  #sweep(keep: number): void {
    const old = Date.now() - IDLE_MS;
    for (const [id, preview] of this.#open) if (preview.seen < old || this.#open.size > keep) this.drop(id);
  }
}
