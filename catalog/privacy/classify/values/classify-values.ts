/**
 * What the values of a column are, from a sample that a person pointed at. Values pass through and are
 * forgotten: what stays are counts and masked shapes (`aaaa@aaa.aa`).
 */
import type { ValueKind } from './kinds.ts';

/** Non-empty values read of a column, at most. */
const MOST_VALUES = 10_000;
/** Different values that a judgement needs, and the share of them that must be of one kind. */
const ENOUGH = 5;
const SHARE = 0.6;
const LONGEST = 256;
const MOST_SHAPES = 200;
const SHOWN_SHAPES = 3;

export interface ValueShape {
  readonly shape: string;
  readonly count: number;
}

export interface ValueFinding {
  readonly kind: string;
  readonly category: string | null;
  readonly says: string;
  /** Of different values. */
  readonly share: number;
  readonly confidence: number;
}

export interface ValueReading {
  readonly column: string;
  /** Values that are not empty, read and judged. */
  readonly values: number;
  readonly empty: number;
  readonly distinct: number;
  /** Kinds that most values are of, the most telling first; empty also where there are too few. */
  readonly findings: readonly ValueFinding[];
  /** The commonest shapes; no value can be read from them. */
  readonly shapes: readonly ValueShape[];
}

/** Judges the values of one column, which need not be in memory together. */
export async function classifyValues(
  values: AsyncIterable<string | null> | Iterable<string | null>,
  column: string,
  kinds: readonly ValueKind[],
): Promise<ValueReading> {
  const tally = new ValueTally(column, kinds);
  for await (const value of values) tally.add(value);
  return tally.reading();
}

/** The counts of one column, fed value by value. */
export class ValueTally {
  readonly #column: string;
  readonly #kinds: readonly ValueKind[];
  readonly #hits: number[];
  /** Of values seen: a number each, not the value. */
  readonly #seen = new Set<number>();
  readonly #shapes = new Map<string, number>();
  #values = 0;
  #empty = 0;

  constructor(column: string, kinds: readonly ValueKind[]) {
    this.#column = column;
    this.#kinds = kinds;
    this.#hits = kinds.map(() => 0);
  }

  add(raw: string | null): void {
    const value = raw?.trim() ?? '';
    if (value === '' || /^(null|none|n\/a|nan|-)$/i.test(value)) {
      this.#empty++;
      return;
    }
    if (this.#values >= MOST_VALUES) return;
    this.#values++;
    const hash = hashOf(value);
    if (this.#seen.has(hash)) return;
    this.#seen.add(hash);
    this.#note(shapeOf(value));
    if (value.length > LONGEST) return;
    for (const [at, { test }] of this.#kinds.entries()) if (test(value)) this.#hits[at]!++;
  }

  #note(shape: string): void {
    if (this.#shapes.has(shape) || this.#shapes.size < MOST_SHAPES)
      this.#shapes.set(shape, (this.#shapes.get(shape) ?? 0) + 1);
  }

  reading(): ValueReading {
    const distinct = this.#seen.size;
    return {
      column: this.#column,
      values: this.#values,
      empty: this.#empty,
      distinct,
      findings: distinct < ENOUGH ? [] : this.#findings(distinct),
      shapes: [...this.#shapes]
        .map(([shape, count]) => ({ shape, count }))
        .sort((a, b) => b.count - a.count)
        .slice(0, SHOWN_SHAPES),
    };
  }

  #findings(distinct: number): ValueFinding[] {
    return this.#kinds
      .flatMap(({ id, category, says, weight }, at) => {
        const share = this.#hits[at]! / distinct;
        if (share < SHARE) return [];
        // Few values, or many exceptions, make it less likely.
        const confidence = weight * (0.8 + 0.2 * share) * (distinct < 20 ? 0.95 : 1);
        return [{ kind: id, category, says, share, confidence: Math.round(confidence * 100) / 100 }];
      })
      .sort((a, b) => b.confidence - a.confidence);
  }
}

/** Letters as a or A, digits as 9; runs longer than eight are cut to eight. */
export function shapeOf(value: string): string {
  return value
    .slice(0, LONGEST)
    .replace(/\p{Lu}/gu, 'A')
    .replace(/[\p{L}\p{M}]/gu, (letter) => (letter === 'A' ? letter : 'a'))
    .replace(/\p{N}/gu, '9')
    .replace(/([aA9])\1{8,}/g, (run) => `${run.slice(0, 8)}…`)
    .slice(0, 60)
    .toWellFormed();
}

/** FNV-1a, 32 bits, over UTF-16 units: enough to count different values of a sample. */
function hashOf(value: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < value.length; at++) {
    hash ^= value.charCodeAt(at);
    hash = Math.imul(hash, 0x01000193);
  }
  return hash >>> 0;
}
