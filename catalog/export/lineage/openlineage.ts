/**
 * Lineage as OpenLineage events (specification 2-0-2): what a catalog of another maker can read, and what
 * imported into an empty catalog gives the same edges.
 *
 * A dataset event for each dataset with its columns, then a job event for each job. A flow without a job (a
 * view, an exposure) is explicit lineage of its target. Runs are not told: what they showed is declared.
 */
import type {
  ColumnEdgeRow,
  EdgeRow,
  ExportedColumn,
  ExportedDataset,
  ExportedJob,
  LineageRows,
} from './rows.ts';

export interface EventOptions {
  /** URI of who made the events. */
  readonly producer: string;
  /** RFC 3339 instant that all events bear. */
  readonly eventTime: string;
}

type JsonObject = Readonly<Record<string, unknown>>;

const SPEC = 'https://openlineage.io/spec';
const FACETS = {
  schema: `${SPEC}/facets/1-2-0/SchemaDatasetFacet.json#/$defs/SchemaDatasetFacet`,
  datasetType: `${SPEC}/facets/1-0-0/DatasetTypeDatasetFacet.json#/$defs/DatasetTypeDatasetFacet`,
  columnLineage: `${SPEC}/facets/1-2-0/ColumnLineageDatasetFacet.json#/$defs/ColumnLineageDatasetFacet`,
  datasetLineage: `${SPEC}/facets/1-0-0/LineageFacet.json#/$defs/LineageDatasetFacet`,
  jobLineage: `${SPEC}/facets/1-0-0/LineageFacet.json#/$defs/LineageJobFacet`,
} as const;

/** One event a line. */
export function* lineageEvents(rows: LineageRows, options: EventOptions): Generator<string> {
  const events = new Events(options);
  const withColumns = new Set<number>();
  for (const { dataset, columns } of rows.columns()) {
    withColumns.add(dataset.id);
    yield events.dataset(dataset, columns);
  }
  for (const dataset of rows.datasets())
    if (!withColumns.has(dataset.id) && !dataset.referencedOnly) yield events.dataset(dataset, []);
  for (const { job, edges, columnEdges } of byJob(rows)) {
    if (job) yield events.job(job, edges, columnEdges);
    else yield* events.withoutJob(edges, columnEdges);
  }
}

interface JobFlows {
  readonly job: ExportedJob | null;
  readonly edges: readonly EdgeRow[];
  readonly columnEdges: readonly ColumnEdgeRow[];
}

/** Both kinds of rows come by job, so they are merged as they are read. */
function* byJob(rows: LineageRows): Generator<JobFlows> {
  const edges = new Groups(rows.edges());
  const columnEdges = new Groups(rows.columnEdges());
  for (;;) {
    const next = Math.min(edges.key, columnEdges.key);
    if (next === Infinity) return;
    const [flows, columns] = [edges.take(next), columnEdges.take(next)];
    yield { job: (flows[0] ?? columns[0])!.job, edges: flows, columnEdges: columns };
  }
}

class Groups<Row extends { readonly job: ExportedJob | null }> {
  readonly #rows: Iterator<Row>;
  #next: Row | undefined;

  constructor(rows: Iterable<Row>) {
    this.#rows = rows[Symbol.iterator]();
    this.#advance();
  }

  /** Job id of what comes next: 0 without a job, Infinity at the end. */
  get key(): number {
    return this.#next ? (this.#next.job?.id ?? 0) : Infinity;
  }

  take(key: number): Row[] {
    const taken: Row[] = [];
    while (this.#next && this.key === key) {
      taken.push(this.#next);
      this.#advance();
    }
    return taken;
  }

  #advance(): void {
    const { done, value } = this.#rows.next();
    this.#next = done ? undefined : value;
  }
}

class Events {
  readonly #options: EventOptions;

  constructor(options: EventOptions) {
    this.#options = options;
  }

  dataset(dataset: ExportedDataset, columns: readonly ExportedColumn[]): string {
    const type = TYPES[dataset.kind];
    return this.#datasetEvent(dataset, {
      ...(columns.length > 0 ? { schema: this.#facet('schema', { fields: fieldsOf(columns) }) } : {}),
      ...(type ? { datasetType: this.#facet('datasetType', { datasetType: type }) } : {}),
    });
  }

  /** Flows that need no job: explicit lineage of each target. */
  *withoutJob(edges: readonly EdgeRow[], columnEdges: readonly ColumnEdgeRow[]): Generator<string> {
    for (const target of targetsOf(edges, columnEdges).values())
      yield this.#datasetEvent(target.dataset, { lineage: this.#facet('datasetLineage', entryOf(target)) });
  }

  job(job: ExportedJob, edges: readonly EdgeRow[], columnEdges: readonly ColumnEdgeRow[]): string {
    const targets = targetsOf(edges, columnEdges);
    const inputs = new Map(edges.map(({ from }) => [from.id, from]));
    const outputs = new Map(edges.map(({ to }) => [to.id, to]));
    for (const { to } of columnEdges) outputs.set(to.id, to);
    // Without more words, every input of a job feeds every output.
    const pairs = new Set(edges.map(({ from, to }) => `${from.id} ${to.id}`));
    const plain = pairs.size === inputs.size * outputs.size;
    const entries = [...targets.values()].map(({ dataset, ...flows }) => ({
      ...nameOf(dataset),
      type: 'DATASET',
      ...entryOf({ dataset, ...flows }),
    }));
    return this.#event('JobEvent', {
      job: {
        namespace: job.namespace,
        name: job.name,
        ...(plain ? {} : { facets: { lineage: this.#facet('jobLineage', { entries }) } }),
      },
      inputs: [...inputs.values()].map(nameOf),
      outputs: [...outputs.values()].map((dataset) => ({
        ...nameOf(dataset),
        ...this.#columnLineage(targets.get(dataset.id)),
      })),
    });
  }

  #columnLineage(target: Flows | undefined): JsonObject {
    if (!target || (target.fields.size === 0 && target.influences.length === 0)) return {};
    const fields = [...target.fields].map(([field, rows]) => [
      field,
      { inputFields: rows.map(inputFieldOf) },
    ]);
    const whole = target.influences.map(inputFieldOf);
    const body = { fields: Object.fromEntries(fields), ...(whole.length > 0 ? { dataset: whole } : {}) };
    return { facets: { columnLineage: this.#facet('columnLineage', body) } };
  }

  #datasetEvent(dataset: ExportedDataset, facets: JsonObject): string {
    return this.#event('DatasetEvent', { dataset: { ...nameOf(dataset), facets } });
  }

  #event(type: 'JobEvent' | 'DatasetEvent', body: JsonObject): string {
    const { eventTime, producer } = this.#options;
    const schemaURL = `${SPEC}/2-0-2/OpenLineage.json#/$defs/${type}`;
    return `${JSON.stringify({ eventTime, producer, schemaURL, ...body })}\n`;
  }

  #facet(kind: keyof typeof FACETS, body: JsonObject): JsonObject {
    return { _producer: this.#options.producer, _schemaURL: FACETS[kind], ...body };
  }
}

/** What feeds one dataset. */
interface Flows {
  readonly dataset: ExportedDataset;
  readonly sources: Map<number, ExportedDataset>;
  readonly fields: Map<string, ColumnEdgeRow[]>;
  readonly influences: ColumnEdgeRow[];
}

function targetsOf(edges: readonly EdgeRow[], columnEdges: readonly ColumnEdgeRow[]): Map<number, Flows> {
  const targets = new Map<number, Flows>();
  const target = (dataset: ExportedDataset): Flows => {
    let flows = targets.get(dataset.id);
    if (!flows) {
      flows = { dataset, sources: new Map(), fields: new Map(), influences: [] };
      targets.set(dataset.id, flows);
    }
    return flows;
  };
  for (const { from, to } of edges) target(to).sources.set(from.id, from);
  for (const row of columnEdges) {
    const { fields, influences } = target(row.to);
    if (row.toColumn === null) influences.push(row);
    else if (fields.has(row.toColumn)) fields.get(row.toColumn)!.push(row);
    else fields.set(row.toColumn, [row]);
  }
  return targets;
}

/** Explicit lineage of a target, as a whole and by field. */
function entryOf({ sources, fields, influences }: Flows): JsonObject {
  const byField = [...fields].map(([field, rows]) => [field, { inputs: rows.map(inputOf) }]);
  return {
    inputs: [
      ...[...sources.values()].map((source) => ({ ...nameOf(source), type: 'DATASET' })),
      ...influences.map(inputOf),
    ],
    ...(byField.length > 0 ? { fields: Object.fromEntries(byField) } : {}),
  };
}

const inputOf = (row: ColumnEdgeRow): JsonObject => ({ ...inputFieldOf(row), type: 'DATASET' });

function inputFieldOf({ from, fromColumn, transformations }: ColumnEdgeRow): JsonObject {
  return {
    ...nameOf(from),
    field: fromColumn,
    ...(transformations.length > 0 ? { transformations } : {}),
  };
}

const nameOf = ({ namespace, name }: ExportedDataset) => ({ namespace, name });

interface Field {
  readonly name: string;
  readonly type?: string;
  fields?: Field[];
}

/** Nested columns lie in their parent's `fields`; one whose parent is not there stands at the top by its dotted name. */
function fieldsOf(columns: readonly ExportedColumn[]): Field[] {
  const top: Field[] = [];
  const known = new Map<string, Field>();
  for (const { path, dataType } of columns) {
    const parent = path.length > 1 ? known.get(JSON.stringify(path.slice(0, -1))) : undefined;
    const name = parent ? path.at(-1)! : path.join('.');
    const field: Field = { name, ...(dataType === null ? {} : { type: dataType }) };
    known.set(JSON.stringify(path), field);
    if (parent) (parent.fields ??= []).push(field);
    else top.push(field);
  }
  return top;
}

/** Types that the specification names (DatasetTypeDatasetFacet); others are left out. */
const TYPES: Readonly<Record<string, string>> = {
  table: 'TABLE',
  view: 'VIEW',
  file: 'FILE',
  topic: 'TOPIC',
  model: 'MODEL',
};
