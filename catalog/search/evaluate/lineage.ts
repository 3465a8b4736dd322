/** `upstream:` and `downstream:`: what lies on one side of the datasets with a name. */
import { datasetGraph } from '../../explore/graphs.ts';
import type { Catalog } from '../../catalog.ts';
import { LEVEL } from '../names/name-index.ts';
import type { DatasetData } from '../data/search-data.ts';

/**
 * Numbers of the datasets that are meant: those whose name fits best. `levels`: of all datasets by number.
 * Empty when the name is of none.
 */
export function namedBest(levels: Uint8Array): number[] {
  let best: number = LEVEL.within;
  for (const level of levels) if (level < best) best = level;
  const named: number[] = [];
  for (let i = 0; i < levels.length; i++) if (levels[i] === best) named.push(i);
  return named;
}

/** Level 0 for every dataset on that side of one of the starts, at any distance. */
export function besideOf(
  catalog: Catalog,
  datasets: DatasetData,
  starts: readonly number[],
  direction: 'upstream' | 'downstream',
): Uint8Array {
  const { graph, cards, indexOf } = datasetGraph(catalog);
  const levels = new Uint8Array(datasets.cards.length).fill(LEVEL.none);
  const nodes = starts
    .map((number) => indexOf.get(datasets.cards[number]!.id))
    .filter((node) => node !== undefined);
  if (nodes.length === 0) return levels;
  const reached = graph.walk(nodes, direction, Infinity).nodes;
  const wanted = new Set(nodes);
  for (const node of reached) {
    if (wanted.has(node) && !fedByOther(graph, node, wanted, direction)) continue;
    const number = datasets.numberOf.get(cards[node]!.id);
    if (number !== undefined) levels[number] = LEVEL.exact;
  }
  return levels;
}

/** Datasets of one name that are told apart in this; more of them stay out of their own answer. */
const COMPARED = 20;

/** Of several that are named alike, one may lie beside another: then it belongs to the answer as well. */
function fedByOther(
  graph: ReturnType<typeof datasetGraph>['graph'],
  node: number,
  starts: ReadonlySet<number>,
  direction: 'upstream' | 'downstream',
): boolean {
  if (starts.size === 1 || starts.size > COMPARED) return false;
  const others = [...starts].filter((start) => start !== node);
  return graph.walk(others, direction, Infinity).nodes.includes(node);
}
