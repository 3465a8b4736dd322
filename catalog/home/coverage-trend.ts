/**
 * How well the catalog was curated, revision by revision. Read from the periods of what is stated, so every revision
 * has its figures, also those from before anybody looked. Joined names count as they are joined now.
 */
import type { Database } from 'better-sqlite3';
import { fromSource } from '../model/origins.ts';
import type { Catalog } from '../catalog.ts';
import { RECORD_TYPES, type RecordType } from '../store/record-types.ts';
import { ReviewContent } from '../stewardship/review/content.ts';
import { ownersInForce, sensitivityOf, tagsInForce, type OwnerRow, type TagRow } from '../browse/in-force.ts';

const FIGURES = ['datasets', 'owned', 'classified', 'described', 'reviewed'] as const;
type Figure = (typeof FIGURES)[number];

export type CoveragePoint = Readonly<Record<Figure, number>> & {
  readonly revision: number;
  /** When the revision was made. */
  readonly at: string;
};

export interface CoverageTrend {
  /** Oldest first. */
  readonly points: readonly CoveragePoint[];
  /** Revisions in which a figure changed; where there are more than points, these are spread over them. */
  readonly total: number;
}

interface Period {
  readonly since: number;
  readonly until: number | null;
}

type Tagged = TagRow & Period & { readonly path: string };

/** All that is known of one dataset through time. */
interface Story {
  readonly described: Period[];
  readonly texts: Period[];
  readonly owners: (OwnerRow & Period)[];
  readonly levels: Tagged[];
  readonly reviews: (Period & { readonly key: string })[];
}

/** Made with rests for others: nobody waits for it. */
export async function coverageTrend(catalog: Catalog, most: number): Promise<CoverageTrend> {
  const all = await catalog.cachedInBreaths('coverage-trend', () => trend(catalog));
  if (all.length <= most) return { points: all, total: all.length };
  const step = (all.length - 1) / Math.max(1, most - 1);
  const points = Array.from(
    { length: most },
    (_, at) => all[most === 1 ? all.length - 1 : Math.round(at * step)]!,
  );
  return { points, total: all.length };
}

function* trend(catalog: Catalog): Generator<void, CoveragePoint[]> {
  const db = catalog.store.reader;
  const cards = catalog.cards();
  const changes = new Map<number, Record<Figure, number>>();
  const all = yield* stories(db, (dataset) => cards.canonical.get(dataset));
  for (const [id, story] of all) {
    addStory(changes, story, () => new ReviewContent(db, cards.byId.get(id)?.members ?? [id]));
    yield;
  }
  const times = new Map(db.prepare<[], [number, string]>('SELECT seq, at FROM ledger_entry').raw().all());
  const sum: Record<Figure, number> = { datasets: 0, owned: 0, classified: 0, described: 0, reviewed: 0 };
  return [...changes]
    .sort(([a], [b]) => a - b)
    .flatMap(([revision, change]): CoveragePoint[] => {
      const moved = FIGURES.some((figure) => change[figure] !== 0);
      for (const figure of FIGURES) sum[figure] += change[figure];
      return moved ? [{ revision, at: times.get(revision) ?? '', ...sum }] : [];
    });
}

/** Adds what changes with the dataset, by the revision in which it does. */
function addStory(
  changes: Map<number, Record<Figure, number>>,
  story: Story,
  contentOf: () => ReviewContent,
): void {
  const content = story.reviews.length > 0 ? contentOf() : null;
  const turns = new Set<number>(content?.turns());
  for (const periods of Object.values(story) as (readonly Period[])[])
    for (const { since, until } of periods) {
      turns.add(since);
      if (until !== null) turns.add(until);
    }
  let before: Record<Figure, number> | null = null;
  for (const revision of [...turns].sort((a, b) => a - b)) {
    const now = figuresAt(story, content, revision);
    const change = changes.get(revision) ?? {
      datasets: 0,
      owned: 0,
      classified: 0,
      described: 0,
      reviewed: 0,
    };
    for (const figure of FIGURES) change[figure] += now[figure] - (before?.[figure] ?? 0);
    changes.set(revision, change);
    before = now;
  }
}

function figuresAt(story: Story, content: ReviewContent | null, revision: number): Record<Figure, number> {
  const at = <Row extends Period>(rows: readonly Row[]) =>
    rows.filter(({ since, until }) => since <= revision && (until === null || until > revision));
  if (at(story.described).length === 0)
    return { datasets: 0, owned: 0, classified: 0, described: 0, reviewed: 0 };
  const places = Map.groupBy(at(story.levels), ({ path }) => path);
  const marks = at(story.reviews);
  return {
    datasets: 1,
    owned: ownersInForce(at(story.owners)).length > 0 ? 1 : 0,
    classified: [...places.values()].some((rows) => sensitivityOf(tagsInForce(rows)) !== null) ? 1 : 0,
    described: at(story.texts).length > 0 ? 1 : 0,
    reviewed: marks.some(({ key }) => key === content?.digest(null, revision)) ? 1 : 0,
  };
}

/** Each row with its periods: of a source those of the statements behind it, of anybody else its own. */
function said(
  table: 'tag' | 'owner' | 'description',
  type: RecordType,
  columns: string,
  where: string,
): string {
  return `SELECT ${columns}, s.since_revision AS since, s.until_revision AS until FROM ${table} x
      JOIN statement s ON s.record_type = ${RECORD_TYPES[type]} AND s.record_id = x.id WHERE ${fromSource('x')} AND ${where}
    UNION ALL SELECT ${columns}, x.since_revision, x.until_revision FROM ${table} x WHERE NOT ${fromSource('x')} AND ${where}`;
}

const TAG = `x.id, x.target_id AS targetId, x.kind, x.key, x.value, x.origin, x.status, x.actor, x.since_revision AS sinceRevision`;
const OWNER = `x.id, x.target_id AS targetId, x.name, x.email, x.role, x.origin, x.status, x.since_revision AS sinceRevision`;

/** Rows taken between two rests. */
const AT_A_TIME = 5_000;

/** By shown dataset. */
function* stories(
  db: Database,
  headOf: (id: number) => number | undefined,
): Generator<void, Map<number, Story>> {
  const found = new Map<number, Story>();
  function* each<Row extends { readonly datasetId: number }>(
    sql: string,
    take: (story: Story, row: Row) => void,
  ): Generator<void> {
    // Read whole: a statement that is not at its end would keep the connection busy while others rest.
    const rows = db.prepare<[], Row>(sql).all();
    for (const [at, row] of rows.entries()) {
      if (at % AT_A_TIME === 0) yield;
      const head = headOf(row.datasetId);
      if (head === undefined) continue;
      let story = found.get(head);
      if (!story)
        found.set(head, (story = { described: [], texts: [], owners: [], levels: [], reviews: [] }));
      take(story, row);
    }
  }
  type Of<Row> = Row & { readonly datasetId: number };
  yield* each<Of<Period>>(
    `SELECT x.dataset_id AS datasetId, s.since_revision AS since, s.until_revision AS until FROM dataset_source x
     JOIN statement s ON s.record_type = ${RECORD_TYPES.source} AND s.record_id = x.id`,
    (story, row) => story.described.push(row),
  );
  yield* each<Of<Period>>(
    said('description', 'description', 'x.target_id AS datasetId', `x.target_type = 'dataset'`),
    (story, row) => story.texts.push(row),
  );
  yield* each<Of<OwnerRow & Period>>(
    said('owner', 'owner', `x.target_id AS datasetId, ${OWNER}`, `x.target_type = 'dataset'`),
    (story, row) => story.owners.push(row),
  );
  yield* each<Of<Tagged>>(
    said(
      'tag',
      'tag',
      `x.target_id AS datasetId, '' AS path, ${TAG}`,
      `x.target_type = 'dataset' AND x.kind = 'sensitivity'`,
    ),
    (story, row) => story.levels.push(row),
  );
  yield* each<Of<Tagged>>(
    `SELECT c.dataset_id AS datasetId, lower(c.path) AS path, t.* FROM (${said('tag', 'tag', TAG, `x.target_type = 'column' AND x.kind = 'sensitivity'`)}) t
     JOIN "column" c ON c.id = t.targetId`,
    (story, row) => story.levels.push(row),
  );
  yield* each<Of<Period & { readonly key: string }>>(
    `SELECT target_id AS datasetId, key, since_revision AS since, until_revision AS until FROM tag
     WHERE target_type = 'dataset' AND kind = 'review'`,
    (story, row) => story.reviews.push(row),
  );
  return found;
}
