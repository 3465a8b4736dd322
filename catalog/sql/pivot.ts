/**
 * PIVOT and UNPIVOT: rows to columns and back.
 */
import { folded } from './dialects.ts';
import { Flow } from './flow.ts';
import { flowOf, walk } from './expressions.ts';
import { KIND } from './kinds.ts';
import { Rowset, type OutputColumn, type Rest } from './rowset.ts';
import type { Scope } from './scope.ts';
import { expressionOf, listOf, literalOf, nameOf, type Body } from './tree.ts';

/**
 * What PIVOT leaves: the columns that it does not use, then one for each value and aggregate. Their
 * names differ by database; each is found under any of them.
 */
export function pivoted(body: Body, scope: Scope, input: Rowset): Rowset {
  const { budget, dialect } = scope.analysis;
  const used = new Set<string>();
  const note = (value: unknown): void => columnsIn(value, used, 0);
  const chosen = new Flow(budget);
  let values: string[] = [''];
  let dynamic = false;
  for (const field of listOf(body['fields'])) {
    const choice = expressionOf(field);
    note(choice?.body['this']);
    walk(choice?.body['this'], scope, KIND.conditional, chosen);
    const found = listOf(choice?.body['expressions']).flatMap((item) => pivotValue(item) ?? []);
    if (found.length === 0) dynamic = true;
    values = values.flatMap((front) => found.map((value) => (front === '' ? value : `${front}_${value}`)));
  }
  const beyond = without(input.beyond, used);
  const made: OutputColumn[] = [];
  const any = new Flow(budget).problem('dynamic-pivot');
  const aggregates = listOf(body['expressions']).map((item) => {
    const expression = expressionOf(item);
    const alias = expression?.kind === 'alias' ? (nameOf(expression.body['alias'])?.text ?? null) : null;
    note(item);
    const flow = flowOf(item, scope).absorb(chosen, KIND.identity);
    any.absorb(flow, KIND.identity);
    return { alias, flow };
  });
  for (const value of values) {
    for (const { alias, flow } of aggregates) {
      const named =
        alias === null ? value : dialect.grammar === 'bigquery' ? `${alias}_${value}` : `${value}_${alias}`;
      made.push({
        name:
          aggregates.length === 1 && dialect.grammar !== 'bigquery' && dialect.grammar !== 'duckdb'
            ? value
            : named,
        flow,
      });
    }
  }
  const kept = input.columns.filter(({ name }) => name === null || !used.has(name.toLowerCase()));
  const rest = without(input.rest, used);
  if (dynamic) return new Rowset(kept, [...rest, () => any]);
  return new Rowset([...kept, ...made], rest, [quoted(made), ...beyond]);
}

/** DuckDB's statements `pivot t on c using sum(x) group by g` and `unpivot t on a, b into name n value v`. */
export function pivotStatement(body: Body, scope: Scope, input: Rowset): Rowset | null {
  const on = listOf(body['expressions']);
  const plain = scope.analysis.dialect.grammar === 'duckdb' && listOf(body['fields']).length === 0;
  if (!plain || on.length === 0) return null;
  if (body['unpivot'] === true) {
    const into = expressionOf(body['into'])?.body ?? {};
    const word = (value: unknown): unknown => expressionOf(value)?.body['this'];
    const [value, ...more] = listOf(into['expressions']).map(word);
    const columns = {
      columns: on,
      name_column: word(into['this']) ?? 'name',
      value_column: value ?? 'value',
    };
    return unpivoted({ ...columns, extra_value_columns: more }, scope, input);
  }
  const using = listOf(body['using']);
  const fields = on.map((item) =>
    expressionOf(item)?.kind === 'in' ? item : { in: { this: item, expressions: [] } },
  );
  const made = pivoted({ fields, expressions: using.length > 0 ? using : [{ count: {} }] }, scope, input);
  const groups = listOf(expressionOf(body['group'])?.body['expressions']);
  if (groups.length === 0) return made;
  const kept = new Set<string>();
  columnsIn(groups, kept, 0);
  const before = new Set(input.columns.flatMap(({ name }) => name?.toLowerCase() ?? []));
  const columns = made.columns.filter(({ name }) => {
    const key = name?.toLowerCase() ?? '';
    return kept.has(key) || !before.has(key);
  });
  return new Rowset(columns, made.rest, made.beyond);
}

/** Snowflake names such a column with the quotes of its value: `"'a'"`. */
function quoted(made: readonly OutputColumn[]): Rest {
  return ({ text }) => {
    const bare = /^'(.*)'$/s.exec(text)?.[1];
    return bare === undefined ? null : (made.find(({ name }) => name === bare)?.flow ?? null);
  };
}

function pivotValue(item: unknown): string | null {
  const expression = expressionOf(item);
  if (expression?.kind === 'pivot_alias' || expression?.kind === 'alias') {
    return literalOf(expression.body['alias']) ?? nameOf(expression.body['alias'])?.text ?? null;
  }
  return literalOf(item) ?? (expression?.kind === 'column' ? (nameOf(item)?.text ?? null) : null);
}

/** What UNPIVOT leaves: the columns that it does not fold, their names, and their values. */
export function unpivoted(body: Body, scope: Scope, input: Rowset): Rowset {
  const { budget, dialect } = scope.analysis;
  const used = new Set<string>();
  const valueNames = [body['value_column'], ...listOf(body['extra_value_columns'])].flatMap((value) => {
    const name = nameOf(value);
    return name ? [folded(dialect, name)] : [];
  });
  const flows = valueNames.map(() => new Flow(budget));
  for (const item of listOf(body['columns'])) {
    const wrapped = expressionOf(item);
    const inner = wrapped?.kind === 'pivot_alias' || wrapped?.kind === 'alias' ? wrapped.body['this'] : item;
    columnsIn(inner, used, 0);
    const tuple = expressionOf(inner);
    const parts = tuple?.kind === 'tuple' ? listOf(tuple.body['expressions']) : [inner];
    for (const [at, part] of parts.entries()) walk(part, scope, KIND.identity, flows[at] ?? new Flow(budget));
  }
  const kept = input.columns.filter(({ name }) => name === null || !used.has(name.toLowerCase()));
  const label = nameOf(body['name_column']);
  const made: OutputColumn[] = [
    { name: label && folded(dialect, label), flow: new Flow(budget) },
    ...valueNames.map((name, at) => ({ name, flow: flows[at] ?? new Flow(budget) })),
  ];
  return new Rowset([...kept, ...made], without(input.rest, used));
}

const without = (rest: readonly Rest[], used: ReadonlySet<string>): Rest[] =>
  rest.map((one) => (name) => (used.has(name.text.toLowerCase()) ? null : one(name)));

/** Names of the columns that an expression mentions, in lower case. */
function columnsIn(value: unknown, into: Set<string>, depth: number): void {
  if (typeof value !== 'object' || value === null || depth > 200) return;
  const expression = Array.isArray(value) ? null : expressionOf(value);
  if (expression?.kind === 'column') {
    const name = nameOf(expression.body['name']);
    if (name) into.add(name.text.toLowerCase());
    return;
  }
  for (const item of Object.values(value)) columnsIn(item, into, depth + 1);
}
