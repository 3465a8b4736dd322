/** Makes the edits of many cells as one change of the catalog: one ledger entry, taken back as one. */
import type { Catalog } from '../../catalog.ts';
import type { Json } from '../../model/facts.ts';
import { Pace } from '../../breathe.ts';
import { newestRevision } from '../../ledger/read.ts';
import { datasetOf, makeChange, type Change, type MutationResult, type Target } from '../change.ts';
import { describeSaid } from '../describe.ts';
import { addSaid, removeSaid } from '../edit.ts';
import { OWNERS } from '../own.ts';
import { reasonFollower } from '../reason-policy.ts';
import { Refused } from '../refused.ts';
import { reviewSaid, type Looked } from '../review/review.ts';
import { TAGS } from '../tag.ts';
import type { CellEdit } from './read-cell.ts';

/** The edits of one row. */
export interface RowEdit {
  readonly target: Target;
  readonly cells: readonly CellEdit[];
}

export interface ApplyOptions {
  readonly reason?: string | undefined;
  readonly dryRun?: boolean | undefined;
  /** The revision that the edits were worked out from: another one meanwhile refuses them. */
  readonly of: number;
  readonly label: (cells: number) => string;
}

/** Something changed between working out and making the change; working out again will do. */
export class Overtaken extends Refused {
  override readonly name = 'Overtaken';
  constructor() {
    super('CONFLICT', 'The catalog was changed meanwhile.');
  }
}

/**
 * `changed` counts cells.
 * @throws ReasonNeeded, Overtaken
 */
export async function applyEdits(
  catalog: Catalog,
  actor: string,
  rows: readonly RowEdit[],
  { reason, dryRun, of, label }: ApplyOptions,
): Promise<MutationResult> {
  const all = rows.flatMap(({ cells }) => cells);
  return makeChange(
    catalog,
    {
      actor,
      action: 'sheet.edit',
      objectType: rows[0]?.target.on ?? 'dataset',
      areas: ['tags', 'owners', 'datasets'],
      label,
      dryRun,
      payload: () => ({ edits: byContent(rows), ...(reason === undefined ? {} : { reason }) }),
    },
    async (change) => {
      if (newestRevision(change.sql.db) !== of) throw new Overtaken();
      const follower = reasonFollower(change, {
        add: all.flatMap(({ add }) => add),
        remove: all.flatMap(({ remove }) => remove),
        reason,
      });
      const looked: Looked = { contents: new Map(), seen: new Map() };
      const pace = new Pace();
      let changed = 0;
      for (const { target, cells } of rows) {
        if (pace.restIsDue) await pace.rest();
        const dataset = datasetOf(change.sql, target);
        if (dataset === undefined) continue;
        const before = changed;
        follower?.before(target);
        for (const cell of cells)
          changed += applyCell(change, target, cell, reason ?? null, looked) > 0 ? 1 : 0;
        if (changed > before) change.touchedDatasets.add(dataset);
        if (changed > before) follower?.after(target);
      }
      follower?.end();
      return changed;
    },
  );
}

function applyCell(
  change: Change,
  target: Target,
  cell: CellEdit,
  reason: string | null,
  looked: Looked,
): number {
  let made = 0;
  for (const value of cell.remove) made += removeSaid(change, target, value, TAGS, reason);
  for (const value of cell.add) made += addSaid(change, target, value, TAGS, reason);
  for (const value of cell.disown) made += removeSaid(change, target, value, OWNERS, reason);
  for (const value of cell.own) made += addSaid(change, target, value, OWNERS, reason);
  if (cell.text !== undefined) made += describeSaid(change, target, cell.text, reason);
  if (cell.reviewed !== undefined) made += reviewSaid(change, target, cell.reviewed, reason, looked);
  return made;
}

/** For the ledger: what is alike once, with its rows. */
function byContent(rows: readonly RowEdit[]): Json[] {
  const sets = new Map<string, { edit: Json; targets: Json[] }>();
  for (const { target, cells } of rows)
    for (const cell of cells) {
      const edit = contentOf(cell);
      const key = JSON.stringify(edit);
      const known = sets.get(key);
      if (known) known.targets.push({ ...target });
      else sets.set(key, { edit, targets: [{ ...target }] });
    }
  return [...sets.values()].map(({ edit, targets }) => ({ edit, targets }));
}

function contentOf({ add, remove, own, disown, text, reviewed }: CellEdit): Json {
  return {
    ...(add.length > 0 ? { add: [...add] } : {}),
    ...(remove.length > 0 ? { remove: [...remove] } : {}),
    ...(own.length > 0 ? { own: [...own] } : {}),
    ...(disown.length > 0 ? { disown: [...disown] } : {}),
    ...(text === undefined ? {} : { text }),
    ...(reviewed === undefined ? {} : { reviewed }),
  };
}
