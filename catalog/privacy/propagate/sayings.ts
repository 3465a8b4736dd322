/**
 * What people and sources state of nodes (columns, or datasets), as propagation needs it: who has which tag,
 * and what must not enter where. Pure; what propagation itself stored is left out before.
 */
import { tagsInForce, type TagRow } from '../../browse/in-force.ts';
import { PERSON } from '../../model/origins.ts';
import { OTHER_LEVEL, OTHER_VALUE, REFUSED } from './spread.ts';
import { asPropagated, compareTags, tagKey, type PropagatedTag } from './tags.ts';
import { rankOf } from '../../model/sensitivity.ts';

export interface Sayings {
  /** Every tag in force somewhere, in the order of {@link compareTags}. */
  readonly tags: readonly PropagatedTag[];
  /** Nodes that have the tag in force, by its key. Of several levels of a node the highest. */
  readonly having: ReadonlyMap<string, readonly number[]>;
  /** Rank + 1 of the level in force; 0 where none is. */
  readonly level: ReadonlyMap<number, number>;
  /** Nodes whose level a person set. */
  readonly leveled: ReadonlySet<number>;
  /** Statements in force, by node. */
  readonly inForce: ReadonlyMap<number, readonly TagRow[]>;
  /** Nodes that the tag does not enter, with the reason ({@link REFUSED} …). */
  stopsOf(tag: PropagatedTag): ReadonlyMap<number, number>;
}

/** @param rows statements by node, refusals among them. */
export function sayingsOf(rows: ReadonlyMap<number, readonly TagRow[]>): Sayings {
  const tags = new Map<string, PropagatedTag>();
  const having = new Map<string, number[]>();
  const refused = new Map<string, number[]>();
  const level = new Map<number, number>();
  const leveled = new Set<number>();
  const inForce = new Map<number, readonly TagRow[]>();
  const values = new Map<string, Map<number, Set<string>>>();
  const add = (to: Map<string, number[]>, key: string, node: number): void => {
    const nodes = to.get(key);
    if (!nodes) to.set(key, [node]);
    else if (nodes.at(-1) !== node) nodes.push(node);
  };
  for (const [node, said] of rows) {
    const stated = effective(said);
    if (stated.length > 0) inForce.set(node, stated);
    for (const row of stated) {
      const tag = asPropagated(row);
      if (!tag) continue;
      const key = tagKey(tag);
      tags.set(key, tag);
      add(having, key, node);
      if (row.kind === 'sensitivity') level.set(node, rankOf(row.value) + 1);
      if (row.kind === 'sensitivity' && row.origin === PERSON) leveled.add(node);
      if (row.kind === 'label' && row.key !== '') noteValue(values, row, node);
    }
    for (const row of said) {
      if (row.status !== 'rejected') continue;
      const key = tagKey(row);
      // A person may refuse what a source says and another person state it again: what is in force holds.
      if (having.get(key)?.at(-1) !== node) add(refused, key, node);
    }
  }
  return {
    tags: [...tags.values()].sort(compareTags),
    having,
    level,
    leveled,
    inForce,
    stopsOf: (tag) => stopsOf(tag, { refused, leveled, level, values }),
  };
}

/** In force, with only the highest of several levels; levels that are none of the four say nothing. */
function effective(said: readonly TagRow[]): TagRow[] {
  const inForce = tagsInForce(said);
  const rank = (row: TagRow): number => (row.kind === 'sensitivity' ? rankOf(row.value) : -1);
  const highest = Math.max(-1, ...inForce.map(rank));
  return inForce.filter((row) => row.kind !== 'sensitivity' || (highest >= 0 && rank(row) === highest));
}

function noteValue(values: Map<string, Map<number, Set<string>>>, row: TagRow, node: number): void {
  let ofKey = values.get(row.key);
  if (!ofKey) values.set(row.key, (ofKey = new Map()));
  const known = ofKey.get(node);
  if (known) known.add(row.value);
  else ofKey.set(node, new Set([row.value]));
}

function stopsOf(
  tag: PropagatedTag,
  said: {
    readonly refused: ReadonlyMap<string, readonly number[]>;
    readonly leveled: ReadonlySet<number>;
    readonly level: ReadonlyMap<number, number>;
    readonly values: ReadonlyMap<string, ReadonlyMap<number, ReadonlySet<string>>>;
  },
): Map<number, number> {
  const stops = new Map<number, number>();
  for (const node of said.refused.get(tagKey(tag)) ?? []) stops.set(node, REFUSED);
  if (tag.kind === 'sensitivity') {
    const rank = rankOf(tag.value) + 1;
    for (const node of said.leveled) if (said.level.get(node) !== rank) stops.set(node, OTHER_LEVEL);
  }
  if (tag.kind === 'label' && tag.key !== '')
    for (const [node, values] of said.values.get(tag.key) ?? [])
      if (!values.has(tag.value)) stops.set(node, OTHER_VALUE);
  return stops;
}
