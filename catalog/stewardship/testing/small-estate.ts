/** A few datasets to state things of, for tests. */
import type { Catalog } from '../../catalog.ts';
import type { Fact } from '../../model/facts.ts';
import { importFacts, openTemporaryCatalog } from '../../testing/temp-catalog.ts';

const evidence = { scope: 'p', file: 0, at: 'x' };

/** Tables of one namespace with the columns `id` and `email`; the first has a label and an owner of its source. */
export function estateFacts(names: readonly string[], more: readonly Fact[] = []): Fact[] {
  return [
    { type: 'scope', scope: 'p', mode: 'replace' },
    ...names.flatMap((name): Fact[] => {
      const dataset = { namespace: 'n', name };
      return [
        { type: 'dataset', dataset, sourceId: name, evidence },
        { type: 'column', dataset, path: ['id'], evidence },
        { type: 'column', dataset, path: ['email'], evidence },
      ];
    }),
    ...more,
  ];
}

export async function smallEstate(
  names: readonly string[] = ['finance.orders', 'finance.payments', 'sales.leads'],
  more: readonly Fact[] = [],
): Promise<Catalog> {
  const catalog = await openTemporaryCatalog();
  await importFacts(catalog.store, estateFacts(names, more), 'one');
  return catalog;
}

export function datasetId(catalog: Catalog, name: string): number {
  return [...catalog.cards().all()].find((card) => card.name === name)!.id;
}

export function columnId(catalog: Catalog, name: string, path: string): number {
  return catalog.store.reader
    .prepare<[number, string], number>('SELECT id FROM "column" WHERE dataset_id = ? AND path = ?')
    .pluck()
    .get(datasetId(catalog, name), path)!;
}
