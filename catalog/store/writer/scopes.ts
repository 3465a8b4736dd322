/**
 * Scopes within one import: which are open, which picture (generation) of each is being drawn, and
 * which are older than what the catalog holds and therefore ignored.
 */
import type { ScopeFact } from '../../model/facts.ts';
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

export class Scopes {
  readonly #sql: Sql;
  readonly #importId: number;
  readonly #open = new Map<string, OpenScope & { asOf: string | null }>();

  constructor(sql: Sql, importId: number) {
    this.#sql = sql;
    this.#importId = importId;
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
    this.#sql.run(
      `INSERT INTO import_scope (import_id, scope_id, mode, as_of, used) VALUES (?1, ?2, ?3, ?4, ?5)
       ON CONFLICT DO UPDATE SET used = MAX(used, ?5), as_of = CASE ?5 WHEN 1 THEN ?4 ELSE as_of END,
         mode = CASE WHEN ?5 = 1 AND ?3 = 'replace' THEN 'replace' ELSE mode END`,
      this.#importId,
      scopeId,
      fact.mode,
      fact.asOf ?? null,
      used ? 1 : 0,
    );
  }

  #load(fact: ScopeFact, importer: string): OpenScope & { asOf: string | null } {
    const stored = this.#sql.get<{ id: number; asOf: string | null }>(
      'SELECT id, as_of AS asOf FROM scope WHERE key = ?',
      fact.scope,
    );
    const id = stored?.id ?? this.#sql.nextId('scope');
    if (!stored) {
      this.#sql.run(
        'INSERT INTO scope (id, key, importer, mode, as_of, import_id) VALUES (?, ?, ?, ?, ?, ?)',
        id,
        fact.scope,
        importer,
        fact.mode,
        fact.asOf ?? null,
        this.#importId,
      );
    }
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
