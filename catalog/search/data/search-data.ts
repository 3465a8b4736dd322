/**
 * What the search keeps of a catalog in memory: names of datasets and columns, and what they are filtered by.
 * Made at the first search of a revision, with rests, so that nobody waits for it but who searches.
 */
import { Pace } from '../../breathe.ts';
import type { Card } from '../../browse/cards.ts';
import { namesStaySince } from '../../browse/changes-since.ts';
import { columnTagsInBreaths, type ColumnTags } from '../../browse/column-tags.ts';
import type { Catalog } from '../../catalog.ts';
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
  /** In the order of lists; see there. */
  readonly columns: ColumnNames;
  /** Row → number of its dataset. */
  readonly dataset: Int32Array;
  /** Row → row of the facet table's tags, and place in {@link tagSets}. */
  readonly tags: Int32Array;
  /** Null for no tags; otherwise those of one of the columns that are tagged so. */
  readonly tagSets: readonly (ColumnTags | null)[];
  /** By column id. */
  readonly tagsOf: ReadonlyMap<number, ColumnTags>;
  /** Number of a dataset → its first row, and the row after its last. */
  readonly startOf: Int32Array;
  readonly endOf: Int32Array;
}

export interface SearchData {
  readonly datasets: DatasetData;
  readonly columns: ColumnData;
}

interface Kept {
  readonly seq: number;
  readonly columns: ColumnNames;
}
const namesKept = new WeakMap<Catalog, Kept>();

/** Of the catalog now, or at the moment that it shows; made once for all who ask. */
export function searchData(catalog: Catalog): Promise<SearchData> {
  const kept = catalog.cached('search-data', (): { data?: Promise<SearchData> } => ({}));
  // A failure is not kept: whoever asks next tries again.
  kept.data ??= load(catalog).catch((error: unknown) => {
    delete kept.data;
    throw error;
  });
  return kept.data;
}

type Rest = () => Promise<void> | void;

async function load(catalog: Catalog): Promise<SearchData> {
  const pace = new Pace();
  const rest: Rest = () => (pace.restIsDue ? pace.rest() : undefined);
  for (let attempt = 1; ; attempt++) {
    const seq = catalog.newestSeq();
    const datasets = await datasetData(catalog, rest);
    const columns = await columnNames(catalog, seq, datasets, rest);
    // At a past moment datasets are looked for, by the tags on their cards; a column's own are not told.
    const tagsOf = catalog.moment ? new Map<number, ColumnTags>() : await columnTagsInBreaths(catalog);
    await rest();
    const data = { datasets, columns: await columnData(columns, datasets, tagsOf, rest) };
    // A change while names were read: they are of two revisions. An import every second gets no third try.
    if (catalog.newestSeq() === seq || attempt === 3) return data;
  }
}

async function columnNames(
  catalog: Catalog,
  seq: number,
  { cards, byName }: DatasetData,
  rest: Rest,
): Promise<ColumnNames> {
  const before = namesKept.get(catalog);
  const same = (id: number, place: number) => cards[byName[place]!]?.id === id;
  if (
    before?.columns.owners.length === byName.length &&
    namesStaySince(catalog.store.reader, before.seq) &&
    before.columns.owners.every(same)
  ) {
    namesKept.set(catalog, { seq, columns: before.columns });
    return before.columns;
  }
  const owners = Array.from(byName, (number) => cards[number]!);
  const columns = await ColumnNames.load(catalog, owners, rest);
  namesKept.set(catalog, { seq, columns });
  return columns;
}

async function datasetData(catalog: Catalog, rest: Rest): Promise<DatasetData> {
  const byWeight = (a: Card, b: Card) =>
    b.upstream + b.downstream - a.upstream - a.downstream || nameOrder(a, b);
  const known = catalog.cards();
  await rest();
  const cards = [...known.all()].sort(byWeight);
  await rest();
  const numberOf = new Map(cards.map((card, number) => [card.id, number]));
  const names = new NameIndex();
  const ofName = new Growing();
  const named = catalog.store.reader
    .prepare<[], [id: number, name: string]>(
      `SELECT id, name FROM dataset UNION SELECT dataset_id, name FROM alias WHERE until_revision IS NULL AND status = 'joined'`,
    )
    .raw();
  for (const [id, name] of named.all()) {
    const number = numberOf.get(known.get(id)?.id ?? -1);
    if (number === undefined) continue;
    names.add(name);
    ofName.push(number);
    if (names.count % 256 === 0) await rest();
  }
  names.settle();
  ofName.fit();
  await rest();
  const byName = Int32Array.from(cards.keys()).sort((a, b) => nameOrder(cards[a]!, cards[b]!));
  const retired = new Uint8Array(cards.length);
  const mentioned = new Uint8Array(cards.length);
  const facets = new FacetTable();
  for (const [number, card] of cards.entries()) {
    if (card.retired) retired[number] = 1;
    if (card.referencedOnly) mentioned[number] = 1;
    facets.add(card);
    if (number % 256 === 0) await rest();
  }
  facets.fit();
  return { cards, numberOf, names, ofName, facets, byName, retired, mentioned };
}

function nameOrder(a: Card, b: Card): number {
  return (a.name < b.name ? -1 : a.name > b.name ? 1 : 0) || a.id - b.id;
}

async function columnData(
  columns: ColumnNames,
  { facets, byName }: DatasetData,
  tagsOf: ReadonlyMap<number, ColumnTags>,
  rest: Rest,
): Promise<ColumnData> {
  const dataset = new Int32Array(columns.count);
  const startOf = new Int32Array(byName.length);
  const endOf = new Int32Array(byName.length);
  for (const [place, number] of byName.entries()) {
    startOf[number] = columns.starts.values[place]!;
    endOf[number] = columns.starts.values[place + 1]!;
    dataset.fill(number, startOf[number], endOf[number]);
  }
  await rest();
  const tags = new Int32Array(columns.count).fill(UNTAGGED);
  const tagSets: (ColumnTags | null)[] = [null];
  let seen = 0;
  for (const [id, own] of tagsOf) {
    if (++seen % 256 === 0) await rest();
    const row = columns.rowOf(id);
    // Another spelling of a listed column: what is said of it is said of that one.
    if (row < 0 || columns.ids.values[row] !== id) continue;
    const set = facets.noteTags(own);
    if (set === UNTAGGED) continue;
    tags[row] = set;
    tagSets[set] ??= own;
  }
  return { columns, dataset, tags, tagSets, tagsOf, startOf, endOf };
}
