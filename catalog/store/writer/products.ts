/**
 * Everything that a run or a job reads feeds everything that it writes. That may be millions of pairs, so they
 * are made a range of inputs at a time, and never all held.
 */
import type { Doubt } from './session.ts';

/** Pairs that are held at a time. */
export const PAIRS_PER_STEP = 100_000;
/** Edges that are drawn of one run or one declared job without word of which input feeds which output. */
const MAX_PAIRS = 10_000_000;

/** A dataset that is read or written. */
export interface End {
  readonly id: number;
  /** Revision from which on it is known to be. */
  readonly since: number;
}

/** Ids of datasets from one, which is in, up to another, which is not. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** All ids. */
export const EVERYTHING: Range = { start: 0, end: Number.MAX_SAFE_INTEGER };

/**
 * Ranges that together are {@link EVERYTHING}, each with so few of the inputs that each feeding `outputs` makes no
 * more than {@link PAIRS_PER_STEP} pairs. `inputs` ascend.
 */
export function* rangesOf(inputs: readonly number[], outputs: number): Iterable<Range> {
  const step = Math.max(1, Math.floor(PAIRS_PER_STEP / Math.max(1, outputs)));
  if (inputs.length <= step) {
    yield EVERYTHING;
    return;
  }
  let start = EVERYTHING.start;
  for (let at = step; at < inputs.length; at += step) {
    yield { start, end: inputs[at]! };
    start = inputs[at]!;
  }
  yield { start, end: EVERYTHING.end };
}

/** How many pairs there are, and how many of them are drawn. */
export interface Size {
  readonly pairs: number;
  readonly drawn: number;
}

export function sizeOf(inputs: number, outputs: number, most = MAX_PAIRS): Size {
  const pairs = inputs * outputs;
  return { pairs, drawn: pairs <= most ? pairs : inputs * shareOf(inputs, outputs, most) };
}

/** How many outputs each input feeds. */
function shareOf(inputs: number, outputs: number, most: number): number {
  if (inputs * outputs <= most) return outputs;
  return Math.max(1, Math.floor(most / inputs));
}

/**
 * The pairs that are drawn, ordered by input. Where they are too many, each input feeds a share of the outputs,
 * which moves on from input to input, so that as many outputs as can be are fed.
 */
export class Product {
  readonly #inputs: readonly End[];
  readonly #outputs: readonly End[];
  readonly #share: number;

  /** Both ascend by id. */
  constructor(inputs: readonly End[], outputs: readonly End[], most = MAX_PAIRS) {
    this.#inputs = inputs;
    this.#outputs = outputs;
    this.#share = shareOf(inputs.length, outputs.length, most);
  }

  ranges(): Iterable<Range> {
    const ids = this.#inputs.map(({ id }) => id);
    return rangesOf(ids, this.#share);
  }

  /** `isNew`: one of the two ends is of this revision. */
  *pairs(
    { start, end }: Range,
    revision: number,
  ): Iterable<{ readonly fromId: number; readonly toId: number; readonly isNew: boolean }> {
    const outputs = this.#outputs;
    for (const [n, input] of this.#inputs.entries()) {
      if (input.id < start || input.id >= end) continue;
      const whole = this.#share === outputs.length;
      for (let k = 0; k < this.#share; k++) {
        const output = outputs[whole ? k : (n * this.#share + k) % outputs.length]!;
        const isNew = input.since === revision || output.since === revision;
        yield { fromId: input.id, toId: output.id, isNew };
      }
    }
  }
}

/** Said where not all pairs are drawn. */
export function tooManyPairs(at: string, inputs: number, outputs: number, { pairs, drawn }: Size): Doubt {
  return {
    severity: 'warning',
    code: 'too-many-flows',
    at,
    message: `It reads ${inputs} datasets and writes ${outputs} without saying which feeds which. Of the ${pairs} possible edges, ${drawn} were drawn, so that what lies upstream and downstream is not complete; all that it reads and writes is recorded.`,
  };
}
