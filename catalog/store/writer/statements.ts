/**
 * Statements: which source stands behind which record.
 *
 * Asserting a record that its scope already states, with the same value and from a file with the same
 * digest, writes nothing: that is what makes a second import of the same file a non-event.
 */
import { ALSO_SAID } from '../also-said.ts';
import type { Evidence } from '../../model/facts.ts';
import { RECORD_TABLES, RECORD_TYPES, recordTypeOf, type RecordType } from '../record-types.ts';
import { KnownStatements, type Before, type Known, type Limits } from './known-statements.ts';
import type { RowBuffer } from './row-buffer.ts';
import type { OpenScope, Scopes } from './scopes.ts';
import type { Sql } from './sql.ts';

export interface FileRow {
  readonly id: number;
  /** Null: not known yet, and that of no other file. */
  readonly sha256: string | null;
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
const COLUMNS = ['id', 'record_type', 'record_id', 'scope_id', 'value', 'file_id', 'at'];
/** Imports that are kept by name as repeating one statement; the first and the latest are always known. */
const MAX_REPEATERS = 64;

/** The source repeats the statement without a value: what it said before stays. */
export interface WhereNothingSaid {
  readonly otherwise: string | null;
}

function isFallback(said: string | null | WhereNothingSaid): said is WhereNothingSaid {
  return typeof said === 'object' && said !== null;
}

export class StatementBook {
  readonly #sql: Sql;
  readonly #scopes: Scopes;
  readonly #revision: number;
  readonly #files: readonly FileRow[];
  readonly #known: KnownStatements;
  readonly #shaOf = new Map<number, string>();
  readonly #new: RowBuffer;
  #lastEvidence: Evidence | undefined;
  #lastScope: OpenScope | undefined;
  /** Evidence was added or refreshed, even if no record changed. */
  touched = false;

  constructor(sql: Sql, scopes: Scopes, revision: number, files: readonly FileRow[], limits?: Limits) {
    this.#sql = sql;
    this.#scopes = scopes;
    this.#revision = revision;
    this.#files = files;
    // Fewer values to hand over: that takes a third of the time of a row.
    const beside = { last_file_id: 'file_id', last_at: 'at', since_revision: revision };
    this.#new = sql.rows('statement', COLUMNS, { beside });
    this.#known = new KnownStatements(sql, this.#new, revision, limits);
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
    const known = this.#known.find(scope, type, recordId);
    const value = isFallback(said) ? (known ? known.value : said.otherwise) : said;
    if (!known) {
      this.#insert(type, recordId, scope, evidence, value, null);
      return current ? NOTHING : APPEARED;
    }
    const repeated = known.fresh || known.generation > 0;
    known.generation = scope.generation;
    if (!repeated) this.#saidBefore(known, type, scope, evidence, value);
    if (known.value !== value) return this.#restate(known, type, recordId, scope, evidence, value);
    if (repeated) return current ? NOTHING : APPEARED;
    const file = this.#files[evidence.file]!;
    if (known.lastFileId !== file.id && this.#sha(known.lastFileId) !== file.sha256) {
      this.#sql.run(
        'UPDATE statement SET last_file_id = ?, last_at = ? WHERE id = ?',
        file.id,
        evidence.at,
        known.id,
      );
      known.lastFileId = file.id;
      this.touched = true;
    }
    return NOTHING;
  }

  /** An earlier import said it, and this one for the first time, as far as is remembered. */
  #saidBefore(
    known: Known,
    type: RecordType,
    scope: OpenScope,
    evidence: Evidence,
    value: string | null,
  ): void {
    if (scope.mode === 'accumulate' && known.lastFileId !== this.fileId(evidence)) this.#alsoSaid(known.id);
    if (known.value === null && type === 'source' && value !== null) {
      // Catalogs from before the kind was kept with the statement: nothing changed.
      this.#sql.run('UPDATE statement SET value = ? WHERE id = ?', value, known.id);
      known.value = value;
    }
  }

  /** Where statements add up, who repeated one is kept (up to a bound), so that it outlasts an undo. */
  #alsoSaid(statementId: number): void {
    this.#sql.run(
      `INSERT OR IGNORE INTO also_said (record_type, record_id, import_id)
       SELECT ${ALSO_SAID.statement}, ?1, ?2 WHERE (SELECT COUNT(*) FROM also_said WHERE record_type = ${ALSO_SAID.statement} AND record_id = ?1) < ?3`,
      statementId,
      this.#scopes.importId,
      MAX_REPEATERS,
    );
  }

  /** `before`: what the scope said before this import. */
  #insert(
    type: RecordType,
    recordId: number,
    scope: OpenScope,
    evidence: Evidence,
    value: string | null,
    before: Before | null,
  ): void {
    const id = this.#sql.nextId('statement');
    const fileId = this.fileId(evidence);
    const { at } = evidence;
    this.#new.add(id, RECORD_TYPES[type], recordId, scope.id, value, fileId, at);
    const { generation } = scope;
    this.#known.set(scope, type, recordId, {
      id,
      value,
      lastFileId: fileId,
      fresh: true,
      generation,
      before,
    });
    this.touched = true;
  }

  #restate(
    known: Known,
    type: RecordType,
    recordId: number,
    scope: OpenScope,
    evidence: Evidence,
    value: string | null,
  ): Assertion {
    const before = this.#known.before(scope, type, recordId, known);
    if (before && before.value === value) {
      this.#sql.run('DELETE FROM statement WHERE id = ?', known.id);
      this.#sql.run('UPDATE statement SET until_revision = NULL WHERE id = ?', before.id);
      this.#known.set(scope, type, recordId, { ...before, fresh: false, generation: scope.generation });
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
      this.#insert(type, recordId, scope, evidence, value, known);
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
      for (const row of this.#known.unrepeated(scope)) {
        if (row.fresh) this.#sql.run('DELETE FROM statement WHERE id = ?', row.id);
        else this.#sql.run('UPDATE statement SET until_revision = ? WHERE id = ?', this.#revision, row.id);
        this.touched = true;
        const type = recordTypeOf(row.type);
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
    this.#known.forget();
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
    this.#known.drop(type, recordId);
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
