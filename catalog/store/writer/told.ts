/**
 * What each import told of a record that several tell of together: ways of column lineage that runs show,
 * and properties of which the latest word counts. Kept apart, so that one of them can be taken back.
 *
 * It begins when a second import tells of the record: what the first one told is what the record held.
 */
import type { Evidence, Transformation } from '../../model/facts.ts';
import { RECORD_TYPES } from '../record-types.ts';
import type { WriterSession } from './session.ts';
import type { SightedType } from './sights.ts';
import type { Sql } from './sql.ts';

/** Codes of `also_said.record_type`; the value is JSON. */
export const TOLD = { columnEdge: 104, influence: 105, property: 106, project: 107 } as const;

/** In which ways a value comes from another. */
export interface Ways {
  readonly flags: number;
  readonly transformations: readonly Transformation[];
}

/** As it is stored: `text` is the JSON of the transformations, which are normalised. */
export interface ShownWays extends Ways {
  readonly text: string;
}

/** Where it was said: a statement can be made of it. */
export interface ToldPlace {
  readonly scope: number;
  readonly file: number;
  readonly at: string;
}

/** `statedAt`: order of the event that told it. `digest`: of the value; see `property_value`. */
export interface PropertyTold extends ToldPlace {
  readonly statedAt: string | null;
  readonly digest: string;
}

/** Both: masked, or aggregated, only where each that lets values pass is. */
export function together(before: Ways | null, said: Ways): Ways {
  if (!before) return said;
  const direct = (before.flags | said.flags) & 1;
  const counting = [before.flags, said.flags].filter((flags) => direct === 0 || (flags & 1) === 1);
  const common = counting.reduce((all, flags) => all & flags, 4 | 8);
  return {
    flags: direct | ((before.flags | said.flags) & 2) | common,
    transformations: normalise([...before.transformations, ...said.transformations]),
  };
}

/** Same set, same text: sorted and without repetition. */
export function normalise(transformations: readonly Transformation[]): readonly Transformation[] {
  if (transformations.length < 2) return transformations;
  const byText = new Map(
    transformations.map((one) => [
      JSON.stringify([one.type, one.subtype ?? '', one.description ?? '', one.masking ?? null]),
      one,
    ]),
  );
  return [...byText].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
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

export class Told {
  readonly #session: WriterSession;
  readonly #ways = new Map<string, string>();
  /** Whether ways of anything may have been written. */
  anyWays = false;
  readonly #properties = new Map<number, PropertyTold>();
  /** What records of this import show, of as many as are remembered. */
  readonly #shown = new Map<string, ShownWays>();
  /** Rows that this import made for what is not shown. */
  readonly #hidden = new Set<string>();

  constructor(session: WriterSession) {
    this.#session = session;
  }

  /**
   * `before`: what the record showed before this. `hidden`: it is not shown, because the run says entry by
   * entry what feeds the dataset.
   */
  ways(
    type: SightedType,
    id: number,
    said: Ways,
    before: Ways | null,
    evidence: Evidence,
    hidden: boolean,
  ): void {
    const { sql } = this.#session;
    const fresh = sql.isFresh(TABLES[type], id);
    // Of what this import made, it alone can have told.
    if (fresh && !hidden && !this.anyWays) return;
    this.anyWays = true;
    const key = `${type}${id}`;
    const known = this.#ways.get(key) ?? this.#stored(TOLD[type], id);
    if (known === undefined && fresh && !hidden) return;
    if (known === undefined && !fresh) {
      const held = before && { flags: before.flags, transformations: before.transformations };
      this.#baseline(TOLD[type], RECORD_TYPES[type], id, held);
    }
    const own = known === undefined ? (fresh ? before : null) : (JSON.parse(known) as Ways & ToldPlace);
    const { flags, transformations } = together(own, said);
    const same =
      own && JSON.stringify([own.flags, own.transformations]) === JSON.stringify([flags, transformations]);
    if (known !== undefined && same) return;
    const value = JSON.stringify({ flags, transformations, ...this.#place(evidence) });
    if (this.#ways.size >= REMEMBERED) this.#ways.clear();
    this.#ways.set(key, value);
    this.#write(TOLD[type], id, this.#session.importId, value);
  }

  /** What a record shows that this import made or found; undefined: only the table can tell. */
  shown(type: SightedType, id: number): ShownWays | undefined {
    return this.#shown.get(`${type}${id}`);
  }

  noteShown(type: SightedType, id: number, shown: ShownWays): void {
    if (this.#shown.size >= REMEMBERED) this.#shown.clear();
    this.#shown.set(`${type}${id}`, shown);
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
    if (!known && !this.#any(TOLD.property, id))
      this.#baseline(TOLD.property, RECORD_TYPES.property, id, { statedAt: found.statedAt });
    if (this.#properties.size >= REMEMBERED) this.flush();
    this.#properties.set(id, { ...said, ...this.#place(evidence) });
  }

  flush(): void {
    for (const [id, told] of this.#properties) {
      const stored = this.#stored(TOLD.property, id);
      if (stored !== undefined && isOlder(told.statedAt, (JSON.parse(stored) as PropertyTold).statedAt))
        continue;
      this.#write(TOLD.property, id, this.#session.importId, JSON.stringify(told));
    }
    this.#properties.clear();
  }

  #place(evidence: Evidence): ToldPlace {
    const { book } = this.#session;
    return { scope: book.scopeOf(evidence).id, file: book.fileId(evidence), at: evidence.at };
  }

  /** What the one import told that made the record. */
  #baseline(code: number, recordType: number, id: number, held: object | null): void {
    if (held === null || this.#any(code, id)) return;
    const { sql } = this.#session;
    const first = sql.get<ToldPlace & { importId: number; value: string | null }>(
      `SELECT s.scope_id AS scope, s.file_id AS file, s.at, s.value, f.import_id AS importId
       FROM statement s JOIN source_file f ON f.id = s.file_id WHERE s.record_type = ? AND s.record_id = ? AND f.import_id <> ?
       ORDER BY s.id DESC LIMIT 1`,
      recordType,
      id,
      this.#session.importId,
    );
    if (!first) return;
    const { importId, value: digest, ...place } = first;
    const value = { ...held, ...(code === TOLD.property ? { digest } : {}), ...place };
    this.#write(code, id, importId, JSON.stringify(value));
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
