/**
 * Calls: functions of the script are followed, calls of known libraries are noted, and any other call
 * is taken to put all that goes in into what comes out.
 */
import type { Args } from './args.ts';
import { columnFunction, columnMethod } from './column-expressions.ts';
import { glueCall } from './glue-api.ts';
import { libraryCall } from './libraries.ts';
import type { Call, Machine } from './machine.ts';
import { sparkCall } from './spark-api.ts';
import { argumentValue, braceFormat, textMethod } from './expressions.ts';
import { grow } from './statements.ts';
import { argNodes, childrenOf, parametersOf, type SyntaxNode } from './tree.ts';
import {
  either,
  ofApi,
  ofData,
  ofEntries,
  ofItems,
  ofText,
  Scope,
  unionOf,
  UNKNOWN,
  type FunctionValue,
  type Read,
  type Value,
} from './values.ts';

export function callExpression(node: SyntaxNode, scope: Scope, machine: Machine): Value {
  const callee = node.firstChild;
  if (!callee) return UNKNOWN;
  const args = evaluatedArgs(node.getChild('ArgList'), scope, machine);
  const call: Call = {
    args,
    scope,
    node,
    at: machine.at(callee.name === 'MemberExpression' ? (childrenOf(callee)[1] ?? callee) : callee),
    text: machine.source(node),
  };
  if (callee.name === 'MemberExpression') {
    const [objectNode, property] = childrenOf(callee);
    if (objectNode && property?.name === 'PropertyName')
      return methodCall(objectNode, machine.source(property), call, machine);
  }
  const target = machine.evaluate(callee, scope);
  if (callee.name === 'VariableName') {
    const name = machine.source(callee);
    // Names that `from pyspark.sql.functions import *` brings.
    const known = builtin(name, call, machine) ?? (scope.get(name) ? null : columnFunction(name, call.args));
    if (known) return known;
  }
  return (
    callValue(target, call, machine) ??
    machine.columns.after('', target, call.args, unknownCall(target, call, machine))
  );
}

function evaluatedArgs(list: SyntaxNode | null, scope: Scope, machine: Machine): Args {
  const nodes = argNodes(list, machine.text);
  // A generator as the only argument: `f(x for x in xs)`.
  const positional = nodes.positional.map((node) => machine.evaluate(node, scope));
  const named = new Map(
    [...nodes.named].map(([name, node]) => [name, machine.evaluate(node, scope)] as const),
  );
  for (const node of nodes.spread) {
    for (const [name, value] of machine.evaluate(node, scope).entries ?? [])
      if (!named.has(name)) named.set(name, value);
  }
  return { positional, named };
}

/** Everything that goes into a call. */
export const dataIn = (object: Value, args: Args): ReadonlySet<Read> =>
  unionOf([object, ...args.positional, ...args.named.values()]);

/** A call of which nothing is known: functions handed to it are run with the data that is at hand. */
function unknownCall(object: Value, call: Call, machine: Machine): Value {
  const { positional, named } = call.args;
  const results: Value[] = [object, ...positional, ...named.values()];
  for (const [index, value] of [...positional, ...named.values()].entries()) {
    if (value.api?.kind !== 'function') continue;
    const following = positional.slice(index + 1);
    const [first] = following;
    // `pool.map(work, tables)` calls for each; `pool.submit(work, table)` once.
    const isMap = /\bmap\w*\s*\($/.test(call.text.slice(0, call.text.indexOf('(') + 1)) && first?.items;
    const lists =
      isMap && first?.items
        ? first.items.map((item) => [item])
        : [following.length > 0 ? following : [ofData(unionOf(results))]];
    for (const list of lists)
      results.push(machine.invoke(value.api.definition, { positional: list, named: new Map() }));
  }
  return ofData(unionOf(results));
}

function callValue(target: Value, call: Call, machine: Machine): Value | null {
  const { api } = target;
  if (api?.kind === 'function') return machine.invoke(api.definition, call.args);
  if (api?.kind === 'class') return instantiate(api.name, call, machine);
  if (api?.kind === 'module')
    return columnFunction(api.name, call.args) ?? libraryCall(api.name, call, machine);
  return null;
}

function instantiate(name: string, call: Call, machine: Machine): Value {
  const known = machine.classes.get(name);
  const instance = ofApi({
    kind: 'instance',
    of: name,
    attributes: new Map(instanceAttributes(known?.instance ?? null)),
  });
  if (known) known.instance = instance;
  const init = known?.methods.get('__init__');
  if (init) machine.invoke({ ...init, self: instance }, call.args);
  return { ...instance, from: dataIn(UNKNOWN, call.args) };
}

const instanceAttributes = (instance: Value | null): ReadonlyMap<string, Value> =>
  instance?.api?.kind === 'instance' ? instance.api.attributes : new Map<string, Value>();

function builtin(name: string, call: Call, machine: Machine): Value | null {
  const [first, second] = call.args.positional;
  switch (name) {
    case 'getResolvedOptions':
      return ofApi({ kind: 'args' });
    case 'str':
    case 'list':
    case 'tuple':
    case 'set':
    case 'sorted':
    case 'reversed':
    case 'iter':
    case 'Path':
    case 'PurePosixPath':
      return first ?? UNKNOWN;
    case 'dict':
      return ofEntries(new Map([...(first?.entries ?? []), ...call.args.named]));
    case 'enumerate':
      return first?.items
        ? ofItems(first.items.map((item, index) => ofItems([ofText(String(index)), item])))
        : null;
    case 'zip':
      return first?.items && second?.items
        ? ofItems(first.items.map((item, index) => ofItems([item, second.items?.[index] ?? UNKNOWN])))
        : null;
    case 'sparkSqlQuery':
      return glueCall(name, UNKNOWN, call, machine);
    case 'open':
      return libraryCall('open', call, machine);
    default:
      return null;
  }
}

/** Names that Glue writes as two members: `create_dynamic_frame.from_catalog`. */
const SPLIT_NAME = /^(?:create|write)_(?:dynamic|data|sample_dynamic)_frame$/;

function methodCall(objectNode: SyntaxNode, method: string, call: Call, machine: Machine): Value {
  const parts = objectNode.name === 'MemberExpression' ? childrenOf(objectNode) : [];
  const before = parts[1]?.name === 'PropertyName' ? machine.source(parts[1]) : '';
  if (SPLIT_NAME.test(before)) {
    const known = glueCall(`${before}_${method}`, UNKNOWN, call, machine);
    if (known) return known;
  }
  const object = machine.evaluate(objectNode, call.scope);
  const { api } = object;
  // `ApplyMapping.apply(frame = …)` is `frame.apply_mapping(…)`.
  const transform = method === 'apply' ? (TRANSFORMS[machine.source(objectNode)] ?? method) : method;
  const columnsAfter = (result: Value): Value => machine.columns.after(transform, object, call.args, result);
  const column =
    api?.kind === 'module'
      ? columnFunction(`${api.name}.${method}`, call.args)
      : columnMethod(object, method, call.args);
  if (column) return column;
  if (api?.kind === 'module')
    return columnsAfter(
      libraryCall(`${api.name}.${method}`, call, machine) ?? unknownCall(object, call, machine),
    );
  if (api?.kind === 'args') return method === 'get' ? withDefault(call, machine) : object;
  if (api?.kind === 'instance') {
    const own = machine.classes.get(api.of)?.methods.get(method);
    if (own) return machine.invoke({ ...own, self: object }, call.args);
    const attribute = api.attributes.get(method);
    if (attribute?.api?.kind === 'function') return machine.invoke(attribute.api.definition, call.args);
  }
  const result =
    glueCall(method, object, call, machine) ??
    sparkCall(method, object, call, machine) ??
    (api?.kind === 'boto' ? libraryCall(`boto.${api.service}.${method}`, call, machine) : null) ??
    plainMethod(objectNode, object, method, call, machine) ??
    libraryCall(`.${method}`, call, machine, object) ??
    unknownCall(object, call, machine);
  return columnsAfter(result);
}

/** Glue's classes of transforms by the methods that do the same. */
const TRANSFORMS: Readonly<Record<string, string>> = {
  ApplyMapping: 'apply_mapping',
  SelectFields: 'select_fields',
  DropFields: 'drop_fields',
  RenameField: 'rename_field',
  Filter: 'filter',
  DropNullFields: 'dropna',
  ResolveChoice: 'resolveChoice',
  DropDuplicates: 'dropDuplicates',
  SelectFromCollection: 'select_from_collection',
};

/** `args.get("x", fallback)`. */
function withDefault(call: Call, machine: Machine): Value {
  const [name, fallback] = call.args.positional;
  const value = argumentValue(name ?? UNKNOWN, machine);
  return value.texts.length > 0 ? value : (fallback ?? UNKNOWN);
}

/** Methods of texts, lists and dicts. */
function plainMethod(
  objectNode: SyntaxNode,
  object: Value,
  method: string,
  call: Call,
  machine: Machine,
): Value | null {
  const [first] = call.args.positional;
  if (
    /^(?:append|add|extend|update|insert)$/.test(method) &&
    (object.items ?? object.entries ?? (object.from.size > 0 ? null : first))
  ) {
    grow(objectNode, method, call.args.positional.at(-1) ?? UNKNOWN, call.scope, machine);
    return UNKNOWN;
  }
  if (object.entries) {
    if (method === 'items')
      return ofItems([...object.entries].map(([key, value]) => ofItems([ofText(key), value])));
    if (method === 'keys') return ofItems([...object.entries.keys()].map((key) => ofText(key)));
    if (method === 'values') return ofItems([...object.entries.values()]);
    if (method === 'get' || method === 'pop') {
      const found =
        first?.texts.map(({ text }) => object.entries?.get(text)).filter((value) => value !== undefined) ??
        [];
      return found.length > 0 ? found.reduce(either) : (call.args.positional[1] ?? ofData(object.from));
    }
    if (method === 'copy') return object;
  }
  if (method === 'format' && object.texts.length > 0)
    return braceFormat(object, call.args.positional, call.args.named);
  return object.texts.length > 0 ? textMethod(object, method, call.args.positional) : null;
}

/** Runs a function of the script with its arguments bound. */
export function callFunction(
  definition: FunctionValue,
  args: Args,
  returned: Value[],
  machine: Machine,
): Value {
  const { node } = definition;
  const scope = new Scope(definition.scope);
  const parameters = parametersOf(node.getChild('ParamList'), machine.text);
  let next = 0;
  for (const [index, parameter] of parameters.entries()) {
    if (index === 0 && definition.self && /^(?:self|cls)$/.test(parameter.name))
      scope.set(parameter.name, definition.self);
    else if (parameter.kind === 'list') scope.set(parameter.name, ofItems(args.positional.slice(next)));
    else if (parameter.kind === 'map') scope.set(parameter.name, ofEntries(args.named));
    else {
      const given = args.named.get(parameter.name) ?? args.positional[next++];
      scope.set(parameter.name, given ?? machine.evaluate(parameter.fallback, definition.scope));
    }
  }
  if (node.name === 'LambdaExpression') return machine.evaluate(childrenOf(node).at(-1), scope);
  const body = node.getChild('Body');
  if (body) machine.run(body, scope);
  const [first, ...others] = returned;
  return first ? others.reduce(either, first) : UNKNOWN;
}
