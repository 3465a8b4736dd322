/**
 * Items of a FROM clause: what columns each of them brings.
 */
import { folded } from './dialects.ts';
import { Flow } from './flow.ts';
import { flowOf, walk } from './expressions.ts';
import { KIND } from './kinds.ts';
import { pivoted, pivotStatement, unpivoted } from './pivot.ts';
import { Rowset, type OutputColumn } from './rowset.ts';
import { Scope, type Source } from './scope.ts';
import {
  bodyOf,
  expressionOf,
  functionName,
  isQuery,
  listOf,
  nameOf,
  namesOf,
  type Body,
  type Expression,
  type Name,
} from './tree.ts';

const NAMELESS: Omit<Source, 'rowset'> = { alias: null, path: [], value: null, unseen: false };

/** Adds an item to the scope. Later items see the earlier ones, as LATERAL and UNNEST need. */
export function addSource(item: unknown, scope: Scope, unseen = false): void {
  const from = scope.sources.length;
  add(item, scope);
  if (unseen) {
    for (const [at, source] of scope.sources.entries())
      if (at >= from) scope.sources[at] = { ...source, unseen };
  }
}

function add(item: unknown, scope: Scope): void {
  const expression = expressionOf(item);
  if (!expression) return;
  const { kind, body } = expression;
  if (kind === 'joined_table') addJoined(body, scope);
  else if (kind === 'paren') add(body['this'], scope);
  else if (kind === 'subquery' && isTableLike(body['this']) && !nameOf(body['alias']))
    add(body['this'], scope);
  else scope.sources.push(sourceOf(expression, scope));
}

const foldedAll = (names: readonly Name[], { analysis }: Scope): string[] =>
  names.map((name) => folded(analysis.dialect, name));

/** Parentheses around tables, not around a query. */
function isTableLike(value: unknown): boolean {
  const kind = expressionOf(value)?.kind;
  return kind === 'table' || kind === 'joined_table' || kind === 'pivot' || kind === 'unpivot';
}

function addJoined(body: Body, scope: Scope): void {
  const alias = nameOf(body['alias']);
  const inner = alias ? new Scope(scope.analysis, scope.env, scope) : scope;
  add(body['left'], inner);
  addJoins(body['joins'], inner);
  addLateralViews(body['lateral_views'], inner);
  if (alias) scope.sources.push({ ...NAMELESS, alias, rowset: everything(inner) });
}

/** Joins of a FROM clause, with what their conditions and USING say. */
export function addJoins(joins: unknown, scope: Scope): void {
  for (const item of listOf(joins)) {
    const join = bodyOf(item);
    const kind = typeof join['kind'] === 'string' ? join['kind'] : '';
    const before = scope.sources.length;
    addSource(join['this'], scope, /semi|anti/i.test(kind));
    const { budget } = scope.analysis;
    const condition = new Flow(budget);
    walk(join['on'], scope, KIND.join, condition);
    walk(join['match_condition'], scope, KIND.join, condition);
    const using = namesOf(join['using']);
    for (const name of /natural/i.test(kind) ? shared(scope, before) : using) {
      const sides = scope.sources.flatMap(({ rowset }, at) =>
        at < before && scope.merged.has(name.text.toLowerCase()) ? [] : (rowset.find(name, budget) ?? []),
      );
      const merged = new Flow(budget);
      const earlier = scope.merged.get(name.text.toLowerCase());
      for (const side of [...(earlier ? [earlier] : []), ...sides]) merged.absorb(side, KIND.identity);
      scope.merged.set(name.text.toLowerCase(), merged);
      condition.absorb(merged, KIND.join);
    }
    scope.analysis.influence(condition, KIND.join);
  }
}

/** Columns that both sides of a natural join are known to have. */
function shared(scope: Scope, before: number): Name[] {
  const left = scope.sources.slice(0, before);
  return scope.sources.slice(before).flatMap(({ rowset }) =>
    rowset.columns.flatMap(({ name }) => {
      const text: Name | null = name === null ? null : { text: name, quoted: true };
      return text && left.some((source) => source.rowset.known(text)) ? [text] : [];
    }),
  );
}

/** `lateral view explode(m) t as k, v` */
export function addLateralViews(views: unknown, scope: Scope): void {
  for (const item of listOf(views)) {
    const view = bodyOf(item);
    const flow = flowOf(view['this'], scope, KIND.transformation);
    const names = namesOf(view['column_aliases']);
    scope.sources.push(generated(nameOf(view['table_alias']), names, flow));
  }
}

/** All columns that `*` stands for, with those of USING once. */
export function everything({ sources, merged, analysis }: Scope): Rowset {
  const visible = sources.filter(({ unseen }) => !unseen);
  const done = new Set<string>();
  const columns: OutputColumn[] = visible.flatMap(({ rowset }) =>
    rowset.columns.flatMap((column): OutputColumn[] => {
      const key = column.name?.toLowerCase();
      const flow = key === undefined ? undefined : merged.get(key);
      if (key === undefined || !flow) return [column];
      if (done.has(key)) return [];
      done.add(key);
      return [{ name: column.name, flow }];
    }),
  );
  const rest = visible.flatMap(({ rowset }) => rowset.rest);
  const beyond = visible.flatMap(({ rowset }) => rowset.beyond);
  if (rest.length === 0 || merged.size === 0) return new Rowset(columns, rest, beyond);
  const joined = new Rowset([], rest);
  return new Rowset(
    columns,
    [(name) => merged.get(name.text.toLowerCase()) ?? joined.hidden(name, analysis.budget)],
    beyond,
  );
}

function sourceOf(expression: Expression, scope: Scope): Source {
  const { kind, body } = expression;
  const alias = nameOf(body['alias']);
  const names = namesOf(body['column_aliases']);
  if (kind === 'table') return tableSource(body, scope, alias, names);
  if (kind === 'subquery' || isQuery(kind)) {
    const rowset = scope.analysis.query(
      { [kind]: kind === 'subquery' ? { ...body, alias: null } : body },
      scope.env,
      scope,
    );
    return { ...NAMELESS, alias, rowset: rowset.renamed(foldedAll(names, scope)) };
  }
  if (kind === 'alias') return aliased(body, scope, alias);
  if (kind === 'values') return { ...NAMELESS, alias, rowset: constants(body, scope, names) };
  if (kind === 'pivot' || kind === 'unpivot') {
    const inner = new Scope(scope.analysis, scope.env, scope);
    add(scope.analysis.dialect.grammar === 'duckdb' ? asTable(body['this']) : body['this'], inner);
    const input = everything(inner);
    const rowset =
      pivotStatement(body, inner, input) ??
      (kind === 'pivot' && body['unpivot'] !== true
        ? pivoted(body, inner, input)
        : unpivoted(body, inner, input));
    return {
      ...NAMELESS,
      alias,
      path: inner.sources[0]?.path ?? [],
      rowset: rowset.renamed(foldedAll(namesOf(body['alias_columns']), scope)),
    };
  }
  if (kind === 'tuple') return recordset(body, scope);
  return functionSource(expression, scope, alias, names);
}

/** `pivot t on …`: the grammar takes the table for a column. */
function asTable(item: unknown): unknown {
  const expression = expressionOf(item);
  if (expression?.kind === 'column') {
    const { name, table } = expression.body;
    return { table: { name, schema: table } };
  }
  const outer = expression?.kind === 'dot' ? expressionOf(expression.body['this']) : null;
  if (outer?.kind !== 'column') return item;
  const { name, table } = outer.body;
  return { table: { name: expression?.body['field'], schema: name, catalog: table } };
}

function tableSource(body: Body, scope: Scope, alias: Name | null, names: readonly Name[]): Source {
  const path = ['catalog', 'schema', 'name'].flatMap((key) => nameOf(body[key]) ?? []);
  const [first] = path;
  const last = path.at(-1);
  const { tables, budget } = scope.analysis;
  const texts = foldedAll(names, scope);
  if (path.length === 1 && last) {
    const inlined = scope.env.has(last) ? tables.inlined(last) : null;
    if (inlined) return { ...NAMELESS, alias: alias ?? last, rowset: inlined.renamed(texts) };
    const named = scope.env.find(last);
    if (named) return { ...NAMELESS, alias: alias ?? last, rowset: named.renamed(texts) };
  }
  // `from t, t.items`: the elements of a column of an earlier item.
  const earlier = path.length === 2 && first && !tables.has(path) ? scope.source(first) : null;
  if (earlier && last) {
    const flow = new Flow(budget).absorb(scope.columnOf(earlier, last), KIND.transformation);
    return generated(alias ?? last, names, flow);
  }
  return { ...NAMELESS, alias, path, rowset: tables.find(path).renamed(texts) };
}

/** `f(x) as t (a, b)`, `(values …) as t (a, b)`: the alias stands around the item. */
function aliased(body: Body, scope: Scope, alias: Name | null): Source {
  const inner = expressionOf(body['this']);
  if (!inner) return { ...NAMELESS, alias, rowset: new Rowset([]) };
  return sourceOf(
    {
      kind: inner.kind,
      body: { ...inner.body, alias: body['alias'], column_aliases: body['column_aliases'] },
    },
    scope,
  );
}

function constants(body: Body, scope: Scope, names: readonly Name[]): Rowset {
  const rows = listOf(body['expressions']).map((row) => {
    const expression = expressionOf(row);
    return listOf(expression?.kind === 'tuple' ? expression.body['expressions'] : bodyOf(row)['expressions']);
  });
  const width = Math.max(names.length, ...rows.slice(0, 1).map((row) => row.length));
  const columns = Array.from({ length: width }, (_, at): OutputColumn => {
    const flow = new Flow(scope.analysis.budget);
    for (const row of rows) walk(row[at], scope, KIND.identity, flow);
    return { name: names[at]?.text ?? `column${at + 1}`, flow };
  });
  return new Rowset(columns);
}

/** `json_to_recordset(x) as r (a int, b text)` */
function recordset(body: Body, scope: Scope): Source {
  const [call, definition] = listOf(body['expressions']);
  const table = expressionOf(definition);
  const flow = flowOf(call, scope, KIND.transformation);
  return generated(nameOf(table?.body['this']), namesOf(table?.body['columns']), flow);
}

/** Columns of Snowflake's FLATTEN, which have fixed names. */
const FLATTENED: readonly Name[] = ['SEQ', 'KEY', 'PATH', 'INDEX', 'VALUE', 'THIS'].map((text) => ({
  text,
  quoted: false,
}));

/** `unnest(…)`, `lateral flatten(…)`, `generate_series(…)`, `table(f(…))`: all columns come from the arguments. */
function functionSource(
  expression: Expression,
  scope: Scope,
  alias: Name | null,
  given: readonly Name[],
): Source {
  const { kind, body } = expression;
  if (kind === 'lateral') {
    const inner = expressionOf(body['this']);
    if (inner && (inner.kind === 'subquery' || isQuery(inner.kind))) {
      return { ...sourceOf(inner, scope), alias };
    }
    if (inner) return functionSource(inner, scope, alias, given);
  }
  if (functionName(expression) === 'table') {
    const [argument] = listOf(body['args']);
    const inner = expressionOf(argument);
    const source = inner && functionSource(inner, scope, alias, given);
    // `table(f(x)) as t`: the alias names rows, not a column.
    if (source?.value && given.length === 0 && source.rowset.columns.length <= 1) {
      return { ...source, rowset: unlisted(source.value) };
    }
    if (source) return source;
  }
  // Snowflake's generator gives rows without columns.
  if (functionName(expression) === 'generator') return { ...NAMELESS, alias, rowset: new Rowset([]) };
  const unnested = kind === 'unnest' ? unnestedSource(body, scope, alias, given) : null;
  if (unnested) return unnested;
  const flow = new Flow(scope.analysis.budget);
  walk({ [kind]: { ...body, alias: null, column_aliases: null } }, scope, KIND.transformation, flow);
  const offset = nameOf(body['offset_alias']);
  const names = given.length === 0 && functionName(expression) === 'flatten' ? FLATTENED : given;
  const source = generated(alias, names, flow);
  if (!offset) return source;
  const position: OutputColumn = { name: offset.text, flow: new Flow(scope.analysis.budget) };
  return { ...source, rowset: new Rowset([...source.rowset.columns, position], [], source.rowset.beyond) };
}

/**
 * `unnest(a, b) with ordinality as t (x, y, n)`: a column of each argument, then the position. Null where the
 * names do not say so, as with a map, which gives two columns.
 */
function unnestedSource(body: Body, scope: Scope, alias: Name | null, given: readonly Name[]): Source | null {
  const values = [body['this'], ...listOf(body['expressions'])];
  const counted = body['with_ordinality'] === true;
  const names = counted ? given.slice(0, -1) : given;
  const position = counted ? given.at(-1) : undefined;
  if (names.length !== values.length && (!position || values.length > 1)) return null;
  const flows = values.map((value) => flowOf(value, scope, KIND.transformation));
  const [only] = flows;
  if (!only || (values.length === 1 && !position)) return null;
  const columns = names.map(({ text }, at): OutputColumn => ({ name: text, flow: flows[at] ?? only }));
  const ordinal = position ? [{ name: position.text, flow: new Flow(scope.analysis.budget) }] : [];
  const rest = values.length === 1 ? [() => only] : [];
  return { ...NAMELESS, alias, rowset: new Rowset([...columns, ...ordinal], [], rest) };
}

/** Columns whose names only the database knows, all from one value. */
const unlisted = (flow: Flow): Rowset => new Rowset([], [() => flow]);

/** A source all of whose columns come from one value, whatever they are called. */
function generated(alias: Name | null, names: readonly Name[], flow: Flow): Source {
  const own = names.length > 0 || alias === null ? names : [alias];
  const columns = own.map(({ text }) => ({ name: text, flow }));
  if (columns.length === 0) return { ...NAMELESS, alias, rowset: unlisted(flow), value: flow };
  // A row of single values is known by its alias; fields of records are known when they are named.
  return { ...NAMELESS, alias, rowset: new Rowset(columns, [], [() => flow]), value: flow };
}
