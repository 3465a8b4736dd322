/**
 * The columns of all datasets in memory. Read in small steps, so that the engine answers others meanwhile; made
 * anew when names may have changed, not when people tag or describe.
 */
import type { Database } from 'better-sqlite3';
import { Growing } from '../growing.ts';
import { LEVEL, NameIndex } from '../names/name-index.ts';

/** Rows read at a time: some ten milliseconds. */
const AT_A_TIME = 8_000;
/** Words whose columns are kept: a query's earlier words are asked again with every key. */
const KEPT_WORDS = 8;

type Row = [id: number, datasetId: number, path: string, ordinal: number | null, dataType: string | null];

export class ColumnNames {
  readonly names = new NameIndex();
  /** By row, as are all of these: the column's id. */
  readonly ids = new Growing();
  readonly datasetIds = new Growing();
  readonly ordinals = new Growing();
  /** Into {@link types}. */
  readonly typeIds = new Growing();
  readonly types: string[] = [''];
  /** Of the path without letter case: tells the same column of joined datasets. */
  readonly pathHashes = new Growing();
  readonly #typeIds = new Map<string, number>([['', 0]]);
  readonly #matched = new Map<string, Uint8Array>();
  #rowOfId: Int32Array | undefined;

  static async load(db: Database, pause: () => Promise<void>): Promise<ColumnNames> {
    const columns = new ColumnNames();
    const select = db
      .prepare<[number, number], Row>(
        `SELECT id, dataset_id, replace(path, char(31), '.'), ordinal, data_type FROM "column"
         WHERE id > ? AND until_revision IS NULL AND referenced_only = 0 ORDER BY id LIMIT ?`,
      )
      .raw();
    for (let last = 0; ;) {
      const rows = select.all(last, AT_A_TIME);
      for (const row of rows) columns.#add(row);
      if (rows.length < AT_A_TIME) break;
      last = rows.at(-1)![0];
      await pause();
    }
    await pause();
    columns.names.settle();
    await pause();
    columns.rowOf(0);
    await pause();
    return columns;
  }

  get count(): number {
    return this.names.count;
  }

  /** The row of a column; -1 for one that is not listed. */
  rowOf(id: number): number {
    if (!this.#rowOfId) {
      const { values, length } = this.ids;
      // Ids ascend.
      this.#rowOfId = new Int32Array(length === 0 ? 0 : values[length - 1]! + 1).fill(-1);
      for (let row = 0; row < length; row++) this.#rowOfId[values[row]!] = row;
    }
    return this.#rowOfId[id] ?? -1;
  }

  /** Levels of all columns for a word; to be read, not written. */
  match(word: string): Uint8Array {
    const known = this.#matched.get(word);
    if (known) {
      this.#matched.delete(word);
      this.#matched.set(word, known);
      return known;
    }
    const levels = new Uint8Array(this.count).fill(LEVEL.none);
    this.names.match(word, levels);
    this.#matched.set(word, levels);
    if (this.#matched.size > KEPT_WORDS) this.#matched.delete(this.#matched.keys().next().value!);
    return levels;
  }

  #add([id, datasetId, path, ordinal, dataType]: Row): void {
    this.names.add(path);
    this.ids.push(id);
    this.datasetIds.push(datasetId);
    this.ordinals.push(ordinal ?? 1_000_000);
    this.pathHashes.push(hashOf(path.toLowerCase()));
    const type = dataType ?? '';
    let typeId = this.#typeIds.get(type);
    if (typeId === undefined) {
      typeId = this.types.length;
      this.types.push(type);
      this.#typeIds.set(type, typeId);
    }
    this.typeIds.push(typeId);
  }
}

/** FNV-1a, 32 bits. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash;
}
