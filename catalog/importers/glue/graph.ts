/**
 * Lineage from GetDataflowGraph: the graph that the service reads out of an annotated script.
 */
import type { Endpoints } from './endpoints.ts';
import { uniqueEndpoints, type Endpoint, type Ref } from './endpoints.ts';
import type { JobLineage, LineageFlow, LineageProblem } from './job-lineage.ts';
import { recs, str, type Rec } from './json.ts';
import { parseLiteral } from './literals.ts';
import { argumentRefs } from './options-ref.ts';

/** The service read annotations, which may be older than the code. */
const FROM_GRAPH = 0.8;

export function graphLineage(graph: Rec, endpoints: Endpoints): JobLineage {
  const problems: LineageProblem[] = [];
  const ends = { DataSource: new Map<string, Endpoint[]>(), DataSink: new Map<string, Endpoint[]>() };
  for (const node of recs(graph, 'DagNodes')) {
    const id = str(node, 'Id');
    const type = str(node, 'NodeType');
    if (!id || (type !== 'DataSource' && type !== 'DataSink')) continue;
    const found = nodeRefs(node).map((ref) => endpoints.resolve(ref));
    if (found.length === 0 || found.includes(null)) {
      problems.push({ direction: type === 'DataSource' ? 'read' : 'write', at: id, text: `${type} ${id}` });
    }
    ends[type].set(id, uniqueEndpoints(found.filter((one) => one !== null)));
  }
  const upstream = new Map<string, string[]>();
  for (const edge of recs(graph, 'DagEdges')) {
    const [source, target] = [str(edge, 'Source'), str(edge, 'Target')];
    if (source && target) upstream.set(target, [...(upstream.get(target) ?? []), source]);
  }
  const flows: LineageFlow[] = [];
  for (const [id, targets] of ends.DataSink) {
    const reached = new Set([id]);
    for (const one of reached) for (const before of upstream.get(one) ?? []) reached.add(before);
    const sources = uniqueEndpoints([...reached].flatMap((one) => ends.DataSource.get(one) ?? []));
    for (const to of targets) {
      for (const from of sources)
        flows.push({ from, to, at: id, confidence: FROM_GRAPH * from.confidence * to.confidence });
    }
  }
  const listed = (nodes: ReadonlyMap<string, readonly Endpoint[]>): { endpoint: Endpoint; at: string }[] =>
    [...nodes].flatMap(([at, found]) => found.map((endpoint) => ({ endpoint, at })));
  return {
    method: 'dataflow-graph',
    inputs: listed(ends.DataSource),
    outputs: listed(ends.DataSink),
    flows,
    columns: [],
    problems,
  };
}

/** What a source or sink names; argument values are Python literals. */
function nodeRefs(node: Rec): Ref[] {
  const args = new Map(
    recs(node, 'Args').map((arg) => [str(arg, 'Name') ?? '', parseLiteral(str(arg, 'Value') ?? '')] as const),
  );
  const text = (name: string): string | undefined => {
    const value = args.get(name);
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  return argumentRefs(text, args.get('connection_options') ?? args.get('options'));
}
