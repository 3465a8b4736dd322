/**
 * How far the data of compromised datasets have spread: column by column where lineage is traced by columns, dataset by
 * dataset where it is not. Pure.
 *
 * Two readings are worked out. `known`: only what column lineage says. `possible`: in addition, a dataset that reads an
 * affected one without saying which columns it uses may have taken anything of it.
 */
import {
  AGGREGATED,
  DERIVED,
  DIRECT,
  INFLUENCED,
  MASKED,
  RAW,
  type Strength,
} from '../../lineage/columns.ts';
import type { LineageGraph } from '../../lineage/graph.ts';

/** A column takes something of another. Ends are named by `columnKey`. */
export interface ColumnFlow {
  readonly from: string;
  readonly fromNode: number;
  readonly to: string;
  readonly toNode: number;
  readonly strength: Strength;
}

/** A column decides about a dataset as a whole (filter, join). */
export interface WholeInfluence {
  readonly from: string;
  readonly fromNode: number;
  readonly toNode: number;
}

export interface RadiusInput {
  readonly graph: LineageGraph;
  /** Nodes whose data are compromised themselves. */
  readonly held: readonly number[];
  readonly flows: readonly ColumnFlow[];
  readonly influences: readonly WholeInfluence[];
}

/** How much of the compromised data is in each place. */
export interface Spread {
  /** Of all columns of a node alike. */
  readonly wholly: ReadonlyMap<number, Strength>;
  /** Of single columns, where that is more than of the whole node. */
  readonly columns: ReadonlyMap<string, Strength>;
  /** The most of any column of a node, or of the node as a whole. */
  readonly nodes: ReadonlyMap<number, Strength>;
}

export interface Radius {
  readonly known: Spread;
  readonly possible: Spread;
  /** Everything downstream by dataset lineage, the held ones at 0 hops. Nearest first, then by node. */
  readonly reached: readonly { readonly node: number; readonly hops: number }[];
}

/** Strength of one column edge. No flags: the source does not say, so the value itself may survive. */
export function strengthOf(flags: number): Strength {
  if (flags !== 0 && (flags & DIRECT) === 0) return INFLUENCED;
  return (flags & (MASKED | AGGREGATED)) === 0 ? RAW : DERIVED;
}

export function radiusOf(input: RadiusInput): Radius {
  const { nodes, depth } = input.graph.walk([...input.held], 'downstream', Infinity);
  const reached = Array.from(nodes, (node, i) => ({ node, hops: depth[i]! }));
  return {
    known: spread(input, []),
    possible: spread(input, untold(input, reached)),
    reached: reached.sort((a, b) => a.hops - b.hops || a.node - b.node),
  };
}

/** Dataset edges among the reached ones of which no column lineage says what passes along them. */
function untold(
  { graph, flows, influences }: RadiusInput,
  reached: Radius['reached'],
): { readonly from: number; readonly to: number }[] {
  const told = new Set([...flows, ...influences].map(({ fromNode, toNode }) => `${fromNode}>${toNode}`));
  return reached.flatMap(({ node }) =>
    Array.from(graph.neighbours(node, 'downstream'))
      .filter((to) => !told.has(`${node}>${to}`))
      .map((to) => ({ from: node, to })),
  );
}

type Work = { readonly node: number } | { readonly column: string; readonly of: number };

function spread(
  { held, flows, influences }: RadiusInput,
  untraced: readonly { readonly from: number; readonly to: number }[],
): Spread {
  const flowsOf = Map.groupBy(flows, (flow) => flow.from);
  const flowsOut = Map.groupBy(flows, (flow) => flow.fromNode);
  const influencesOf = Map.groupBy(influences, (one) => one.from);
  const influencesOut = Map.groupBy(influences, (one) => one.fromNode);
  const untracedOut = Map.groupBy(untraced, (edge) => edge.from);
  const wholly = new Map<number, Strength>();
  const columns = new Map<string, Strength>();
  const nodes = new Map<number, Strength>();
  const work: Work[] = [];

  const raiseNode = (node: number, level: Strength): void => {
    if ((nodes.get(node) ?? 0) >= level) return;
    nodes.set(node, level);
    for (const { to } of untracedOut.get(node) ?? []) raiseWhole(to, level);
  };
  const raiseWhole = (node: number, level: Strength): void => {
    if ((wholly.get(node) ?? 0) >= level) return;
    wholly.set(node, level);
    work.push({ node });
  };
  const raiseColumn = (column: string, of: number, level: Strength): void => {
    if (Math.max(wholly.get(of) ?? 0, columns.get(column) ?? 0) >= level) return;
    columns.set(column, level);
    work.push({ column, of });
  };
  const pass = (
    level: Strength,
    along: readonly ColumnFlow[] | undefined,
    deciding: readonly WholeInfluence[] | undefined,
  ): void => {
    for (const flow of along ?? [])
      raiseColumn(flow.to, flow.toNode, Math.min(level, flow.strength) as Strength);
    for (const { toNode } of deciding ?? []) raiseWhole(toNode, INFLUENCED);
  };

  for (const node of held) raiseWhole(node, RAW);
  for (let next = work.pop(); next !== undefined; next = work.pop()) {
    if ('node' in next) {
      const level = wholly.get(next.node)!;
      raiseNode(next.node, level);
      pass(level, flowsOut.get(next.node), influencesOut.get(next.node));
    } else {
      const level = columns.get(next.column)!;
      raiseNode(next.of, level);
      pass(level, flowsOf.get(next.column), influencesOf.get(next.column));
    }
  }
  return { wholly, columns, nodes };
}
