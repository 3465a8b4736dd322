/**
 * OpenLineage events of a made-up estate, the same every time: layers from raw to report over several systems, most tables
 * fed by few and some by many, a few cycles, owners, domains, and tables without lineage.
 */

export interface EstateSize {
  readonly tables: number;
  readonly columns: number;
  readonly jobs: number;
  readonly runs: number;
}

const LAYERS = ['raw', 'stage', 'core', 'mart', 'report'] as const;
const SYSTEMS = ['postgres://crm:5432', 'postgres://shop:5432', 's3://lake', 'snowflake://acme', 'bigquery'];
const DOMAINS = ['sales', 'finance', 'people', 'supply', 'web', 'risk', 'care', 'energy'];
const TEAMS = ['Ana', 'Ben', 'Chloe', 'Dev', 'Emi', 'Farid'];
const COLUMNS = ['id', 'customer_id', 'email', 'amount', 'country', 'status', 'created_at', 'updated_at'];
const START = Date.UTC(2026, 0, 1);

/** The event lines, one run after the other. */
export function* estateEvents({ tables, columns, jobs, runs }: EstateSize): Generator<string> {
  const each = Math.max(1, Math.round(columns / tables));
  const perJob = tables / jobs;
  for (let run = 0; run < runs; run++) {
    for (let job = 0; job < jobs; job++) {
      const own = Array.from(
        { length: Math.floor((job + 1) * perJob) - Math.floor(job * perJob) },
        (_, i) => Math.floor(job * perJob) + i,
      );
      const outputs = own.filter((table) => !isLonely(table));
      const inputs = [...new Set(outputs.flatMap((table) => sourcesOf(table, tables)))];
      // Tables that nothing feeds and that feed nothing are written by a job without inputs.
      const alone = run === 0 ? own.filter(isLonely) : [];
      if (outputs.length > 0) yield eventOf(`load_${job}`, run, job, inputs, outputs, each, tables);
      if (alone.length > 0) yield eventOf(`keep_${job}`, run, job, [], alone, each, tables);
    }
  }
}

/** Every 31st table has no lineage. */
const isLonely = (table: number) => table % 31 === 30;

/** Which tables feed one: mostly of the layer before; every 97th closes a cycle. */
function sourcesOf(table: number, tables: number): number[] {
  const size = tables / LAYERS.length;
  const layer = Math.floor(table / size);
  const count = table % 50 === 7 ? 12 : 1 + (table % 3);
  const before = (i: number) => Math.floor((layer - 1) * size + ((table * 7 + i * i * 131) % size));
  const found = layer === 0 ? [] : Array.from({ length: count }, (_, i) => before(i));
  if (table % 97 === 5 && table + 1 < tables) found.push(table + 1);
  return found.filter((source) => source >= 0 && source < tables && !isLonely(source));
}

function nameOf(table: number, tables: number) {
  const layer = LAYERS[Math.floor((table * LAYERS.length) / tables)] ?? 'report';
  const domain = DOMAINS[(table * 13) % DOMAINS.length]!;
  const area = layer === 'raw' ? 0 : layer === 'stage' ? 2 : layer === 'report' ? 4 : 3;
  const system = layer === 'raw' ? SYSTEMS[table % 2]! : SYSTEMS[area]!;
  const title = `${domain}_${layer}_${table}`;
  return {
    namespace: system,
    name: system.startsWith('s3') ? `${layer}/${domain}/${title}` : `${domain}.${layer}.${title}`,
  };
}

function datasetOf(table: number, columns: number, tables: number) {
  const fields = Array.from({ length: columns }, (_, i) => ({
    name: i < COLUMNS.length ? COLUMNS[(i + table) % COLUMNS.length]! : `field_${i}`,
    type: i % 3 === 0 ? 'bigint' : 'varchar',
  }));
  const owners = table % 5 === 0 ? [] : [{ name: TEAMS[table % TEAMS.length]!, type: 'MAINTAINER' }];
  const facet = { _producer: 'https://estate.example', _schemaURL: 'https://estate.example/facet' };
  return {
    ...nameOf(table, tables),
    facets: {
      schema: { ...facet, fields },
      ...(owners.length > 0 ? { ownership: { ...facet, owners } } : {}),
      tags: { ...facet, tags: [{ key: 'domain', value: DOMAINS[(table * 13) % DOMAINS.length] }] },
    },
  };
}

function eventOf(
  name: string,
  run: number,
  job: number,
  inputs: readonly number[],
  outputs: readonly number[],
  columns: number,
  tables: number,
): string {
  const id = (run * 1_000_003 + job * 2 + (name.startsWith('keep') ? 1 : 0)).toString(16).padStart(12, '0');
  // What a table is like is said once; later runs only name it.
  const said = (table: number) => (run === 0 ? datasetOf(table, columns, tables) : nameOf(table, tables));
  return JSON.stringify({
    eventType: run > 0 && job % 40 === 3 ? 'FAIL' : 'COMPLETE',
    eventTime: new Date(START + run * 86_400_000 + job * 1000).toISOString(),
    producer: 'https://estate.example',
    schemaURL: 'https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent',
    run: { runId: `00000000-0000-4000-8000-${id}` },
    job: { namespace: 'estate', name },
    inputs: inputs.map((table) => nameOf(table, tables)),
    outputs: outputs.map(said),
  });
}
