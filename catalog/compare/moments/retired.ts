/** Datasets that sources described once and that none described any more at a moment. */
import type { Database } from 'better-sqlite3';
import { holdsAt } from '../../browse/in-force.ts';
import { RECORD_TYPES } from '../../store/record-types.ts';
import type { Side, Sides } from './sides.ts';

/** Rows at most that are read at once. */
const AT_ONCE = 5_000;

/** Of both sides, the datasets as they were shown there. In steps: only what some source ever ceased to describe is looked at. */
export function* retiredOn({
  before,
  after,
}: Sides): Generator<void, { readonly before: ReadonlySet<number>; readonly after: ReadonlySet<number> }> {
  const found = { before: new Set<number>(), after: new Set<number>() };
  for (const ids of onceDescribed(before.db)) {
    for (const [side, retired] of [
      [before, found.before],
      [after, found.after],
    ] as const)
      for (const head of retiredAmong(side, ids)) retired.add(head);
    yield;
  }
  return found;
}

/** Dataset rows of which a source's description ever ended. */
function* onceDescribed(db: Database): Generator<number[], void> {
  const page = db.prepare<[number], { recordId: number; datasetId: number }>(
    `SELECT DISTINCT s.record_id AS recordId, d.dataset_id AS datasetId FROM statement s CROSS JOIN dataset_source d ON d.id = s.record_id
     WHERE s.record_type = ${RECORD_TYPES.source} AND s.until_revision IS NOT NULL AND s.record_id > ?
     ORDER BY s.record_id LIMIT ${AT_ONCE}`,
  );
  for (let rows = page.all(0); rows.length > 0; rows = page.all(rows.at(-1)!.recordId))
    yield rows.map(({ datasetId }) => datasetId);
}

function retiredAmong(side: Side, ids: readonly number[]): number[] {
  const heads = new Set(
    ids.map((id) => side.headOf[id]!).filter((head) => head !== 0 && !side.blank.has(head)),
  );
  const rows = side.db
    .prepare<[object], { id: number; holds: number }>(
      `SELECT d.dataset_id AS id, MAX(${holdsAt('s')}) AS holds FROM dataset_source d
       JOIN statement s ON s.record_type = ${RECORD_TYPES.source} AND s.record_id = d.id
       WHERE d.dataset_id IN (SELECT value FROM json_each(@ids)) AND s.since_revision <= @revision GROUP BY d.dataset_id`,
    )
    .all({
      revision: side.instant.past.revision,
      ids: JSON.stringify([...heads].flatMap((head) => side.members(head))),
    });
  const described = new Set(rows.map(({ id }) => side.headOf[id]!));
  for (const { id, holds } of rows) if (holds === 1) described.delete(side.headOf[id]!);
  return [...described];
}
