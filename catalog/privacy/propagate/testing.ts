/** Small catalogs with column lineage and tags, for tests. */
import type { Fact, Transformation } from '../../model/facts.ts';
import type { Catalog } from '../../catalog.ts';
import { PATH_SEPARATOR } from '../../store/writer/identities.ts';
import { PROPAGATED } from '../../model/origins.ts';
import { propagation } from './compute.ts';
import { listTags } from './list.ts';
import { placeText } from './names.ts';
import { tagText, type PropagatedTag } from './tags.ts';
import type { End } from './statements.ts';

const evidence = { scope: 'p', file: 0, at: 'x' };
export const SCOPE: Fact = { type: 'scope', scope: 'p', mode: 'replace' };
export const ds = (name: string) => ({ namespace: 'pg://db', name });

/** `orders.email`; the dataset's name may hold dots. */
function place(text: string) {
  const dot = text.lastIndexOf('.');
  return { dataset: ds(text.slice(0, dot)), path: [text.slice(dot + 1)] };
}

/** What a transformation of each kind looks like in OpenLineage's words. */
export const KINDS: Readonly<Record<string, readonly Transformation[]>> = {
  unsaid: [],
  identity: [{ type: 'DIRECT', subtype: 'IDENTITY' }],
  transformed: [{ type: 'DIRECT', subtype: 'TRANSFORMATION', description: 'upper' }],
  hashed: [{ type: 'DIRECT', subtype: 'TRANSFORMATION', description: 'sha256', masking: true }],
  counted: [{ type: 'DIRECT', subtype: 'AGGREGATION', description: 'count' }],
  filter: [{ type: 'INDIRECT', subtype: 'FILTER' }],
  join: [{ type: 'INDIRECT', subtype: 'JOIN' }],
  both: [
    { type: 'INDIRECT', subtype: 'GROUP_BY' },
    { type: 'DIRECT', subtype: 'IDENTITY' },
  ],
};

/** `a.x>b.x` with a job of its own between the tables, as a source would state it. */
export function edge(text: string, kind: keyof typeof KINDS = 'identity'): Fact[] {
  const [from, to] = text.split('>').map(place);
  return [
    ...tables(from!.dataset.name, to!.dataset.name),
    { type: 'column', ...from!, evidence },
    { type: 'column', ...to!, evidence },
    { type: 'column-edge', from: from!, to: to!, transformations: KINDS[kind] ?? [], evidence },
  ];
}

/** An edge between tables whose columns are not known. */
export function tables(from: string, to: string): Fact[] {
  const job = { namespace: 'etl', name: `${from} to ${to}` };
  return [
    ...[from, to].map((name): Fact => ({ type: 'dataset', dataset: ds(name), sourceId: name, evidence })),
    { type: 'job', job, kind: 'sql', evidence },
    { type: 'job-input', job, dataset: ds(from), evidence },
    { type: 'job-output', job, dataset: ds(to), evidence },
  ];
}

export function column(text: string): Fact {
  return { type: 'column', ...place(text), evidence };
}

/** A source's statement on `orders.email`, or on a whole dataset named `orders`. */
export function said(on: string, tag: PropagatedTag): Fact {
  const target = on.includes('.')
    ? ({ on: 'column', ...place(on) } as const)
    : ({ on: 'dataset', dataset: ds(on) } as const);
  return { type: 'tag', target, ...tag, evidence };
}

export const email: PropagatedTag = { kind: 'category', key: '', value: 'user.contact.email' };
export const level = (value: string): PropagatedTag => ({ kind: 'sensitivity', key: '', value });
export const label = (key: string, value: string): PropagatedTag => ({ kind: 'label', key, value });

/** @throws when there is no such place. */
export function idOf(catalog: Catalog, text: string): End {
  const on = text.includes('.') ? 'column' : 'dataset';
  const db = catalog.store.reader;
  const { dataset, path } = on === 'column' ? place(text) : { dataset: ds(text), path: [] };
  const row = db
    .prepare<[object], { id: number }>(
      on === 'column'
        ? `SELECT c.id FROM "column" c JOIN dataset d ON d.id = c.dataset_id WHERE d.namespace = @namespace AND d.name = @name AND c.path = @path`
        : 'SELECT id FROM dataset WHERE namespace = @namespace AND name = @name',
    )
    .get({ ...dataset, ...(on === 'column' ? { path: path.join(PATH_SEPARATOR) } : {}) });
  if (!row) throw new Error(`${text} does not exist`);
  return { on, id: row.id };
}

/** `email on b.x (carried after 2, from a.x)`, as a page shows them. */
export function shown(catalog: Catalog, show: 'carried' | 'new' | 'retracted' | 'review'): string[] {
  return listTags(catalog, { show, offset: 0, limit: 1000 }).items.map(
    ({ tag, place: at, strength, hops, cause, why }) =>
      cause
        ? `${tagText(tag)} on ${placeText(at)} (${strength} after ${hops}, from ${placeText(cause)}${why.length > 0 ? `; ${why.join('; ')}` : ''})`
        : `${tagText(tag)} on ${placeText(at)}`,
  );
}

/** What propagation has stored now, without ids and periods. */
export function storedTags(catalog: Catalog): string[] {
  return catalog.store.reader
    .prepare<[], { said: string }>(
      `SELECT t.kind || ' ' || t.key || '=' || t.value || ' on ' || d.name || '.' || c.path || ': ' || t.status || ', ' || COALESCE(t.reason, '') AS said
       FROM tag t JOIN "column" c ON c.id = t.target_id JOIN dataset d ON d.id = c.dataset_id
       WHERE t.origin = '${PROPAGATED}' AND t.until_revision IS NULL ORDER BY 1`,
    )
    .all()
    .map((row) => row.said);
}

export function carriedCount(catalog: Catalog): number {
  return propagation(catalog).result.tags.reduce((sum, { carried }) => sum + carried, 0);
}
