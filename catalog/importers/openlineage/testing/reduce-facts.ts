/**
 * The picture that facts add up to: a small reducer by the rules that the writer follows, for tests.
 */
import type {
  ColumnEdgeFact,
  DatasetInfluenceFact,
  Fact,
  FlowFact,
  RunEventType,
} from '../../../model/facts.ts';
import type { DatasetKey, JobKey } from '../../../model/identity.ts';

type Stated = Exclude<Fact, { type: 'scope' }>;

/** Facts that stand: everything said in accumulating scopes, the newest picture of each other. */
export function standingFacts(facts: readonly Fact[]): Stated[] {
  const scopes = new Map<
    string,
    { mode: string; asOf: string | undefined; ignored: boolean; facts: Stated[] }
  >();
  for (const fact of facts) {
    if (fact.type === 'scope') {
      const known = scopes.get(fact.scope);
      const older = known?.asOf !== undefined && fact.asOf !== undefined && fact.asOf < known.asOf;
      if (known && older) known.ignored = true;
      else if (known?.mode !== 'accumulate')
        scopes.set(fact.scope, { mode: fact.mode, asOf: fact.asOf, ignored: false, facts: [] });
      continue;
    }
    const scope = scopes.get(fact.evidence.scope);
    if (!scope) throw new Error(`The scope ${fact.evidence.scope} was not declared`);
    if (!scope.ignored) scope.facts.push(fact);
  }
  return [...scopes.values()].flatMap((scope) => scope.facts);
}

export interface Picture {
  readonly jobs: string[];
  readonly jobsNamed: string[];
  readonly runs: string[];
  readonly runsNamed: string[];
  readonly datasets: string[];
  readonly datasetsNamed: string[];
  readonly datasetsMerged: number;
  readonly tableEdges: string[];
  readonly columnEdges: string[];
  readonly datasetWide: string[];
  readonly jobEdges: string[];
  readonly columns: string[];
  readonly states: string;
}

export function pictureOf(facts: readonly Fact[]): Picture {
  const standing = standingFacts(facts);
  const of = <Type extends Stated['type']>(type: Type) =>
    standing.filter((fact): fact is Extract<Stated, { type: Type }> => fact.type === type);
  const jobs = of('job');
  const runs = of('run');
  const datasets = of('dataset');
  const described = datasets.filter((fact) => !fact.referencedOnly);
  const explicit = new Set(
    of('run-target').map((fact) => join(fact.run.runId, pair(fact.run.job), pair(fact.dataset))),
  );
  const counts = (fact: ColumnEdgeFact | DatasetInfluenceFact): boolean => {
    if (!fact.yields || !fact.run) return true;
    const to = fact.type === 'column-edge' ? fact.to.dataset : fact.to;
    return !explicit.has(join(fact.run.runId, pair(fact.run.job), pair(to)));
  };
  return {
    jobs: distinct(jobs.filter((fact) => !fact.referencedOnly).map((fact) => pair(fact.job))),
    jobsNamed: distinct(jobs.map((fact) => pair(fact.job))),
    runs: distinct(runs.filter((fact) => !fact.referencedOnly).map((fact) => fact.run.runId)),
    runsNamed: distinct(runs.map((fact) => fact.run.runId)),
    datasets: distinct(described.map((fact) => pair(fact.dataset))),
    datasetsNamed: distinct(datasets.map((fact) => pair(fact.dataset))),
    datasetsMerged: merged(
      described.map((fact) => fact.dataset),
      of('alias'),
    ),
    tableEdges: tableEdges(standing),
    columnEdges: distinct(of('column-edge').filter(counts).map(columnEdge)),
    datasetWide: distinct(of('dataset-influence').filter(counts).map(influence)),
    jobEdges: distinct(
      of('job-edge')
        .filter((fact) => fact.kind === 'data')
        .map((fact) => join(pair(fact.from), pair(fact.to))),
    ),
    columns: distinct(
      of('column')
        .filter((fact) => fact.path.length === 1)
        .map((fact) => join(pair(fact.dataset), fact.path[0] ?? '')),
    ),
    states: states(standing),
  };
}

const join = (...parts: readonly string[]): string => parts.join('\u0001');
const pair = (key: { readonly namespace: string; readonly name: string }): string =>
  join(key.namespace, key.name);
const distinct = (texts: readonly string[]): string[] => [...new Set(texts)].sort();

const columnEdge = ({ from, to }: ColumnEdgeFact): string =>
  join(pair(from.dataset), from.path.join('.'), pair(to.dataset), to.path.join('.'));
const influence = ({ from, to }: DatasetInfluenceFact): string =>
  join(pair(from.dataset), from.path.join('.'), pair(to));

interface Group {
  inputs: Set<string>;
  outputs: Set<string>;
  flows: Set<string>;
  explicit: boolean;
}

function tableEdges(facts: readonly Stated[]): string[] {
  const groups = new Map<string, Group>();
  const edges: string[] = [];
  const group = (key: string): Group => {
    const known = groups.get(key) ?? {
      inputs: new Set(),
      outputs: new Set(),
      flows: new Set(),
      explicit: false,
    };
    groups.set(key, known);
    return known;
  };
  const runGroup = (runId: string, job: JobKey): Group => group(join('run', runId, pair(job)));
  const jobGroup = (job: JobKey): Group => group(join('job', pair(job)));
  const flowGroup = (fact: FlowFact): Group | null =>
    fact.run ? runGroup(fact.run.runId, fact.run.job) : fact.job ? jobGroup(fact.job) : null;
  for (const fact of facts) {
    if (fact.type === 'run-input') runGroup(fact.run.runId, fact.run.job).inputs.add(pair(fact.dataset));
    if (fact.type === 'run-output') runGroup(fact.run.runId, fact.run.job).outputs.add(pair(fact.dataset));
    if (fact.type === 'run' && fact.explicitFlows) runGroup(fact.run.runId, fact.run.job).explicit = true;
    if (fact.type === 'job-input') jobGroup(fact.job).inputs.add(pair(fact.dataset));
    if (fact.type === 'job-output') jobGroup(fact.job).outputs.add(pair(fact.dataset));
    if (fact.type === 'job' && fact.explicitFlows) jobGroup(fact.job).explicit = true;
    if (fact.type === 'flow') {
      const edge = join(pair(fact.from), pair(fact.to));
      const owner = flowGroup(fact);
      if (owner) owner.flows.add(edge);
      else edges.push(edge);
    }
  }
  for (const { inputs, outputs, flows, explicit } of groups.values()) {
    if (explicit) edges.push(...flows);
    else for (const input of inputs) for (const output of outputs) edges.push(join(input, output));
  }
  return distinct(edges);
}

function merged(
  datasets: readonly DatasetKey[],
  aliases: readonly { dataset: DatasetKey; alias: DatasetKey; basis: string }[],
): number {
  const parent = new Map<string, string>();
  const root = (key: string): string => {
    const up = parent.get(key) ?? key;
    return up === key ? key : root(up);
  };
  for (const { dataset, alias, basis } of aliases) {
    if (basis === 'symlink') parent.set(root(pair(dataset)), root(pair(alias)));
  }
  return new Set(datasets.map((key) => root(pair(key)))).size;
}

const TERMINAL = new Set<string>(['COMPLETE', 'FAIL', 'ABORT']);

function states(facts: readonly Stated[]): string {
  const seen = new Map<string, { type: RunEventType; time: string }[]>();
  for (const fact of facts) {
    if (fact.type !== 'run' || fact.referencedOnly) continue;
    const events = seen.get(fact.run.runId) ?? [];
    seen.set(fact.run.runId, events);
    if (fact.eventType) events.push({ type: fact.eventType, time: fact.eventTime ?? '' });
  }
  const counts = new Map<string, number>();
  for (const events of seen.values()) {
    const terminal = events
      .filter((event) => TERMINAL.has(event.type))
      .reduce<string | null>(
        (last, event, index, all) =>
          all.some((other, at) => other.time > event.time || (other.time === event.time && at > index))
            ? last
            : event.type,
        null,
      );
    const has = (type: RunEventType): boolean => events.some((event) => event.type === type);
    const state = terminal ?? (has('RUNNING') ? 'RUNNING' : has('START') ? 'START' : 'OTHER');
    counts.set(state, (counts.get(state) ?? 0) + 1);
  }
  return [...counts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([state, count]) => `${state}:${count}`)
    .join(';');
}
