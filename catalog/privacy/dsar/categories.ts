/** What kinds of personal data are held, in words for the person concerned: Art. 15(1)(b), and their origin. */
import { byText } from '../../past/as-of-parts.ts';
import type { PastCatalog } from '../../past/as-of.ts';
import { columnKey } from '../../past/as-of-columns.ts';
import type { DataCategory, Taxonomy } from '../taxonomy/taxonomy.ts';
import type { Derivation } from './carried.ts';
import { NOT_STATED, ROOT, namedCategories } from './named.ts';
import type { Scope } from './scope.ts';
import type { ScopedColumn, ScopedDataset } from './scoped.ts';

export interface HeldCategory {
  /** The root term stands for data that are known to be personal, but not of what category. */
  readonly key: string;
  /** To be read after “We hold …”; the key where the taxonomy has no such category. */
  readonly name: string;
  readonly columns: number;
  readonly datasets: number;
  /** Art. 9 GDPR, Art. 10 GDPR or sensitive personal information. */
  readonly special: boolean;
  readonly art9: boolean;
  readonly art10: boolean;
  readonly sensitiveInformation: boolean;
  readonly usualOrigin: string | null;
}

export function heldCategories(scope: Scope, taxonomy: Taxonomy): HeldCategory[] {
  const columns = new Map<string, number>();
  const datasets = new Map<string, number>();
  for (const one of scope.within) {
    const ofDataset = new Set<string>(namedCategories(one.categories));
    for (const column of one.columns) {
      const keys = namedCategories(column.categories);
      for (const key of keys.length > 0 ? keys : [ROOT]) {
        columns.set(key, (columns.get(key) ?? 0) + 1);
        ofDataset.add(key);
      }
    }
    if (ofDataset.size === 0 && (one.categories.length > 0 || one.labels.length > 0)) ofDataset.add(ROOT);
    for (const key of ofDataset) datasets.set(key, (datasets.get(key) ?? 0) + 1);
  }
  return [...datasets.keys()].sort(byText).map((key) => {
    const category = nearest(key, taxonomy);
    const art9 = category?.gdprArt9 ?? false;
    const art10 = category?.gdprArt10 ?? false;
    const sensitiveInformation = category?.cpraSpi ?? false;
    return {
      key,
      name: key === ROOT ? NOT_STATED : (category?.plainName.en ?? key),
      columns: columns.get(key) ?? 0,
      datasets: datasets.get(key) ?? 0,
      special: art9 || art10,
      art9,
      art10,
      sensitiveInformation,
      usualOrigin: category?.originDefault ?? null,
    };
  });
}

/** The category of a key, or of the nearest wider term that the taxonomy has. */
export function nearest(key: string, taxonomy: Taxonomy): DataCategory | null {
  for (let at = key; at !== ''; at = at.slice(0, Math.max(0, at.lastIndexOf('.')))) {
    const category = taxonomy.category(at);
    if (category) return category;
  }
  return null;
}

export type ColumnOrigin = 'provided' | 'observed' | 'obtained' | 'derived' | 'unknown';

export interface OriginOfColumn {
  readonly scoped: ScopedDataset;
  readonly column: string;
  readonly categories: readonly string[];
  readonly origin: ColumnOrigin;
  /** What the origin rests on. */
  readonly basis: 'column lineage' | 'usual origin of the category' | 'nothing known';
  /** Why a person must look before relying on the origin; null where nothing speaks against it. */
  readonly check: string | null;
}

/** Where the values of each column in scope come from. Portability (Art. 20) covers provided and observed ones. */
export function columnOrigins(
  past: PastCatalog,
  scope: Scope,
  taxonomy: Taxonomy,
  derivation: ReadonlyMap<string, Derivation>,
): OriginOfColumn[] {
  return scope.within.flatMap((scoped) =>
    scoped.columns.map((column): OriginOfColumn => {
      const how = derivation.get(columnKey(scoped.dataset.id, column.path)) ?? 'none';
      const fed = past.graph.degree(scoped.index, 'upstream') > 0;
      return {
        scoped,
        column: column.path.join('.'),
        categories: column.categories,
        ...originOf(column, how, fed, taxonomy),
      };
    }),
  );
}

/**
 * A reshaped value is the person's own still (an address in lower case, a name put together); a column
 * whose category somebody has stated keeps the usual origin of it. What is worked out under a category
 * that lineage merely carries on, or is summed up or masked, counts as derived.
 */
function originOf(
  column: ScopedColumn,
  how: Derivation,
  fed: boolean,
  taxonomy: Taxonomy,
): Pick<OriginOfColumn, 'origin' | 'basis' | 'check'> {
  if (how === 'derived' || (how === 'reshaped' && column.basis !== 'tag'))
    return { origin: 'derived', basis: 'column lineage', check: null };
  const usual = namedCategories(column.categories)
    .map((key) => nearest(key, taxonomy)?.originDefault ?? null)
    .find((origin) => origin !== null);
  const check =
    how === 'reshaped'
      ? 'the value may be reshaped on the way'
      : how === 'none' && fed
        ? 'the dataset is fed by others'
        : null;
  return usual === undefined
    ? { origin: 'unknown', basis: 'nothing known', check }
    : { origin: ORIGIN[usual], basis: 'usual origin of the category', check };
}

const ORIGIN: Readonly<Record<NonNullable<DataCategory['originDefault']>, ColumnOrigin>> = {
  subject: 'provided',
  observed: 'observed',
  'third-party': 'obtained',
  public: 'obtained',
  derived: 'derived',
  inferred: 'derived',
};
