/** Marks that a person has looked at what there is, and whether they still hold. */
import type { Database } from 'better-sqlite3';
import { atOnce } from '../../breathe.ts';
import { columnTags } from '../../browse/column-tags.ts';
import { TAG_COLUMNS, type TagRow } from '../../browse/in-force.ts';
import type { Catalog } from '../../catalog.ts';
import { PERSON } from '../../model/origins.ts';
import {
  countTargets,
  datasetOf,
  groupOf,
  makeChange,
  type Change,
  type MutationResult,
  type Target,
} from '../change.ts';
import { closeRow, openRow } from '../period-rows.ts';
import { Refused } from '../refused.ts';
import { ReviewContent } from './content.ts';

/**
 * Marks datasets and columns as reviewed as they are now, or takes the marks away.
 * @throws Refused for a target that is not there
 */
export async function review(
  catalog: Catalog,
  actor: string,
  request: {
    readonly targets: readonly Target[];
    readonly reviewed: boolean;
    readonly reason?: string | undefined;
  },
): Promise<MutationResult> {
  const { targets, reviewed, reason } = request;
  const seen = new Map<number, string>();
  const result = await makeChange(
    catalog,
    {
      actor,
      action: 'review.edit',
      objectType: targets[0]?.on ?? 'dataset',
      areas: ['tags', 'datasets'],
      label: () =>
        reviewed ? `Reviewed ${countTargets(targets)}` : `Took back the review of ${countTargets(targets)}`,
      payload: () => ({
        targets: targets.map((target) => ({ ...target })),
        reviewed,
        ...(reason === undefined ? {} : { reason }),
      }),
    },
    (change) => {
      let changed = 0;
      const contents = new Map<number, ReviewContent>();
      for (const target of targets)
        changed += reviewSaid(change, target, reviewed, reason ?? null, { contents, seen });
      return changed;
    },
  );
  if (result.revision !== null) keepSeen(catalog, result.revision, seen);
  return result;
}

/** What was looked at just now need not be read again to tell that it is reviewed. */
function keepSeen(catalog: Catalog, revision: number, seen: ReadonlyMap<number, string>): void {
  const before = kept.get(catalog);
  if (catalog.newestSeq() !== revision) return;
  const digests =
    before && contentStaysSince(catalog, before.seq) ? before.digests : new Map<number, string>();
  for (const [dataset, digest] of seen) {
    const card = catalog.cards().canonical.get(dataset);
    if (card !== undefined) digests.set(card, digest);
  }
  kept.set(catalog, { seq: revision, digests });
}

/** What was looked at within one change, by dataset: the whole, and the digests of what is marked now. */
export interface Looked {
  readonly contents: Map<number, ReviewContent>;
  readonly seen: Map<number, string>;
}

/**
 * Marks one target, or takes its mark away. Answers 1 where there was something to do.
 * @throws Refused for a target that is not there
 */
export function reviewSaid(
  change: Change,
  target: Target,
  reviewed: boolean,
  reason: string | null,
  { contents, seen }: Looked,
): number {
  const dataset = datasetOf(change.sql, target);
  if (dataset === undefined) throw new Refused('NOT_FOUND', `There is no ${target.on} ${target.id}.`);
  let content = contents.get(dataset);
  if (!content) contents.set(dataset, (content = contentOf(change.sql.db, dataset)));
  const key = reviewed ? content.digest(pathOf(change.sql.db, target)) : null;
  if (key !== null && target.on === 'dataset') seen.set(dataset, key);
  const rows = groupOf(change.sql, target).flatMap((id) =>
    change.sql.all<{ id: number; key: string }>(
      `SELECT id, key FROM tag WHERE target_type = ? AND target_id = ? AND kind = 'review' AND until_revision IS NULL`,
      target.on,
      id,
    ),
  );
  if (rows.length === (key === null ? 0 : 1) && rows.every((row) => row.key === key)) return 0;
  for (const row of rows) closeRow(change, 'tag', row.id);
  if (key !== null)
    openRow(change, 'tag', {
      ...{ target_type: target.on, target_id: target.id, kind: 'review', key, value: 'reviewed' },
      ...{ origin: PERSON, status: 'confirmed', actor: change.actor, reason },
    });
  return 1;
}

function contentOf(db: Database, dataset: number): ReviewContent {
  const members = db
    .prepare<[number], number>(
      'SELECT id FROM dataset WHERE canonical_id = (SELECT canonical_id FROM dataset WHERE id = ?) ORDER BY id',
    )
    .pluck()
    .all(dataset);
  return new ReviewContent(db, members);
}

function pathOf(db: Database, target: Target): string | null {
  if (target.on === 'dataset') return null;
  return (
    db.prepare<[number], string>('SELECT path FROM "column" WHERE id = ?').pluck().get(target.id) ?? null
  );
}

export interface ReviewState {
  /** `changed`: reviewed once, and something is different since. */
  readonly state: 'reviewed' | 'changed' | 'open';
  readonly by: string | null;
  readonly since: number | null;
}

const OPEN: ReviewState = { state: 'open', by: null, since: null };

/** By id of the shown dataset; those without a mark are left out. */
export function datasetReviews(catalog: Catalog): ReadonlyMap<number, ReviewState> {
  return catalog.cached(NAME, () => atOnce(reviewsInSteps(catalog)));
}

/** The same, made with rests for others; {@link datasetReviews} has it at hand afterwards. */
export function datasetReviewsInBreaths(catalog: Catalog): Promise<ReadonlyMap<number, ReviewState>> {
  return catalog.cachedInBreaths(NAME, () => reviewsInSteps(catalog));
}

const NAME = 'dataset-reviews';
/** Datasets whose content is read between two rests. */
const AT_ONCE = 40;

/** What there is to review of datasets with a mark, as long as nobody but people said anything. */
interface Kept {
  readonly seq: number;
  readonly digests: Map<number, string>;
}
const kept = new WeakMap<Catalog, Kept>();

function* reviewsInSteps(catalog: Catalog): Generator<void, ReadonlyMap<number, ReviewState>> {
  const db = catalog.store.reader;
  const seq = catalog.newestSeq();
  const before = kept.get(catalog);
  const digests =
    before && contentStaysSince(catalog, before.seq) ? before.digests : new Map<number, string>();
  const cards = catalog.cards();
  const found = new Map<number, ReviewState>();
  let read = 0;
  for (const row of marks(db, 'dataset')) {
    const card = cards.get(row.targetId);
    if (!card || found.has(card.id)) continue;
    let digest = digests.get(card.id);
    if (digest === undefined) {
      digests.set(card.id, (digest = new ReviewContent(db, card.members).digest(null)));
      if (++read % AT_ONCE === 0) yield;
    }
    found.set(card.id, stateOf(row, digest));
  }
  if (catalog.newestSeq() === seq) kept.set(catalog, { seq, digests });
  return found;
}

/** Whether only people spoke after the ledger entry `seq`: what they state is no part of what is reviewed. */
function contentStaysSince(catalog: Catalog, seq: number): boolean {
  return !catalog.store.reader
    .prepare(
      `SELECT 1 FROM ledger_entry WHERE seq > ? AND action NOT IN ('tag.edit', 'owner.edit', 'description.edit',
         'review.edit', 'inbox.decide', 'sheet.edit', 'comment.edit', 'register.edit', 'people.import') LIMIT 1`,
    )
    .get(seq);
}

/** By id of the column as its dataset lists it; what a review of the dataset covers is not listed again. */
export function columnReviews(catalog: Catalog): ReadonlyMap<number, ReviewState> {
  return catalog.cached('column-reviews', () => {
    const db = catalog.store.reader;
    const cards = catalog.cards();
    const where = db.prepare<[number], { datasetId: number; path: string }>(
      'SELECT dataset_id AS datasetId, path FROM "column" WHERE id = ?',
    );
    const contents = new Map<number, ReviewContent>();
    const found = new Map<number, ReviewState>();
    for (const [id, { tags }] of columnTags(catalog)) {
      const row = tags.find(({ kind }) => kind === 'review');
      const column = row && where.get(id);
      const card = column && cards.get(column.datasetId);
      if (!row || !column || !card) continue;
      let content = contents.get(card.id);
      if (!content) contents.set(card.id, (content = new ReviewContent(db, card.members)));
      found.set(id, stateOf(row, content.digest(column.path)));
    }
    return found;
  });
}

/** A column is reviewed with its dataset, or on its own. */
export function reviewOf(catalog: Catalog, target: Target): ReviewState {
  if (target.on === 'column') {
    const own = columnReviews(catalog).get(target.id);
    if (own?.state === 'reviewed') return own;
    const dataset = catalog.store.reader
      .prepare<[number], number>('SELECT dataset_id FROM "column" WHERE id = ?')
      .pluck()
      .get(target.id);
    const above = dataset === undefined ? OPEN : reviewOf(catalog, { on: 'dataset', id: dataset });
    return above.state === 'reviewed' ? above : (own ?? above);
  }
  const card = catalog.cards().get(target.id);
  return (card && datasetReviews(catalog).get(card.id)) ?? OPEN;
}

function marks(db: Database, on: Target['on']): TagRow[] {
  return db
    .prepare<[string], TagRow>(
      `SELECT ${TAG_COLUMNS} FROM tag WHERE target_type = ? AND kind = 'review' AND until_revision IS NULL ORDER BY id DESC`,
    )
    .all(on);
}

function stateOf(row: TagRow, digest: string): ReviewState {
  return { state: row.key === digest ? 'reviewed' : 'changed', by: row.actor, since: row.sinceRevision };
}
