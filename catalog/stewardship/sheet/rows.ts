/** Which datasets or columns a sheet lists, in which order, and what stands in their cells. */
import type { Database } from 'better-sqlite3';
import { Pace } from '../../breathe.ts';
import type { Catalog } from '../../catalog.ts';
import { find, type FindRequest, type Found } from '../../search/find.ts';
import { PATH_SEPARATOR } from '../../store/writer/identities.ts';
import { settled, writePath } from './cell-text.ts';
import { fieldsOf, type SheetField } from './fields.ts';
import { cellText, NOTHING, saidOf } from './said.ts';

export interface SheetRow {
  /** Id of the shown dataset, or of the column as its dataset lists it. */
  readonly id: number;
  readonly datasetId: number;
  readonly namespace: string;
  readonly name: string;
  /** Null in a sheet of datasets. */
  readonly column: string | null;
  /** By header of the fields that were asked for. */
  readonly cells: Readonly<Record<string, string>>;
}

export interface CellFilter {
  readonly header: string;
  readonly is: 'empty' | 'filled' | 'has';
  /** With `has`: somewhere in the cell, in any letter case. */
  readonly text?: string | undefined;
}

export interface SheetRequest extends Omit<FindRequest, 'offset' | 'limit'> {
  readonly scope: 'datasets' | 'columns';
  readonly filters: readonly CellFilter[];
  /** By the text of a cell; without it as the search has it. */
  readonly by?: { readonly header: string; readonly descending: boolean } | undefined;
}

export interface Listed {
  readonly ids: readonly number[];
  readonly atLeast: boolean;
  readonly problems: Found['problems'];
}

export const onOf = (scope: 'datasets' | 'columns') => (scope === 'datasets' ? 'dataset' : 'column');

const AT_A_TIME = 500;
/** Lists that are kept, so that a page further down costs nothing. */
const KEPT = 6;

/** Everything that the sheet lists; kept while the catalog stays as it is. Shared by all who ask, so that nobody can end it. */
export async function listed(catalog: Catalog, request: SheetRequest): Promise<Listed> {
  const kept = catalog.cached('sheet-lists', () => new Map<string, Promise<Listed>>());
  const key = JSON.stringify(request);
  let list = kept.get(key);
  if (!list) {
    list = makeList(catalog, request);
    kept.set(key, list);
    list.catch(() => kept.delete(key));
    const [oldest] = kept.keys();
    if (kept.size > KEPT && oldest !== undefined) kept.delete(oldest);
  }
  return list;
}

async function makeList(catalog: Catalog, request: SheetRequest): Promise<Listed> {
  const { scope, filters, by, ...search } = request;
  const all = { ...search, offset: 0, limit: Number.MAX_SAFE_INTEGER };
  const { data, found } = await find(catalog, scope, all);
  const ids =
    scope === 'datasets'
      ? found.page.map((number) => data.datasets.cards[number]!.id)
      : found.page.map((row) => data.columns.columns.ids.values[row]!);
  const { atLeast, problems } = found;
  if (filters.length === 0 && !by) return { ids, atLeast, problems };
  return { ids: await sorted(catalog, request, ids), atLeast, problems };
}

/** Reads the cells that decide, with rests. */
async function sorted(
  catalog: Catalog,
  { scope, filters, by }: SheetRequest,
  ids: readonly number[],
): Promise<readonly number[]> {
  const db = catalog.store.reader;
  const fields = new Map(fieldsOf(db, onOf(scope)).map((field) => [field.header, field]));
  const tests = filters.flatMap((filter) => {
    const field = fields.get(filter.header);
    return field ? [{ field, filter, text: filter.text?.toLowerCase() ?? '' }] : [];
  });
  const order = by && fields.get(by.header);
  const pace = new Pace();
  const left: { readonly id: number; readonly text: string }[] = [];
  for (let at = 0; at < ids.length; at += AT_A_TIME) {
    const some = ids.slice(at, at + AT_A_TIME);
    const said = saidOf(db, onOf(scope), some);
    for (const id of some) {
      const one = said.get(id) ?? NOTHING;
      const passes = tests.every(({ field, filter, text }) => {
        const cell = cellText(field, one);
        if (filter.is === 'has') return cell.toLowerCase().includes(text);
        return (cell === '') === (filter.is === 'empty');
      });
      if (passes) left.push({ id, text: order ? cellText(order, one).toLowerCase() : '' });
    }
    if (pace.restIsDue) await pace.rest();
  }
  if (order) {
    const sign = by.descending ? -1 : 1;
    // Empty cells last, whichever way.
    left.sort(
      (a, b) =>
        Number(a.text === '') - Number(b.text === '') ||
        (a.text < b.text ? -sign : a.text > b.text ? sign : 0),
    );
  }
  return left.map(({ id }) => id);
}

/** Rows of these ids, in their order; ids that are not there any more are left out. */
export function rowsOf(
  db: Database,
  on: 'dataset' | 'column',
  ids: readonly number[],
  fields: readonly SheetField[],
): SheetRow[] {
  const named = on === 'dataset' ? datasetsNamed(db, ids) : columnsNamed(db, ids);
  const said = saidOf(db, on, ids);
  return ids.flatMap((id): SheetRow[] => {
    const name = named.get(id);
    if (!name) return [];
    const one = said.get(id) ?? NOTHING;
    const cells = Object.fromEntries(fields.map((field) => [field.header, cellText(field, one)]));
    return [{ ...name, id, cells }];
  });
}

type Named = Omit<SheetRow, 'id' | 'cells'>;

function datasetsNamed(db: Database, ids: readonly number[]): Map<number, Named> {
  const rows = db
    .prepare<[string], Named & { id: number }>(
      `SELECT d.id, d.id AS datasetId, d.namespace, d.name, NULL AS "column" FROM json_each(?) j JOIN dataset d ON d.id = j.value`,
    )
    .all(JSON.stringify(ids));
  return new Map(rows.map(({ id, ...row }) => [id, row]));
}

function columnsNamed(db: Database, ids: readonly number[]): Map<number, Named> {
  const rows = db
    .prepare<[string], { id: number; datasetId: number; namespace: string; name: string; path: string }>(
      `SELECT c.id, head.id AS datasetId, head.namespace, head.name, c.path FROM json_each(?) j
       JOIN "column" c ON c.id = j.value JOIN dataset d ON d.id = c.dataset_id JOIN dataset head ON head.id = d.canonical_id`,
    )
    .all(JSON.stringify(ids));
  return new Map(
    rows.map(({ id, path, ...row }) => [id, { ...row, column: writePath(path.split(PATH_SEPARATOR)) }]),
  );
}

/** Finds the datasets and columns that rows of a file name; what was looked up is kept. */
export class Places {
  readonly #db: Database;
  readonly #datasets = new Map<string, number | null>();
  readonly #columns = new Map<number, ReadonlyMap<string, number>>();

  constructor(db: Database) {
    this.#db = db;
  }

  /** Under which the dataset is shown. By its identity, else by another name that is joined with it. */
  dataset(namespace: string, name: string): number | null {
    const key = `${namespace}\u0000${name}`;
    let id = this.#datasets.get(key);
    if (id === undefined) {
      id = this.#find(namespace, name) ?? this.#find(namespace.trim(), name.trim()) ?? null;
      this.#datasets.set(key, id);
    }
    return id;
  }

  #find(namespace: string, name: string): number | undefined {
    const select = (sql: string) =>
      this.#db.prepare<[string, string], number>(sql).pluck().get(namespace, name);
    return (
      select('SELECT canonical_id FROM dataset WHERE namespace = ? AND name = ?') ??
      select(
        `SELECT d.canonical_id FROM alias a JOIN dataset d ON d.id = a.dataset_id
         WHERE a.namespace = ? AND a.name = ? AND a.status = 'joined' AND a.until_revision IS NULL`,
      )
    );
  }

  /** By its path as the sheet writes it, in any letter case; one of those that share what is said. */
  column(dataset: number, path: string): number | null {
    let columns = this.#columns.get(dataset);
    if (!columns) this.#columns.set(dataset, (columns = this.#columnsOf(dataset)));
    const plain = settled(path);
    return columns.get(path) ?? columns.get(plain) ?? columns.get(plain.toLowerCase()) ?? null;
  }

  #columnsOf(dataset: number): ReadonlyMap<string, number> {
    const rows = this.#db
      .prepare<[number], { id: number; path: string; same: string }>(
        `SELECT c.id, c.path, lower(c.path) AS same FROM dataset d CROSS JOIN "column" c ON c.dataset_id = d.id WHERE d.canonical_id = ?
         ORDER BY c.until_revision IS NOT NULL, c.referenced_only, c.id`,
      )
      .all(dataset);
    const heads = new Map<string, number>();
    for (const { id, same } of rows) if (!heads.has(same)) heads.set(same, id);
    const found = new Map<string, number>();
    const ways = [(text: string) => text, settled, (text: string) => settled(text).toLowerCase()];
    for (const way of ways)
      for (const { path, same } of rows) {
        const text = way(writePath(path.split(PATH_SEPARATOR)));
        if (!found.has(text)) found.set(text, heads.get(same)!);
      }
    return found;
  }
}
