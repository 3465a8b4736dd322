/**
 * How one column comes from another, as bits: several ways may hold at once (a column of a union).
 * The words are those of the OpenLineage ColumnLineageDatasetFacet 1-2-0.
 */
import type { Transformation } from '../model/facts.ts';

export const KIND = {
  identity: 1,
  transformation: 2,
  aggregation: 4,
  /** Hashed on the way, else as the two above. */
  maskedTransformation: 8,
  maskedAggregation: 16,
  conditional: 32,
  window: 64,
  join: 128,
  filter: 256,
  groupBy: 512,
  sort: 1024,
} as const;

/** One bit of {@link KIND}. */
export type Kind = (typeof KIND)[keyof typeof KIND];

const DIRECT = 31;
const MASKED = KIND.maskedTransformation | KIND.maskedAggregation;
const AGGREGATED = KIND.aggregation | KIND.maskedAggregation;

const BITS: readonly Kind[] = Object.values(KIND);

export const isDirect = (kinds: number): boolean => (kinds & DIRECT) !== 0;

/** One step after another. Influence stays influence, what was masked stays masked. */
export function followed(first: Kind, second: Kind): Kind {
  if ((first & DIRECT) === 0) return first;
  if ((second & DIRECT) === 0 || first === KIND.identity) return second;
  if (second === KIND.identity) return first;
  const both = first | second;
  if (both & MASKED) return both & AGGREGATED ? KIND.maskedAggregation : KIND.maskedTransformation;
  return both & AGGREGATED ? KIND.aggregation : KIND.transformation;
}

/** Every way of `kinds`, followed by one more step. */
export function composed(kinds: number, step: Kind): number {
  if (step === KIND.identity) return kinds;
  let result = 0;
  for (const bit of BITS) if (kinds & bit) result |= followed(bit, step);
  return result;
}

const WORDS: readonly (readonly [Kind, Transformation])[] = [
  [KIND.identity, { type: 'DIRECT', subtype: 'IDENTITY' }],
  [KIND.transformation, { type: 'DIRECT', subtype: 'TRANSFORMATION' }],
  [KIND.aggregation, { type: 'DIRECT', subtype: 'AGGREGATION' }],
  [KIND.maskedTransformation, { type: 'DIRECT', subtype: 'TRANSFORMATION', masking: true }],
  [KIND.maskedAggregation, { type: 'DIRECT', subtype: 'AGGREGATION', masking: true }],
  [KIND.conditional, { type: 'INDIRECT', subtype: 'CONDITIONAL' }],
  [KIND.window, { type: 'INDIRECT', subtype: 'WINDOW' }],
  [KIND.join, { type: 'INDIRECT', subtype: 'JOIN' }],
  [KIND.filter, { type: 'INDIRECT', subtype: 'FILTER' }],
  [KIND.groupBy, { type: 'INDIRECT', subtype: 'GROUP_BY' }],
  [KIND.sort, { type: 'INDIRECT', subtype: 'SORT' }],
];

/** The bits in OpenLineage's words. */
export function transformationsOf(kinds: number): Transformation[] {
  return WORDS.flatMap(([bit, word]) => (kinds & bit ? [word] : []));
}
