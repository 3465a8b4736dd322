/**
 * Statements that change rows: MERGE and UPDATE. What they give are the columns of the target that they set,
 * each with what is put into it.
 */
import { flowOf } from './expressions.ts';
import { Flow } from './flow.ts';
import { folded } from './dialects.ts';
import { KIND, type Kind } from './kinds.ts';
import { Rowset } from './rowset.ts';
import { Scope, type Analysis, type Env } from './scope.ts';
import { addJoins, addSource } from './sources.ts';
import { bodyOf, expressionOf, listOf, nameOf, namesOf, type Body, type Name } from './tree.ts';

/** The columns that a statement sets; null where it is no MERGE or UPDATE, or sets none. */
export function changed(analysis: Analysis, kind: string, body: Body, env: Env): Rowset | null {
  if (kind !== 'merge' && kind !== 'update') return null;
  const scope = new Scope(analysis, env, null);
  const target = new Target(scope);
  if (kind === 'merge') merge(body, scope, target);
  else update(body, scope, target);
  return target.rowset();
}

function update(body: Body, scope: Scope, target: Target): void {
  for (const item of listOf(bodyOf(body['from_clause'])['expressions'])) addSource(item, scope);
  addJoins(body['from_joins'], scope);
  // T-SQL: `update u set … from users u`: the target is one of the sources.
  const named = nameOf(bodyOf(body['table'])['name']);
  if (!named || !scope.sources.some(({ alias }) => alias?.text.toLowerCase() === named.text.toLowerCase()))
    addSource({ table: body['table'] }, scope);
  addJoins(body['table_joins'], scope);
  for (const pair of listOf(body['set'])) {
    const [column, value] = listOf(pair);
    target.put(unqualified(nameOf(column)), flowOf(value, scope));
  }
  decide(body['where_clause'], scope, KIND.filter);
}

/** MySQL: `set u.email = …`, which the grammar takes for one name. */
const unqualified = (name: Name | null): Name | null =>
  name && !name.quoted ? { ...name, text: name.text.slice(name.text.lastIndexOf('.') + 1) } : name;

function merge(body: Body, scope: Scope, target: Target): void {
  addSource(body['this'], scope);
  const before = scope.sources.length;
  addSource(body['using'], scope);
  decide(body['on'], scope, KIND.join);
  for (const item of listOf(bodyOf(expressionOf(body['whens'])?.body)['expressions'])) {
    const when = bodyOf(expressionOf(item)?.body);
    decide(when['condition'], scope, KIND.filter);
    const [action, first, second] = listOf(bodyOf(expressionOf(when['then'])?.body)['expressions']);
    const word = bodyOf(expressionOf(action)?.body)['this'];
    if (word !== 'UPDATE' && word !== 'INSERT') continue;
    const given = partsOf(first);
    // `update set *`, `insert *`, `insert row`: every column of the source, by name.
    const all = expressionOf(first);
    if (!all || all.kind === 'star' || all.kind === 'var') {
      for (const { rowset } of scope.sources.slice(before)) target.putAll(rowset);
    } else if (word === 'UPDATE') {
      for (const part of given) {
        const pair = bodyOf(expressionOf(part)?.body);
        target.put(nameOf(pair['left']), flowOf(pair['right'], scope));
      }
    } else if (second) {
      const values = partsOf(second);
      for (const [at, name] of namesOf(given).entries()) target.put(name, flowOf(values[at], scope));
    }
  }
}

const partsOf = (value: unknown): readonly unknown[] => {
  const expression = expressionOf(value);
  return expression?.kind === 'tuple' ? listOf(expression.body['expressions']) : value ? [value] : [];
};

function decide(condition: unknown, scope: Scope, kind: Kind): void {
  if (condition) scope.analysis.influence(flowOf(condition, scope, kind), KIND.identity);
}

/** The columns that are set, in the order in which they are first named. */
class Target {
  readonly #scope: Scope;
  readonly #columns = new Map<string, { readonly name: string; readonly flow: Flow }>();
  #open: Rowset[] = [];

  constructor(scope: Scope) {
    this.#scope = scope;
  }

  put(name: Name | null, flow: Flow): void {
    if (!name) return;
    const { budget, dialect } = this.#scope.analysis;
    const key = name.text.toLowerCase();
    const column = this.#columns.get(key) ?? { name: folded(dialect, name), flow: new Flow(budget) };
    column.flow.absorb(flow, KIND.identity);
    this.#columns.set(key, column);
  }

  putAll(rowset: Rowset): void {
    for (const { name, flow } of rowset.columns)
      if (name !== null) this.put({ text: name, quoted: true }, flow);
    if (rowset.open) this.#open.push(rowset);
  }

  rowset(): Rowset | null {
    if (this.#columns.size === 0 && this.#open.length === 0) return null;
    return new Rowset(
      [...this.#columns.values()],
      this.#open.flatMap(({ rest }) => rest),
    );
  }
}
