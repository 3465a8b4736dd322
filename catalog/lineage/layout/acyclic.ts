/**
 * Which links to turn around so that the rest has no cycle.
 *
 * A depth-first search from the sources; a link back to a node that is still open closes a cycle and
 * becomes feedback. Nodes and links are taken in index order, so the choice is deterministic.
 */
import { groupBy } from './rows.ts';

/** Distinct (from, to) pairs of different nodes, ascending by from, then to. */
export interface Links {
  readonly count: number;
  readonly from: Int32Array;
  readonly to: Int32Array;
}

/** 1 for each link that is feedback. The rest is acyclic, and stays so with feedback turned around. */
export function feedbackLinks(nodeCount: number, links: Links): Uint8Array {
  const feedback = new Uint8Array(links.count);
  const out = groupBy(nodeCount, links.from);
  const fed = new Uint8Array(nodeCount);
  for (const target of links.to) fed[target] = 1;
  const next = out.offsets.slice(0, nodeCount);
  const state = new Uint8Array(nodeCount);
  const path = new Int32Array(nodeCount);
  const search = (root: number): void => {
    let length = 1;
    path[0] = root;
    state[root] = OPEN;
    while (length > 0) {
      const node = path[length - 1]!;
      if (next[node]! >= out.offsets[node + 1]!) {
        state[node] = CLOSED;
        length--;
        continue;
      }
      const link = out.items[next[node]!++]!;
      const target = links.to[link]!;
      if (state[target] === OPEN) feedback[link] = 1;
      else if (state[target] === 0) {
        state[target] = OPEN;
        path[length++] = target;
      }
    }
  };
  for (let node = 0; node < nodeCount; node++) if (fed[node] === 0) search(node);
  for (let node = 0; node < nodeCount; node++) if (state[node] === 0) search(node);
  return feedback;
}

const OPEN = 1;
const CLOSED = 2;
