/**
 * OpenLineage events of a made-up estate, the same every time: layers from raw to report over several systems, jobs that
 * run every day, columns that come from columns, owners, sensitivity, tests of which some fail, jobs that have ceased to
 * run, a few cycles, models, and tables without lineage. The last day differs from the days before in some places.
 */

export interface EstateSize {
  readonly tables: number;
  readonly columns: number;
  readonly jobs: number;
  /** Of each job, one a day. */
  readonly runs: number;
}

/** The whole of it. */
export const LARGE: EstateSize = { tables: 10_000, columns: 100_000, jobs: 1_000, runs: 50 };

const LAYERS = ['raw', 'stage', 'core', 'mart', 'report'] as const;
const SYSTEMS = ['postgres://crm:5432', 'postgres://shop:5432', 's3://lake', 'snowflake://acme', 'bigquery'];
const DOMAINS = ['sales', 'finance', 'people', 'supply', 'web', 'risk', 'care', 'energy'];
const TEAMS = ['Ana', 'Ben', 'Chloe', 'Dev', 'Emi', 'Farid'];
const COLUMNS = ['id', 'customer_id', 'email', 'amount', 'country', 'status', 'created_at', 'updated_at'];
const START = Date.UTC(2026, 0, 1);
const DAY = 86_400_000;
/** How many days before the others the jobs ran that have ceased. */
export const CEASED_DAYS = 200;

const FACET = { _producer: 'https://estate.example', _schemaURL: 'https://estate.example/facet' };

export interface EstateTable {
  readonly namespace: string;
  readonly name: string;
}

/**
 * The event lines, day by day; `days` narrows them to some, the first one being 0. What a table is like is said on the
 * first day, what has changed on the last.
 */
export function* estateEvents(
  size: EstateSize,
  days: { readonly from: number; readonly to: number } = { from: 0, to: size.runs },
): Generator<string> {
  for (let day = days.from; day < days.to; day++) {
    for (let job = 0; job < size.jobs; job++) {
      yield eventOf(size, day, job);
      // Tables that nothing feeds and that feed nothing are written by a job without inputs.
      const alone = day === 0 ? ownedBy(size, job).filter(isLonely) : [];
      if (alone.length > 0) yield aloneEvent(size, job, alone);
    }
  }
}

/** The tables of a job, by number. */
function ownedBy({ tables, jobs }: EstateSize, job: number): number[] {
  const first = Math.floor((job * tables) / jobs);
  return Array.from({ length: Math.floor(((job + 1) * tables) / jobs) - first }, (_, i) => first + i);
}

const jobOf = ({ tables, jobs }: EstateSize, table: number): number =>
  Math.floor(((table + 1) * jobs - 1) / tables);

const layerOf = ({ jobs }: EstateSize, job: number): number => Math.floor((job * LAYERS.length) / jobs);

/** Every tenth job of the first layer writes what comes from nowhere: lineage has a gap there. */
const isFromNowhere = (size: EstateSize, job: number): boolean => layerOf(size, job) === 0 && job % 10 === 9;

/** Three tables of each other job of the first layer are only read: the sources of everything. */
export function isSource(size: EstateSize, table: number): boolean {
  const job = jobOf(size, table);
  if (layerOf(size, job) > 0 || isFromNowhere(size, job) || isLonely(table)) return false;
  return table - Math.floor((job * size.tables) / size.jobs) < 3;
}

/** The tables that a job writes, by number. */
export const outputsOf = (size: EstateSize, job: number): number[] =>
  ownedBy(size, job).filter((table) => !isLonely(table) && !isSource(size, table));

/** Every 31st table has no lineage. */
export const isLonely = (table: number): boolean => table % 31 === 30;

/** Every 40th job has ceased to run. */
export const isCeased = (job: number): boolean => job % 40 === 17;

/** Of every 50th job the latest run has failed. */
export const failsAtLast = (job: number): boolean => job % 50 === 3;

/** Every 100th job has other code, an input more and an output with other columns on the last day. */
export const isChanged = (job: number): boolean => job % 100 === 60;

/** Which tables a job reads, by number: mostly some of the layer before; every 25th reads many; every 97th closes a cycle. */
export function inputsOf(size: EstateSize, job: number, day = 0): number[] {
  const { tables, runs } = size;
  const width = tables / LAYERS.length;
  const layer = layerOf(size, job);
  const count = job % 25 === 7 ? 24 : 3 + (job % 4) + (isChanged(job) && day === runs - 1 ? 1 : 0);
  const before = (i: number): number => Math.floor((layer - 1) * width + ((job * 67 + i * i * 131) % width));
  const found =
    layer === 0
      ? ownedBy(size, job).filter((table) => isSource(size, table))
      : Array.from({ length: count }, (_, i) => before(i));
  const [next] = ownedBy(size, job + 1);
  if (job % 97 === 5 && next !== undefined && next < tables) found.push(next);
  return [...new Set(found)].filter((table) => table >= 0 && !isLonely(table));
}

/** The last job of the last layer that is fed by many: the longest way from a model to its sources. */
export const isModel = ({ tables }: EstateSize, table: number): boolean =>
  table >= (tables * 4) / 5 && table % 40 === 9;

export function tableName({ tables }: EstateSize, table: number): EstateTable {
  const layer = LAYERS[Math.floor((table * LAYERS.length) / tables)] ?? 'report';
  const domain = DOMAINS[(table * 13) % DOMAINS.length]!;
  const area = layer === 'raw' ? table % 2 : layer === 'stage' ? 2 : layer === 'report' ? 4 : 3;
  const system = SYSTEMS[area]!;
  const title = `${domain}_${layer}_${table}`;
  return {
    namespace: system,
    name: system.startsWith('s3') ? `${layer}/${domain}/${title}` : `${domain}.${layer}.${title}`,
  };
}

const columnsEach = ({ tables, columns }: EstateSize): number => Math.max(1, Math.round(columns / tables));

/** Names of the columns of a table, in their order. */
export function columnsOf(size: EstateSize, table: number): string[] {
  return Array.from({ length: columnsEach(size) }, (_, i) =>
    i < COLUMNS.length ? COLUMNS[(i + table) % COLUMNS.length]! : `field_${i}`,
  );
}

/** What is said of a table when it is first written. */
function describedFacets(size: EstateSize, table: number, inputs: readonly number[]) {
  const fields = columnsOf(size, table).map((name, i) => ({
    name,
    type: i % 3 === 0 ? 'bigint' : 'varchar',
  }));
  const tags: object[] = [{ key: 'domain', value: DOMAINS[(table * 13) % DOMAINS.length] }];
  if (table % 4 === 1) tags.push({ key: 'sensitivity', value: 'confidential', field: 'email' });
  if (table % 60 === 2) tags.push({ key: 'sensitivity', value: 'restricted' });
  const owners = table % 5 === 0 ? [] : [{ name: TEAMS[table % TEAMS.length]!, type: 'MAINTAINER' }];
  return {
    schema: { ...FACET, fields },
    tags: { ...FACET, tags },
    ...(owners.length > 0 ? { ownership: { ...FACET, owners } } : {}),
    ...(isModel(size, table) ? { datasetType: { ...FACET, datasetType: 'MODEL' } } : {}),
    ...(inputs.length > 0 ? { columnLineage: { ...FACET, fields: lineageOf(size, table, inputs) } } : {}),
  };
}

const HOW: Readonly<Record<string, object>> = {
  email: { type: 'DIRECT', subtype: 'TRANSFORMATION', masking: true },
  amount: { type: 'DIRECT', subtype: 'AGGREGATION', masking: false },
  status: { type: 'INDIRECT', subtype: 'FILTER', masking: false },
};
const AS_IT_IS = { type: 'DIRECT', subtype: 'IDENTITY', masking: false };

/** Each column comes from the column of its name in one of the inputs: this one, by the place of the column. */
export const inputOfColumn = (table: number, place: number, inputs: readonly number[]): number =>
  inputs[(table + place) % inputs.length]!;

function lineageOf(size: EstateSize, table: number, inputs: readonly number[]) {
  return Object.fromEntries(
    columnsOf(size, table).map((field, i) => {
      const source = tableName(size, inputOfColumn(table, i, inputs));
      // Reports alone mask, sum up and filter, so that raw values get far.
      const how = table >= (size.tables * 4) / 5 ? (HOW[field] ?? AS_IT_IS) : AS_IT_IS;
      return [field, { inputFields: [{ ...source, field, transformations: [how] }] }];
    }),
  );
}

/** What differs on the last day: a column is gone, another is new. */
function changedFacets(size: EstateSize, table: number) {
  const names = [...columnsOf(size, table).slice(0, -1), 'channel'];
  return {
    schema: {
      ...FACET,
      fields: names.map((name, i) => ({ name, type: i % 3 === 0 ? 'bigint' : 'varchar' })),
    },
  };
}

/** Rows differ a little from day to day; on the last day a changed job writes much less. */
function rowsOf(size: EstateSize, table: number, day: number, changed: boolean): number {
  const usual = 1_000 + ((table * 37) % 5_000);
  return changed && day === size.runs - 1 ? Math.floor(usual / 5) : usual + ((day * 7 + table) % 20);
}

/** Tests of every tenth table that is read, told on the last day; every fourth of them fails. */
function testsOf(size: EstateSize, table: number, day: number) {
  if (day !== size.runs - 1 || table % 10 !== 4) return {};
  const success = table % 40 !== 4;
  const assertions = [
    { assertion: 'not_null', column: 'id', success: true },
    { assertion: 'unique', column: 'id', success },
  ];
  return { inputFacets: { dataQualityAssertions: { ...FACET, assertions } } };
}

function eventOf(size: EstateSize, day: number, job: number): string {
  const last = day === size.runs - 1;
  const changed = isChanged(job) && last;
  const inputs = inputsOf(size, job, day);
  const outputs = outputsOf(size, job).map((table, i) => {
    const facets =
      day === 0
        ? describedFacets(size, table, inputs)
        : changed && i === 0
          ? changedFacets(size, table)
          : null;
    const outputStatistics = { ...FACET, rowCount: rowsOf(size, table, day, changed) };
    return { ...tableName(size, table), ...(facets ? { facets } : {}), outputFacets: { outputStatistics } };
  });
  const version = `${changed ? 'b' : 'a'}${String(job).padStart(7, '0')}`;
  const location = { ...FACET, type: 'git', url: 'https://git.example/etl', version };
  return JSON.stringify({
    eventType: last && failsAtLast(job) ? 'FAIL' : 'COMPLETE',
    ...common(job, day),
    run: { runId: runIdOf(job, day) },
    job: {
      namespace: 'estate',
      name: `load_${job}`,
      ...(day === 0 || last ? { facets: { sourceCodeLocation: location } } : {}),
    },
    inputs: inputs.map((table) => ({
      ...tableName(size, table),
      ...(day === 0 && isSource(size, table) ? { facets: describedFacets(size, table, []) } : {}),
      ...testsOf(size, table, day),
    })),
    outputs,
  });
}

function aloneEvent(size: EstateSize, job: number, tables: readonly number[]): string {
  return JSON.stringify({
    eventType: 'COMPLETE',
    ...common(job, 0),
    run: { runId: runIdOf(job, -1) },
    job: { namespace: 'estate', name: `keep_${job}` },
    inputs: [],
    outputs: tables.map((table) => ({ ...tableName(size, table), facets: describedFacets(size, table, []) })),
  });
}

/** Jobs run one layer after the other in the course of a day. */
function common(job: number, day: number) {
  const at = START + (day - (isCeased(job) ? CEASED_DAYS : 0)) * DAY + job * 60_000;
  return {
    eventTime: new Date(at).toISOString(),
    producer: 'https://estate.example',
    schemaURL: 'https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent',
  };
}

/** The run of a job on a day; -1 is the one that writes what has no lineage. */
export const runIdOf = (job: number, day: number): string =>
  `00000000-0000-4000-8000-${((day + 1) * 1_000_003 + job).toString(16).padStart(12, '0')}`;
