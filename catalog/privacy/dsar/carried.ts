/**
 * Personal-data categories that column lineage carries on: a column that takes its value from a tagged
 * column holds the same kind of data, even if nobody has tagged it yet.
 *
 * Carried along direct derivations only; masking and aggregation end it, and so does a column whose
 * category somebody has stated or refused.
 */
import { AGGREGATED, DIRECT, MASKED } from '../../lineage/columns.ts';
import { columnKey, columnLinks, type ColumnLink, type PastColumn } from '../../past/as-of-columns.ts';
import { byText } from '../../past/as-of-parts.ts';
import type { PastCatalog } from '../../past/as-of.ts';
import { namedCategories } from './named.ts';

export interface CarriedColumn {
  readonly datasetId: number;
  readonly path: readonly string[];
  /** Sorted; empty where the column that it comes from is personal data of no stated category. */
  readonly categories: readonly string[];
  /** Dataset of the column directly before it. */
  readonly fromDataset: number;
}

/** Travels in place of a category where none is stated. No category has this name. */
const UNNAMED = '';

/** What is said of a column before lineage is asked. */
export interface Seed {
  /** Personal-data categories other than the root term. */
  readonly categories: readonly string[];
  /** Somebody says that it is personal data, with a category or without. */
  readonly personal: boolean;
}

/**
 * Columns of each dataset that personal data reach, by path. Columns with a stated category are left out;
 * what only a label marks as personal may take a category from further up.
 */
export function carriedColumns(
  past: PastCatalog,
  links: readonly ColumnLink[],
  seedOf: (column: PastColumn) => Seed,
): Map<number, CarriedColumn[]> {
  const next = carrying(links);
  const stated = new Map(
    past.datasets.flatMap((dataset) =>
      dataset.taggedColumns.map((column) => [columnKey(dataset.id, column.path), column] as const),
    ),
  );
  const found = new Map<
    string,
    { readonly link: ColumnLink; readonly categories: Set<string>; from: number }
  >();
  let wave = [...stated].flatMap(([key, column]): [string, readonly string[]][] => {
    const { categories, personal } = seedOf(column);
    return personal ? [[key, categories.length > 0 ? categories : [UNNAMED]]] : [];
  });
  while (wave.length > 0) {
    const reached = new Map<string, Set<string>>();
    for (const [key, categories] of wave) {
      for (const link of next.get(key) ?? []) {
        const there = stated.get(link.to);
        if (there && namedCategories(there.categories).length > 0) continue;
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
      categories: [...categories].filter((category) => category !== UNNAMED).sort(),
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

/** Values travel along the link as they are or reshaped, neither masked nor summed up. */
export function carriesValues({ flags }: ColumnLink): boolean {
  return (flags & DIRECT) !== 0 && (flags & (MASKED | AGGREGATED)) === 0;
}

/** By column: the links along which its values travel. */
function carrying(links: readonly ColumnLink[]): Map<string, ColumnLink[]> {
  const next = new Map<string, ColumnLink[]>();
  for (const link of links) {
    if (!carriesValues(link)) continue;
    const list = next.get(link.from);
    if (list) list.push(link);
    else next.set(link.from, [link]);
  }
  return next;
}

/**
 * Where the values of a column come from, as far as column lineage says: copied, reshaped one by one, or
 * derived (summed up, masked, or made from a value that is).
 */
export type Derivation = 'none' | 'copied' | 'reshaped' | 'derived';

const STEPS: readonly Derivation[] = ['none', 'copied', 'reshaped', 'derived'];

/** By column: the strongest change on any way to it. */
export function derivations(links: readonly ColumnLink[]): ReadonlyMap<string, Derivation> {
  const next = new Map<string, ColumnLink[]>();
  const found = new Map<string, Derivation>();
  const fresh: string[] = [];
  const raise = (column: string, how: Derivation): void => {
    if (STEPS.indexOf(how) <= STEPS.indexOf(found.get(column) ?? 'none')) return;
    found.set(column, how);
    fresh.push(column);
  };
  for (const link of links) {
    if ((link.flags & DIRECT) === 0) continue;
    const list = next.get(link.from);
    if (list) list.push(link);
    else next.set(link.from, [link]);
    raise(link.to, stepOf(link));
  }
  for (let column = fresh.pop(); column !== undefined; column = fresh.pop()) {
    const how = found.get(column)!;
    if (how === 'copied') continue;
    for (const { to } of next.get(column) ?? []) raise(to, how);
  }
  return found;
}

function stepOf({ flags, identity }: ColumnLink): Derivation {
  if ((flags & (MASKED | AGGREGATED)) !== 0) return 'derived';
  return identity ? 'copied' : 'reshaped';
}

/** Column derivations of the past catalog. */
export function linksOf(past: PastCatalog): ColumnLink[] {
  return columnLinks(past.db, past.revision, (id) => {
    const index = past.indexOf.get(id);
    return index === undefined ? undefined : past.datasets[index]!.id;
  });
}
