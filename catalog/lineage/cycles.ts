/** The cycles of a graph: sets of nodes that can all reach one another. */
import { strongComponents, type StrongComponents } from './layout/strong.ts';
import type { Adjacency } from './links.ts';

export interface Components extends StrongComponents {
  /** Components of two or more nodes: members ascending, listed by their smallest member. */
  readonly cycles: readonly Int32Array[];
  /** Nodes with a link to themselves, ascending. */
  readonly selfLoops: Int32Array;
}

export function components({ offsets, ends }: Adjacency): Components {
  const strong = strongComponents(offsets, ends);
  const size = new Int32Array(strong.count);
  for (const component of strong.of) size[component]!++;
  const members = new Map<number, number[]>();
  const selfLoops: number[] = [];
  for (let node = 0; node + 1 < offsets.length; node++) {
    const component = strong.of[node]!;
    if (size[component]! > 1) {
      const known = members.get(component);
      if (known) known.push(node);
      else members.set(component, [node]);
    }
    for (let i = offsets[node]!; i < offsets[node + 1]!; i++) if (ends[i] === node) selfLoops.push(node);
  }
  return {
    ...strong,
    cycles: [...members.values()].map((nodes) => Int32Array.from(nodes)),
    selfLoops: Int32Array.from(selfLoops),
  };
}
