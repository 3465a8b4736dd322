/** What a document is about, with what lies before it: inputs, origins, the jobs between. As of a revision. */
import { hash } from 'node:crypto';
import { holdsAt } from '../../browse/in-force.ts';
import { describedColumns, type ColumnDetail } from '../../past/as-of-columns.ts';
import { byText, saidAt } from '../../past/as-of-parts.ts';
import type { PastCatalog, PastDataset } from '../../past/as-of.ts';
import { RECORD_TYPES } from '../../store/record-types.ts';
import { loadLabelRules } from '../dsar/labels.ts';
import { scopeOf } from '../dsar/scope.ts';
import type { ScopedDataset } from '../dsar/scoped.ts';
import { loadTaxonomy, type Taxonomy } from '../taxonomy/taxonomy.ts';
import { answersAt, splitQuestion, SPLITS, type GivenAnswer, type Split } from './answers.ts';
import type { Figures } from './figures.ts';

export interface Input {
  readonly node: number;
  readonly dataset: PastDataset;
  readonly split: Split | null;
  /** What the split rests on. */
  readonly basis: 'stated' | 'label' | 'name' | null;
}

export interface Operation {
  readonly job: string;
  readonly kind: string | null;
  readonly jobId: number;
  readonly from: string;
  readonly to: string;
  /** Hops from the subject to where it writes. */
  readonly hops: number;
}

export interface Subject {
  readonly past: PastCatalog;
  readonly node: number;
  readonly dataset: PastDataset;
  readonly figures: Figures;
  readonly answers: ReadonlyMap<string, GivenAnswer>;
  /** What feeds it directly. */
  readonly inputs: readonly Input[];
  /** What the document speaks of where it speaks of data: the inputs of a model, otherwise the dataset itself. */
  readonly data: readonly number[];
  /** Everything upstream with its distance, the subject first. */
  readonly upstream: ReadonlyMap<number, number>;
  readonly roots: readonly number[];
  readonly operations: readonly Operation[];
  /** Personal data of each dataset, by position. */
  readonly scoped: readonly ScopedDataset[];
  readonly taxonomy: Taxonomy;
}

/** Kinds that learn from data. */
const LEARNS = new Set(['model', 'feature']);

/** Positions of which figures are gathered: the subject and what feeds it directly. */
export function figureNodes(past: PastCatalog, node: number): number[] {
  return [node, ...past.graph.neighbours(node, 'upstream')];
}

export function subjectOf(past: PastCatalog, resourcesDir: string, node: number, figures: Figures): Subject {
  const dataset = past.datasets[node]!;
  const answers = answersAt(past.db, dataset.members, past.revision);
  const walk = past.graph.walk([node], 'upstream', Infinity);
  const upstream = new Map(Array.from(walk.nodes, (at, i): [number, number] => [at, walk.depth[i]!]));
  const inputs = Array.from(past.graph.neighbours(node, 'upstream')).map((at) => inputOf(past, at, answers));
  const taxonomy = loadTaxonomy(resourcesDir);
  return {
    ...{ past, node, dataset, figures, answers, inputs, upstream, taxonomy },
    data: LEARNS.has(dataset.kind) && inputs.length > 0 ? inputs.map((one) => one.node) : [node],
    roots: [...past.graph.roots([node])].filter((at) => at !== node),
    operations: operationsOf(past, upstream),
    scoped: personalOf(past, resourcesDir, taxonomy),
  };
}

/** Several documents may be made of one catalog: what is personal in it is the same for all. */
const personal = new WeakMap<PastCatalog, readonly ScopedDataset[]>();

function personalOf(past: PastCatalog, resourcesDir: string, taxonomy: Taxonomy): readonly ScopedDataset[] {
  let found = personal.get(past);
  if (!found) {
    found = scopeOf(past, { taxonomy, labels: loadLabelRules(resourcesDir), subject: '' }).all;
    personal.set(past, found);
  }
  return found;
}

const SPLIT_KEY = /^(?:data[ _.-]?)?split$/i;
const SPLIT_TOKENS: readonly (readonly [Split, RegExp])[] = [
  ['training', /(?:^|[^a-z])train(?:ing)?(?:[^a-z]|$)/i],
  ['validation', /(?:^|[^a-z])valid(?:ation)?(?:[^a-z]|$)/i],
  ['testing', /(?:^|[^a-z])(?:test(?:ing)?|holdout)(?:[^a-z]|$)/i],
];

function inputOf(past: PastCatalog, node: number, answers: ReadonlyMap<string, GivenAnswer>): Input {
  const dataset = past.datasets[node]!;
  const stated = dataset.members
    .map((id) => answers.get(splitQuestion(id))?.text)
    .find((text) => text !== undefined);
  const asSplit = (text: string | undefined) => SPLITS.find((one) => one === text);
  const label = dataset.tags.find((tag) => SPLIT_KEY.test(tag.key))?.value;
  const leaf = dataset.name.slice(dataset.name.search(/[^./\\]*$/));
  const byLabel = label === undefined ? undefined : SPLIT_TOKENS.find(([, token]) => token.test(label))?.[0];
  const byName = SPLIT_TOKENS.find(([, token]) => token.test(leaf))?.[0];
  const found: Pick<Input, 'split' | 'basis'> =
    asSplit(stated) !== undefined
      ? { split: asSplit(stated)!, basis: 'stated' }
      : byLabel !== undefined
        ? { split: byLabel, basis: 'label' }
        : byName !== undefined
          ? { split: byName, basis: 'name' }
          : { split: null, basis: null };
  return { node, dataset, ...found };
}

/** Jobs that move data towards the subject, the nearest first. */
function operationsOf(past: PastCatalog, upstream: ReadonlyMap<number, number>): Operation[] {
  const members = [...upstream.keys()].flatMap((node) => past.datasets[node]!.members);
  const rows = past.db
    .prepare<[object], { fromId: number; toId: number; jobId: number; name: string; kind: string | null }>(
      `SELECT DISTINCT e.from_id AS fromId, e.to_id AS toId, j.id AS jobId, j.name, j.kind FROM json_each(@members) d
       CROSS JOIN edge e ON e.to_id = d.value JOIN job j ON j.id = e.job_id
       WHERE ${holdsAt('e')} OR EXISTS (SELECT 1 FROM edge_period p WHERE p.edge_id = e.id AND ${holdsAt('p')})`,
    )
    .all({ revision: past.revision, members: JSON.stringify(members) });
  return rows
    .flatMap((row): Operation[] => {
      const from = past.indexOf.get(row.fromId);
      const to = past.indexOf.get(row.toId);
      if (from === undefined || to === undefined || from === to || !upstream.has(from)) return [];
      return [
        {
          ...{ job: row.name, kind: row.kind, jobId: row.jobId, hops: upstream.get(to)! },
          ...{ from: past.datasets[from]!.name, to: past.datasets[to]!.name },
        },
      ];
    })
    .sort((a, b) => a.hops - b.hops || byText(a.job, b.job) || byText(a.from, b.from) || byText(a.to, b.to));
}

/** SQL of jobs as sources told it by then, by job. */
export function sqlOf(past: PastCatalog, jobIds: readonly number[]): ReadonlyMap<number, string> {
  const rows = past.db
    .prepare<[object], { id: number; value: string; digest: string | null; kept: string | null }>(
      `SELECT p.target_id AS id, p.value, s.value AS digest, v.value AS kept FROM property p
       JOIN statement s ON s.record_type = ${RECORD_TYPES.property} AND s.record_id = p.id AND ${holdsAt('s')}
       LEFT JOIN property_value v ON v.property_id = p.id AND v.digest = s.value
       WHERE p.target_type = 'job' AND p.key = 'sql' AND p.target_id IN (SELECT value FROM json_each(@ids)) ORDER BY s.id`,
    )
    .all({ revision: past.revision, ids: JSON.stringify(jobIds) });
  const found = new Map<number, string>();
  for (const { id, value, digest, kept } of rows) {
    // A value that was replaced and not kept cannot be told any more.
    const held = kept ?? (digest === null || hash('sha256', value, 'base64url') === digest ? value : null);
    const text = held === null ? null : sqlText(held);
    if (text !== null) found.set(id, text);
  }
  return found;
}

function sqlText(json: string): string | null {
  try {
    const value: unknown = JSON.parse(json);
    if (typeof value === 'string') return value;
    const query = (value as { readonly query?: unknown } | null)?.query;
    return typeof query === 'string' ? query : null;
  } catch {
    return null;
  }
}

/**
 * Kinds of transformations on the columns that lead to the subject, with how many column edges have each. Sources that
 * state the same edge state one transformation, however many they are.
 */
export function transformationsOf({ past, upstream }: Subject): readonly (readonly [string, number])[] {
  const members = [...upstream.keys()].flatMap((node) => past.datasets[node]!.members);
  const rows = past.db
    .prepare<[object], { edge: number; value: string | null }>(
      `SELECT e.id AS edge, s.value FROM json_each(@members) d CROSS JOIN "column" t ON t.dataset_id = d.value
       CROSS JOIN column_edge e ON e.to_id = t.id
       CROSS JOIN statement s ON s.record_type = ${RECORD_TYPES.columnEdge} AND s.record_id = e.id AND ${holdsAt('s')}`,
    )
    .all({ revision: past.revision, members: JSON.stringify(members) });
  const counts = new Map<string, number>();
  for (const stated of Map.groupBy(rows, ({ edge }) => edge).values())
    for (const kind of new Set(stated.flatMap(({ value }) => kindsIn(value))))
      counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || byText(a[0], b[0]));
}

interface Transformation {
  readonly type?: unknown;
  readonly subtype?: unknown;
  readonly masking?: unknown;
}

/** `DIRECT AGGREGATION`, `DIRECT TRANSFORMATION masking`. The statement holds [flags, transformations as JSON, …]. */
function kindsIn(value: string | null): string[] {
  try {
    const [, inner] = JSON.parse(value ?? '') as unknown[];
    const all = JSON.parse(typeof inner === 'string' ? inner : '[]') as Transformation[];
    const words = all.map(({ type, subtype, masking }) =>
      [type, subtype, masking === true ? 'masking' : null].filter((one) => typeof one === 'string').join(' '),
    );
    return words.filter((one) => one !== '');
  } catch {
    return [];
  }
}

/** Descriptions in force: a person's word, else a source's. */
export function descriptionsOf(past: PastCatalog, nodes: readonly number[]): ReadonlyMap<number, string> {
  const members = nodes.flatMap((node) => past.datasets[node]!.members);
  const rows = past.db
    .prepare<[object], { id: number; text: string }>(
      `SELECT x.target_id AS id, x.text FROM description x WHERE x.target_type = 'dataset'
       AND x.target_id IN (SELECT value FROM json_each(@members)) AND ${saidAt('description', 'x')}
       ORDER BY x.origin = 'steward' DESC, x.id`,
    )
    .all({ revision: past.revision, members: JSON.stringify(members) });
  const found = new Map<number, string>();
  for (const { id, text } of rows) {
    const node = past.indexOf.get(id)!;
    if (!found.has(node)) found.set(node, text);
  }
  return found;
}

export function columnsOf(past: PastCatalog, node: number): ColumnDetail[] {
  const { id, members } = past.datasets[node]!;
  return describedColumns(past.db, past.revision, id, members);
}
