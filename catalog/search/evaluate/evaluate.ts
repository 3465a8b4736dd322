/**
 * Answering a query over one kind of things (datasets, columns, jobs), as a level for each of them: 255 where
 * it does not fit, otherwise the smaller, the better.
 */
import type { FieldTerm, Problem, Query, Value } from '../language/syntax.ts';
import { bytesOf } from '../levels.ts';
import { LEVEL } from '../names/name-index.ts';
import { keepBoth, keepEither, turnAround } from '../quads.ts';

/** Why something was found, as bits. */
export const REASON = { name: 1, column: 2, namespace: 4, text: 8, near: 16, dataset: 32 } as const;

export interface Universe {
  readonly size: number;
  /** By thing: {@link REASON} bits, filled while words are looked for. */
  readonly reasons: Uint8Array;
  /** Levels for a word or phrase, wherever it may occur. A new array each time. */
  word(value: Value, near: boolean): Uint8Array;
  /** Levels for `field:value`, or why there are none. */
  field(term: FieldTerm): Uint8Array | FieldProblem;
}

export interface FieldProblem {
  readonly problem: string;
  /** False: the term is left out. True: it was understood, and nothing can fit. */
  readonly none: boolean;
}

export interface EvaluateOptions {
  /** Words may have typing mistakes. */
  readonly near: boolean;
  readonly problems: Problem[];
}

export function evaluate(query: Query, universe: Universe, options: EvaluateOptions): Uint8Array {
  switch (query.type) {
    case 'all': {
      const [first, ...rest] = query.items.map((item) => evaluate(item, universe, options));
      for (const levels of rest) keepBoth(first!, levels);
      return first!;
    }
    case 'any': {
      const [first, ...rest] = query.items.map((item) => evaluate(item, universe, options));
      for (const levels of rest) keepEither(first!, levels);
      return first!;
    }
    case 'not': {
      const levels = evaluate(query.item, universe, options);
      turnAround(levels);
      return levels;
    }
    case 'text':
      return universe.word(query.value, options.near);
    case 'field': {
      const found = universe.field(query);
      if (found instanceof Uint8Array) return found;
      options.problems.push({ from: query.from, to: query.to, message: found.problem });
      return bytesOf(universe.size, found.none ? LEVEL.none : LEVEL.exact);
    }
  }
}

/** Levels of each value by itself, the best of them for each thing. */
export function anyOf(values: readonly Value[], levelsOf: (value: Value) => Uint8Array): Uint8Array {
  const [first, ...rest] = values.map(levelsOf);
  for (const levels of rest) keepEither(first!, levels);
  return first!;
}

/** Level 0 for what passes. */
export function where(size: number, test: (i: number) => boolean): Uint8Array {
  const levels = bytesOf(size, LEVEL.exact);
  for (let i = 0; i < size; i++) if (!test(i)) levels[i] = LEVEL.none;
  return levels;
}
