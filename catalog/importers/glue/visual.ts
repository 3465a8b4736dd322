/**
 * Lineage of a visual job: what its nodes read and write, which source reaches which target along the
 * arrows (never every source to every target), and the columns on the way.
 */
import type { Endpoint, Endpoints } from './endpoints.ts';
import { uniqueEndpoints } from './endpoints.ts';
import { pairKey } from '../../model/identity.ts';
import type { JobLineage, LineageFlow, LineageProblem } from './job-lineage.ts';
import { NO_COLUMNS, type Columns } from './columns.ts';
import type { SqlAnalyses } from './sql-analyses.ts';
import { sqlTables } from './sql-tables.ts';
import { sourceColumns, transformColumns, type NodeSource } from './visual-columns.ts';
import type { VisualNode } from './visual-nodes.ts';

/** A visual job runs exactly what its nodes say. */
const DECLARED = 0.95;

interface Written {
  readonly node: VisualNode;
  readonly endpoints: readonly Endpoint[];
}

/** Derives the lineage of a job from its nodes. */
export function visualLineage(
  nodes: readonly VisualNode[],
  endpoints: Endpoints,
  analyses: SqlAnalyses,
): JobLineage {
  const problems: LineageProblem[] = [];
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const resolved = (
    node: VisualNode,
    refs: VisualNode['reads'],
    direction: LineageProblem['direction'],
  ): Endpoint[] => {
    const found = refs.map((ref) => endpoints.resolve(ref));
    if (node.unresolved || found.includes(null))
      problems.push({ direction, at: node.id, text: `${node.type} ${node.name}` });
    return uniqueEndpoints(found.filter((one) => one !== null));
  };
  const reads = new Map(
    nodes
      .filter((node) => node.role === 'source' || node.reads.length > 0)
      .map((node) => [node.id, resolved(node, node.reads, 'read')]),
  );
  const writes: Written[] = nodes
    .filter((node) => node.role === 'target' || node.writes.length > 0)
    .map((node) => ({ node, endpoints: resolved(node, node.writes, 'write') }));

  const columns = columnsByNode(nodes, byId, endpoints, analyses);
  const flows: LineageFlow[] = [];
  for (const written of writes) {
    const sources = [...ancestors(written.node, byId)].flatMap((id) => reads.get(id) ?? []);
    for (const to of written.endpoints) {
      for (const from of uniqueEndpoints(sources)) {
        flows.push({ from, to, at: written.node.id, confidence: DECLARED * from.confidence * to.confidence });
      }
    }
  }
  return {
    method: 'visual',
    inputs: [...reads].flatMap(([id, found]) => found.map((endpoint) => ({ endpoint, at: id }))),
    outputs: writes.flatMap(({ node, endpoints: found }) =>
      found.map((endpoint) => ({ endpoint, at: node.id })),
    ),
    flows,
    columns: writes.flatMap(({ node, endpoints: found }) =>
      found.map((to) => ({ to, at: node.id, columns: columns.get(node.id) ?? NO_COLUMNS })),
    ),
    problems,
  };
}

/** Ids of all nodes upstream of one, itself included where it reads. Cycles end the walk. */
function ancestors(node: VisualNode, byId: ReadonlyMap<string, VisualNode>): Set<string> {
  const seen = new Set<string>([node.id]);
  for (const id of seen) for (const input of byId.get(id)?.inputs ?? []) if (byId.has(input)) seen.add(input);
  return seen;
}

/** Columns leaving each node, in topological order; nodes on a cycle get none. */
function columnsByNode(
  nodes: readonly VisualNode[],
  byId: ReadonlyMap<string, VisualNode>,
  endpoints: Endpoints,
  analyses: SqlAnalyses,
): Map<string, Columns> {
  const waiting = new Map(nodes.map((node) => [node.id, node.inputs.filter((id) => byId.has(id)).length]));
  const followers = new Map<string, VisualNode[]>();
  for (const node of nodes) {
    for (const input of node.inputs) followers.set(input, [...(followers.get(input) ?? []), node]);
  }
  const out = new Map<string, Columns>();
  const ready = nodes.filter((node) => waiting.get(node.id) === 0);
  for (const node of ready) {
    const inputs = new Map(node.inputs.map((id) => [id, out.get(id) ?? NO_COLUMNS] as const));
    const sources = sourcesOf(node, endpoints);
    out.set(
      node.id,
      node.role === 'source'
        ? sourceColumns(node, sources, analyses)
        : transformColumns(node, inputs, sources, analyses),
    );
    for (const follower of followers.get(node.id) ?? []) {
      const left = (waiting.get(follower.id) ?? 0) - 1;
      waiting.set(follower.id, left);
      if (left === 0) ready.push(follower);
    }
  }
  return out;
}

/** What a node reads, with the names that its query uses. */
function sourcesOf(node: VisualNode, endpoints: Endpoints): NodeSource[] {
  const names = node.query === undefined ? [] : queryNames(node);
  const all = node.reads.map((ref, at) => ({ endpoint: endpoints.resolve(ref), name: names[at] }));
  const seen = new Set<string>();
  return all.flatMap(({ endpoint, name }): NodeSource[] => {
    const key = endpoint ? `${pairKey(endpoint.dataset)}\u0000${name?.join('.') ?? ''}` : '';
    if (!endpoint || seen.has(key)) return [];
    seen.add(key);
    return [{ endpoint, columns: tableColumns(endpoint, endpoints), ...(name ? { name } : {}) }];
  });
}

/** Names of the tables in a node's query, in the order of the node's reads. */
function queryNames(node: VisualNode): (readonly string[])[] {
  if (node.type === 'SparkSQL')
    return node.reads.map((ref) => (ref.kind === 'table' ? [ref.database, ref.table] : []));
  return sqlTables(node.query ?? '').flatMap((statement) => statement.reads);
}

/** Top-level columns of a catalog table, null where the export does not describe it. */
function tableColumns(endpoint: Endpoint, endpoints: Endpoints): string[] | null {
  const table = endpoints.tables.byDataset(endpoint.dataset);
  return table && table.schema.columns.length > 0 ? table.schema.columns.map((column) => column.name) : null;
}
