/** Events in few words. Their times are given when they are loaded (sequence.ts). */
import { LAKE } from './related-events.ts';

type Facets = Readonly<Record<string, unknown>>;

const key = (name: string) => ({ namespace: LAKE, name });

export const dataset = (name: string, facets: Facets = {}, rowCount?: number) => ({
  ...key(name),
  facets,
  ...(rowCount === undefined ? {} : { outputFacets: { outputStatistics: { rowCount } } }),
});

interface Parts {
  readonly type?: string;
  readonly inputs?: readonly object[];
  readonly outputs?: readonly object[];
  /** Entries of the job's lineage facet. */
  readonly entries?: readonly object[];
  readonly jobFacets?: Facets;
  readonly runFacets?: Facets;
}

const job = (name: string, { entries, jobFacets }: Parts) => ({
  namespace: 'etl',
  name,
  facets: { ...jobFacets, ...(entries ? { lineage: { entries } } : {}) },
});

/** `run`: one digit. */
export const runEvent = (run: number, name: string, parts: Parts = {}) => ({
  eventType: parts.type ?? 'START',
  run: { runId: `00000000-0000-4000-8000-00000000000${run}`, facets: parts.runFacets ?? {} },
  job: job(name, parts),
  inputs: parts.inputs ?? [],
  outputs: parts.outputs ?? [],
});

export const jobEvent = (name: string, parts: Parts = {}) => ({
  job: job(name, parts),
  inputs: parts.inputs ?? [],
  outputs: parts.outputs ?? [],
});

export const datasetEvent = (name: string, facets: Facets) => ({ dataset: dataset(name, facets) });

/** An entry of explicit lineage: column x of the target comes from column y of the source. */
export const fed = (target: string, source: string) => ({
  type: 'DATASET',
  ...key(target),
  inputs: [{ type: 'DATASET', ...key(source) }],
  fields: { x: { inputs: [{ type: 'DATASET', ...key(source), field: 'y' }] } },
});

/** A column lineage facet that says the same; `influence`: its column y influences the whole. */
export const columnsFrom = (source: string, influence?: string) => ({
  columnLineage: {
    fields: { x: { inputFields: [{ ...key(source), field: 'y' }] } },
    ...(influence === undefined ? {} : { dataset: [{ ...key(influence), field: 'y' }] }),
  },
});

export const lifecycle = (lifecycleStateChange: string, previous?: string) => ({
  lifecycleStateChange: {
    lifecycleStateChange,
    ...(previous === undefined ? {} : { previousIdentifier: key(previous) }),
  },
});
