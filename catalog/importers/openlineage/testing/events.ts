/** Events for tests. Times are minutes of one day, so that order is easy to see. */

export const at = (minute: number): string => new Date(Date.UTC(2026, 2, 1, 0, minute)).toISOString();

export const DB = 'postgres://db:5432';

type Facets = Readonly<Record<string, unknown>>;

export const dataset = (name: string, facets?: Facets, more: Facets = {}) => ({
  namespace: DB,
  name,
  ...(facets ? { facets } : {}),
  ...more,
});

export const schema = (...names: readonly string[]) => ({
  schema: { fields: names.map((name) => ({ name, type: 'int' })) },
});

export const uuid = (n: number): string => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`;

interface RunEventParts {
  readonly run?: number;
  readonly type?: string;
  readonly minute?: number;
  readonly job?: string;
  readonly jobFacets?: Facets;
  readonly runFacets?: Facets;
  readonly inputs?: readonly unknown[];
  readonly outputs?: readonly unknown[];
}

export const runEvent = (parts: RunEventParts = {}) => ({
  eventType: parts.type ?? 'COMPLETE',
  eventTime: at(parts.minute ?? 0),
  producer: 'https://example.com/producer',
  schemaURL: 'https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent',
  run: { runId: uuid(parts.run ?? 1), ...(parts.runFacets ? { facets: parts.runFacets } : {}) },
  job: {
    namespace: 'etl',
    name: parts.job ?? 'load',
    ...(parts.jobFacets ? { facets: parts.jobFacets } : {}),
  },
  ...(parts.inputs ? { inputs: parts.inputs } : {}),
  ...(parts.outputs ? { outputs: parts.outputs } : {}),
});

export const jobEvent = (parts: Omit<RunEventParts, 'run' | 'type' | 'runFacets'> = {}) => {
  const { eventTime, producer, job, ...rest } = runEvent(parts);
  const { inputs, outputs } = {
    inputs: [] as readonly unknown[],
    outputs: [] as readonly unknown[],
    ...rest,
  };
  return { eventTime, producer, job, inputs, outputs };
};

export const datasetEvent = (name: string, facets: Facets, minute = 0) => ({
  eventTime: at(minute),
  producer: 'https://example.com/producer',
  dataset: dataset(name, facets),
});
