import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { DatasetFact } from '../../model/facts.ts';
import { pairKey, type ColumnKey, type DatasetKey } from '../../model/identity.ts';
import { samplesNote, samplesRoot } from '../../testing/samples.ts';
import { factsOf, importFolder, type Imported } from './test-support.ts';

interface OracleJob {
  readonly method: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly flows: readonly (readonly [string, string])[];
  readonly columns?: Readonly<
    Record<string, { readonly columns: Readonly<Record<string, readonly string[]>> }>
  >;
}

interface Oracle {
  readonly databases: readonly string[];
  readonly tables: Readonly<Record<string, readonly string[]>>;
  readonly views: Readonly<Record<string, { readonly upstream: readonly string[] }>>;
  readonly jobs: Readonly<Record<string, OracleJob>>;
  readonly job_order: readonly (readonly [string, string])[];
  readonly crawlers: readonly {
    readonly name: string;
    readonly database: string;
    readonly targets: readonly string[];
    readonly tables_marked_by_crawler: readonly string[];
  }[];
  readonly unreadable_files: readonly string[];
}

const sorted = (values: Iterable<string>): string[] => [...new Set(values)].sort();

describe.skipIf(!samplesRoot)(`AWS Glue oracles${samplesNote}`, () => {
  describe.each(['acme-retail', 'acme-formats', 'datahub-flights', 'custodian-account'])('%s', (sample) => {
    let oracle: Oracle;
    let imported: Imported;
    let ids: Map<string, string>;

    /** The oracle's id of a dataset: its sourceId in the oracle's notation. */
    const idOf = (dataset: DatasetKey): string =>
      oracleId(ids.get(pairKey(dataset)) ?? `unnamed ${pairKey(dataset)}`);
    const columnId = (column: ColumnKey): string => `${idOf(column.dataset)}#${column.path.join('.')}`;
    const jobId = (name: string): string => name.replace('/', ':');
    const isDescribed = (fact: DatasetFact): boolean =>
      !fact.referencedOnly && (fact.sourceId ?? '').startsWith('arn:aws:glue:');

    beforeAll(async () => {
      const root = join(samplesRoot ?? '', 'glue');
      oracle = JSON.parse(readFileSync(join(root, 'oracle', `${sample}.json`), 'utf8')) as Oracle;
      imported = await importFolder(join(root, sample));
      ids = new Map(
        factsOf(imported, 'dataset').flatMap((fact) =>
          fact.sourceId ? [[pairKey(fact.dataset), fact.sourceId]] : [],
        ),
      );
    });

    it('finds the tables and their columns', () => {
      const found = Object.fromEntries(
        factsOf(imported, 'dataset')
          .filter(isDescribed)
          .map((table) => [
            idOf(table.dataset),
            factsOf(imported, 'column')
              .filter(
                (column) => pairKey(column.dataset) === pairKey(table.dataset) && column.path.length === 1,
              )
              .sort((a, b) => (a.ordinal ?? 0) - (b.ordinal ?? 0))
              .map((column) => column.path[0]),
          ]),
      );
      expect(found).toEqual(oracle.tables);
    });

    it('finds what views are made from', () => {
      const flows = factsOf(imported, 'flow').filter((flow) => !flow.job);
      for (const [view, { upstream }] of Object.entries(oracle.views)) {
        expect({
          view,
          upstream: sorted(flows.filter((flow) => idOf(flow.to) === view).map((flow) => idOf(flow.from))),
        }).toEqual({ view, upstream });
      }
    });

    it('finds the jobs', () => {
      const found = factsOf(imported, 'job').filter(
        (fact) => !fact.referencedOnly && fact.job.name.startsWith('job/'),
      );
      expect(sorted(found.map((fact) => fact.job.name))).toEqual(
        sorted(Object.keys(oracle.jobs).map((name) => `job/${name}`)),
      );
      expect(found.every((fact) => fact.explicitFlows)).toBe(true);
    });

    it('finds what jobs read and write, and what flows where', () => {
      const found: Record<string, unknown> = {};
      const expected: Record<string, unknown> = {};
      for (const [name, job] of Object.entries(oracle.jobs)) {
        const own = (fact: { job?: { name: string } }): boolean => fact.job?.name === `job/${name}`;
        const method = factsOf(imported, 'property').find(
          (fact) =>
            fact.key === 'lineageMethod' &&
            fact.target.on === 'job' &&
            fact.target.job.name === `job/${name}`,
        );
        found[name] = {
          method: method?.value ?? 'none',
          inputs: sorted(
            factsOf(imported, 'job-input')
              .filter(own)
              .map((fact) => idOf(fact.dataset)),
          ),
          outputs: sorted(
            factsOf(imported, 'job-output')
              .filter(own)
              .map((fact) => idOf(fact.dataset)),
          ),
          flows: sorted(
            factsOf(imported, 'flow')
              .filter(own)
              .map((fact) => `${idOf(fact.from)} -> ${idOf(fact.to)}`),
          ),
        };
        expected[name] = {
          method: job.method,
          inputs: sorted(job.inputs),
          outputs: sorted(job.outputs),
          flows: sorted(job.flows.map((flow) => flow.join(' -> '))),
        };
      }
      expect(found).toEqual(expected);
    });

    it('follows columns through visual jobs, and further than the oracle through their SQL', () => {
      for (const [name, job] of Object.entries(oracle.jobs)) {
        if (!job.columns) continue;
        const found = factsOf(imported, 'column-edge').filter((edge) => edge.job?.name === `job/${name}`);
        const expected = Object.entries(job.columns).flatMap(([table, { columns }]) =>
          Object.entries(columns).flatMap(([column, origins]) =>
            origins.map((origin) => `${origin} -> ${table}#${column}`),
          ),
        );
        expect({
          name,
          edges: sorted(
            found
              .map((edge) => `${columnId(edge.from)} -> ${columnId(edge.to)}`)
              .filter((edge) => !THROUGH_SQL.has(edge)),
          ),
        }).toEqual({
          name,
          edges: sorted(expected),
        });
      }
    });

    it('finds the order of jobs and crawlers', () => {
      const found = factsOf(imported, 'job-edge').map(
        (edge) => `${jobId(edge.from.name)} -> ${jobId(edge.to.name)}`,
      );
      expect(sorted(found)).toEqual(sorted(oracle.job_order.map((edge) => edge.join(' -> '))));
    });

    it('finds the crawlers, their targets and their tables', () => {
      const properties = factsOf(imported, 'property');
      for (const crawler of oracle.crawlers) {
        const own = properties.filter(
          (fact) => fact.target.on === 'job' && fact.target.job.name === `crawler/${crawler.name}`,
        );
        expect(own.find((fact) => fact.key === 'database')?.value).toBe(crawler.database);
        const targets = (own.find((fact) => fact.key === 'targets')?.value ?? []) as string[];
        expect(sorted(targets.map(oracleId))).toEqual(sorted(crawler.targets));
        const marked = properties.flatMap((fact) =>
          fact.key === 'crawler' && fact.value === crawler.name && fact.target.on === 'dataset'
            ? [idOf(fact.target.dataset)]
            : [],
        );
        expect(sorted(marked)).toEqual(expect.arrayContaining([...crawler.tables_marked_by_crawler]));
      }
    });

    it('reports what it cannot read, and only that', () => {
      const rejected = imported.issues.filter((issue) => issue.severity === 'rejected');
      const paths = [...imported.roles.keys()];
      expect(sorted(rejected.map((issue) => paths[issue.file ?? -1] ?? ''))).toEqual(
        sorted(oracle.unreadable_files),
      );
    });
  });

  it('lets no planted secret through', async () => {
    const { facts, issues } = await importFolder(join(samplesRoot ?? '', 'glue/acme-retail'));
    const text = JSON.stringify([facts, issues]);
    expect(text).not.toContain('CHANGE-ME-not-real');
    expect(text).not.toContain('not-a-real-token-0000');
    expect(text).toContain('--api-token');
    const other = JSON.stringify(await importFolder(join(samplesRoot ?? '', 'glue/custodian-account')));
    expect(other).not.toContain('"PASSWORD"');
  });
});

/** Columns that come out of a SQL node, which the oracle takes for opaque. */
const THROUGH_SQL = new Set([
  'conn:redshift-dw/dwh.dim_store#store_id -> conn:redshift-dw/dwh.contact_store#store_id',
  'connector:salesforce/sf-crm/Account#Name -> conn:redshift-dw/dwh.contact_store#account_name',
  'snowflake:snowflake-crm/CRM.PUBLIC.CONTACTS#ID -> conn:redshift-dw/dwh.contact_store#contact_id',
]);

/** `arn:…:table/db/t` → `glue:db.t`; other ids are the oracle's own. */
function oracleId(sourceId: string): string {
  const table = /^arn:aws:glue:[^:]+:[^:]+:table\/(.+)\/([^/]+)$/.exec(sourceId);
  return table ? `glue:${table[1]}.${table[2]}` : sourceId;
}
