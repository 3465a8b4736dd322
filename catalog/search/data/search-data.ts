/**
 * What the search keeps of a catalog in memory: names of datasets and columns, and what they are filtered by.
 * Made at the first search of a revision.
 */
import { setImmediate } from 'node:timers/promises';
import type { Card } from '../../browse/cards.ts';
import { columnTags, type ColumnTags } from '../../browse/column-tags.ts';
import type { Catalog } from '../../open.ts';
import { Growing } from '../growing.ts';
import { NameIndex } from '../names/name-index.ts';
import { ColumnNames } from './columns.ts';
import { FacetTable, UNTAGGED } from './facet-table.ts';

export interface DatasetData {
  /** By number, best connected first. */
  readonly cards: readonly Card[];
  /** Canonical dataset id → number. */
  readonly numberOf: ReadonlyMap<number, number>;
  /** Names of all identities and of joined aliases. */
  readonly names: NameIndex;
  /** Name → number of its dataset. */
  readonly ofName: Growing;
  readonly facets: FacetTable;
  /** Numbers in the order of names. */
  readonly byName: Int32Array;
  /** Number → 1 for what is retired; for what is only mentioned. */
  readonly retired: Uint8Array;
  readonly mentioned: Uint8Array;
}

export interface ColumnData {
  readonly columns: ColumnNames;
  /** Row → number of its dataset; -1 for a column that stands in another row already (another spelling, a joined dataset). */
  readonly dataset: Int32Array;
  /** Row → the row that stands for it: itself, or the other one. */
  readonly shown: Int32Array;
  /** Row → row of the facet table's tags, and place in {@link tagSets}. */
  readonly tags: Int32Array;
  /** Null for no tags. */
  readonly tagSets: readonly (ColumnTags | null)[];
  /** Listed rows: by name of the dataset, then as they stand in it. */
  readonly order: Int32Array;
  /** Row → its place in {@link order}. */
  readonly placeOf: Int32Array;
  /** Number of a dataset → where its rows begin in {@link order}; they end where the next in the order of names begin. */
  readonly startOf: Int32Array;
  readonly endOf: Int32Array;
}

export interface SearchData {
  readonly datasets: DatasetData;
  readonly columns: ColumnData;
}

/** Changes after which every name is what it was before. */
const NAMES_STAY = `action IN ('tag.edit', 'owner.edit', 'description.edit') OR action LIKE 'report.%'
  OR action LIKE 'export.%' OR action LIKE 'case.%'`;

interface Kept {
  readonly seq: number;
  readonly columns: ColumnNames;
}
const kept = new WeakMap<Catalog, Kept>();

/** The present revision's; made once for all who ask. */
export function searchData(catalog: Catalog): Promise<SearchData> {
  const kept = catalog.cached('search-data', (): { data?: Promise<SearchData> } => ({}));
  // A failure is not kept: whoever asks next tries again.
  kept.data ??= load(catalog).catch((error: unknown) => {
    delete kept.data;
    throw error;
  });
  return kept.data;
}

async function load(catalog: Catalog): Promise<SearchData> {
  for (let attempt = 1; ; attempt++) {
    const seq = catalog.newestSeq();
    const columns = await columnNames(catalog, seq);
    const datasets = datasetData(catalog);
    await setImmediate();
    columnTags(catalog);
    await setImmediate();
    const data = { datasets, columns: columnData(catalog, columns, datasets) };
    // A change while names were read: they are of two revisions. An import every second gets no third try.
    if (catalog.newestSeq() === seq || attempt === 3) return data;
  }
}

async function columnNames(catalog: Catalog, seq: number): Promise<ColumnNames> {
  const before = kept.get(catalog);
  const db = catalog.store.reader;
  if (before) {
    const changed = db
      .prepare(`SELECT 1 FROM ledger_entry WHERE seq > ? AND NOT (${NAMES_STAY}) LIMIT 1`)
      .get(before.seq);
    if (!changed) {
      kept.set(catalog, { seq, columns: before.columns });
      return before.columns;
    }
  }
  const columns = await ColumnNames.load(db, () => setImmediate());
  kept.set(catalog, { seq, columns });
  return columns;
}

function datasetData(catalog: Catalog): DatasetData {
  const byWeight = (a: Card, b: Card) =>
    b.upstream + b.downstream - a.upstream - a.downstream || nameOrder(a, b);
  const cards = [...catalog.cards().all()].sort(byWeight);
  const numberOf = new Map(cards.map((card, number) => [card.id, number]));
  const names = new NameIndex();
  const ofName = new Growing();
  const add = (id: number, name: string): void => {
    const card = catalog.cards().get(id);
    const number = card && numberOf.get(card.id);
    if (number === undefined) return;
    names.add(name);
    ofName.push(number);
  };
  const named = catalog.store.reader
    .prepare<[], [id: number, name: string]>(
      `SELECT id, name FROM dataset UNION SELECT dataset_id, name FROM alias WHERE until_revision IS NULL AND status = 'joined'`,
    )
    .raw();
  for (const [id, name] of named.all()) add(id, name);
  const byName = Int32Array.from(cards.keys()).sort((a, b) => nameOrder(cards[a]!, cards[b]!));
  const retired = new Uint8Array(cards.length);
  const mentioned = new Uint8Array(cards.length);
  for (const [number, card] of cards.entries()) {
    if (card.retired) retired[number] = 1;
    if (card.referencedOnly) mentioned[number] = 1;
  }
  names.settle();
  return { cards, numberOf, names, ofName, facets: new FacetTable(cards), byName, retired, mentioned };
}

function nameOrder(a: Card, b: Card): number {
  return (a.name < b.name ? -1 : a.name > b.name ? 1 : 0) || a.id - b.id;
}

function columnData(catalog: Catalog, columns: ColumnNames, datasets: DatasetData): ColumnData {
  const numbers = new Map<number, number>();
  for (const [id, canonical] of catalog.cards().canonical) {
    const number = datasets.numberOf.get(canonical);
    if (number !== undefined) numbers.set(id, number);
  }
  const dataset = new Int32Array(columns.count).fill(-1);
  const shown = new Int32Array(columns.count).fill(-1);
  const distinct = new Distinct(columns, dataset);
  for (let row = 0; row < columns.count; row++) {
    const number = numbers.get(columns.datasetIds.values[row]!);
    if (number === undefined) continue;
    const first = distinct.first(row, number);
    shown[row] = first;
    if (first === row) dataset[row] = number;
  }
  const tags = new Int32Array(columns.count).fill(UNTAGGED);
  const tagSets: (ColumnTags | null)[] = [null];
  for (const [id, own] of columnTags(catalog)) {
    const row = columns.rowOf(id);
    if (row < 0) continue;
    tags[row] = datasets.facets.noteTags(own);
    tagSets.push(own);
  }
  return { columns, dataset, shown, tags, tagSets, ...orderOf(columns, dataset, datasets.byName) };
}

/** Rows by the order of their datasets' names (a counting sort), then by ordinal. */
function orderOf(
  columns: ColumnNames,
  dataset: Int32Array,
  byName: Int32Array,
): Pick<ColumnData, 'order' | 'placeOf' | 'startOf' | 'endOf'> {
  const rank = new Int32Array(byName.length);
  byName.forEach((number, place) => (rank[number] = place));
  const offsets = new Int32Array(byName.length + 1);
  for (const number of dataset) if (number >= 0) offsets[rank[number]! + 1]!++;
  for (let place = 1; place < offsets.length; place++) offsets[place]! += offsets[place - 1]!;
  const next = offsets.slice();
  const order = new Int32Array(offsets.at(-1) ?? 0);
  const ordinals = columns.ordinals.values;
  for (let row = 0; row < dataset.length; row++) {
    const number = dataset[row]!;
    if (number < 0) continue;
    const place = rank[number]!;
    let at = next[place]!++;
    // Nearly in order already: an insertion sort within the dataset.
    for (; at > offsets[place]! && ordinals[order[at - 1]!]! > ordinals[row]!; at--)
      order[at] = order[at - 1]!;
    order[at] = row;
  }
  const placeOf = new Int32Array(dataset.length).fill(-1);
  for (let place = 0; place < order.length; place++) placeOf[order[place]!] = place;
  const startOf = new Int32Array(byName.length);
  const endOf = new Int32Array(byName.length);
  for (let number = 0; number < byName.length; number++) {
    startOf[number] = offsets[rank[number]!]!;
    endOf[number] = offsets[rank[number]! + 1]!;
  }
  return { order, placeOf, startOf, endOf };
}

/** Rows that are told apart by dataset and path, in open addressing. */
class Distinct {
  readonly #columns: ColumnNames;
  readonly #dataset: Int32Array;
  readonly #mask: number;
  readonly #rows: Int32Array;

  constructor(columns: ColumnNames, dataset: Int32Array) {
    const size = 2 ** Math.max(4, Math.ceil(Math.log2(columns.count * 2 + 1)));
    this.#columns = columns;
    this.#dataset = dataset;
    this.#mask = size - 1;
    this.#rows = new Int32Array(size).fill(-1);
  }

  /** The first row that is the same column of the dataset: this one, when there was none before. */
  first(row: number, dataset: number): number {
    const { names, pathHashes } = this.#columns;
    const hash = pathHashes.values[row]!;
    let at = (Math.imul(dataset, 0x9e3779b1) ^ Math.imul(hash, 0x85ebca6b)) >>> 0;
    for (at &= this.#mask; this.#rows[at] !== -1; at = (at + 1) & this.#mask) {
      const other = this.#rows[at]!;
      if (this.#dataset[other] !== dataset || pathHashes.values[other] !== hash) continue;
      if (names.text(other) === names.text(row)) return other;
    }
    this.#rows[at] = row;
    return row;
  }
}
