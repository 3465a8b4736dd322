/**
 * Personal-data categories that column lineage carries on: a column that takes its value from a tagged
 * column holds the same kind of data, even if nobody has tagged it yet.
 *
 * Carried along direct derivations only; masking and aggregation end it, and so does a column whose
 * category somebody has stated or refused.
 */
import { columnKey, columnLinks, type ColumnLink } from '../../reports/as-of-columns.ts';
import { byText } from '../../reports/as-of-parts.ts';
import type { PastCatalog } from '../../reports/as-of.ts';

export interface CarriedColumn {
  readonly datasetId: number;
  readonly path: readonly string[];
  readonly categories: readonly string[];
  /** Dataset of the column directly before it. */
  readonly fromDataset: number;
}

const DIRECT = 1;
const MASKED = 4;
const AGGREGATED = 8;

/** Columns of each dataset that personal data reach, tagged ones left out; by path. */
export function carriedColumns(
  past: PastCatalog,
  links: readonly ColumnLink[],
  isPersonal: (category: string) => boolean,
): Map<number, CarriedColumn[]> {
  const next = new Map<string, ColumnLink[]>();
  for (const link of links) {
    if ((link.flags & DIRECT) === 0 || (link.flags & (MASKED | AGGREGATED)) !== 0) continue;
    const list = next.get(link.from);
    if (list) list.push(link);
    else next.set(link.from, [link]);
  }
  const stated = new Map(
    past.datasets.flatMap((dataset) =>
      dataset.taggedColumns.map((column) => [columnKey(dataset.id, column.path), column] as const),
    ),
  );
  const found = new Map<
    string,
    { readonly link: ColumnLink; readonly categories: Set<string>; from: number }
  >();
  let wave = [...stated]
    .map(([key, column]): [string, string[]] => [key, column.categories.filter(isPersonal)])
    .filter(([, categories]) => categories.length > 0);
  while (wave.length > 0) {
    const reached = new Map<string, Set<string>>();
    for (const [key, categories] of wave) {
      for (const link of next.get(key) ?? []) {
        const there = stated.get(link.to);
        if (there && there.categories.length > 0) continue;
        const entry = found.get(link.to) ?? { link, categories: new Set<string>(), from: link.fromDataset };
        found.set(link.to, entry);
        for (const category of categories) {
          if (entry.categories.has(category) || there?.refused.includes(category)) continue;
          entry.categories.add(category);
          const fresh = reached.get(link.to);
          if (fresh) fresh.add(category);
          else reached.set(link.to, new Set([category]));
        }
      }
    }
    wave = [...reached].map(([key, categories]) => [key, [...categories]]);
  }
  const byDataset = new Map<number, CarriedColumn[]>();
  for (const { link, categories, from } of found.values()) {
    if (categories.size === 0) continue;
    const column = {
      datasetId: link.toDataset,
      path: link.toPath,
      categories: [...categories].sort(),
      fromDataset: from,
    };
    const list = byDataset.get(link.toDataset);
    if (list) list.push(column);
    else byDataset.set(link.toDataset, [column]);
  }
  for (const list of byDataset.values())
    list.sort((a, b) => byText(a.path.join('\u001f'), b.path.join('\u001f')));
  return byDataset;
}

/** Where the values of a column come from, as far as column lineage says: copied, or worked out. */
export type Derivation = 'none' | 'copied' | 'derived';

/** By column: derived where any value is worked out, or copied from a column of which that is true. */
export function derivations(links: readonly ColumnLink[]): ReadonlyMap<string, Derivation> {
  const found = new Map<string, Derivation>();
  const copies = new Map<string, string[]>();
  const derived: string[] = [];
  for (const link of links) {
    if ((link.flags & DIRECT) === 0) continue;
    if (!link.identity) {
      if (found.get(link.to) !== 'derived') derived.push(link.to);
      found.set(link.to, 'derived');
      continue;
    }
    if (!found.has(link.to)) found.set(link.to, 'copied');
    const list = copies.get(link.from);
    if (list) list.push(link.to);
    else copies.set(link.from, [link.to]);
  }
  for (let column = derived.pop(); column !== undefined; column = derived.pop()) {
    for (const copy of copies.get(column) ?? []) {
      if (found.get(copy) === 'derived') continue;
      found.set(copy, 'derived');
      derived.push(copy);
    }
  }
  return found;
}

/** Column derivations of the past catalog. */
export function linksOf(past: PastCatalog): ColumnLink[] {
  return columnLinks(past.db, past.revision, (id) => {
    const index = past.indexOf.get(id);
    return index === undefined ? undefined : past.datasets[index]!.id;
  });
}
