/**
 * A deterministic OpenLineage NDJSON file of a wanted size, shaped like a busy Spark and Airflow
 * estate: START and COMPLETE events, schemas, column lineage, statistics, parents.
 */
import { seeded, TextSink } from './synthetic.ts';

const PRODUCER = 'https://github.com/OpenLineage/OpenLineage/tree/1.30.0/integration/spark';
const SCHEMA = 'https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent';

/** Writes at least `bytes` bytes; answers how many events. */
export function writeSyntheticEvents(path: string, bytes: number): number {
  const random = seeded(7);
  const pick = (count: number) => Math.floor(random() * count);
  const sink = new TextSink(path);
  let events = 0;
  for (let run = 0; sink.length < bytes; run++) {
    const job = pick(800);
    const output = datasetOf(job + 1600);
    const inputs = [
      datasetOf(job),
      datasetOf((job * 7) % 1600),
      ...(job % 3 === 0 ? [datasetOf((job * 13) % 1600)] : []),
    ];
    const start = new Date(Date.UTC(2026, 0, 1) + run * 30_000);
    for (const type of ['START', 'COMPLETE']) {
      const line = event(
        type,
        run,
        job,
        inputs,
        output,
        type === 'START' ? start : new Date(start.getTime() + 20_000),
        random,
      );
      sink.write(`${JSON.stringify(line)}\n`);
      events++;
    }
  }
  sink.close();
  return events;
}

interface Synthetic {
  readonly namespace: string;
  readonly name: string;
  readonly columns: readonly string[];
}

function datasetOf(n: number): Synthetic {
  const columns = Array.from(
    { length: 6 + (n % 9) },
    (_, i) => `${['id', 'email', 'amount', 'created_at', 'country', 'status'][i % 6]}_${i}`,
  );
  return { namespace: 'postgres://warehouse.example:5432', name: `db.schema_${n % 40}.table_${n}`, columns };
}

function event(
  type: string,
  run: number,
  job: number,
  inputs: readonly Synthetic[],
  output: Synthetic,
  at: Date,
  random: () => number,
) {
  return {
    eventType: type,
    eventTime: at.toISOString(),
    producer: PRODUCER,
    schemaURL: SCHEMA,
    run: {
      runId: uuid(run),
      facets: {
        parent: {
          ...facet('ParentRunFacet'),
          run: { runId: uuid(1_000_000 + Math.floor(run / 50)) },
          job: { namespace: 'airflow', name: `dag_${job % 60}` },
        },
        processing_engine: { ...facet('ProcessingEngineRunFacet'), version: '3.5.1', name: 'spark' },
      },
    },
    job: {
      namespace: 'spark',
      name: `app_${job % 60}.write_table_${job}`,
      facets: {
        jobType: {
          ...facet('JobTypeJobFacet'),
          processingType: 'BATCH',
          integration: 'SPARK',
          jobType: 'JOB',
        },
      },
    },
    inputs: inputs.map((input) => ({
      namespace: input.namespace,
      name: input.name,
      facets: { schema: schemaOf(input) },
    })),
    outputs:
      type === 'START'
        ? []
        : [
            {
              namespace: output.namespace,
              name: output.name,
              facets: { schema: schemaOf(output), columnLineage: lineageOf(output, inputs) },
              outputFacets: {
                outputStatistics: {
                  ...facet('OutputStatisticsOutputDatasetFacet'),
                  rowCount: Math.floor(random() * 1e6),
                  size: Math.floor(random() * 1e9),
                },
              },
            },
          ],
  };
}

function schemaOf(dataset: Synthetic) {
  return {
    ...facet('SchemaDatasetFacet'),
    fields: dataset.columns.map((name) => ({ name, type: 'string' })),
  };
}

function lineageOf(output: Synthetic, inputs: readonly Synthetic[]) {
  const fields = Object.fromEntries(
    output.columns.map((name, i) => {
      const input = inputs[i % inputs.length]!;
      return [
        name,
        {
          inputFields: [
            {
              namespace: input.namespace,
              name: input.name,
              field: input.columns[i % input.columns.length],
              transformations: [{ type: 'DIRECT', subtype: 'IDENTITY', description: '', masking: false }],
            },
          ],
        },
      ];
    }),
  );
  return { ...facet('ColumnLineageDatasetFacet'), fields };
}

function facet(name: string) {
  return { _producer: PRODUCER, _schemaURL: `https://openlineage.io/spec/facets/1-0-0/${name}.json` };
}

function uuid(n: number): string {
  return `00000000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`;
}
