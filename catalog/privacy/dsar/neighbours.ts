/**
 * Datasets that nothing marks as personal data, but that lineage connects with datasets in scope: fed from
 * them at any distance, or feeding personal data into them. A person has to look.
 */
import { columnKey, type ColumnLink } from '../../past/as-of-columns.ts';
import type { PastCatalog } from '../../past/as-of.ts';
import { carriesValues } from './carried.ts';
import type { ScopedDataset } from './scoped.ts';

/** By position of the dataset, why it must be looked at. Datasets in scope may be among them. */
export function neighbours(
  past: PastCatalog,
  judged: readonly ScopedDataset[],
  links: readonly ColumnLink[],
): ReadonlyMap<number, string> {
  const within = judged.filter((one) => one.verdict === 'in');
  const found = new Map<number, string>();
  if (within.length === 0) return found;
  for (const index of past.graph.walk(
    within.map((one) => one.index),
    'downstream',
    Infinity,
  ).nodes) {
    found.set(
      index,
      'Data from datasets in scope flow into it, but nothing marks it or its columns as personal data',
    );
  }
  for (const [index, reason] of [...byFlow(past, within, links), ...byColumn(past, within, links)])
    found.set(index, reason);
  return found;
}

/** Feeds a dataset in scope, and no column lineage says with what. */
function byFlow(
  past: PastCatalog,
  within: readonly ScopedDataset[],
  links: readonly ColumnLink[],
): [number, string][] {
  const explained = new Set(links.map((link) => `${link.fromDataset}>${link.toDataset}`));
  return within.flatMap(({ index, dataset }) =>
    Array.from(past.graph.neighbours(index, 'upstream'))
      .filter((from) => !explained.has(`${past.datasets[from]!.id}>${dataset.id}`))
      .map((from): [number, string] => [
        from,
        `Feeds ${dataset.name}, which is in scope, and no column lineage says with what; nothing marks it as personal data`,
      ]),
  );
}

/** One of its columns gives its values to a column that is marked as personal data. */
function byColumn(
  past: PastCatalog,
  within: readonly ScopedDataset[],
  links: readonly ColumnLink[],
): [number, string][] {
  const personal = new Map(
    within.flatMap(({ dataset, columns }) =>
      columns
        .filter((column) => column.basis !== 'lineage')
        .map(
          ({ path }) => [columnKey(dataset.id, path), { path: path.join('.'), name: dataset.name }] as const,
        ),
    ),
  );
  return links.flatMap((link): [number, string][] => {
    const target = carriesValues(link) ? personal.get(link.to) : undefined;
    const index = past.indexOf.get(link.fromDataset);
    if (target === undefined || index === undefined) return [];
    return [
      [
        index,
        `Its column ${link.fromPath.join('.')} feeds ${target.path} of ${target.name}, which is marked as personal data`,
      ],
    ];
  });
}
