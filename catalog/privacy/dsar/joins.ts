/**
 * How a table without an identity column can be searched all the same: through a table of the same system
 * that has one and shares a key column with it. Only proposed where a declared key, a relationship test or
 * lineage supports it; a person checks it before use.
 */
import { describedColumns } from '../../past/as-of-columns.ts';
import { byText } from '../../past/as-of-parts.ts';
import type { PastCatalog } from '../../past/as-of.ts';
import { declaredKeys, isCalled, type DeclaredKey } from './declared.ts';
import { identityKeys, type IdentityKey } from './identity.ts';
import type { IdentifierKind } from './request.ts';
import type { ScopedDataset } from './scoped.ts';
import type { JoinPath } from './sql/statements.ts';

/** What a join rests on, best first. */
const RANK = {
  'declared key': 0,
  'relationship test': 1,
  'lineage and equal column names': 2,
  'tagged identifiers of equal name': 3,
  'tagged identifier named after the table': 4,
} as const;

export interface JoinHint extends JoinPath {
  readonly keys: readonly IdentityKey[];
  readonly basis: keyof typeof RANK;
}

/** A column that names a key, and is specific enough not to be every table's own `id`. */
const KEY_NAME = /(?:_id|_key|_no|_nr|_number|_uuid|_guid|_code|[a-z]Id|[a-z]Key)$/;

const NEAR = 2;

/** Tables of one system by which a person can be found. */
interface Finders {
  /** By lower-cased column name. */
  readonly byColumn: Map<string, ScopedDataset[]>;
  /** Tables with a column `id`, by what a key to them is usually called: `customer_id`. */
  readonly byKeyName: Map<string, ScopedDataset[]>;
}

export class Joins {
  readonly #past: PastCatalog;
  readonly #kinds: readonly IdentifierKind[];
  readonly #columns = new Map<number, ReadonlyMap<string, string>>();
  readonly #identifiers = new Map<number, ReadonlySet<string>>();
  readonly #candidates: ReadonlyMap<string, readonly ScopedDataset[]>;
  readonly #finders = new Map<string, Finders>();

  constructor(past: PastCatalog, within: readonly ScopedDataset[], kinds: readonly IdentifierKind[]) {
    this.#past = past;
    this.#kinds = kinds;
    this.#candidates = Map.groupBy(
      within.filter((one) => identityKeys(one.columns, kinds).length > 0),
      (one) => one.dataset.namespace,
    );
  }

  /** The best way to a table within its system, or null. */
  to(target: ScopedDataset): JoinHint | null {
    const finders = this.#findersIn(target.dataset.namespace);
    const declared = declaredKeys(this.#past, target.dataset.members);
    // A test that does not say of which table it is about supports every table of that column.
    const tested = new Set(declared.filter((one) => one.to === null).map((one) => one.column));
    const near = new Set(this.#past.graph.walk(target.index, 'both', NEAR).nodes);
    let best: (Way & { readonly rank: number }) | null = null;
    for (const way of this.#declaredWays(target, declared))
      if (best === null || comesBefore(way, best)) best = way;
    for (const [key, column] of this.#names(target)) {
      for (const [others, theirs] of [
        [finders.byColumn.get(key), key],
        [finders.byKeyName.get(key), 'id'],
      ] as const) {
        for (const other of others ?? []) {
          if (other.index === target.index) continue;
          const basis = this.#basis(target, other, {
            key,
            column,
            theirs,
            tested: tested.has(key),
            near: near.has(other.index),
          });
          if (basis === null) continue;
          const way = { other, column, theirs, basis, rank: RANK[basis] };
          if (best === null || comesBefore(way, best)) best = way;
        }
      }
    }
    if (best === null) return null;
    const { other, column, theirs, basis } = best;
    return {
      dataset: other.dataset,
      column,
      otherColumn: this.#names(other).get(theirs)!,
      keys: identityKeys(other.columns, this.#kinds),
      basis,
    };
  }

  /** Ways by keys that name the other table, whatever their columns are called. */
  #declaredWays(
    target: ScopedDataset,
    declared: readonly DeclaredKey[],
  ): (Way & { readonly rank: number })[] {
    const others = this.#candidates.get(target.dataset.namespace) ?? [];
    return declared.flatMap(({ basis, column, to, toColumn }) => {
      const own = this.#names(target).get(column);
      if (to === null || own === undefined) return [];
      return others
        .filter((other) => other.index !== target.index && isCalled(other.dataset.name, to))
        .flatMap((other) => {
          const theirs = [toColumn, column, 'id'].find(
            (name) => name !== null && this.#names(other).has(name),
          );
          return theirs ? [{ other, column: own, theirs, basis, rank: RANK[basis] }] : [];
        });
    });
  }

  #basis(target: ScopedDataset, other: ScopedDataset, pair: Pair): JoinHint['basis'] | null {
    if (pair.tested) return 'relationship test';
    const ours = this.#identifiersOf(target).has(pair.key);
    const theirs = this.#identifiersOf(other).has(pair.theirs);
    if (pair.theirs !== pair.key) return ours || theirs ? 'tagged identifier named after the table' : null;
    if (pair.near && (KEY_NAME.test(pair.column) || (ours && theirs)))
      return 'lineage and equal column names';
    return ours && theirs ? 'tagged identifiers of equal name' : null;
  }

  #findersIn(namespace: string): Finders {
    const kept = this.#finders.get(namespace);
    if (kept) return kept;
    const found: Finders = { byColumn: new Map(), byKeyName: new Map() };
    for (const one of this.#candidates.get(namespace) ?? []) {
      const names = this.#names(one);
      for (const name of names.keys()) push(found.byColumn, name, one);
      if (!names.has('id')) continue;
      const singular = singularName(one.dataset.name);
      for (const key of [`${singular}_id`, `${singular}id`]) push(found.byKeyName, key, one);
    }
    this.#finders.set(namespace, found);
    return found;
  }

  #identifiersOf(one: ScopedDataset): ReadonlySet<string> {
    let found = this.#identifiers.get(one.index);
    if (!found) this.#identifiers.set(one.index, (found = identifiersOf(one)));
    return found;
  }

  /** Top-level columns by lower-cased name; those that only tags or lineage know come along. */
  #names(one: ScopedDataset): ReadonlyMap<string, string> {
    const kept = this.#columns.get(one.index);
    if (kept) return kept;
    const described = describedColumns(
      this.#past.db,
      this.#past.revision,
      one.dataset.id,
      one.dataset.members,
    );
    const names = [...one.columns, ...described]
      .filter((column) => column.path.length === 1)
      .map((column) => column.path[0]!);
    const found = new Map(names.map((name) => [name.toLowerCase(), name]));
    this.#columns.set(one.index, found);
    return found;
  }
}

interface Pair {
  /** Lower-cased column of the table that is searched, and as it is written. */
  readonly key: string;
  readonly column: string;
  /** Lower-cased column of the other table. */
  readonly theirs: string;
  readonly tested: boolean;
  readonly near: boolean;
}

interface Way {
  readonly other: ScopedDataset;
  readonly column: string;
  readonly theirs: string;
  readonly basis: JoinHint['basis'];
}

/** Better basis first, tables before views, then by name: the same choice whatever order they come in. */
function comesBefore(a: Way & { readonly rank: number }, b: Way & { readonly rank: number }): boolean {
  const view = (way: Way) => Number(way.other.dataset.kind === 'view');
  return (
    (a.rank - b.rank ||
      view(a) - view(b) ||
      byText(a.other.dataset.name, b.other.dataset.name) ||
      byText(a.column, b.column) ||
      byText(a.theirs, b.theirs)) < 0
  );
}

function push(map: Map<string, ScopedDataset[]>, key: string, one: ScopedDataset): void {
  const list = map.get(key);
  if (list) list.push(one);
  else map.set(key, [one]);
}

/** Top-level columns that are tagged as identifying a person, lower-cased. */
function identifiersOf(one: ScopedDataset): Set<string> {
  const tagged = one.columns.filter(
    (column) => column.path.length === 1 && column.categories.some((key) => key.startsWith('user.unique_id')),
  );
  return new Set(tagged.map((column) => column.path[0]!.toLowerCase()));
}

/** `shop.public.dim_customers` → `customer`: what a key to the table is usually called. */
function singularName(name: string): string {
  const last =
    name
      .split(/[./]/)
      .at(-1)
      ?.toLowerCase()
      .replace(/^(?:dim|fct|fact|stg|raw|src|tbl|t)_/, '') ?? '';
  return last.replace(/ies$/, 'y').replace(/(?<=[a-z](?:ss|x|ch|sh))es$|(?<=[a-rt-z])s$/, '');
}
