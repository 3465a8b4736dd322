/**
 * Expressions: what can be known of their value.
 */
import { columnNegated, columnOf, columnOperator } from './column-expressions.ts';
import type { Machine } from './machine.ts';
import { assign, iterated } from './statements.ts';
import { childrenOf, partsOf, stringValue, unescape, withoutHoles, type SyntaxNode } from './tree.ts';
import {
  ARGUMENT,
  concatenated,
  either,
  LITERAL,
  mapTexts,
  ofApi,
  ofData,
  ofEntries,
  ofItems,
  ofText,
  Scope,
  textsOrHole,
  unionOf,
  UNKNOWN,
  type Value,
} from './values.ts';

export function evaluate(node: SyntaxNode, scope: Scope, machine: Machine): Value {
  switch (node.name) {
    case 'VariableName':
      return scope.get(machine.source(node)) ?? UNKNOWN;
    case 'String':
      return ofText(withoutHoles(stringValue(machine.source(node))));
    case 'Number':
      return ofText(machine.source(node));
    case 'FormatString':
      return formatString(node, scope, machine);
    case 'ContinuedString':
      return concatenated(childrenOf(node).map((child) => machine.evaluate(child, scope)));
    case 'CallExpression':
      return machine.call(node, scope);
    case 'MemberExpression':
      return member(node, scope, machine);
    case 'ParenthesizedExpression':
    case 'AwaitExpression':
      return machine.evaluate(childrenOf(node)[0], scope);
    case 'ArrayExpression':
    case 'TupleExpression':
    case 'SetExpression':
      return ofItems(childrenOf(node).map((child) => machine.evaluate(child, scope)));
    case 'DictionaryExpression':
      return dictionary(node, scope, machine);
    case 'BinaryExpression':
      return binary(node, scope, machine);
    case 'UnaryExpression': {
      const value = machine.evaluate(childrenOf(node).at(-1), scope);
      return columnNegated(value) ?? ofData(value.from);
    }
    case 'ConditionalExpression': {
      const [yes, condition, no] = childrenOf(node);
      const decided = comparison(condition, scope, machine);
      if (decided !== null) return machine.evaluate(decided ? yes : no, scope);
      return either(machine.evaluate(yes, scope), machine.evaluate(no, scope));
    }
    case 'NamedExpression': {
      const [target, right] = childrenOf(node);
      const value = machine.evaluate(right, scope);
      if (target) assign(target, value, scope, machine);
      return value;
    }
    case 'LambdaExpression':
      return ofApi({ kind: 'function', definition: { name: 'lambda', node, scope, self: null } });
    case 'ArrayComprehensionExpression':
    case 'SetComprehensionExpression':
    case 'ComprehensionExpression':
      return comprehension(node, scope, machine);
    default:
      return ofData(unionOf(childrenOf(node).map((child) => machine.evaluate(child, scope))));
  }
}

function formatString(node: SyntaxNode, scope: Scope, machine: Machine): Value {
  const raw = machine.source(node);
  const prefix = /^[a-zA-Z]{0,2}("""|'''|"|')/.exec(raw);
  const start = node.from + (prefix?.[0].length ?? 0);
  const end = Math.max(start, node.to - (prefix?.[1]?.length ?? 0));
  const isRaw = /^[a-zA-Z]*r/i.test(prefix?.[0] ?? '');
  const literal = (from: number, to: number): Value => {
    const text = machine.text.slice(from, to).replaceAll('{{', '{').replaceAll('}}', '}');
    return ofText(withoutHoles(isRaw ? text : unescape(text)), 1);
  };
  const parts: Value[] = [];
  let at = start;
  for (const child of childrenOf(node)) {
    if (child.name !== 'FormatReplacement') continue;
    parts.push(literal(at, child.from), machine.evaluate(childrenOf(child)[0], scope));
    at = child.to;
  }
  parts.push(literal(at, end));
  return concatenated(parts.length === 1 ? [ofText(parts[0]?.texts[0]?.text ?? '')] : parts);
}

function dictionary(node: SyntaxNode, scope: Scope, machine: Machine): Value {
  const entries = new Map<string, Value>();
  const loose: Value[] = [];
  const parts = partsOf(node);
  for (let at = 0; at < parts.length; at++) {
    const part = parts[at];
    if (!part) continue;
    if (part.name === '**') {
      const spread = machine.evaluate(parts[++at], scope);
      for (const [key, value] of spread.entries ?? []) entries.set(key, value);
      loose.push(spread);
    } else if (parts[at + 1]?.name === ':') {
      const [key, value] = [machine.evaluate(part, scope), machine.evaluate(parts[at + 2], scope)];
      for (const { text } of key.texts) entries.set(text, value);
      loose.push(value);
      at += 2;
    }
  }
  const made = ofEntries(entries);
  return { ...made, from: unionOf([made, ...loose]) };
}

function binary(node: SyntaxNode, scope: Scope, machine: Machine): Value {
  const [leftNode, operator, rightNode] = partsOf(node);
  const [left, right] = [machine.evaluate(leftNode, scope), machine.evaluate(rightNode, scope)];
  const sign = operator ? machine.source(operator) : '';
  const column = columnOperator(sign, left, right);
  if (column) return column;
  if (sign === '+') {
    if (left.items && right.items) return ofItems([...left.items, ...right.items]);
    return left.texts.length > 0 || right.texts.length > 0
      ? concatenated([left, right])
      : ofData(unionOf([left, right]));
  }
  if (sign === '%' && left.texts.length > 0) return percentFormat(left, right);
  // pathlib and the like: `base / "part"`.
  if (sign === '/' && left.texts.length > 0) return concatenated([left, ofText('/', 1), right]);
  if (operator?.name === 'or' || operator?.name === 'and') return either(left, right);
  return ofData(unionOf([left, right]));
}

/** `"%s/%d" % (a, b)` and `"%(name)s" % {…}`. */
function percentFormat(template: Value, args: Value): Value {
  const results = template.texts.map(({ text }) => {
    let next = 0;
    return filled(text, /%(?:\((\w+)\))?[-+# 0]*\d*(?:\.\d+)?([sdifgxr%])/g, (name, kind) => {
      if (kind === '%') return ofText('%', 1);
      if (name) return args.entries?.get(name) ?? UNKNOWN;
      return args.items ? (args.items[next++] ?? UNKNOWN) : args;
    });
  });
  return results.reduce(either);
}

/** `"{}/{name}".format(…)`. */
export function braceFormat(
  template: Value,
  positional: readonly Value[],
  named: ReadonlyMap<string, Value>,
): Value {
  if (template.texts.length === 0) return ofData(unionOf([template, ...positional, ...named.values()]));
  const results = template.texts.map(({ text }) => {
    let next = 0;
    return filled(text, /\{\{|\}\}|\{(\w*)[^{}]*\}/g, (name, _kind, all) => {
      if (all === '{{' || all === '}}') return ofText(all.charAt(0), 1);
      if (name === undefined || name === '') return positional[next++] ?? UNKNOWN;
      return /^\d+$/.test(name) ? (positional[Number(name)] ?? UNKNOWN) : (named.get(name) ?? UNKNOWN);
    });
  });
  return results.reduce(either);
}

function filled(
  text: string,
  places: RegExp,
  value: (name: string | undefined, kind: string | undefined, all: string) => Value,
): Value {
  const parts: Value[] = [];
  let at = 0;
  for (const match of text.matchAll(places)) {
    parts.push(ofText(text.slice(at, match.index), 1), value(match[1], match[2], match[0]));
    at = match.index + match[0].length;
  }
  parts.push(ofText(text.slice(at), 1));
  return concatenated(parts);
}

function member(node: SyntaxNode, scope: Scope, machine: Machine): Value {
  const [objectNode, key, ...others] = childrenOf(node);
  const object = machine.evaluate(objectNode, scope);
  if (!key) return ofData(object.from);
  if (key.name === 'PropertyName') return attribute(object, machine.source(key), machine);
  // A slice keeps the data, and the list as a whole.
  if (others.length > 0 || partsOf(node).some((part) => part.name === ':'))
    return { ...ofData(object.from), ...(object.items ? { items: object.items } : {}) };
  const index = machine.evaluate(key, scope);
  if (object.api?.kind === 'args') return argumentValue(index, machine);
  if (object.api?.kind === 'jdbc-conf') return object;
  const [only] = index.texts;
  if (object.entries && only) {
    const found = index.texts
      .map(({ text }) => object.entries?.get(text))
      .filter((value) => value !== undefined);
    if (found.length > 0) return found.reduce(either);
  }
  if (object.items && only && /^\d+$/.test(only.text))
    return object.items[Number(only.text)] ?? ofData(object.from);
  const found = machine.columns.forgotten(ofData(object.from));
  return only && index.texts.length === 1 && object.from.size > 0 && !object.api
    ? columnOf(found, only.text)
    : found;
}

/** `args["x"]`: the default that the job gives for `--x`. */
export function argumentValue(name: Value, machine: Machine): Value {
  const found = name.texts.flatMap(({ text }) => {
    const value = machine.jobArguments.get(text) ?? machine.jobArguments.get(text.replaceAll('_', '-'));
    return value === undefined ? [] : [ofText(withoutHoles(value), ARGUMENT)];
  });
  return found.length > 0 ? found.reduce(either) : UNKNOWN;
}

/** Attributes of data that are no columns. */
const NO_COLUMN = /^(?:rdd|na|stat|columns|schema|dtypes|sparkSession|storageLevel|isStreaming)$/;

function attribute(object: Value, name: string, machine: Machine): Value {
  const { api } = object;
  if (api?.kind === 'args') return argumentValue(ofText(name), machine);
  if (api?.kind === 'module') return ofApi({ kind: 'module', name: `${api.name}.${name}` });
  if (api?.kind === 'instance') {
    const method = machine.classes.get(api.of)?.methods.get(name);
    const value = api.attributes.get(name);
    if (value) return value;
    if (method) return ofApi({ kind: 'function', definition: { ...method, self: object } });
  }
  const isData = object.from.size > 0;
  if (!isData && (name === 'read' || name === 'readStream'))
    return ofApi({ kind: 'reader', format: '', options: new Map() });
  if (name === 'write' || name === 'writeStream')
    return ofApi({ kind: 'writer', format: '', options: new Map() }, object.from);
  if (isData && !object.api && !NO_COLUMN.test(name)) return columnOf(ofData(object.from), name);
  return isData ? ofData(object.from) : (machine.looseAttributes.get(name) ?? UNKNOWN);
}

/** `[f(x) for x in xs]`: item by item where the list is known. */
function comprehension(node: SyntaxNode, scope: Scope, machine: Machine): Value {
  const parts = partsOf(node);
  const start = parts.findIndex((part) => part.name === 'for');
  const result = parts.slice(0, start).find((part) => /^[A-Z]/.test(part.name));
  const inner = new Scope(scope);
  const items: Value[] = [];
  const split = parts.findIndex((part) => part.name === 'in');
  const targets = parts.slice(start + 1, split).filter((part) => /^[A-Z]/.test(part.name));
  const over = machine.evaluate(parts[split + 1], inner);
  for (const item of iterated(over)) {
    for (const [index, target] of targets.entries()) {
      assign(
        target,
        targets.length === 1 ? item : (item.items?.[index] ?? ofData(item.from)),
        inner,
        machine,
      );
    }
    items.push(machine.evaluate(result, inner));
    if (machine.exhausted) break;
  }
  return (over.items ?? over.entries) ? ofItems(items) : ofData(unionOf(items));
}

/** `a == 'b'` and `a != 'b'` where the script itself says what both are; null for anything else. */
function comparison(node: SyntaxNode | undefined, scope: Scope, machine: Machine): boolean | null {
  if (node?.name !== 'BinaryExpression') return null;
  const [left, operator, right] = partsOf(node);
  const sign = operator ? machine.source(operator) : '';
  if (sign !== '==' && sign !== '!=') return null;
  const [a, b] = [left, right].map((side) => {
    const { texts } = machine.evaluate(side, scope);
    const [only] = texts;
    return texts.length === 1 && only && only.confidence >= LITERAL ? only.text : null;
  });
  if (typeof a !== 'string' || typeof b !== 'string') return null;
  return (a === b) === (sign === '==');
}

/** Text methods that we can follow; null for others. */
export function textMethod(object: Value, name: string, args: readonly Value[]): Value | null {
  const [first, second] = args.map((arg) => arg.texts[0]?.text);
  switch (name) {
    case 'strip':
    case 'lstrip':
    case 'rstrip':
      return mapTexts(object, (text) => stripped(text, first, name !== 'rstrip', name !== 'lstrip'));
    case 'lower':
      return mapTexts(object, (text) => text.toLowerCase());
    case 'upper':
      return mapTexts(object, (text) => text.toUpperCase());
    case 'replace':
      return first !== undefined && second !== undefined && first !== ''
        ? mapTexts(object, (text) => text.replaceAll(first, second))
        : null;
    case 'join': {
      const list = args[0]?.items;
      if (!list) return null;
      return concatenated(list.flatMap((item, index) => (index === 0 ? [item] : [object, item])));
    }
    case 'split':
      return first
        ? ofItems((textsOrHole(object)[0]?.text ?? '').split(first).map((part) => ofText(part)))
        : null;
    case 'format':
      return braceFormat(object, args, new Map());
    default:
      return null;
  }
}

function stripped(text: string, chars: string | undefined, left: boolean, right: boolean): string {
  const drop = (char: string | undefined): boolean =>
    char !== undefined && (chars === undefined ? /\s/.test(char) : chars.includes(char));
  let [start, end] = [0, text.length];
  while (left && start < end && drop(text[start])) start++;
  while (right && end > start && drop(text[end - 1])) end--;
  return text.slice(start, end);
}
