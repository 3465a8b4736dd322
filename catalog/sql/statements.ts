/**
 * Which tables each statement of a text reads and writes. Names only: no schema is needed, and nothing
 * is said of columns.
 */
import { dialectOf } from './dialects.ts';
import { QueryError } from './query-error.ts';
import { bodyOf, expressionOf, listOf, nameOf, type Body } from './tree.ts';

/** What a statement does with the tables that it writes. */
export type StatementKind =
  | 'query'
  | 'insert'
  | 'create-table'
  | 'create-view'
  | 'merge'
  | 'update'
  | 'delete'
  | 'truncate'
  | 'copy'
  | 'drop'
  | 'other';

export interface Statement {
  readonly kind: StatementKind;
  /** Names in parts as written, outermost first, each once; common table expressions are none. */
  readonly reads: readonly (readonly string[])[];
  readonly writes: readonly (readonly string[])[];
  /** What is written is gone with the session: a name that later statements resolve through. */
  readonly temporary: boolean;
}

const KINDS: Readonly<Record<string, StatementKind>> = {
  select: 'query',
  union: 'query',
  intersect: 'query',
  except: 'query',
  subquery: 'query',
  values: 'query',
  pivot: 'query',
  insert: 'insert',
  multitable_inserts: 'insert',
  create_table: 'create-table',
  create_view: 'create-view',
  merge: 'merge',
  update: 'update',
  delete: 'delete',
  truncate: 'truncate',
  copy: 'copy',
  drop_table: 'drop',
  drop_view: 'drop',
};

/** Where a kind of statement names the table that it writes. */
const TARGETS: Readonly<Record<string, string>> = {
  insert: 'table',
  create_table: 'name',
  create_view: 'name',
  merge: 'this',
  update: 'table',
  delete: 'table',
  truncate: 'table',
  drop_view: 'name',
};

/** Nodes of a statement's tree; one with more is not read by half. */
const MOST_VISITS = 5_000_000;

/** Names of common table expressions and, where tables can be unnested, aliases; innermost first. */
interface Names {
  readonly own: ReadonlySet<string>;
  readonly around: Names | null;
}

const has = (names: Names | null, name: string): boolean => {
  for (let at = names; at; at = at.around) if (at.own.has(name.toLowerCase())) return true;
  return false;
};

/**
 * The statements that the parser made of a text.
 * @throws QueryError `too-complex`
 */
export function statementsOf(statements: readonly unknown[], database: string): Statement[] {
  const splitsNames = dialectOf(database).grammar === 'bigquery';
  return statements.flatMap((statement) => {
    const expression = expressionOf(statement);
    if (!expression) return [];
    const found = new Found(splitsNames);
    found.statement(expression.kind, expression.body);
    const { temporary } = expression.body;
    return [
      {
        kind: KINDS[expression.kind] ?? 'other',
        reads: found.reads,
        writes: found.writes,
        temporary: temporary === true,
      },
    ];
  });
}

interface Visit {
  readonly value: unknown;
  readonly ctes: Names | null;
  readonly aliases: Names | null;
}

class Found {
  readonly #reads = new Map<string, readonly string[]>();
  readonly #writes = new Map<string, readonly string[]>();
  readonly #splitsNames: boolean;
  readonly #open: Visit[] = [];

  constructor(splitsNames: boolean) {
    this.#splitsNames = splitsNames;
  }

  get reads(): readonly (readonly string[])[] {
    return [...this.#reads.values()];
  }

  get writes(): readonly (readonly string[])[] {
    return [...this.#writes.values()];
  }

  statement(kind: string, body: Body): void {
    const target = TARGETS[kind];
    // `copy t from …` writes the table, `copy t to …` reads it.
    const written = target ?? (kind === 'copy' && body['kind'] === true ? 'this' : null);
    if (written !== null) this.#note(this.#writes, body[written]);
    for (const name of kind === 'drop_table' ? listOf(body['names']) : []) this.#note(this.#writes, name);
    const rest = Object.entries(body).filter(([key]) => key !== written && key !== 'names');
    for (const source of kind === 'delete' ? listOf(body['using']) : []) this.#note(this.#reads, source);
    this.#note(this.#reads, body['clone_source']);
    this.#open.push({ value: { [kind]: Object.fromEntries(rest) }, ctes: null, aliases: null });
    // A list instead of recursion: nesting is as deep as the author likes.
    for (let left = MOST_VISITS; left > 0; left--) {
      const visit = this.#open.pop();
      if (!visit) return;
      this.#visit(visit);
    }
    throw new QueryError('too-complex');
  }

  #visit({ value, ctes, aliases }: Visit): void {
    if (Array.isArray(value)) {
      for (const item of value as readonly unknown[]) this.#push(item, ctes, aliases);
      return;
    }
    const expression = expressionOf(value);
    const items = Object.values(bodyOf(value));
    // A clause with one member, a list, looks like an expression.
    if (!expression || Array.isArray(items[0])) {
      for (const item of items) this.#push(item, ctes, aliases);
      return;
    }
    const { kind, body } = expression;
    if (kind === 'column') return;
    if (kind === 'table') this.#table(body, ctes, aliases);
    if (kind === 'insert') this.#note(this.#writes, body['table']);
    if (kind === 'select') this.#note(this.#writes, bodyOf(body['into'])['this']);
    const inner = body['with'] ? this.#withTables(bodyOf(body['with']), ctes, aliases) : ctes;
    const around = kind === 'select' ? { own: aliasesOf(body), around: aliases } : aliases;
    for (const [key, item] of Object.entries(body)) {
      if (key !== 'with' && key !== 'into' && !(kind === 'insert' && key === 'table'))
        this.#push(item, inner, around);
    }
  }

  #push(value: unknown, ctes: Names | null, aliases: Names | null): void {
    if (typeof value === 'object' && value !== null) this.#open.push({ value, ctes, aliases });
  }

  /** A query of WITH sees those before it, and itself where it is recursive. */
  #withTables(body: Body, around: Names | null, aliases: Names | null): Names | null {
    let names = around;
    for (const item of listOf(body['ctes'])) {
      const cte = bodyOf(item);
      const next = { own: new Set([(nameOf(cte['alias'])?.text ?? '').toLowerCase()]), around: names };
      this.#push(cte['this'], body['recursive'] === true ? next : names, aliases);
      names = next;
    }
    return names;
  }

  #table(body: Body, ctes: Names | null, aliases: Names | null): void {
    const parts = partsOf(body);
    const [first = ''] = parts;
    if (parts.length === 1 && has(ctes, first)) return;
    // `from t, t.items`: the elements of a column.
    if (parts.length === 2 && has(aliases, first)) return;
    this.#note(this.#reads, body);
  }

  #note(to: Map<string, readonly string[]>, value: unknown): void {
    const parts = partsOf(bodyOf(expressionOf(value)?.kind === 'table' ? expressionOf(value)?.body : value));
    const names = this.#splitsNames ? parts.flatMap((part) => part.split('.')) : parts;
    if (names.length > 0) to.set(names.join('\n').toLowerCase(), names);
  }
}

const partsOf = (table: Body): string[] =>
  ['catalog', 'schema', 'name'].flatMap((key) => nameOf(table[key])?.text ?? []);

/** What the items of a FROM clause are called: aliases, and tables by their own name. */
function aliasesOf(select: Body): ReadonlySet<string> {
  const items = [
    ...listOf(bodyOf(select['from'])['expressions']),
    ...listOf(select['joins']).map((join) => bodyOf(join)['this']),
  ];
  return new Set(
    items.flatMap((item) => {
      const body = bodyOf(expressionOf(item)?.body);
      const name = nameOf(body['alias']) ?? nameOf(body['name']);
      return name ? [name.text.toLowerCase()] : [];
    }),
  );
}
