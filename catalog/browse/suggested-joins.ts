/** What may be one, with reasons: suggestions that nobody has decided on, strongest first. */
import type { Catalog } from '../catalog.ts';
import type { Card } from './cards.ts';

export type JoinKind = 'dataset' | 'job' | 'partition';

export interface Side {
  readonly id: number;
  readonly namespace: string;
  readonly name: string;
  readonly kind: string | null;
  readonly sources: readonly string[];
  readonly columns: number;
}

export interface SuggestedJoin {
  /** The same as long as it is suggested: `dataset 4 12`. */
  readonly key: string;
  readonly kind: JoinKind;
  readonly basis: string;
  readonly score: number;
  readonly reasons: readonly string[];
  readonly a: Side;
  /** Null for a set of partitions. */
  readonly b: Side | null;
  /** What a decision is about: pairs of identities, or the set of partitions. */
  readonly pairs: readonly { readonly a: number; readonly b: number }[];
  readonly setId: number | null;
}

/** What sources' own suggestions mean, and how much they weigh. */
const STATED: Readonly<Record<string, readonly [score: number, reason: string]>> = {
  symlink: [0.9, 'A source gives both names to one dataset.'],
  location: [0.75, 'Both point at the same storage location.'],
  relation: [0.8, 'Both name the same relation of one database.'],
  rename: [0.8, 'One seems to have been renamed into the other.'],
  link: [0.6, 'One refers to the other by this name.'],
};

/** Name of the reason, told apart for jobs: `job name`. */
export function basisOf({ kind, basis }: SuggestedJoin): string {
  return kind === 'job' ? `job ${basis}` : basis;
}

export function suggestedJoins(catalog: Catalog): readonly SuggestedJoin[] {
  return catalog.cached('suggested-joins', () =>
    [...datasetJoins(catalog), ...jobJoins(catalog), ...partitionJoins(catalog)].sort(
      (x, y) => y.score - x.score || (x.a.name < y.a.name ? -1 : x.a.name > y.a.name ? 1 : x.a.id - y.a.id),
    ),
  );
}

function datasetJoins(catalog: Catalog): SuggestedJoin[] {
  const cards = catalog.cards();
  const rows = catalog.store.reader
    .prepare<
      [],
      { a: number; b: number; basis: string; origin: string; score: number | null; reasons: string | null }
    >(
      `SELECT x.dataset_id AS a, d.id AS b, x.basis, x.origin, x.score, x.reasons FROM alias x
       JOIN dataset d ON d.namespace = x.namespace AND d.name = x.name JOIN dataset o ON o.id = x.dataset_id
       WHERE x.status = 'suggested' AND x.until_revision IS NULL AND d.canonical_id <> o.canonical_id ORDER BY x.id`,
    )
    .all();
  const found = new Map<string, SuggestedJoin & { pairs: { a: number; b: number }[] }>();
  for (const row of rows) {
    const [a, b] = [cards.get(row.a), cards.get(row.b)];
    // A source may still name what no import tells of any more.
    if (!a || !b) continue;
    // A renamed dataset is retired under its former name: that is what the suggestion is about.
    if (row.basis === 'rename' ? a.retired && b.retired : a.retired || b.retired) continue;
    const [first, second] = a.id < b.id ? [a, b] : [b, a];
    const key = `dataset ${first.id} ${second.id}`;
    const stated = STATED[row.basis];
    const score = row.score ?? stated?.[0] ?? 0.5;
    const reasons =
      row.reasons === null ? [stated?.[1] ?? 'A source suggests it.'] : (JSON.parse(row.reasons) as string[]);
    const known = found.get(key);
    const pairs = [...(known?.pairs ?? []), { a: row.a, b: row.b }];
    const all = [...new Set([...(known?.reasons ?? []), ...reasons])];
    const best = known && known.score >= score ? known : { score, basis: row.basis };
    found.set(key, {
      key,
      kind: 'dataset',
      basis: best.basis,
      score: best.score,
      reasons: all,
      a: sideOf(first),
      b: sideOf(second),
      pairs,
      setId: null,
    });
  }
  return [...found.values()];
}

function sideOf(card: Card): Side {
  const { id, namespace, name, kind, columns } = card;
  return { id, namespace, name, kind, columns, sources: [...card.sources].sort() };
}

interface JobLinkRow {
  aId: number;
  aNamespace: string;
  aName: string;
  aKind: string | null;
  aImporter: string;
  bId: number;
  bNamespace: string;
  bName: string;
  bKind: string | null;
  bImporter: string;
  basis: string;
  score: number;
  reasons: string;
}

function jobJoins(catalog: Catalog): SuggestedJoin[] {
  const rows = catalog.store.reader
    .prepare<[], JobLinkRow>(
      `SELECT a.id AS aId, a.namespace AS aNamespace, a.name AS aName, a.kind AS aKind, a.importer AS aImporter,
              b.id AS bId, b.namespace AS bNamespace, b.name AS bName, b.kind AS bKind, b.importer AS bImporter, l.basis, l.score, l.reasons
       FROM job_link l JOIN job a ON a.id = l.a_id JOIN job b ON b.id = l.b_id
       WHERE l.certainty = 'likely' AND COALESCE(a.canonical_id, a.id) <> COALESCE(b.canonical_id, b.id)
         AND a.until_revision IS NULL AND b.until_revision IS NULL
         AND NOT EXISTS (SELECT 1 FROM join_decision d WHERE d.space = 'job' AND d.until_revision IS NULL
           AND d.a_id = MIN(a.id, b.id) AND d.b_id = MAX(a.id, b.id))`,
    )
    .all();
  return rows.map((row) => ({
    key: `job ${row.aId} ${row.bId}`,
    kind: 'job',
    basis: row.basis,
    score: row.score,
    reasons: JSON.parse(row.reasons) as string[],
    a: {
      id: row.aId,
      namespace: row.aNamespace,
      name: row.aName,
      kind: row.aKind,
      sources: [row.aImporter],
      columns: 0,
    },
    b: {
      id: row.bId,
      namespace: row.bNamespace,
      name: row.bName,
      kind: row.bKind,
      sources: [row.bImporter],
      columns: 0,
    },
    pairs: [{ a: row.aId, b: row.bId }],
    setId: null,
  }));
}

/** Members from which on a pattern that may be one is worth a question. */
const ENOUGH = 3;

function partitionJoins(catalog: Catalog): SuggestedJoin[] {
  return catalog.store.reader
    .prepare<[], { id: number; namespace: string; pattern: string; n: number; first: string; last: string }>(
      `SELECT s.id, s.namespace, s.pattern, COUNT(*) AS n, MIN(d.name) AS first, MAX(d.name) AS last
       FROM partition_set s JOIN partition_member m ON m.set_id = s.id JOIN dataset d ON d.id = m.dataset_id AND d.until_revision IS NULL
       WHERE s.certainty = 'likely' AND s.in_force = 0
         AND NOT EXISTS (SELECT 1 FROM partition_choice c WHERE c.set_id = s.id AND c.until_revision IS NULL)
       GROUP BY s.id HAVING COUNT(*) >= ${ENOUGH}`,
    )
    .all()
    .map((row) => ({
      key: `partition ${row.id}`,
      kind: 'partition',
      basis: 'partition',
      score: Math.min(0.9, 0.6 + row.n / 100),
      reasons: [`${row.n} names differ in dates or run ids only: first ${row.first}, last ${row.last}.`],
      a: { id: row.id, namespace: row.namespace, name: row.pattern, kind: 'file', sources: [], columns: 0 },
      b: null,
      pairs: [],
      setId: row.id,
    }));
}
