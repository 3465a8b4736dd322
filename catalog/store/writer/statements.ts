/**
 * Statements: which source stands behind which record.
 *
 * Asserting a record that its scope already states, with the same value and from a file with the same
 * digest, writes nothing: that is what makes a second import of the same file a non-event.
 */
import type { Evidence } from '../../model/facts.ts';
import { RECORD_TABLES, RECORD_TYPES, type RecordType } from '../record-types.ts';
import type { RowBuffer } from './row-buffer.ts';
import type { OpenScope, Scopes } from './scopes.ts';
import type { Sql } from './sql.ts';

export interface FileRow {
  readonly id: number;
  readonly sha256: string;
}

interface Known {
  readonly id: number;
  value: string | null;
  readonly fresh: boolean;
  generation: number;
  /** What this scope said before this import, while it says something else. */
  readonly before?: Known;
}

interface KnownOfScope {
  readonly scope: OpenScope;
  readonly entries: Map<number, Known>;
}

export interface Assertion {
  /** The record had nobody behind it before: it is new, or it is back. */
  readonly appeared: boolean;
  /** This scope said something else of it before. */
  readonly changed: boolean;
  /** After saying something else within this import, the scope is back at what it said before. */
  readonly reverted: boolean;
}

const NOTHING: Assertion = { appeared: false, changed: false, reverted: false };
const CHANGED: Assertion = { appeared: false, changed: true, reverted: false };
const APPEARED: Assertion = { appeared: true, changed: false, reverted: false };
const REVERTED: Assertion = { appeared: false, changed: false, reverted: true };
const COLUMNS = [
  'id',
  'record_type',
  'record_id',
  'scope_id',
  'value',
  'file_id',
  'at',
  'last_file_id',
  'last_at',
  'since_revision',
];
/** Statements of new scopes that are remembered at a time. */
const REMEMBERED = 100_000;
/** Imports that are kept by name as repeating one statement; the first and the latest are always known. */
const MAX_REPEATERS = 64;

/** The source repeats the statement without a value: what it said before stays. */
export interface WhereNothingSaid {
  readonly otherwise: string | null;
}

function isFallback(said: string | null | WhereNothingSaid): said is WhereNothingSaid {
  return typeof said === 'object' && said !== null;
}

/** Keys are numbers, small ones as long as may be: the record's id above, its type below. */
const keyOf = (type: number, recordId: number): number => recordId * 32 + type;

export class StatementBook {
  readonly #sql: Sql;
  readonly #scopes: Scopes;
  readonly #revision: number;
  readonly #files: readonly FileRow[];
  readonly #known = new Map<number, KnownOfScope>();
  readonly #remembered: number;
  #size = 0;
  #limit: number;
  /** By record type: statements on records below this id may have been forgotten. */
  readonly #floors = new Map<number, number>();
  readonly #shaOf = new Map<number, string>();
  readonly #new: RowBuffer;
  #lastEvidence: Evidence | undefined;
  #lastScope: OpenScope | undefined;
  /** Evidence was added or refreshed, even if no record changed. */
  touched = false;

  constructor(
    sql: Sql,
    scopes: Scopes,
    revision: number,
    files: readonly FileRow[],
    remembered = REMEMBERED,
  ) {
    this.#sql = sql;
    this.#limit = this.#remembered = remembered;
    this.#scopes = scopes;
    this.#revision = revision;
    this.#files = files;
    this.#new = sql.rows('statement', COLUMNS);
  }

  scopeOf(evidence: Evidence): OpenScope {
    if (evidence !== this.#lastEvidence) {
      this.#lastEvidence = evidence;
      this.#lastScope = this.#scopes.get(evidence.scope);
    }
    return this.#lastScope!;
  }

  fileId(evidence: Evidence): number {
    return this.#files[evidence.file]!.id;
  }

  /**
   * States that the record holds. `current`: whether anybody stood behind it before this call (its
   * `until_revision` is null and it is not new).
   */
  assert(
    type: RecordType,
    recordId: number,
    evidence: Evidence,
    current: boolean,
    said: string | null | WhereNothingSaid = null,
  ): Assertion {
    const scope = this.scopeOf(evidence);
    if (this.#size >= this.#limit) this.#forget();
    const ofScope = this.#ofScope(scope);
    const key = keyOf(RECORD_TYPES[type], recordId);
    const known = ofScope.get(key);
    if (known) {
      known.generation = scope.generation;
      const value = isFallback(said) ? known.value : said;
      if (known.value === value) return current ? NOTHING : APPEARED;
      return this.#restate(known, type, recordId, scope, evidence, value, ofScope, key);
    }
    const file = this.#files[evidence.file]!;
    const stored = this.#stored(type, recordId, scope.id);
    const value = isFallback(said) ? (stored?.value ?? said.otherwise) : said;
    if (!stored) {
      this.#insert(type, recordId, scope, evidence, value, ofScope, key);
      return current ? NOTHING : APPEARED;
    }
    const fresh = stored.since === this.#revision;
    const entry: Known = { id: stored.id, value: stored.value, fresh, generation: scope.generation };
    ofScope.set(key, entry);
    this.#size++;
    if (fresh) {
      // Said by this import, and forgotten since.
      if (entry.value === value) return current ? NOTHING : APPEARED;
      return this.#restate(entry, type, recordId, scope, evidence, value, ofScope, key);
    }
    if (scope.mode === 'accumulate' && stored.lastFileId !== file.id) this.#alsoSaid(stored.id);
    if (stored.value === null && type === 'source' && value !== null) {
      // Catalogs from before the kind was kept with the statement: nothing changed.
      this.#sql.run('UPDATE statement SET value = ? WHERE id = ?', value, stored.id);
      entry.value = stored.value = value;
    }
    if (stored.value !== value)
      return this.#restate(entry, type, recordId, scope, evidence, value, ofScope, key);
    if (stored.lastFileId !== file.id && this.#sha(stored.lastFileId) !== file.sha256) {
      this.#sql.run(
        'UPDATE statement SET last_file_id = ?, last_at = ? WHERE id = ?',
        file.id,
        evidence.at,
        stored.id,
      );
      this.touched = true;
    }
    return NOTHING;
  }

  #stored(
    type: RecordType,
    recordId: number,
    scopeId: number,
  ): { id: number; value: string | null; lastFileId: number; since: number } | undefined {
    // Of a record that is as new as this import, the statements are remembered, if not forgotten since.
    if (
      this.#sql.isFresh(RECORD_TABLES[type], recordId) &&
      recordId >= (this.#floors.get(RECORD_TYPES[type]) ?? 0)
    )
      return undefined;
    return this.#sql.getWritten(
      `SELECT id, value, last_file_id AS lastFileId, since_revision AS since FROM statement
       WHERE record_type = ? AND record_id = ? AND scope_id = ? AND until_revision IS NULL`,
      RECORD_TYPES[type],
      recordId,
      scopeId,
    );
  }

  #ofScope(scope: OpenScope): Map<number, Known> {
    let known = this.#known.get(scope.id);
    if (!known) this.#known.set(scope.id, (known = { scope, entries: new Map() }));
    return known.entries;
  }

  /**
   * Forgets what new scopes said in their first picture. Whoever says it again finds it in the file; and
   * where a second picture is drawn, what was forgotten is what it does not repeat.
   */
  #forget(): void {
    this.#new.flush();
    for (const [id, { scope, entries }] of this.#known) {
      if (scope.generation !== 1 || !this.#sql.isFresh('scope', id)) continue;
      this.#size -= entries.size;
      this.#known.delete(id);
    }
    for (const [name, code] of Object.entries(RECORD_TYPES))
      this.#floors.set(code, this.#sql.endOfIds(RECORD_TABLES[name as RecordType]));
    this.#limit = this.#size + this.#remembered;
  }

  /** Where statements add up, who repeated one is kept (up to a bound), so that it outlasts an undo. */
  #alsoSaid(statementId: number): void {
    this.#sql.run(
      `INSERT OR IGNORE INTO also_said (record_type, record_id, import_id)
       SELECT 0, ?1, ?2 WHERE (SELECT COUNT(*) FROM also_said WHERE record_type = 0 AND record_id = ?1) < ?3`,
      statementId,
      this.#scopes.importId,
      MAX_REPEATERS,
    );
  }

  #insert(
    type: RecordType,
    recordId: number,
    scope: OpenScope,
    evidence: Evidence,
    value: string | null,
    ofScope: Map<number, Known>,
    key: number,
    before?: Known,
  ): void {
    const id = this.#sql.nextId('statement');
    const fileId = this.fileId(evidence);
    this.#new.add(
      id,
      RECORD_TYPES[type],
      recordId,
      scope.id,
      value,
      fileId,
      evidence.at,
      fileId,
      evidence.at,
      this.#revision,
    );
    if (!before) this.#size++;
    ofScope.set(key, { id, value, fresh: true, generation: scope.generation, ...(before ? { before } : {}) });
    this.touched = true;
  }

  #restate(
    known: Known,
    type: RecordType,
    recordId: number,
    scope: OpenScope,
    evidence: Evidence,
    value: string | null,
    ofScope: Map<number, Known>,
    key: number,
  ): Assertion {
    if (known.before && known.before.value === value) {
      this.#sql.run('DELETE FROM statement WHERE id = ?', known.id);
      this.#sql.run('UPDATE statement SET until_revision = NULL WHERE id = ?', known.before.id);
      ofScope.set(key, { ...known.before, generation: scope.generation });
      return REVERTED;
    }
    if (known.fresh) {
      const fileId = this.fileId(evidence);
      this.#sql.run(
        'UPDATE statement SET value = ?, last_file_id = ?, last_at = ? WHERE id = ?',
        value,
        fileId,
        evidence.at,
        known.id,
      );
      known.value = value;
    } else {
      this.#sql.run('UPDATE statement SET until_revision = ? WHERE id = ?', this.#revision, known.id);
      this.#insert(type, recordId, scope, evidence, value, ofScope, key, known);
    }
    this.touched = true;
    return CHANGED;
  }

  #sha(fileId: number): string | undefined {
    let sha = this.#shaOf.get(fileId);
    if (sha === undefined) {
      sha =
        this.#sql.get<{ sha256: string }>('SELECT sha256 FROM source_file WHERE id = ?', fileId)?.sha256 ??
        '';
      this.#shaOf.set(fileId, sha);
    }
    return sha;
  }

  /**
   * Closes what replaced scopes said before and do not say now. Answers those records: whether somebody
   * else still stands behind them, or nobody does.
   */
  closeUnrepeated(): { type: RecordType; id: number; stands: boolean }[] {
    const closed: { type: RecordType; id: number; stands: boolean }[] = [];
    for (const scope of this.#scopes.replaced()) {
      // A new scope that was drawn once says what it says.
      if (scope.generation === 1 && this.#sql.isFresh('scope', scope.id)) continue;
      const repeated = this.#known.get(scope.id)?.entries;
      const stored = this.#sql.all<{ id: number; type: number; recordId: number; since: number }>(
        `SELECT id, record_type AS type, record_id AS recordId, since_revision AS since FROM statement
         WHERE scope_id = ? AND until_revision IS NULL`,
        scope.id,
      );
      for (const row of stored) {
        const known = repeated?.get(keyOf(row.type, row.recordId));
        if (known && known.generation === scope.generation) continue;
        if (row.since === this.#revision) this.#sql.run('DELETE FROM statement WHERE id = ?', row.id);
        else this.#sql.run('UPDATE statement SET until_revision = ? WHERE id = ?', this.#revision, row.id);
        repeated?.delete(keyOf(row.type, row.recordId));
        this.touched = true;
        const type = typeOf(row.type);
        const stands = this.#anyoneBehind(row.type, row.recordId);
        if (!stands) {
          this.#sql.run(
            `UPDATE ${RECORD_TABLES[type]} SET until_revision = ? WHERE id = ? AND until_revision IS NULL`,
            this.#revision,
            row.recordId,
          );
        }
        closed.push({ type, id: row.recordId, stands });
      }
    }
    this.#forget();
    return closed;
  }

  /** Closes every statement behind a record, whoever made it. True when somebody stood behind it. */
  withdraw(type: RecordType, recordId: number): boolean {
    const code = RECORD_TYPES[type];
    const closed =
      this.#sql.run(
        'DELETE FROM statement WHERE record_type = ? AND record_id = ? AND until_revision IS NULL AND since_revision = ?',
        code,
        recordId,
        this.#revision,
      ) +
      this.#sql.run(
        'UPDATE statement SET until_revision = ? WHERE record_type = ? AND record_id = ? AND until_revision IS NULL',
        this.#revision,
        code,
        recordId,
      );
    if (closed === 0) return false;
    this.#sql.run(
      `UPDATE ${RECORD_TABLES[type]} SET until_revision = ? WHERE id = ? AND until_revision IS NULL`,
      this.#revision,
      recordId,
    );
    for (const { entries } of this.#known.values()) entries.delete(keyOf(code, recordId));
    this.touched = true;
    return true;
  }

  #anyoneBehind(type: number, recordId: number): boolean {
    return (
      this.#sql.get(
        'SELECT 1 FROM statement WHERE record_type = ? AND record_id = ? AND until_revision IS NULL LIMIT 1',
        type,
        recordId,
      ) !== undefined
    );
  }
}

const NAMES = new Map(
  Object.entries(RECORD_TYPES).map(([name, code]) => [code as number, name as RecordType]),
);

function typeOf(code: number): RecordType {
  const name = NAMES.get(code);
  if (!name) throw new Error(`Unknown record type ${code}`);
  return name;
}
