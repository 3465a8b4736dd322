/**
 * What a query gives: WITH, set operations and SELECT, block by block.
 */
import { changed } from './changes.ts';
import { folded } from './dialects.ts';
import { Flow } from './flow.ts';
import { flowOf } from './expressions.ts';
import { KIND, type Kind } from './kinds.ts';
import { projected } from './projection.ts';
import { QueryError } from './query-error.ts';
import { stacked, type Rowset } from './rowset.ts';
import { Env, Scope, type Analysis } from './scope.ts';
import { addJoins, addLateralViews, addSource } from './sources.ts';
import { bodyOf, expressionOf, isQuery, listOf, nameOf, namesOf, type Body, type Name } from './tree.ts';

/** Turns of a recursion after which nothing new can come for all but contrived queries. */
const MOST_TURNS = 12;

/** See {@link Analysis.query}. Throws {@link QueryError} for what is no query. */
export function query(analysis: Analysis, value: unknown, env: Env, outer: Scope | null): Rowset {
  const expression = expressionOf(value);
  if (!expression) throw new QueryError('no-query');
  const { kind, body } = expression;
  if (kind === 'subquery' || kind === 'paren') {
    const own = body['with'] ? withTables(analysis, bodyOf(body['with']), env, outer) : env;
    return wrapped(analysis, body, own, outer);
  }
  const own = body['with'] ? withTables(analysis, bodyOf(body['with']), env, outer) : env;
  if (kind === 'select') return select(analysis, body, own, outer);
  if (kind === 'union') return union(analysis, value, own, outer);
  if (kind === 'intersect' || kind === 'except') {
    const left = query(analysis, body['left'], own, outer);
    const right = query(analysis, body['right'], own, outer);
    for (const { flow } of right.columns) analysis.influence(flow, KIND.filter);
    return left;
  }
  // `from t`, `values (1)`, `pivot t on …`: an item of a FROM clause that stands alone.
  return select(analysis, { expressions: [{ star: {} }], from: { expressions: [value] } }, own, outer);
}

const foldedAll = ({ dialect }: Analysis, names: unknown): string[] =>
  namesOf(names).map((name) => folded(dialect, name));

function wrapped(analysis: Analysis, body: Body, env: Env, outer: Scope | null): Rowset {
  const rowset = query(analysis, body['this'], env, outer);
  if (body['order_by']) sorted(analysis, body, rowset, env, outer);
  return rowset.renamed(foldedAll(analysis, body['column_aliases']));
}

/** ORDER BY of a set operation or of parentheses: it sees the output only. */
function sorted(analysis: Analysis, body: Body, rowset: Rowset, env: Env, outer: Scope | null): void {
  const scope = new Scope(analysis, env, outer);
  scope.sources.push({ alias: null, path: [], rowset, value: null, unseen: false });
  influence(scope, bodyOf(body['order_by'])['expressions'], KIND.sort, rowset);
}

/** Branches of a union, flattened: a long one is deeply nested to the left. */
function union(analysis: Analysis, value: unknown, env: Env, outer: Scope | null): Rowset {
  const branches: { readonly branch: unknown; readonly byName: boolean }[] = [];
  let at: unknown = value;
  for (;;) {
    const found = expressionOf(at);
    if (found?.kind !== 'union' || (at !== value && found.body['with'])) break;
    const byName = found.body['by_name'] === true || found.body['corresponding'] === true;
    branches.push({ branch: found.body['right'], byName });
    at = found.body['left'];
  }
  let rowset = query(analysis, at, env, outer);
  for (const { branch, byName } of branches.reverse()) {
    rowset = stacked(rowset, query(analysis, branch, env, outer), byName, analysis.budget);
  }
  const body = bodyOf(expressionOf(value)?.body);
  if (body['order_by']) sorted(analysis, body, rowset, env, outer);
  return rowset;
}

/** Common table expressions; each is analysed when it is first named, and once. */
function withTables(analysis: Analysis, body: Body, around: Env, outer: Scope | null): Env {
  let env = around;
  for (const item of listOf(body['ctes'])) {
    const cte = bodyOf(item);
    const name = nameOf(cte['alias']);
    if (!name) continue;
    // ClickHouse: `with lower(a) as b`, the value first.
    if (cte['alias_first'] === false) {
      env = env.withValue(name, (scope) => flowOf(cte['this'], scope));
      continue;
    }
    const before = env;
    const recursive = body['recursive'] === true || analysis.dialect.silentRecursion;
    let made: Rowset | null = null;
    env = env.with(name, () => {
      const columns = foldedAll(analysis, cte['columns']);
      made ??= recursive
        ? recursion(analysis, cte['this'], name, columns, before, outer)
        : query(analysis, cte['this'], before, outer).renamed(columns);
      return made;
    });
  }
  return env;
}

/** `with recursive`: the first branch starts it; the others see what came before, until nothing new comes. */
function recursion(
  analysis: Analysis,
  value: unknown,
  name: Name,
  columns: readonly string[],
  env: Env,
  outer: Scope | null,
): Rowset {
  const expression = expressionOf(value);
  if (expression?.kind !== 'union') return query(analysis, value, env, outer).renamed(columns);
  const own = expression.body['with']
    ? withTables(analysis, bodyOf(expression.body['with']), env, outer)
    : env;
  let rowset = query(analysis, expression.body['left'], own, outer).renamed(columns);
  for (let turn = 0; turn < MOST_TURNS; turn++) {
    const known = rowset;
    const next = query(
      analysis,
      expression.body['right'],
      own.with(name, () => known),
      outer,
    );
    rowset = stacked(known, next, false, analysis.budget);
    if (weight(rowset) === weight(known)) break;
  }
  return rowset;
}

/** Grows with every origin and every way in which one is used. */
const weight = ({ columns }: Rowset): number =>
  columns.reduce((sum, { flow }) => sum + flow.origins.reduce((own, { kinds }) => own + 4096 + kinds, 0), 0);

function select(analysis: Analysis, body: Body, env: Env, outer: Scope | null): Rowset {
  const scope = new Scope(analysis, env, outer);
  for (const item of listOf(bodyOf(body['from'])['expressions'])) addSource(item, scope);
  addLateralViews(body['lateral_views'], scope);
  addJoins(body['joins'], scope);
  for (const item of listOf(body['windows'])) {
    const name = nameOf(bodyOf(item)['name']);
    if (name) scope.windows.set(name.text.toLowerCase(), bodyOf(bodyOf(item)['spec']));
  }
  const { rowset, aliases } = projected(body, scope);
  for (const [alias, flow] of aliases) if (!scope.aliases.has(alias)) scope.aliases.set(alias, flow);
  for (const key of ['where_clause', 'prewhere', 'having', 'qualify', 'connect'] as const) {
    influence(scope, body[key], KIND.filter, rowset);
  }
  influence(scope, bodyOf(body['group_by'])['expressions'], KIND.groupBy, rowset);
  influence(scope, body['distinct_on'], KIND.groupBy, rowset);
  for (const key of ['order_by', 'sort_by', 'distribute_by', 'cluster_by'] as const) {
    influence(scope, bodyOf(body[key])['expressions'], KIND.sort, rowset);
  }
  return rowset;
}

/** Notes what a clause decides by; a number alone names a column of the output. */
function influence(scope: Scope, clause: unknown, kind: Kind, rowset: Rowset): void {
  if (!clause) return;
  const flow = new Flow(scope.analysis.budget);
  for (const item of Array.isArray(clause) ? listOf(clause) : [clause]) {
    const column = rowset.columns[positionOf(item) - 1];
    if (column) flow.absorb(column.flow, kind);
    else flow.absorb(flowOf(item, scope, kind), KIND.identity);
  }
  scope.analysis.influence(flow, kind);
}

/** `group by 2`, `order by 2 desc`: the position; 0 for anything else. */
function positionOf(item: unknown): number {
  const wrapped = bodyOf(item)['this'];
  const literal = expressionOf(wrapped ?? item);
  if (literal?.kind !== 'literal' || literal.body['literal_type'] !== 'number') return 0;
  return Number(literal.body['value']);
}

/** What the query inside a statement gives: `select`, `create table … as select`, `insert into … select`. */
export function outputOf(analysis: Analysis, statements: readonly unknown[]): Rowset {
  for (const statement of statements.toReversed()) {
    const expression = expressionOf(statement);
    if (!expression) continue;
    const { kind, body } = expression;
    if (isQuery(kind) || kind === 'subquery' || kind === 'values' || kind === 'pivot') {
      return query(analysis, statement, new Env(), null);
    }
    const own = body['with'] ? withTables(analysis, bodyOf(body['with']), new Env(), null) : new Env();
    const set = changed(analysis, kind, body, own);
    if (set) return set;
    for (const key of ['as_select', 'query', 'source']) {
      const inner = expressionOf(body[key]);
      if (!inner || !(isQuery(inner.kind) || inner.kind === 'subquery')) continue;
      const rowset = query(analysis, withOuter(inner, body), new Env(), null);
      // `insert into t (a, b) select …`, `create view v (a, b) as select …`: by position.
      const names = listOf(body['columns']).map((column) => {
        const inner = bodyOf(column)['name'];
        return typeof inner === 'object' && inner !== null ? inner : column;
      });
      return rowset.open ? rowset : rowset.renamed(foldedAll(analysis, names));
    }
  }
  throw new QueryError('no-query');
}

/** `insert … with x as (…) select …`: the WITH may hang on the statement. */
function withOuter(inner: { readonly kind: string; readonly body: Body }, body: Body): unknown {
  const own = inner.body['with'] ?? body['with'];
  return { [inner.kind]: { ...inner.body, with: own } };
}
