/**
 * Scopes within one import: which are open, which picture (generation) of each is being drawn, and
 * which are older than what the catalog holds and therefore ignored.
 */
import type { ScopeFact } from '../../model/facts.ts';
import type { RowBuffer } from './row-buffer.ts';
import type { Sql } from './sql.ts';

export interface OpenScope {
  readonly id: number;
  readonly key: string;
  /** Of the latest declaration: a source may list everything once and single items another time. */
  mode: 'accumulate' | 'replace';
  /** Grows each time the scope is declared within this import. */
  generation: number;
  /** This picture is older than the stored one: its facts are not used. */
  ignored: boolean;
  /** True once a picture of this import was not ignored. */
  drawn: boolean;
}

const SCOPE_ROW = ['id', 'key', 'importer', 'mode', 'as_of', 'import_id'];
/** Drawn several times by one import: once used is used, once whole is whole. */
const OR_MORE = `ON CONFLICT DO UPDATE SET used = MAX(used, excluded.used),
  as_of = CASE excluded.used WHEN 1 THEN excluded.as_of ELSE as_of END,
  mode = CASE WHEN excluded.used = 1 AND excluded.mode = 'replace' THEN 'replace' ELSE mode END`;

export class Scopes {
  readonly #sql: Sql;
  readonly #importId: number;
  readonly #open = new Map<string, OpenScope & { asOf: string | null }>();
  readonly #new: RowBuffer;
  readonly #drawn: RowBuffer;

  constructor(sql: Sql, importId: number) {
    this.#sql = sql;
    this.#importId = importId;
    this.#new = sql.rows('scope', SCOPE_ROW);
    this.#drawn = sql.rows('import_scope', ['import_id', 'scope_id', 'mode', 'as_of', 'used'], {
      tail: OR_MORE,
    });
  }

  declare(fact: ScopeFact, importer: string): void {
    const asOf = fact.asOf ?? null;
    const open = this.#open.get(fact.scope) ?? this.#load(fact, importer);
    // A picture without a time cannot be known to be newer than one with.
    const older = open.asOf !== null && (asOf === null || asOf < open.asOf);
    open.ignored = older;
    this.#note(open.id, fact, !older);
    if (older) return;
    open.mode = fact.mode;
    open.generation++;
    open.drawn = true;
    if (asOf !== open.asOf) {
      open.asOf = asOf;
      this.#sql.run('UPDATE scope SET as_of = ?, import_id = ? WHERE id = ?', asOf, this.#importId, open.id);
    }
  }

  /** For undo: which import drew or added to which scope. A whole picture counts more than an addition. */
  #note(scopeId: number, fact: ScopeFact, used: boolean): void {
    this.#drawn.add(this.#importId, scopeId, fact.mode, fact.asOf ?? null, used ? 1 : 0);
  }

  #load(fact: ScopeFact, importer: string): OpenScope & { asOf: string | null } {
    // Scopes that wait to be written are open, and all that a catalog has that had none.
    const stored = this.#sql.isFresh('scope', 1)
      ? undefined
      : this.#sql.getWritten<{ id: number; asOf: string | null }>(
          'SELECT id, as_of AS asOf FROM scope WHERE key = ?',
          fact.scope,
        );
    const id = stored?.id ?? this.#sql.nextId('scope');
    if (!stored) this.#new.add(id, fact.scope, importer, fact.mode, fact.asOf ?? null, this.#importId);
    const open = {
      id,
      key: fact.scope,
      mode: fact.mode,
      // Null also after an undo of everything that had drawn it.
      asOf: stored ? stored.asOf : (fact.asOf ?? null),
      generation: 0,
      ignored: false,
      drawn: false,
    };
    this.#open.set(fact.scope, open);
    return open;
  }

  get importId(): number {
    return this.#importId;
  }

  /** @throws when an importer states a fact in a scope that it did not declare */
  get(key: string): OpenScope {
    const scope = this.#open.get(key);
    if (!scope) throw new Error(`The scope "${key}" was not declared before its first fact`);
    return scope;
  }

  /** Scopes whose whole picture was drawn anew in this import. */
  *replaced(): Iterable<OpenScope> {
    for (const scope of this.#open.values()) {
      if (scope.mode === 'replace' && scope.drawn) yield scope;
    }
  }
}
