/** What is in the catalog, and how well it is curated. */
import type { Catalog } from '../catalog.ts';
import type { Card } from '../browse/cards.ts';
import { datasetReviews, datasetReviewsInBreaths, type ReviewState } from '../stewardship/review/review.ts';
import { freshness, freshnessInBreaths } from '../browse/freshness.ts';
import { columnTags } from '../browse/column-tags.ts';

/** Has ready what {@link home} counts, with rests for others. */
export async function homeInBreaths(catalog: Catalog) {
  await catalog.prepareCards();
  await datasetReviewsInBreaths(catalog);
  await freshnessInBreaths(catalog);
  return home(catalog);
}

export function home(catalog: Catalog) {
  return catalog.cached('home', () => {
    const db = catalog.store.reader;
    const count = (sql: string) => db.prepare<[], { n: number }>(sql).get()!.n;
    const cards = [...catalog.cards().all()].filter((card) => !card.retired);
    const described = cards.filter((card) => !card.referencedOnly);
    const columns = count(
      `SELECT COUNT(*) AS n FROM (SELECT DISTINCT d.canonical_id, lower(c.path) FROM "column" c JOIN dataset d ON d.id = c.dataset_id
       WHERE c.until_revision IS NULL AND c.referenced_only = 0)`,
    );
    return {
      counts: {
        datasets: described.length,
        columns,
        jobs: count(
          'SELECT COUNT(DISTINCT COALESCE(canonical_id, id)) AS n FROM job WHERE until_revision IS NULL AND referenced_only = 0',
        ),
        runs: count('SELECT COUNT(*) AS n FROM run WHERE referenced_only = 0 AND until_revision IS NULL'),
        edges: described.reduce((sum, card) => sum + card.downstream, 0),
        columnEdges: count('SELECT COUNT(*) AS n FROM column_edge WHERE until_revision IS NULL'),
        namespaces: new Set(described.map((card) => card.namespace)).size,
      },
      byKind: tally(described, (card) => [card.kind]).map(([kind, n]) => ({ kind, count: n })),
      bySource: tally(described, (card) => [...card.sources]).map(([importer, datasets]) => ({
        importer,
        datasets,
      })),
      coverage: {
        datasets: described.length,
        owned: described.filter((card) => card.owners.length > 0).length,
        classified: described.filter((card) => card.sensitivity !== null).length,
        described: described.filter((card) => card.description !== null).length,
        ...reviewedAndFresh(catalog, described),
        columns,
        columnsCategorised: categorisedColumns(catalog),
      },
      sensitivity: ['restricted', 'confidential', 'internal', 'public', 'none'].map((level) => ({
        level,
        datasets: described.filter((card) => (card.sensitivity ?? 'none') === level).length,
      })),
      recentImports: recentImports(catalog),
      suggestions: [...described]
        .sort(
          (a, b) =>
            b.upstream + b.downstream - a.upstream - a.downstream ||
            b.sinceRevision - a.sinceRevision ||
            a.id - b.id,
        )
        .slice(0, 8)
        .map(({ id, namespace, name, kind, upstream, downstream }) => ({
          id,
          namespace,
          name,
          kind,
          upstream,
          downstream,
        })),
    };
  });
}

/** Marks that still hold; datasets that runs still use, of those that runs ever used. */
function reviewedAndFresh(catalog: Catalog, described: readonly Card[]) {
  const reviews = datasetReviews(catalog);
  const { dated, stale } = freshness(catalog);
  const withRuns = described.filter((card) => dated.has(card.id));
  const inState = (state: ReviewState['state']) =>
    described.filter((card) => reviews.get(card.id)?.state === state).length;
  return {
    reviewed: inState('reviewed'),
    changedSinceReview: inState('changed'),
    fresh: withRuns.filter((card) => !stale.has(card.id)).length,
    withRuns: withRuns.length,
  };
}

/** Of those that {@link home} counts: described and not retired, of one name over joined identities once. */
function categorisedColumns(catalog: Catalog): number {
  const seen = new Set<string>();
  const db = catalog.store.reader;
  const where = db
    .prepare<[number], string>(
      `SELECT d.canonical_id || char(0) || lower(c.path) FROM "column" c JOIN dataset d ON d.id = c.dataset_id
       WHERE c.id = ? AND c.until_revision IS NULL AND c.referenced_only = 0`,
    )
    .pluck();
  for (const [id, { categories }] of columnTags(catalog)) {
    const column = categories.size > 0 ? where.get(id) : undefined;
    if (column !== undefined) seen.add(column);
  }
  return seen.size;
}

function recentImports(catalog: Catalog) {
  const rows = catalog.store.reader
    .prepare<
      [],
      {
        id: number;
        at: string;
        label: string;
        importers: string;
        changes: string;
        rejected: number;
        warnings: number;
      }
    >(
      'SELECT id, at, label, importers, changes, rejected, warnings FROM import_batch ORDER BY id DESC LIMIT 5',
    )
    .all();
  return rows.map((row) => {
    const counts = Object.values(
      JSON.parse(row.changes) as Record<string, { added: number; changed: number; retired: number }>,
    );
    const sum = (key: 'added' | 'changed' | 'retired') => counts.reduce((total, one) => total + one[key], 0);
    return {
      id: row.id,
      at: row.at,
      label: row.label,
      importers: JSON.parse(row.importers) as string[],
      added: sum('added'),
      changed: sum('changed'),
      retired: sum('retired'),
      issues: row.rejected + row.warnings,
    };
  });
}

function tally(cards: readonly Card[], keysOf: (card: Card) => readonly string[]): [string, number][] {
  const counts = new Map<string, number>();
  for (const card of cards) for (const key of keysOf(card)) counts.set(key, (counts.get(key) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
}
