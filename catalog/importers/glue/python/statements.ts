/**
 * Statements: assignments, branches (both are taken), loops (known lists item by item, others once),
 * definitions.
 */
import type { Machine } from './machine.ts';
import { childrenOf, partsOf, type SyntaxNode } from './tree.ts';
import {
  concatenated,
  ofApi,
  ofData,
  ofEntries,
  ofItems,
  ofText,
  unionOf,
  UNKNOWN,
  type Scope,
  type Value,
} from './values.ts';

export function executeBody(body: SyntaxNode, scope: Scope, machine: Machine): void {
  for (const statement of childrenOf(body)) {
    if (!machine.spend()) return;
    execute(statement, scope, machine);
  }
}

function execute(node: SyntaxNode, scope: Scope, machine: Machine): void {
  switch (node.name) {
    case 'AssignStatement':
      return assignStatement(node, scope, machine);
    case 'UpdateStatement':
      return updateStatement(node, scope, machine);
    case 'ImportStatement':
      return importStatement(node, scope, machine);
    case 'IfStatement':
    case 'TryStatement':
    case 'MatchStatement':
      return branches(node, scope, machine);
    case 'ForStatement':
      return forStatement(node, scope, machine);
    case 'WithStatement':
      return withStatement(node, scope, machine);
    case 'FunctionDefinition':
      return functionDefinition(node, scope, machine);
    case 'ClassDefinition':
      return classDefinition(node, scope, machine);
    case 'ReturnStatement':
    case 'YieldStatement':
      return machine.returned(tupleOrOne(childrenOf(node), scope, machine));
    case 'ScopeStatement':
      for (const name of childrenOf(node)) scope.declareOuter(machine.source(name));
      return;
    default:
      // Expressions, decorated definitions, `while`, `print`, groups of statements: everything inside.
      for (const child of childrenOf(node)) {
        if (/Statement$|Definition$/.test(child.name)) execute(child, scope, machine);
        else if (child.name === 'Body' || child.name === 'StatementGroup') machine.run(child, scope);
        else if (child.name !== 'Decorator') machine.evaluate(child, scope);
      }
  }
}

function tupleOrOne(nodes: readonly SyntaxNode[], scope: Scope, machine: Machine): Value {
  const values = nodes.map((node) => machine.evaluate(node, scope));
  return values.length === 1 ? (values[0] ?? UNKNOWN) : ofItems(values);
}

function assignStatement(node: SyntaxNode, scope: Scope, machine: Machine): void {
  const sides: SyntaxNode[][] = [[]];
  for (const part of partsOf(node)) {
    if (part.name === 'AssignOp') sides.push([]);
    else if (/^[A-Z]/.test(part.name) && part.name !== 'TypeDef') sides.at(-1)?.push(part);
  }
  const right = sides.pop() ?? [];
  if (sides.length === 0) return;
  const value = tupleOrOne(right, scope, machine);
  for (const targets of sides) {
    const [only] = targets;
    if (targets.length === 1 && only) assign(only, value, scope, machine);
    else assignMany(targets, value, scope, machine);
  }
}

function assignMany(targets: readonly SyntaxNode[], value: Value, scope: Scope, machine: Machine): void {
  for (const [index, target] of targets.entries()) {
    assign(
      target,
      value.items?.[index] ?? { ...ofData(value.from), ...(value.api ? { api: value.api } : {}) },
      scope,
      machine,
    );
  }
}

/** Gives a target a value: a name, an attribute, a member, or several at once. */
export function assign(target: SyntaxNode, value: Value, scope: Scope, machine: Machine): void {
  if (target.name === 'VariableName') return scope.set(machine.source(target), value);
  if (/^(?:Tuple|Array|Parenthesized)Expression$/.test(target.name))
    return assignMany(childrenOf(target), value, scope, machine);
  if (target.name !== 'MemberExpression') return;
  const [object, key] = childrenOf(target);
  if (!object || !key) return;
  if (key.name === 'PropertyName') {
    const { api } = machine.evaluate(object, scope);
    const attributes = api?.kind === 'instance' ? api.attributes : machine.looseAttributes;
    attributes.set(machine.source(key), value);
    return;
  }
  const before = machine.evaluate(object, scope);
  const entries = new Map(before.entries);
  for (const { text } of machine.evaluate(key, scope).texts) entries.set(text, value);
  assign(object, { ...before, from: unionOf([before, value]), entries }, scope, machine);
}

function updateStatement(node: SyntaxNode, scope: Scope, machine: Machine): void {
  const [target, , right] = partsOf(node);
  if (!target || !right) return;
  const [before, added] = [machine.evaluate(target, scope), machine.evaluate(right, scope)];
  const items = before.items && added.items ? [...before.items, ...added.items] : null;
  assign(target, items ? ofItems(items) : concatenated([before, added]), scope, machine);
}

function importStatement(node: SyntaxNode, scope: Scope, machine: Machine): void {
  const words = partsOf(node).map((part) => machine.source(part));
  const from = words[0] === 'from' ? words.slice(1, words.indexOf('import')).join('') : null;
  let name: string[] = [];
  let alias = '';
  const bind = (): void => {
    const local = alias || (from === null ? name[0] : name.join('.'));
    if (local && local !== '*') {
      const path = from === null ? (alias ? name.join('.') : name[0]) : `${from}.${name.join('.')}`;
      scope.set(local, ofApi({ kind: 'module', name: path ?? local }));
    }
    name = [];
    alias = '';
  };
  const listed = words.slice(words.indexOf('import') + 1);
  for (const [index, word] of listed.entries()) {
    if (word === ',') bind();
    else if (listed[index - 1] === 'as') alias = word;
    else if (!/^(?:as|\.|\(|\)|import)$/.test(word)) name.push(word);
  }
  bind();
}

/** Every branch is run from where the statement begins; after it a variable may be what any of them made it. */
function branches(node: SyntaxNode, scope: Scope, machine: Machine): void {
  const before = scope.snapshot();
  const results: ReadonlyMap<string, Value>[] = [];
  for (const child of partsOf(node)) {
    if (child.name === 'Body' || child.name === 'MatchBody') {
      // The body of `try` and what follows it run after one another.
      if (node.name !== 'TryStatement') scope.restore(before);
      if (child.name === 'MatchBody') execute(child, scope, machine);
      else machine.run(child, scope);
      results.push(scope.snapshot());
    } else if (/Expression$|String$/.test(child.name)) {
      machine.evaluate(child, scope);
    }
  }
  if (node.name === 'TryStatement') return;
  const hasElse = childrenWords(node).includes('else');
  const [first = before, ...others] = hasElse ? results : [before, ...results];
  scope.restore(first);
  for (const other of others) scope.merge(other);
}

const childrenWords = (node: SyntaxNode): string[] => partsOf(node).map((part) => part.name);

function forStatement(node: SyntaxNode, scope: Scope, machine: Machine): void {
  const parts = partsOf(node);
  const split = parts.findIndex((part) => part.name === 'in');
  const targets = parts.slice(1, split).filter((part) => /^[A-Z]/.test(part.name));
  const bodies = parts.filter((part) => part.name === 'Body');
  const over = tupleOrOne(
    parts
      .slice(
        split + 1,
        parts.findIndex((part) => part.name === 'Body'),
      )
      .filter((part) => /^[A-Z]/.test(part.name)),
    scope,
    machine,
  );
  for (const item of iterated(over)) {
    const [only] = targets;
    if (targets.length === 1 && only) assign(only, item, scope, machine);
    else assignMany(targets, item, scope, machine);
    for (const body of bodies) machine.run(body, scope);
    if (machine.exhausted) return;
  }
}

/** The items of a list, the keys of a dict, else one item of which only the data is known. */
export function iterated(over: Value): readonly Value[] {
  if (over.items) return over.items;
  if (over.entries && over.entries.size > 0) return [...over.entries.keys()].map((key) => ofText(key));
  return [ofData(over.from)];
}

function withStatement(node: SyntaxNode, scope: Scope, machine: Machine): void {
  let last: Value = UNKNOWN;
  let named = false;
  for (const part of partsOf(node)) {
    if (part.name === 'as') named = true;
    else if (part.name === 'Body') machine.run(part, scope);
    else if (/^[A-Z]/.test(part.name)) {
      if (named) assign(part, last, scope, machine);
      else last = machine.evaluate(part, scope);
      named = false;
    }
  }
}

function functionDefinition(node: SyntaxNode, scope: Scope, machine: Machine): void {
  const name = node.getChild('VariableName');
  if (!name) return;
  const definition = { name: machine.source(name), node, scope, self: null };
  machine.functions.push(definition);
  scope.set(definition.name, ofApi({ kind: 'function', definition }));
}

function classDefinition(node: SyntaxNode, scope: Scope, machine: Machine): void {
  const name = node.getChild('VariableName');
  const body = node.getChild('Body');
  if (!name || !body) return;
  const methods = new Map<string, (typeof machine.functions)[number]>();
  const instance = ofApi({ kind: 'instance', of: machine.source(name), attributes: new Map() });
  const known = { methods, instance };
  machine.classes.set(machine.source(name), known);
  scope.set(machine.source(name), ofApi({ kind: 'class', name: machine.source(name) }));
  for (const child of childrenOf(body)) {
    const definition = child.name === 'DecoratedStatement' ? child.getChild('FunctionDefinition') : child;
    const method = definition?.name === 'FunctionDefinition' ? definition.getChild('VariableName') : null;
    if (definition && method) {
      const value = { name: machine.source(method), node: definition, scope, self: instance };
      methods.set(value.name, value);
      machine.functions.push(value);
    } else if (child.name === 'AssignStatement') {
      classAttribute(child, instance, scope, machine);
    }
  }
}

function classAttribute(node: SyntaxNode, instance: Value, scope: Scope, machine: Machine): void {
  const [target, ...rest] = childrenOf(node).filter((child) => child.name !== 'TypeDef');
  const value = rest.at(-1);
  if (target?.name !== 'VariableName' || !value || instance.api?.kind !== 'instance') return;
  instance.api.attributes.set(machine.source(target), machine.evaluate(value, scope));
}

/** Adds to a list, set or dict that a variable holds: `frames.append(df)`, `options.update({…})`. */
export function grow(object: SyntaxNode, method: string, added: Value, scope: Scope, machine: Machine): void {
  if (object.name !== 'VariableName' && object.name !== 'MemberExpression') return;
  const before = machine.evaluate(object, scope);
  const from = unionOf([before, added]);
  if (method === 'update') {
    const entries = new Map([...(before.entries ?? []), ...(added.entries ?? [])]);
    assign(object, { ...before, ...ofEntries(entries), from }, scope, machine);
    return;
  }
  const more = method === 'extend' ? (added.items ?? [ofData(added.from)]) : [added];
  assign(object, { ...before, ...ofItems([...(before.items ?? []), ...more]), from }, scope, machine);
}
