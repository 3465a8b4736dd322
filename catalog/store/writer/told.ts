/**
 * What each import told of a record that several tell of together: ways of column lineage that runs show,
 * and properties of which the latest word counts. Kept apart, so that one of them can be taken back.
 *
 * It begins when a second import tells of the record: what the first one told is what the record held.
 */
import { ALSO_SAID } from '../also-said.ts';
import type { Evidence } from '../../model/facts.ts';
import { RECORD_TYPES } from '../record-types.ts';
import type { SightedRecord, SightedType } from './sights.ts';
import type { Sql } from './sql.ts';
import type { StatementBook } from './statements.ts';
import { readSights, withSight, type ShownWays, type SightsTold, type ToldPlace, type Ways } from './ways.ts';

/** `statedAt`: order of the event that told it. `digest`: of the value; see `property_value`. */
export interface PropertyTold extends ToldPlace {
  readonly statedAt: string | null;
  readonly digest: string;
}

/** What was told without a time gives way to what has one; of two without, the one that arrives later counts. */
export function isOlder(statedAt: string | null, than: string | null): boolean {
  return than !== null && (statedAt === null || statedAt < than);
}

/** A value that is about to be replaced is kept under its digest: history and undo show it again. */
export function keepValue(sql: Sql, propertyId: number, digest: string, value: string): void {
  sql.run(
    'INSERT OR IGNORE INTO property_value (property_id, digest, value) VALUES (?, ?, ?)',
    propertyId,
    digest,
    value,
  );
}

const TABLES: Readonly<Record<SightedType, string>> = { columnEdge: 'column_edge', influence: 'influence' };
const REMEMBERED = 100_000;

/** The import that tells. */
interface Telling {
  readonly sql: Sql;
  readonly importId: number;
  readonly book: StatementBook;
}

export class Told {
  readonly #session: Telling;
  readonly #ways = new Map<string, string>();
  /** Records of this import of which ways were written, of as many as are remembered. */
  readonly #own = new Set<string>();
  #ownForgotten = false;
  readonly #properties = new Map<number, PropertyTold>();
  /** What records of this import show, of as many as are remembered. */
  readonly #shown = new Map<string, ShownWays>();
  /** Rows that this import made for what is not shown. */
  readonly #hidden = new Set<string>();

  constructor(session: Telling) {
    this.#session = session;
  }

  /**
   * To be called before the sight is noted (sights.ts). `held`: what the row holds. `hidden`: it is not shown,
   * because the run says entry by entry what feeds the dataset.
   */
  ways(
    { type, id }: SightedRecord,
    said: ShownWays,
    {
      runId,
      explicit,
      hidden,
    }: { readonly runId: number; readonly explicit: boolean; readonly hidden: boolean },
    held: ShownWays | null,
    evidence: Evidence,
  ): void {
    const { sql } = this.#session;
    const fresh = sql.isFresh(TABLES[type], id);
    const same =
      fresh && !hidden && (held === null || (held.flags === said.flags && held.text === said.text));
    const key = `${type}${id}`;
    if (same && !this.#mayBeOwn(key)) return;
    const known = this.#ways.get(key) ?? this.#stored(ALSO_SAID[type], id);
    if (known === undefined && same) return;
    if (known === undefined && !fresh && held) this.#baselineWays({ type, id }, held);
    const own: SightsTold = known
      ? readSights(known)
      : { said: fresh && held ? [this.#saidBefore({ type, id }, held)] : [], ...this.#place(evidence) };
    const value = JSON.stringify(withSight(own, said, runId, explicit));
    if (known === value) return;
    if (fresh) this.#noteOwn(key);
    if (this.#ways.size >= REMEMBERED) this.#ways.clear();
    this.#ways.set(key, value);
    this.#write(ALSO_SAID[type], id, this.#session.importId, value);
  }

  /** Whether ways may have been written of a record that this import made; no other one can have told of it. */
  toldOwn({ type, id }: SightedRecord): boolean {
    return this.#mayBeOwn(`${type}${id}`);
  }

  #mayBeOwn(key: string): boolean {
    return this.#ownForgotten || this.#own.has(key);
  }

  #noteOwn(key: string): void {
    if (this.#own.size < REMEMBERED) this.#own.add(key);
    else this.#ownForgotten = true;
  }

  /** What a record shows that this import made or found; undefined: only the table can tell. */
  shown(type: SightedType, id: number): ShownWays | undefined {
    return this.#shown.get(`${type}${id}`);
  }

  noteShown(type: SightedType, id: number, shown: ShownWays): void {
    if (this.#shown.size >= REMEMBERED) this.#shown.clear();
    this.#shown.set(`${type}${id}`, shown);
  }

  /** What the one import told that made the record. Where that was taken back, its sights are forgotten. */
  #baselineWays(record: SightedRecord, held: Ways): void {
    const said = [this.#saidBefore(record, held)];
    const importId = this.#baseline(ALSO_SAID[record.type], RECORD_TYPES[record.type], record.id, { said });
    if (importId === null) return;
    const { sql } = this.#session;
    if (sql.get('SELECT 1 FROM import_batch WHERE id = ? AND undone_in IS NOT NULL', importId))
      sql.run(
        'DELETE FROM run_sight WHERE record_type = ? AND record_id = ?',
        RECORD_TYPES[record.type],
        record.id,
      );
  }

  #saidBefore({ type, id }: SightedRecord, { flags, transformations }: Ways) {
    const runs = this.#session.sql
      .all<{ runId: number; explicit: 0 | 1 }>(
        'SELECT run_id AS runId, explicit FROM run_sight WHERE record_type = ? AND record_id = ?',
        RECORD_TYPES[type],
        id,
      )
      .map(({ runId, explicit }) => [runId, explicit] as const);
    return { flags, transformations, runs };
  }

  /** The row of what is not shown was made by this import. */
  hid(type: SightedType, id: number): void {
    this.#hidden.add(`${type}${id}`);
  }

  /** True when this import made the row for what was not shown, and shows it now. */
  showed(type: SightedType, id: number): boolean {
    return this.#hidden.size > 0 && this.#hidden.delete(`${type}${id}`);
  }

  /** To be called before the property changes. */
  property(
    id: number,
    found: { readonly statedAt: string | null },
    said: { readonly statedAt: string | null; readonly digest: string },
    evidence: Evidence,
  ): void {
    const known = this.#properties.get(id);
    if (known && isOlder(said.statedAt, known.statedAt)) return;
    if (!known && !this.#any(ALSO_SAID.property, id))
      this.#baseline(ALSO_SAID.property, RECORD_TYPES.property, id, { statedAt: found.statedAt });
    if (this.#properties.size >= REMEMBERED) this.flush();
    this.#properties.set(id, { ...said, ...this.#place(evidence) });
  }

  flush(): void {
    for (const [id, told] of this.#properties) {
      const stored = this.#stored(ALSO_SAID.property, id);
      if (stored !== undefined && isOlder(told.statedAt, (JSON.parse(stored) as PropertyTold).statedAt))
        continue;
      this.#write(ALSO_SAID.property, id, this.#session.importId, JSON.stringify(told));
    }
    this.#properties.clear();
  }

  #place(evidence: Evidence): ToldPlace {
    const { book } = this.#session;
    return { scope: book.scopeOf(evidence).id, file: book.fileId(evidence), at: evidence.at };
  }

  /** Notes what the one import told that made the record; answers it, null where nothing was noted. */
  #baseline(code: number, recordType: number, id: number, held: object): number | null {
    if (this.#any(code, id)) return null;
    const { sql } = this.#session;
    const first = sql.get<ToldPlace & { importId: number; value: string | null }>(
      `SELECT s.scope_id AS scope, s.file_id AS file, s.at, s.value, f.import_id AS importId
       FROM statement s JOIN source_file f ON f.id = s.file_id WHERE s.record_type = ? AND s.record_id = ? AND f.import_id <> ?
       ORDER BY s.id DESC LIMIT 1`,
      recordType,
      id,
      this.#session.importId,
    );
    if (!first) return null;
    const { importId, value: digest, ...place } = first;
    const value = { ...held, ...(code === ALSO_SAID.property ? { digest } : {}), ...place };
    this.#write(code, id, importId, JSON.stringify(value));
    return importId;
  }

  #any(code: number, id: number): boolean {
    return (
      this.#session.sql.get(
        'SELECT 1 FROM also_said WHERE record_type = ? AND record_id = ? LIMIT 1',
        code,
        id,
      ) !== undefined
    );
  }

  #stored(code: number, id: number): string | undefined {
    const { sql, importId } = this.#session;
    return sql.get<{ value: string }>(
      'SELECT value FROM also_said WHERE record_type = ? AND record_id = ? AND import_id = ?',
      code,
      id,
      importId,
    )?.value;
  }

  #write(code: number, id: number, importId: number, value: string): void {
    this.#session.sql.run(
      `INSERT INTO also_said (record_type, record_id, import_id, value) VALUES (?1, ?2, ?3, ?4)
       ON CONFLICT DO UPDATE SET value = ?4`,
      code,
      id,
      importId,
      value,
    );
  }
}
