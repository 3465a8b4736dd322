/** Blocks as what they do to a flow. Pure. */
import { NOTHING, type Flow } from './flow.ts';
import type { BlockWord } from './statements.ts';
import { closeness, type PropagatedTag } from './tags.ts';

/** Nodes that an end stands for. */
export type NodesOf = (end: NonNullable<BlockWord['from']>) => readonly number[];

export interface Blocked {
  /** By block, in the order given: positions of the flow that it closes for the tags that it names. */
  readonly closed: readonly Int32Array[];
  /** The flow's levels for a tag; undefined where nothing is closed for it. */
  readonly levelsFor: (tag: PropagatedTag) => Uint8Array | undefined;
}

export function blockFlow(flow: Flow, words: readonly BlockWord[], nodesOf: NodesOf): Blocked {
  const closed = closedBy(flow, words, nodesOf);
  /** Tags for which the same blocks hold share one array. */
  const made = new Map<string, Uint8Array>();
  return {
    closed,
    levelsFor: (tag) => {
      const held = words.flatMap((word, i) =>
        closeness(word, tag) !== null && closed[i]!.length > 0 ? [i] : [],
      );
      if (held.length === 0) return undefined;
      const key = held.join(' ');
      let levels = made.get(key);
      if (!levels) {
        made.set(key, (levels = flow.levels.slice()));
        for (const i of held) for (const at of closed[i]!) levels[at] = NOTHING;
      }
      return levels;
    },
  };
}

function closedBy(flow: Flow, words: readonly BlockWord[], nodesOf: NodesOf): Int32Array[] {
  const positions = words.map((): number[] => []);
  const bySource = new Map<number, { readonly word: number; readonly to: ReadonlySet<number> | null }[]>();
  const byTarget = new Map<number, number[]>();
  words.forEach(({ from, to }, word) => {
    const into = to && new Set(nodesOf(to));
    if (from) {
      for (const node of nodesOf(from)) {
        const known = bySource.get(node);
        if (known) known.push({ word, to: into });
        else bySource.set(node, [{ word, to: into }]);
      }
      return;
    }
    for (const node of into ?? []) {
      const known = byTarget.get(node);
      if (known) known.push(word);
      else byTarget.set(node, [word]);
    }
  });
  for (const [node, held] of bySource)
    for (let at = flow.offsets[node]!; at < flow.offsets[node + 1]!; at++)
      for (const { word, to } of held) if (!to || to.has(flow.ends[at]!)) positions[word]!.push(at);
  if (byTarget.size > 0)
    flow.ends.forEach((end, at) => {
      for (const word of byTarget.get(end) ?? []) positions[word]!.push(at);
    });
  return positions.map((list) => Int32Array.from(list));
}
