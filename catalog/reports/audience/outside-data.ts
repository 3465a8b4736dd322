/** The data of a report for readers outside: strings are replaced as the schema of the data marks them. */
import type { Json } from '../../model/facts.ts';
import { WITHHELD_KINDS, type WithheldKind } from '../render/document.ts';
import type { Withholder } from './withholder.ts';

/** A JSON Schema as zod writes it, as far as it is looked at. */
export interface SchemaNode {
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly additionalProperties?: SchemaNode | boolean;
  readonly items?: SchemaNode;
  readonly prefixItems?: readonly SchemaNode[];
  readonly anyOf?: readonly SchemaNode[];
  readonly oneOf?: readonly SchemaNode[];
  readonly allOf?: readonly SchemaNode[];
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly format?: string;
  readonly pattern?: string;
  /** What the value names, or is. */
  readonly 'x-names'?: string;
}

/** What a field holds where there is no schema, by its name. */
const BY_FIELD: readonly [RegExp, WithheldKind][] = [
  [
    /^(?:by|actors?|owners?|stewards?|e?mail|contact|dpo|person|people|author|user|approver|reviewer|assignee)$/i,
    'person',
  ],
  [/^(?:namespaces?|systems?|hosts?|server|account)$/i, 'system'],
  [/^(?:paths?|files?|folders?|location|uri|url)$/i, 'path'],
  [/^(?:notes?|comments?|reasons?|remarks?|label|message|example)$/i, 'note'],
];

/** Nested deeper than this, data are not taken apart but withheld. */
const DEEPEST = 200;

export function outsideData(data: Json, schema: SchemaNode | null, withholder: Withholder): Json {
  return schema === null ? byField(data, null, withholder, 0) : bySchema(data, [schema], null, withholder, 0);
}

/** `nodes`: every schema that may describe the value. A field that none of them knows is withheld. */
function bySchema(
  value: Json,
  nodes: readonly SchemaNode[],
  outer: WithheldKind | null,
  withholder: Withholder,
  depth: number,
): Json {
  const all = nodes.flatMap(branches).filter((node) => Object.keys(node).length > 0);
  const mark = all.map((node) => kindOf(node['x-names'])).find((kind) => kind !== null) ?? outer;
  if (typeof value === 'string') {
    if (mark) return withholder.list(value, mark);
    if (all.length === 0) return withholder.named(value, 'note');
    const leaves = all.filter(({ anyOf, oneOf, type = 'string' }) => !anyOf && !oneOf && type === 'string');
    return leaves.length > 0 && leaves.every(isFixed) ? value : withholder.text(value);
  }
  if (value === null || typeof value !== 'object') return value;
  if (depth > DEEPEST) return withholder.named('nested data', 'note');
  if (isArray(value)) {
    const below = (at: number) =>
      all.flatMap(({ items, prefixItems }) => prefixItems?.[at] ?? (items ? [items] : []));
    return value.map((item, at) => bySchema(item, below(at), mark, withholder, depth + 1));
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => {
      const below = all.flatMap(({ properties, additionalProperties: more }) => {
        const own = properties && Object.hasOwn(properties, key) ? properties[key] : undefined;
        return own ? [own] : typeof more === 'object' ? [more] : [];
      });
      const known = all.some(({ properties }) => properties && Object.hasOwn(properties, key));
      return [known ? key : withholder.text(key), bySchema(item, below, mark, withholder, depth + 1)];
    }),
  );
}

/** The schema itself and the alternatives within it. */
function branches(node: SchemaNode): SchemaNode[] {
  const inner = [node.anyOf, node.oneOf, node.allOf].flatMap((list) => list ?? []);
  return [node, ...inner.flatMap(branches)];
}

function kindOf(mark: string | undefined): WithheldKind | null {
  return WITHHELD_KINDS.find((kind) => kind === mark) ?? null;
}

/** Values of a closed set, dates, digests: they name nothing. */
function isFixed({ enum: values, const: only, format, pattern }: SchemaNode): boolean {
  return [values, only, format, pattern].some((limit) => limit !== undefined);
}

function byField(value: Json, mark: WithheldKind | null, withholder: Withholder, depth: number): Json {
  if (typeof value === 'string') return mark ? withholder.list(value, mark) : withholder.text(value);
  if (value === null || typeof value !== 'object') return value;
  if (depth > DEEPEST) return withholder.named('nested data', 'note');
  if (isArray(value)) return value.map((item) => byField(item, mark, withholder, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => {
      const own = BY_FIELD.find(([pattern]) => pattern.test(key))?.[1] ?? mark;
      return [withholder.text(key), byField(item, own, withholder, depth + 1)];
    }),
  );
}

/** `Array.isArray` does not narrow readonly arrays. */
function isArray(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
