/**
 * Lineage of a visual job: what its nodes read and write, which source reaches which target along the
 * arrows (never every source to every target), and the columns on the way.
 */
import type { Endpoint, Endpoints } from './endpoints.ts';
import { uniqueEndpoints } from './endpoints.ts';
import type { JobLineage, LineageFlow, LineageProblem } from './job-lineage.ts';
import { NO_COLUMNS, type Columns } from './columns.ts';
import { sourceColumns, transformColumns } from './visual-columns.ts';
import type { VisualNode } from './visual-nodes.ts';

/** A visual job runs exactly what its nodes say. */
const DECLARED = 0.95;

interface Written {
  readonly node: VisualNode;
  readonly endpoints: readonly Endpoint[];
}

/** Derives the lineage of a job from its nodes. */
export function visualLineage(nodes: readonly VisualNode[], endpoints: Endpoints): JobLineage {
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
      .filter((node) => node.role === 'source')
      .map((node) => [node.id, resolved(node, node.reads, 'read')]),
  );
  const writes: Written[] = nodes
    .filter((node) => node.role === 'target' || node.writes.length > 0)
    .map((node) => ({ node, endpoints: resolved(node, node.writes, 'write') }));

  const columns = columnsByNode(nodes, byId, reads, endpoints);
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
  reads: ReadonlyMap<string, readonly Endpoint[]>,
  endpoints: Endpoints,
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
    const sources = (reads.get(node.id) ?? []).map((endpoint) => ({
      endpoint,
      columns: tableColumns(endpoint, endpoints),
    }));
    out.set(node.id, node.role === 'source' ? sourceColumns(node, sources) : transformColumns(node, inputs));
    for (const follower of followers.get(node.id) ?? []) {
      const left = (waiting.get(follower.id) ?? 0) - 1;
      waiting.set(follower.id, left);
      if (left === 0) ready.push(follower);
    }
  }
  return out;
}

/** Top-level columns of a catalog table, null where the export does not describe it. */
function tableColumns(endpoint: Endpoint, endpoints: Endpoints): string[] | null {
  const table = endpoints.tables.byDataset(endpoint.dataset);
  return table && table.schema.columns.length > 0 ? table.schema.columns.map((column) => column.name) : null;
}
