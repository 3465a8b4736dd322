/**
 * Records that a query puts together (`struct(id as a)`, `object_construct('a', id)`): which field comes
 * from where, so that `r.a` later means the origins of `a` alone.
 */
import { Flow } from './flow.ts';
import { KIND } from './kinds.ts';
import { Rowset } from './rowset.ts';
import type { Scope } from './scope.ts';
import { expressionOf, functionName, listOf, literalOf, nameOf, type Expression } from './tree.ts';

/** Functions whose arguments are fields with aliases, and those that take keys and values in turn. */
const ALIASED = new Set(['struct', 'struct_pack', 'row']);
const PAIRED = new Set(['named_struct', 'object_construct', 'object_construct_keep_null']);

interface Field {
  readonly name: string | null;
  readonly value: unknown;
}

/** The fields of a call that makes a record, as written; null for other calls. */
function fieldsOf(call: Expression): Field[] | null {
  const name = functionName(call);
  const args = listOf(call.body['args']);
  if (ALIASED.has(name)) return args.map(aliased);
  if (!PAIRED.has(name) || args.length % 2 > 0) return null;
  return args.flatMap((key, at) => (at % 2 === 0 ? [{ name: literalOf(key), value: args[at + 1] }] : []));
}

function aliased(argument: unknown): Field {
  const expression = expressionOf(argument);
  const { kind, body } = expression ?? { kind: '', body: {} };
  if (kind === 'alias') return { name: nameOf(body['alias'])?.text ?? null, value: body['this'] };
  if (kind === 'named_argument') return { name: nameOf(body['name'])?.text ?? null, value: body['value'] };
  const own = kind === 'column' ? nameOf(body['name']) : kind === 'dot' ? nameOf(body['field']) : null;
  return { name: own?.text ?? null, value: argument };
}

/** The record that a call makes; null where it makes none or a field has no name. */
export function recordOf(
  call: Expression,
  scope: Scope,
  flowOf: (value: unknown, scope: Scope) => Flow,
): Flow | null {
  const given = fieldsOf(call);
  if (!given || given.length === 0 || given.some(({ name }) => name === null || name === '*')) return null;
  const fields = new Map<string, Flow>();
  const whole = new Flow(scope.analysis.budget);
  for (const { name, value } of given) {
    const flow = flowOf(value, scope);
    if (name !== null) fields.set(name.toLowerCase(), flow);
    whole.absorb(flow, KIND.transformation);
  }
  return whole.record(fields);
}

/** One field of a value; null where it is not known which fields the value has. */
export const fieldOf = (record: Flow, name: string): Flow | null =>
  record.fields?.get(name.toLowerCase()) ?? null;

/** All fields of a value as columns, for `r.*`; they stay open where they are not known. */
export function fieldsAsColumns(record: Flow): Rowset {
  if (!record.fields) return new Rowset([], [() => record]);
  return new Rowset([...record.fields].map(([name, flow]) => ({ name, flow })));
}
