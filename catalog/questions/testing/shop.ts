/** A small company's lineage as facts, for tests: sources, tables, a model, a dashboard, runs, owners, code. */
import type { Fact } from '../../model/facts.ts';
import type { DatasetKind } from '../../model/identity.ts';

const evidence = { scope: 'p', file: 0, at: 'x' };
const observed = { scope: 'events', file: 0, at: 'y' };
export const SCOPES: readonly Fact[] = [
  { type: 'scope', scope: 'p', mode: 'replace' },
  { type: 'scope', scope: 'events', mode: 'accumulate' },
];
export const ds = (name: string) => ({ namespace: 'pg://db', name });
const job = (name: string) => ({ namespace: 'etl', name });

export const dataset = (name: string, kind: DatasetKind = 'table'): Fact => ({
  type: 'dataset',
  dataset: ds(name),
  kind,
  sourceId: name,
  evidence,
});

/** One that others only mention. */
export const mentioned = (name: string): Fact => ({
  type: 'dataset',
  dataset: ds(name),
  referencedOnly: true,
  evidence,
});

/** A job of the same name as what it writes. */
export const made = (output: string, ...inputs: readonly string[]): Fact[] => [
  { type: 'job', job: job(`make ${output}`), kind: 'sql', evidence },
  ...inputs.map((input): Fact => ({
    type: 'job-input',
    job: job(`make ${output}`),
    dataset: ds(input),
    evidence,
  })),
  { type: 'job-output', job: job(`make ${output}`), dataset: ds(output), evidence },
];

export const flow = (from: string, to: string): Fact => ({
  type: 'flow',
  from: ds(from),
  to: ds(to),
  evidence,
});

/** `orders.id>clean.id`; kinds of OpenLineage: IDENTITY, AGGREGATION, FILTER … */
export const columnFlow = (text: string, subtype = 'IDENTITY'): Fact[] => {
  const [from, to] = text.split('>').map((end) => {
    const dot = end.lastIndexOf('.');
    return { dataset: ds(end.slice(0, dot)), path: [end.slice(dot + 1)] };
  });
  const indirect = ['FILTER', 'JOIN', 'GROUP_BY', 'SORT'].includes(subtype);
  return [
    { type: 'column', ...from!, evidence },
    { type: 'column', ...to!, evidence },
    {
      type: 'column-edge',
      from: from!,
      to: to!,
      transformations: [{ type: indirect ? 'INDIRECT' : 'DIRECT', subtype }],
      evidence,
    },
  ];
};

export const decides = (from: string, column: string, to: string): Fact[] => [
  { type: 'column', dataset: ds(from), path: [column], evidence },
  {
    type: 'dataset-influence',
    from: { dataset: ds(from), path: [column] },
    to: ds(to),
    transformations: [{ type: 'INDIRECT', subtype: 'FILTER' }],
    evidence,
  },
];

export const owned = (name: string, owner: string, email?: string): Fact => ({
  type: 'owner',
  target: { on: 'dataset', dataset: ds(name) },
  name: owner,
  ...(email === undefined ? {} : { email }),
  role: 'owner',
  evidence,
});

export interface RunOf {
  readonly id: string;
  readonly job: string;
  /** Hours of the first of March 2026: began, ended. */
  readonly hours: readonly [number, number];
  readonly reads?: readonly string[];
  readonly writes?: readonly string[];
  readonly failed?: boolean;
}

const hour = (at: number): string => new Date(Date.UTC(2026, 2, 1, at)).toISOString();

export function ran({ id, job: name, hours, reads = [], writes = [], failed = false }: RunOf): Fact[] {
  const run = { runId: id, job: job(name) };
  return [
    { type: 'job', job: job(name), evidence: observed },
    { type: 'run', run, eventType: 'START', eventTime: hour(hours[0]), evidence: observed },
    ...reads.map((read): Fact => ({ type: 'run-input', run, dataset: ds(read), evidence: observed })),
    ...writes.map((write): Fact => ({ type: 'run-output', run, dataset: ds(write), evidence: observed })),
    {
      type: 'run',
      run,
      eventType: failed ? 'FAIL' : 'COMPLETE',
      eventTime: hour(hours[1]),
      evidence: observed,
    },
  ];
}

export const coded = (name: string, facet: { repoUrl?: string; path?: string; version?: string }): Fact => ({
  type: 'property',
  target: { on: 'job', job: job(name) },
  key: 'sourceCodeLocation',
  value: { type: 'git', ...facet },
  evidence,
});

/** Two sources into a table, a model and a dashboard on it, and something that only others mention. */
export const SHOP: readonly Fact[] = [
  ...SCOPES,
  ...['customers', 'orders', 'clean', 'features'].map((name) => dataset(name)),
  dataset('churn', 'model'),
  dataset('sales', 'dashboard'),
  mentioned('legacy'),
  ...made('clean', 'customers', 'orders'),
  ...made('features', 'clean', 'legacy'),
  ...made('churn', 'features', 'clean'),
  flow('clean', 'sales'),
  ...columnFlow('customers.email>clean.email'),
  ...columnFlow('clean.email>features.domain', 'AGGREGATION'),
  ...columnFlow('orders.state>clean.open', 'FILTER'),
  owned('churn', 'Data Science', 'ds@example.org'),
  owned('sales', 'ds@example.org'),
  owned('features', 'Ada'),
];
