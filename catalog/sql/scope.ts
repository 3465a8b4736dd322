/**
 * What a name means where it stands: the sources of the query around it, then of the queries around
 * that one.
 */
import type { Dialect } from './dialects.ts';
import { Flow, type Budget } from './flow.ts';
import { KIND, type Kind } from './kinds.ts';
import { SURE } from './lineage.ts';
import { oneOf, type Rowset } from './rowset.ts';
import type { Tables } from './tables.ts';
import type { Body, Name } from './tree.ts';

/** What one analysis shares. */
export interface Analysis {
  readonly dialect: Dialect;
  readonly budget: Budget;
  readonly tables: Tables;
  /** Notes columns that decide which rows there are. */
  influence(flow: Flow, kind: Kind): void;
  /** What a query gives; `outer` is where it stands, if it may refer to what is around it. */
  query(query: unknown, env: Env, outer: Scope | null): Rowset;
}

/** The common table expressions that can be named at some place. */
export class Env {
  readonly #own: ReadonlyMap<string, () => Rowset>;
  readonly #around: Env | null;
  readonly #values: ReadonlyMap<string, (scope: Scope) => Flow>;

  constructor(
    own: ReadonlyMap<string, () => Rowset> = new Map(),
    around: Env | null = null,
    values: ReadonlyMap<string, (scope: Scope) => Flow> = new Map(),
  ) {
    this.#own = own;
    this.#around = around;
    this.#values = values;
  }

  /** A value with a name (ClickHouse: `with lower(a) as b`); what it means depends on where it is used. */
  value(key: string): ((scope: Scope) => Flow) | null {
    return this.#values.get(key) ?? this.#around?.value(key) ?? null;
  }

  withValue(name: Name, value: (scope: Scope) => Flow): Env {
    return new Env(new Map(), this, new Map([[name.text.toLowerCase(), value]]));
  }

  find(name: Name): Rowset | null {
    return this.#own.get(name.text.toLowerCase())?.() ?? this.#around?.find(name) ?? null;
  }

  has(name: Name): boolean {
    return this.#own.has(name.text.toLowerCase()) || this.#around?.has(name) === true;
  }

  with(name: Name, rowset: () => Rowset): Env {
    return new Env(new Map([[name.text.toLowerCase(), rowset]]), this);
  }
}

/** An item of a FROM clause. */
export interface Source {
  readonly alias: Name | null;
  /** Name of the table, outermost part first; empty for other sources. */
  readonly path: readonly Name[];
  readonly rowset: Rowset;
  /** What the alias itself stands for where the source gives single values (`unnest(x) as u`). */
  readonly value: Flow | null;
  /** Not part of `*`: the right side of a semi join. */
  readonly unseen: boolean;
}

/** Words that look like columns and are none. */
const NILADIC = new Set([
  'all',
  'current_date',
  'current_time',
  'current_timestamp',
  'current_user',
  'getdate',
  'level',
  'localtime',
  'localtimestamp',
  'rownum',
  'session_user',
  'sysdate',
  'systimestamp',
  'user',
]);

export class Scope {
  readonly analysis: Analysis;
  readonly env: Env;
  readonly outer: Scope | null;
  readonly sources: Source[] = [];
  /** Columns that a join with USING makes one. */
  readonly merged = new Map<string, Flow>();
  /** Aliases of the select list that can be referred to. */
  readonly aliases = new Map<string, Flow>();
  readonly windows = new Map<string, Body>();
  /** Parameters of a lambda: they stand for parts of a value that is counted already. */
  readonly parameters = new Set<string>();
  /** Named values that are being looked into; inside one, its name is a column's. */
  readonly #values = new Set<string>();
  /** What named values were found to be, and of how many sources. */
  readonly #found = new Map<string, { readonly sources: number; readonly flow: Flow }>();

  constructor(analysis: Analysis, env: Env, outer: Scope | null) {
    this.analysis = analysis;
    this.env = env;
    this.outer = outer;
  }

  /** The source of this name, here or further out. */
  source(name: Name, before?: Name | null): Source | null {
    const fits = (part: Name | undefined): boolean =>
      part !== undefined && part.text.toLowerCase() === name.text.toLowerCase();
    const found =
      this.sources.find(({ alias }) => alias !== null && fits(alias)) ??
      this.sources.find(
        ({ alias, path }) =>
          alias === null &&
          fits(path.at(-1)) &&
          (!before || path.length < 2 || path.at(-2)?.text.toLowerCase() === before.text.toLowerCase()),
      );
    return found ?? this.outer?.source(name, before) ?? null;
  }

  /** A column of a source that is named with it. */
  columnOf({ rowset }: Source, name: Name): Flow {
    const { budget } = this.analysis;
    return (
      rowset.find(name, budget) ??
      rowset.unlisted(name, budget) ??
      new Flow(budget).problem('column-not-found', name.text)
    );
  }

  /** An unqualified name, or null where nothing has it. */
  column(name: Name): Flow | null {
    return this.listed(name) ?? this.#lastResort(name, name.text.toLowerCase());
  }

  /** As {@link column}, without the guess that a table has a column which is not listed. */
  listed(name: Name): Flow | null {
    const key = name.text.toLowerCase();
    if (this.parameters.has(key)) return new Flow(this.analysis.budget);
    return this.#own(name, key) ?? this.outer?.listed(name) ?? null;
  }

  #own(name: Name, key: string): Flow | null {
    const { budget } = this.analysis;
    const merged = this.merged.get(key);
    if (merged) return merged;
    const value = this.#named(key);
    if (value) return value;
    const known = this.sources.flatMap(({ rowset }) => rowset.known(name) ?? []);
    if (known.length > 0) return oneOf(known, name, budget);
    const row = this.sources.find(
      (source) => source.value && source.alias?.text.toLowerCase() === key,
    )?.value;
    if (row) return row;
    const hidden = this.sources.flatMap(({ rowset }) => rowset.hidden(name, budget) ?? []);
    if (hidden.length > 0 && this.analysis.dialect.unnestsRecords) hidden.push(...this.#fields());
    const alias = this.aliases.get(key);
    if (alias && hidden.length > 0 && !name.quoted) {
      const either = new Flow(budget)
        .absorb(alias, KIND.identity, SURE.ambiguous)
        .problem('alias-or-column', name.text);
      for (const flow of hidden) either.absorb(flow, KIND.identity, SURE.ambiguous);
      return either;
    }
    if (alias) return alias;
    return oneOf(hidden, name, budget);
  }

  #named(key: string): Flow | null {
    const value = this.#values.has(key) ? null : this.env.value(key);
    if (!value) return null;
    const known = this.#found.get(key);
    if (known?.sources === this.sources.length) return known.flow;
    this.#values.add(key);
    const flow = value(this);
    this.#values.delete(key);
    this.#found.set(key, { sources: this.sources.length, flow });
    return flow;
  }

  /** Values that may be records, whose fields can be named like columns. */
  #fields(): Flow[] {
    return this.sources.flatMap(({ value, rowset }) => (value && rowset.columns.length <= 1 ? [value] : []));
  }

  /** Nothing lists it: a row as a value, a pseudo column of the only table, a word that is no column. */
  #lastResort(name: Name, key: string): Flow | null {
    const { budget } = this.analysis;
    const whole = this.outer === null ? this.source(name) : null;
    if (whole) return whole.rowset.whole(budget);
    if (!name.quoted && NILADIC.has(key)) return new Flow(budget);
    const fields = this.analysis.dialect.unnestsRecords ? this.#fields() : [];
    if (fields.length > 0) return oneOf(fields, name, budget);
    const unlisted = this.sources.flatMap(({ rowset }) => rowset.unlisted(name, budget) ?? []);
    return oneOf(unlisted, name, budget) ?? this.outer?.column(name) ?? null;
  }
}
