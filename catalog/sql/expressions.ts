/**
 * What flows into an expression's value, and how.
 */
import { aggregates, hashes, isConditionLast } from './functions.ts';
import { Flow } from './flow.ts';
import { isDirect, KIND, followed, type Kind } from './kinds.ts';
import { fieldOf, recordOf } from './records.ts';
import { Scope } from './scope.ts';
import {
  bodyOf,
  expressionOf,
  functionName,
  isBody,
  isQuery,
  listOf,
  nameOf,
  namesOf,
  unwrapped,
  type Body,
  type Expression,
  type Name,
} from './tree.ts';

/** Members of a body that hold no values: types, names, places in the text. */
const NO_VALUES = new Set([
  'span',
  'to',
  'data_type',
  'inferred_type',
  'alias',
  'column_aliases',
  'name',
  'frame',
]);

type Handler = (body: Body, scope: Scope, via: Kind, into: Flow, expression: Expression) => void;

/** The flow into an expression; its origins' kinds say how. */
export function flowOf(value: unknown, scope: Scope, via: Kind = KIND.identity): Flow {
  const into = new Flow(scope.analysis.budget);
  walk(value, scope, via, into);
  return into;
}

/** Adds what flows into `value`, reached by way of `via`, to `into`. */
export function walk(value: unknown, scope: Scope, via: Kind, into: Flow): void {
  if (Array.isArray(value)) {
    for (const item of value) walk(item, scope, via, into);
    return;
  }
  if (!isBody(value)) return;
  const expression = expressionOf(value);
  const handler = expression === null ? undefined : HANDLERS.get(expression.kind);
  const plain = handler !== undefined && handler !== call;
  if (expression && plain) handler(expression.body, scope, via, into, expression);
  else if (expression && aggregates(expression)) aggregate(expression.body, scope, via, into, expression);
  else if (expression && handler) handler(expression.body, scope, via, into, expression);
  else if (expression && isQuery(expression.kind)) subquery(value, scope, via, into);
  else {
    const deeper = inner(KIND.transformation, via);
    for (const key in value) if (!NO_VALUES.has(key)) walk(value[key], scope, deeper, into);
  }
}

const conditional = (via: Kind): Kind => inner(KIND.conditional, via);

/** One step further in. What is inside a condition or a window is the condition's or the window's. */
const inner = (first: Kind, outer: Kind): Kind => (isDirect(outer) ? followed(first, outer) : outer);

function subquery(query: unknown, scope: Scope, via: Kind, into: Flow): void {
  const rowset = scope.analysis.query(query, scope.env, scope);
  for (const { flow } of rowset.columns) into.absorb(flow, inner(KIND.transformation, via));
  if (rowset.open) into.problem('unknown-columns');
}

function reference(table: Name | null, name: Name, scope: Scope, via: Kind, into: Flow): void {
  if (table === null) {
    const found = scope.column(name);
    if (found) into.absorb(found, via);
    else into.problem('column-not-found', name.text);
    return;
  }
  const source = scope.source(table);
  if (source) {
    into.absorb(scope.columnOf(source, name), via);
    return;
  }
  // No table of this name: a field of a record column, `address.city`.
  const record = scope.listed(table);
  if (record) field(record, [name], scope, via, into);
  else into.problem('unknown-table', `${table.text}.${name.text}`);
}

/** `record.a.b`: the field where the query itself made the record, else something of the whole. */
function field(record: Flow, path: readonly Name[], scope: Scope, via: Kind, into: Flow): void {
  let at = record;
  for (const [depth, { text }] of path.entries()) {
    const found = fieldOf(at, text);
    if (!found) {
      const step = path.length > depth ? inner(KIND.transformation, via) : via;
      return void into.absorb(at, step);
    }
    at = found;
  }
  into.absorb(at, via);
}

const column: Handler = (body, scope, via, into) => {
  const name = nameOf(body['name']);
  // Variables of a session: `@x` in MySQL and T-SQL.
  if (name && !name.quoted && name.text.startsWith('@')) return;
  if (name) reference(nameOf(body['table']), name, scope, via, into);
};

/** `a.b.c`: schema, table and column, or a field of a record, whichever there is. */
const dot: Handler = (body, scope, via, into) => {
  const path: Name[] = [];
  let at: unknown = { dot: body };
  for (let step = expressionOf(at); step?.kind === 'dot'; step = expressionOf(at)) {
    const field = nameOf(step.body['field']);
    if (field) path.unshift(field);
    at = unwrapped(step.body['this']);
  }
  const base = expressionOf(at);
  const head = base?.kind === 'column' ? nameOf(base.body['name']) : null;
  if (!base || !head) return walk(at, scope, inner(KIND.transformation, via), into);
  const table = nameOf(base.body['table']);
  const names = [...(table ? [table] : []), head, ...path];
  for (const [index, candidate] of names.slice(0, -1).entries()) {
    const source = scope.source(candidate, index > 0 ? names[index - 1] : null);
    const next = names[index + 1];
    if (!source || !next) continue;
    return field(scope.columnOf(source, next), names.slice(index + 2), scope, via, into);
  }
  const record = scope.listed(names[0] ?? head);
  if (record?.fields) return field(record, names.slice(1), scope, via, into);
  walk(at, scope, inner(KIND.transformation, via), into);
};

const star: Handler = (body, scope, via, into) => {
  const table = nameOf(body['table']);
  const one = table ? scope.source(table) : null;
  const step = inner(KIND.transformation, via);
  for (const source of one ? [one] : scope.sources) {
    if (!source.unseen) into.absorb(source.rowset.whole(scope.analysis.budget), step);
  }
};

const choice: Handler = (body, scope, via, into) => {
  const value = inner(KIND.transformation, via);
  walk(body['operand'], scope, conditional(via), into);
  for (const when of listOf(body['whens'])) {
    const [condition, result] = listOf(when);
    walk(condition, scope, conditional(via), into);
    walk(result, scope, value, into);
  }
  walk(body['else_'], scope, value, into);
};

/** `if(c, a, b)` and `nvl2(c, a, b)`. */
const either: Handler = (body, scope, via, into) => {
  walk(body['condition'] ?? body['this'], scope, conditional(via), into);
  for (const key of ['true_value', 'false_value']) {
    walk(body[key], scope, inner(KIND.transformation, via), into);
  }
};

const call: Handler = (body, scope, via, into, expression) => {
  const name = functionName(expression);
  const args = listOf(body['args']);
  // Teradata casts by a type behind the value: `email (varchar(10))`.
  const casts =
    scope.analysis.dialect.grammar === 'teradata' && args.length === 1 ? nameOf(body['name']) : null;
  const cast = casts && scope.listed(casts);
  if (cast) return void into.absorb(cast, inner(KIND.transformation, via));
  const record = recordOf(expression, scope, flowOf);
  if (record) return void into.absorb(record, via);
  const masked = hashes(expression) ? KIND.maskedTransformation : KIND.transformation;
  const value = inner(masked, via);
  for (const [index, argument] of args.entries())
    walk(argument, scope, decides(name, index, args.length) ? conditional(via) : value, into);
  for (const key in body) {
    if (key !== 'args' && !NO_VALUES.has(key)) walk(body[key], scope, value, into);
  }
};

/** Whether an argument of a call chooses among the others and does not become the value; the last one is the default. */
function decides(name: string, index: number, count: number): boolean {
  switch (name) {
    case 'decode':
      return index === 0 || (index % 2 === 1 && index < count - 1);
    case 'multiif':
    case 'case':
      return index % 2 === 0 && index < count - 1;
    case 'if':
    case 'iff':
    case 'iif':
    case 'nvl2':
      return index === 0;
    default:
      return false;
  }
}

/** An aggregate: what it adds up, what it is filtered and ordered by. */
function aggregate(body: Body, scope: Scope, via: Kind, into: Flow, expression: Expression): void {
  const counted = expression.kind.includes('count') || functionName(expression).includes('count');
  const value = inner(counted || hashes(expression) ? KIND.maskedAggregation : KIND.aggregation, via);
  const args = listOf(body['args']);
  for (const [index, argument] of args.entries()) {
    const decides = isConditionLast(expression) && args.length > 1 && index === args.length - 1;
    if (counted && expressionOf(argument)?.kind === 'star') continue;
    walk(argument, scope, decides ? conditional(via) : value, into);
  }
  const decided = isConditionLast(expression) ? 'expression' : 'condition';
  for (const key in body) {
    if (key === 'args' || key === 'limit' || key === 'separator' || NO_VALUES.has(key)) continue;
    const decides = key === 'filter' || key === 'having_max' || key === decided;
    walk(
      body[key],
      scope,
      decides ? conditional(via) : key === 'order_by' ? inner(KIND.sort, via) : value,
      into,
    );
  }
}

/** `percentile_cont(0.5) within group (order by x)` is about x; `listagg(a) within group (order by x)` is not. */
const withinGroup: Handler = (body, scope, via, into) => {
  const call = expressionOf(body['this']);
  const about = /percentile|mode|median|rank|quantile/.test(call ? `${call.kind} ${functionName(call)}` : '');
  if (call) aggregate(call.body, scope, via, into, call);
  walk(body['order_by'], scope, inner(about ? KIND.aggregation : KIND.sort, via), into);
};

const windowed: Handler = (body, scope, via, into) => {
  walk(body['this'], scope, via, into);
  over(bodyOf(body['over']), scope, inner(KIND.window, via), into, 0);
  // Oracle: `max(x) keep (dense_rank last order by y)`.
  walk(bodyOf(body['keep'])['order_by'], scope, inner(KIND.sort, via), into);
};

function over(body: Body, scope: Scope, via: Kind, into: Flow, depth: number): void {
  walk(body['partition_by'], scope, via, into);
  walk(body['order_by'], scope, via, into);
  const name = nameOf(body['window_name']);
  if (!name || depth > 8) return;
  for (let at: Scope | null = scope; at; at = at.outer) {
    const named = at.windows.get(name.text.toLowerCase());
    if (named) return over(named, at, via, into, depth + 1);
  }
}

const lambda: Handler = (body, scope, via, into) => {
  const own = new Scope(scope.analysis, scope.env, scope);
  for (const { text } of namesOf(body['parameters'])) own.parameters.add(text.toLowerCase());
  walk(body['body'], own, inner(KIND.transformation, via), into);
};

/** `[f(x) for x in xs if c]` */
const comprehension: Handler = (body, scope, via, into) => {
  const own = new Scope(scope.analysis, scope.env, scope);
  for (const key of ['expression', 'position']) {
    const name = nameOf(body[key]);
    if (name) own.parameters.add(name.text.toLowerCase());
  }
  walk(body['iterator'], scope, inner(KIND.transformation, via), into);
  walk(body['this'], own, inner(KIND.transformation, via), into);
  walk(body['condition'], own, conditional(via), into);
};

/** `x in (select …)`: the list decides, it does not become the value. */
const inList: Handler = (body, scope, via, into) => {
  const value = inner(KIND.transformation, via);
  for (const key in body) {
    const query = key === 'query' || key === 'unnest';
    if (!NO_VALUES.has(key)) walk(body[key], scope, query ? conditional(via) : value, into);
  }
};

/** `connect_by_root email`: the column's name comes as a plain word. */
const root: Handler = (body, scope, via, into) => {
  const word = expressionOf(body['this']);
  const name = word?.kind === 'var' ? nameOf(word.body['this']) : null;
  if (name) reference(null, name, scope, inner(KIND.transformation, via), into);
  else walk(body['this'], scope, inner(KIND.transformation, via), into);
};

/** `$2`: a column by its position in the only source. */
const positional: Handler = (body, scope, via, into) => {
  const at = body['index'];
  const [only] = scope.sources;
  const flow =
    typeof at === 'number' && scope.sources.length === 1 ? only?.rowset.columns[at - 1]?.flow : undefined;
  if (flow) into.absorb(flow, via);
  else into.problem('column-not-found', `$${typeof at === 'number' ? at : ''}`);
};

const through =
  (member: string): Handler =>
  (body, scope, via, into) =>
    walk(body[member], scope, via, into);

const masking: Handler = (body, scope, via, into) => {
  for (const key in body) {
    if (!NO_VALUES.has(key)) walk(body[key], scope, inner(KIND.maskedTransformation, via), into);
  }
};

const HANDLERS: ReadonlyMap<string, Handler> = new Map<string, Handler>([
  ['alias', through('this')],
  ['aliases', through('this')],
  ['annotated', through('this')],
  ['paren', through('this')],
  ['pivot_alias', through('this')],
  [
    'named_argument',
    (body, scope, via, into) => walk(body['value'], scope, inner(KIND.transformation, via), into),
  ],
  ['case', choice],
  ['column', column],
  ['comprehension', comprehension],
  ['connect_by_root', root],
  ['dot', dot],
  ['exists', (body, scope, via, into) => walk(body['this'], scope, conditional(via), into)],
  ['function', call],
  ['if_func', either],
  ['in', inList],
  ['lambda', lambda],
  ['nvl2', either],
  ['parameter', positional],
  ['star', star],
  ['subquery', (body, scope, via, into) => subquery({ subquery: body }, scope, via, into)],
  ['window_function', windowed],
  ['within_group', withinGroup],
  ...[
    'm_d5_digest',
    's_h_a',
    's_h_a1_digest',
    's_h_a2',
    's_h_a2_digest',
    'standard_hash',
    'farm_fingerprint',
  ].map((kind) => [kind, masking] as const),
]);
