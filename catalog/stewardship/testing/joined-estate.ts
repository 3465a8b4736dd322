/** A catalog in which every kind of steward's action has something to do: lineage, several names, partitions, jobs. */
import type { Catalog } from '../../catalog.ts';
import type { Fact } from '../../model/facts.ts';
import { importFacts, openTemporaryCatalog } from '../../testing/temp-catalog.ts';

const evidence = { scope: 'p', file: 0, at: 'x' };
const key = (name: string, namespace = 'pg://db') => ({ namespace, name });

const TABLES = ['finance.orders', 'finance.payments', 'sales.leads', 'sales.orders'];
const COLUMNS = ['id', 'email', 'name'];
const EDGES = [
  ['finance.orders', 'finance.payments'],
  ['finance.payments', 'sales.leads'],
  ['sales.leads', 'sales.orders'],
] as const;
const FILES = ['t/dt=2024-01-01', 't/dt=2024-01-02', 't/dt=2024-01-03'];

function dataset(name: string, namespace?: string): Fact[] {
  const at = key(name, namespace);
  return [
    { type: 'dataset', dataset: at, sourceId: `${at.namespace} ${name}`, evidence },
    ...COLUMNS.map((column): Fact => ({ type: 'column', dataset: at, path: [column], evidence })),
  ];
}

/** Four tables with lineage of columns between them, two of them known in a second database, and a set of partitions. */
export async function joinedEstate(): Promise<Catalog> {
  const catalog = await openTemporaryCatalog();
  const facts: Fact[] = [
    { type: 'scope', scope: 'p', mode: 'replace' },
    ...TABLES.flatMap((name) => dataset(name)),
    ...TABLES.slice(0, 2).flatMap((name) => dataset(name, 'pg://copy')),
    ...FILES.flatMap((name) => dataset(name, 's3://lake')),
    ...EDGES.flatMap(([from, to]): Fact[] => {
      const job = { namespace: 'etl', name: `${from} to ${to}` };
      return [
        { type: 'job', job, kind: 'sql', evidence },
        { type: 'job-input', job, dataset: key(from), evidence },
        { type: 'job-output', job, dataset: key(to), evidence },
        ...COLUMNS.map((column): Fact => ({
          type: 'column-edge',
          from: { dataset: key(from), path: [column] },
          to: { dataset: key(to), path: [column] },
          transformations: [{ type: 'DIRECT', subtype: 'IDENTITY' }],
          evidence,
        })),
      ];
    }),
    {
      type: 'alias',
      dataset: key('finance.orders'),
      alias: key('finance.orders', 'pg://copy'),
      basis: 'symlink',
      certainty: 'likely',
      evidence,
    },
    {
      type: 'tag',
      target: { on: 'dataset', dataset: key('finance.orders') },
      kind: 'sensitivity',
      key: '',
      value: 'confidential',
      evidence,
    },
    {
      type: 'tag',
      target: { on: 'column', dataset: key('finance.orders'), path: ['email'] },
      kind: 'category',
      key: '',
      value: 'user.contact.email',
      evidence,
    },
    {
      type: 'owner',
      target: { on: 'dataset', dataset: key('sales.leads') },
      name: 'A',
      role: 'owner',
      evidence,
    },
  ];
  await importFacts(catalog.store, facts, 'one');
  return catalog;
}
