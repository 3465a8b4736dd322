/**
 * A select list: the columns of the output, their names, and what flows into them.
 */
import { folded, type Dialect } from './dialects.ts';
import { flowOf, walk } from './expressions.ts';
import { Flow } from './flow.ts';
import { KIND } from './kinds.ts';
import { fieldsAsColumns } from './records.ts';
import { Rowset, type OutputColumn, type Rest } from './rowset.ts';
import type { Scope } from './scope.ts';
import { everything } from './sources.ts';
import {
  expressionOf,
  functionName,
  listOf,
  nameOf,
  namesOf,
  unwrapped,
  type Body,
  type Expression,
  type Name,
} from './tree.ts';

export interface Projection {
  readonly rowset: Rowset;
  /** By name in lower case; the first of a name counts. */
  readonly aliases: ReadonlyMap<string, Flow>;
}

/** The output of a SELECT whose sources are in `scope`. */
export function projected(select: Body, scope: Scope): Projection {
  const columns: OutputColumn[] = [];
  const rest: Rest[] = [];
  const beyond: Rest[] = [];
  const aliases = new Map<string, Flow>();
  const left = new Set(namesOf(select['exclude']).map(({ text }) => text.toLowerCase()));
  for (const item of listOf(select['expressions'])) {
    const star = starOf(item, scope);
    if (star) {
      columns.push(...star.columns.filter(({ name }) => name === null || !left.has(name.toLowerCase())));
      rest.push(...star.rest.map((one) => excluding(one, left)));
      beyond.push(...star.beyond.map((one) => excluding(one, left)));
      continue;
    }
    for (const column of columnsOf(item, scope)) {
      columns.push(column);
      if (column.name === null || column.from !== 'alias') continue;
      const key = column.name.toLowerCase();
      if (!aliases.has(key)) aliases.set(key, column.flow);
      if (scope.analysis.dialect.lateralAliases && !scope.aliases.has(key))
        scope.aliases.set(key, column.flow);
    }
  }
  return { rowset: new Rowset(columns, rest, beyond), aliases };
}

interface NamedColumn extends OutputColumn {
  readonly from: 'alias' | 'expression';
}

function columnsOf(item: unknown, scope: Scope): NamedColumn[] {
  const expression = expressionOf(item);
  const { budget, dialect } = scope.analysis;
  if (expression?.kind === 'alias') {
    const several = namesOf(expression.body['column_aliases']);
    const flow = flowOf(expression.body['this'], scope);
    if (several.length > 0)
      return several.map((name) => ({ name: folded(dialect, name), flow, from: 'alias' }));
    const name = nameOf(expression.body['alias']);
    return [{ name: name && folded(dialect, name), flow, from: 'alias' }];
  }
  if (expression?.kind === 'aliases') {
    const flow = flowOf(expression.body['this'], scope);
    const names = namesOf(expression.body['expressions']);
    return names.map((name) => ({ name: folded(dialect, name), flow, from: 'alias' }));
  }
  // T-SQL: `select total = a + b`.
  const assigned = dialect.grammar === 'tsql' || dialect.grammar === 'fabric' ? assignment(expression) : null;
  if (assigned)
    return [{ name: folded(dialect, assigned.name), flow: flowOf(assigned.value, scope), from: 'alias' }];
  const flow = new Flow(budget);
  walk(item, scope, KIND.identity, flow);
  return [{ name: madeUpName(item, dialect), flow, from: 'expression' }];
}

function assignment(expression: Expression | null): { readonly name: Name; readonly value: unknown } | null {
  if (expression?.kind !== 'eq') return null;
  const left = expressionOf(expression.body['left']);
  const name = left?.kind === 'column' && !left.body['table'] ? nameOf(left.body['name']) : null;
  return name ? { name, value: expression.body['right'] } : null;
}

/** Name of a column without an alias, where the databases agree or this one's rule is known. */
function madeUpName(item: unknown, dialect: Dialect): string | null {
  const expression = expressionOf(unwrapped(item));
  if (!expression) return null;
  const { kind, body } = expression;
  const own = kind === 'column' ? nameOf(body['name']) : kind === 'dot' ? nameOf(body['field']) : null;
  if (own) return folded(dialect, own);
  if (!dialect.namesCalls) return null;
  if (kind === 'cast') return madeUpName(body['this'], dialect);
  if (kind === 'window_function') return madeUpName(body['this'], dialect);
  if (kind === 'case') return 'case';
  const name = functionName(expression) || body['name'] || body['original_name'];
  if (typeof name === 'string' && name !== '') return name.toLowerCase();
  return CALLS.has(kind) ? kind : null;
}

const CALLS = new Set([
  'coalesce',
  'row_number',
  'rank',
  'dense_rank',
  'lag',
  'lead',
  'count',
  'exists',
  'array_agg',
  'string_agg',
  'upper',
  'lower',
  'greatest',
  'least',
  'round',
  'abs',
  'replace',
  'substring',
]);

/** What a star stands for, with its EXCEPT, REPLACE and RENAME; null for other expressions. */
function starOf(item: unknown, scope: Scope): Rowset | null {
  const expression = expressionOf(item);
  if (!expression) return null;
  if (functionName(expression) === 'columns') return pattern(scope);
  const { kind, body } = expression;
  const field = kind === 'dot' ? nameOf(body['field'])?.text : null;
  if (kind !== 'star' && field !== '*') return null;
  const input = field === '*' ? rowOf(body['this'], scope) : inputOf(body, scope);
  const left = new Set(namesOf(body['except']).map(({ text }) => text.toLowerCase()));
  const replaced = new Map<string, Flow>();
  for (const replacement of listOf(body['replace'])) {
    const inner = expressionOf(replacement);
    const alias = inner?.kind === 'alias' ? inner.body : (replacement as Body);
    const name = nameOf(alias['alias']);
    if (name) replaced.set(name.text.toLowerCase(), flowOf(alias['this'], scope));
  }
  const renamed = new Map<string, string>();
  for (const pair of listOf(body['rename'])) {
    const [from, to] = namesOf(pair);
    if (from && to) renamed.set(from.text.toLowerCase(), folded(scope.analysis.dialect, to));
  }
  const columns = input.columns.flatMap(({ name, flow }): OutputColumn[] => {
    const key = name?.toLowerCase();
    if (key === undefined) return [{ name, flow }];
    return left.has(key) ? [] : [{ name: renamed.get(key) ?? name, flow: replaced.get(key) ?? flow }];
  });
  const gone = new Set([...left, ...replaced.keys(), ...renamed.keys()]);
  const beyond = input.beyond.map((one) => excluding(one, gone));
  if (!input.open) return new Rowset(columns, [], beyond);
  const known = new Set(input.columns.flatMap(({ name }) => name?.toLowerCase() ?? []));
  const text = (key: string): Name => ({ text: key, quoted: false });
  for (const [key, flow] of replaced) if (!known.has(key)) columns.push({ name: key, flow });
  for (const [key, to] of renamed) {
    const flow = known.has(key) ? null : input.hidden(text(key), scope.analysis.budget);
    if (flow) columns.push({ name: to, flow });
  }
  return new Rowset(
    columns,
    input.rest.map((one) => excluding(one, gone)),
    beyond,
  );
}

/** The sources that the star is about; `s.*` may be about a record column `s`. */
function inputOf(body: Body, scope: Scope): Rowset {
  const table = nameOf(body['table']);
  if (!table) return everything(scope);
  const source = scope.source(table);
  if (source?.value) return fieldsAsColumns(source.value);
  if (source) return source.rowset;
  const column = scope.listed(table);
  return column
    ? fieldsAsColumns(
        column.fields ? column : new Flow(scope.analysis.budget).absorb(column, KIND.transformation),
      )
    : new Rowset([], [() => new Flow(scope.analysis.budget).problem('unknown-table', table.text)]);
}

/** `(r).*`: the row of a source, or the fields of a record. */
function rowOf(value: unknown, scope: Scope): Rowset {
  const inner = expressionOf(unwrapped(value));
  const name = inner?.kind === 'column' && !inner.body['table'] ? nameOf(inner.body['name']) : null;
  const source = name && !scope.listed(name) ? scope.source(name) : null;
  if (source) return source.rowset;
  const record = flowOf(value, scope);
  return fieldsAsColumns(record.fields ? record : flowOf(value, scope, KIND.transformation));
}

/** `columns('a.*')`: which columns they are is for the database to say. */
function pattern(scope: Scope): Rowset {
  const all = everything(scope);
  const { budget } = scope.analysis;
  return new Rowset(
    [],
    [
      (name) => {
        const found = all.find(name, budget);
        return found
          ? new Flow(budget).absorb(found, KIND.identity).problem('column-pattern', name.text)
          : null;
      },
    ],
  );
}

const excluding =
  (rest: Rest, names: ReadonlySet<string>): Rest =>
  (name) =>
    names.has(name.text.toLowerCase()) ? null : rest(name);
