/**
 * Data tests and unit tests of a manifest, and which table each is about.
 */
import type { ArtifactEntry } from './artifact.ts';
import { record, strings, text, type JsonRecord } from './values.ts';

/** A test as far as it is kept between the passes. */
export interface TestEntry {
  readonly uniqueId: string;
  readonly at: string;
  readonly name: string;
  /** `not_null`, `dbt_utils.equality`, `singular`, `unit`. */
  readonly kind: string;
  readonly severity?: string;
  readonly column?: string;
  /** The node that dbt says it is attached to (manifest v9 on). */
  readonly attached?: string;
  /** The `ref(…)` or `source(…)` that the test was written under (before v9). */
  readonly model?: string;
  readonly parents: readonly string[];
}

/** Reads a test or unit test. */
export function readTest(uniqueId: string, { value, at }: ArtifactEntry): TestEntry {
  const metadata = record(value['test_metadata']);
  const kwargs = record(metadata['kwargs']);
  const severity = text(record(value['config'])['severity'])?.toLowerCase();
  const column = text(value['column_name']) ?? text(kwargs['column_name']);
  const attached = text(value['attached_node']);
  const model = text(kwargs['model']);
  return {
    uniqueId,
    at,
    name: text(value['name']) ?? uniqueId,
    kind: kindOf(value, metadata),
    parents: strings(record(value['depends_on'])['nodes']),
    ...(severity !== undefined && { severity }),
    ...(column !== undefined && { column }),
    ...(attached !== undefined && { attached }),
    ...(model !== undefined && { model }),
  };
}

function kindOf(node: JsonRecord, metadata: JsonRecord): string {
  if (text(node['resource_type']) === 'unit_test' || node['given'] !== undefined) return 'unit';
  const name = text(metadata['name']);
  if (name === undefined) return 'singular';
  const namespace = text(metadata['namespace']);
  return namespace === undefined ? name : `${namespace}.${name}`;
}

/**
 * The table that a test is about: the attached node, else the one that its `model` argument names,
 * else the first table that it reads. Undefined when it reads none.
 */
export function attachTest<Table extends { readonly uniqueId: string }>(
  test: TestEntry,
  tables: ReadonlyMap<string, Table>,
): Table | undefined {
  const attached = test.attached === undefined ? undefined : tables.get(test.attached);
  if (attached) return attached;
  const parents = test.parents.flatMap((id) => tables.get(id) ?? []);
  if (parents.length < 2 || test.model === undefined) return parents[0];
  const named = namedIn(test.model);
  return parents.find(({ uniqueId }) => named !== null && isNamed(uniqueId, named)) ?? parents[0];
}

/** True for a test that reads several tables without saying which one it is about. */
export const isAmbiguous = (test: TestEntry, tables: ReadonlyMap<string, unknown>): boolean =>
  test.attached === undefined &&
  test.model === undefined &&
  test.parents.filter((id) => tables.has(id)).length > 1;

interface Named {
  readonly call: 'ref' | 'source';
  readonly args: readonly string[];
  readonly version: string | null;
}

/** The first `ref('orders')`, `ref('pkg', 'orders', v=2)` or `source('raw', 'orders')` in Jinja text. */
function namedIn(jinja: string): Named | null {
  const call = /\b(ref|source)\s*\(([^()]{1,500})\)/.exec(jinja.slice(0, 10_000));
  if (!call) return null;
  const inside = call[2] ?? '';
  const version = /\bv(?:ersion)?\s*=\s*['"]?([\w.-]+)/.exec(inside)?.[1] ?? null;
  const positional = inside.replace(/\b\w+\s*=\s*(?:'[^']*'|"[^"]*"|[\w.-]+)/g, '');
  const args = [...positional.matchAll(/'([^']*)'|"([^"]*)"/g)].map((match) => match[1] ?? match[2] ?? '');
  return { call: call[1] === 'source' ? 'source' : 'ref', args, version };
}

function isNamed(uniqueId: string, { call, args, version }: Named): boolean {
  const [type = '', owner = '', ...rest] = uniqueId.split('.');
  const name = rest.join('.');
  if (call === 'source') return type === 'source' && name === args.join('.');
  const wanted = args.at(-1) ?? '';
  if (type === 'source' || (args.length > 1 && owner !== args[0])) return false;
  return version === null ? name === wanted || isVersionOf(name, wanted) : name === `${wanted}.v${version}`;
}

const isVersionOf = (name: string, model: string): boolean =>
  name.startsWith(`${model}.v`) && /^[\w-]+$/.test(name.slice(model.length + 2));
