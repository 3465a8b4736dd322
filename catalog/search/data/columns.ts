/**
 * The columns of all datasets in memory, in the order in which they are listed: by the names of their datasets, then as
 * they stand in them. So the best of a search are its first rows, and the columns of a dataset are a range. Read in
 * small steps, so that the engine answers others meanwhile; made anew when names may have changed, not when people
 * tag or describe.
 */
import { holdsAt } from '../../browse/in-force.ts';
import { boundTo, columnHolds } from '../../past/moment.ts';
import { columnSaid } from '../../past/said.ts';
import type { Catalog } from '../../catalog.ts';
import { statedAt } from '../../past/as-of-parts.ts';
import { RECORD_TYPES } from '../../store/record-types.ts';
import { Growing } from '../growing.ts';
import { LEVEL, NameIndex } from '../names/name-index.ts';

/** Columns read at a time: some ten milliseconds. */
const AT_A_TIME = 4_000;
/** Words whose columns are kept. */
const KEPT_WORDS = 8;

type Row = [
  id: number,
  member: number,
  path: string,
  ordinal: number | null,
  dataType: string | null,
  /** 1: known from lineage alone. */
  mentioned: number,
];

/** A dataset whose columns are read. */
export interface Owner {
  readonly id: number;
  /** Every identity of it. */
  readonly members: readonly number[];
  /** About how many columns it has. */
  readonly columns: number;
}

/** What the latest source said of a column at a past moment. */
const SAID_THEN = `SELECT s.value FROM statement s WHERE s.record_type = ${RECORD_TYPES.column} AND s.record_id = c.id
  AND ${holdsAt('s')} ORDER BY s.last_file_id DESC, s.id DESC LIMIT 1`;

/** With the place and type that the column had then. */
function then([id, member, path, , said, mentioned]: Row): Row {
  const { ordinal, dataType } = columnSaid(said === null ? [] : [said]);
  return [id, member, path, ordinal, dataType, mentioned];
}

export class ColumnNames {
  readonly names = new NameIndex();
  /** By row: the column's id. */
  readonly ids = new Growing();
  /** By row: into {@link types}. */
  readonly typeIds = new Growing();
  readonly types: string[] = [''];
  /** Ids of the datasets in the order of their rows, and where those of each begin; the last start is the end of all. */
  readonly owners: readonly number[];
  readonly starts = new Growing();
  readonly #typeIds = new Map<string, number>([['', 0]]);
  readonly #matched = new Map<string, Uint8Array>();
  /** By id of a column: its row, or that of the one that stands for it; -1 for one that is not listed. */
  #rowOfId = new Int32Array(0);

  private constructor(owners: readonly Owner[]) {
    this.owners = owners.map(({ id }) => id);
  }

  /** `owners`: all datasets, in the order of their columns. `rest` is called often and may let others run. */
  static async load(
    { store: { reader: db }, moment }: Pick<Catalog, 'store' | 'moment'>,
    owners: readonly Owner[],
    rest: () => Promise<void> | void,
  ): Promise<ColumnNames> {
    const columns = new ColumnNames(owners);
    const newest = db.prepare<[], number>('SELECT COALESCE(MAX(id), 0) FROM "column"').pluck().get()!;
    columns.#rowOfId = new Int32Array(newest + 1).fill(-1);
    const select = db
      .prepare<[object], Row>(
        moment
          ? `SELECT c.id, j.key, replace(c.path, char(31), '.'), NULL, (${SAID_THEN}), NOT ${statedAt('column', 'c')}
             FROM json_each(@members) j CROSS JOIN "column" c ON c.dataset_id = j.value WHERE ${columnHolds(moment)}`
          : `SELECT c.id, j.key, replace(c.path, char(31), '.'), c.ordinal, c.data_type, c.referenced_only
             FROM json_each(@members) j CROSS JOIN "column" c ON c.dataset_id = j.value
             WHERE c.until_revision IS NULL`,
      )
      .raw();
    // Names are those of the past catalog, whatever moment of a run is asked for.
    const bound = { ...boundTo(moment), revision: moment?.past.revision ?? 0 };
    for (const some of batches(owners)) {
      const places = some.flatMap(({ members }, place) => members.map(() => place));
      const rowsOf: Row[][] = some.map(() => []);
      const members = JSON.stringify(some.flatMap((owner) => owner.members));
      for (const row of select.all({ members, ...bound }))
        rowsOf[places[row[1]]!]!.push(moment ? then(row) : row);
      for (const rows of rowsOf) {
        columns.#addDataset(rows);
        await rest();
      }
    }
    columns.starts.push(columns.count);
    await rest();
    columns.names.settle();
    await rest();
    return columns;
  }

  get count(): number {
    return this.names.count;
  }

  /** The row of a column, or of the one that stands for it in the lists; -1 for one that is not listed. */
  rowOf(id: number): number {
    return this.#rowOfId[id] ?? -1;
  }

  /**
   * Levels of all columns for a word or pattern; to be read before the next is asked for, and not written. A query's
   * earlier words are asked for again with every key.
   */
  readonly keep = (key: string, fill: (levels: Uint8Array) => void): Uint8Array => {
    const known = this.#matched.get(key);
    const levels = known ?? this.#oldest() ?? new Uint8Array(this.count);
    if (!known) {
      levels.fill(LEVEL.none);
      fill(levels);
    }
    this.#matched.delete(key);
    this.#matched.set(key, levels);
    return levels;
  };

  /** The levels of the word that was asked for longest ago, to be used again: left over, they would have to be collected. */
  #oldest(): Uint8Array | undefined {
    if (this.#matched.size < KEPT_WORDS) return undefined;
    const [word, levels] = this.#matched.entries().next().value!;
    this.#matched.delete(word);
    return levels;
  }

  /** One row for a path, whatever its letter case: several identities, or two spellings of one source. */
  #addDataset(rows: Row[]): void {
    this.starts.push(this.count);
    // Of several spellings a described one stands for the others.
    rows.sort((a, b) => a[5] - b[5] || a[0] - b[0]);
    const first = new Map<string, { readonly row: Row; readonly others: number[] }>();
    for (const row of rows) {
      const path = row[2].toLowerCase();
      const known = first.get(path);
      if (known) known.others.push(row[0]);
      else first.set(path, { row, others: [] });
    }
    const listed = [...first.values()].sort(({ row: a }, { row: b }) => ordinalOf(a) - ordinalOf(b));
    for (const { row, others } of listed) {
      const [id, , path, , dataType] = row;
      for (const one of [id, ...others]) this.#rowOfId[one] = this.count;
      this.names.add(path);
      this.ids.push(id);
      this.typeIds.push(this.#typeId(dataType ?? ''));
    }
  }

  #typeId(type: string): number {
    let typeId = this.#typeIds.get(type);
    if (typeId === undefined) {
      typeId = this.types.length;
      this.types.push(type);
      this.#typeIds.set(type, typeId);
    }
    return typeId;
  }
}

/** Columns whose place is not known stand last, in the order in which they became known. */
function ordinalOf(row: Row): number {
  return row[3] ?? 1_000_000;
}

function* batches(owners: readonly Owner[]): Generator<readonly Owner[]> {
  let some: Owner[] = [];
  let columns = 0;
  for (const owner of owners) {
    some.push(owner);
    columns += owner.columns + owner.members.length;
    if (columns < AT_A_TIME) continue;
    yield some;
    some = [];
    columns = 0;
  }
  if (some.length > 0) yield some;
}
