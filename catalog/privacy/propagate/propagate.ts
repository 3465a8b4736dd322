/**
 * What follows from statements along a flow: every tag that is carried on, its spread. Pure, and the same
 * whatever the order of statements and edges is in.
 */
import type { Flow } from './flow.ts';
import type { Sayings } from './sayings.ts';
import { CARRIED, Spreader, type Spread } from './spread.ts';
import { tagKey, type PropagatedTag } from './tags.ts';
import { rankOf } from '../../model/sensitivity.ts';

export interface PropagationInput {
  readonly flow: Flow;
  readonly sayings: Sayings;
  readonly carries: (tag: PropagatedTag) => boolean;
  /** What passes where for this tag, if that differs from the flow. */
  readonly levelsFor?: (tag: PropagatedTag) => Uint8Array | undefined;
}

export interface SpreadTag {
  readonly tag: PropagatedTag;
  readonly causes: number;
  readonly spread: Spread;
  /**
   * Entries that say something new of their node: {@link Spread.arrived} without what it states itself, and
   * without levels that are not above its own or another one that arrives.
   */
  readonly derived: Int32Array;
  /** Of `derived`, those carried on; the others are for review. */
  readonly carried: number;
}

export interface PropagationResult {
  readonly tags: readonly SpreadTag[];
  /** Tags in force that the policy does not carry, with how many nodes have them. */
  readonly notCarried: readonly { readonly tag: PropagatedTag; readonly causes: number }[];
  /** Rank + 1 of the highest level that is carried to each node. */
  readonly level: Uint8Array;
}

export function propagate({ flow, sayings, carries, levelsFor }: PropagationInput): PropagationResult {
  const spreader = new Spreader(flow);
  const level = new Uint8Array(flow.nodeCount);
  const reviewed = new Uint8Array(flow.nodeCount);
  const tags: SpreadTag[] = [];
  const notCarried: { tag: PropagatedTag; causes: number }[] = [];
  for (const tag of sayings.tags) {
    const causes = sayings.having.get(tagKey(tag)) ?? [];
    if (!carries(tag)) {
      notCarried.push({ tag, causes: causes.length });
      continue;
    }
    const levels = levelsFor?.(tag);
    const spread = spreader.spread({
      causes,
      stops: sayings.stopsOf(tag),
      ...(levels === undefined ? {} : { levels }),
    });
    const derived =
      tag.kind === 'sensitivity' ? rising(tag, spread, sayings, level, reviewed) : spread.arrived;
    let carried = 0;
    for (const entry of derived) if (spread.strength[entry] === CARRIED) carried++;
    tags.push({ tag, causes: causes.length, spread, derived, carried });
  }
  return { tags, notCarried, level };
}

/** Levels come the highest first, so what a node has by now is at least as high. */
function rising(
  tag: PropagatedTag,
  spread: Spread,
  sayings: Sayings,
  level: Uint8Array,
  reviewed: Uint8Array,
): Int32Array {
  const rank = rankOf(tag.value) + 1;
  return spread.arrived.filter((entry) => {
    const node = spread.node[entry]!;
    if ((sayings.level.get(node) ?? 0) >= rank || level[node]! >= rank) return false;
    if (spread.strength[entry] === CARRIED) {
      level[node] = rank;
      return true;
    }
    if (reviewed[node]! >= rank) return false;
    reviewed[node] = rank;
    return true;
  });
}
