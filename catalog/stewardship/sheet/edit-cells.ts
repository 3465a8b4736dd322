/** Cells that a person wrote, from a file or on the screen, become one change of the catalog. */
import { counted } from '../../counted.ts';
import { newestRevision } from '../../ledger/read.ts';
import type { Catalog } from '../../catalog.ts';
import { countTargets, type MutationResult } from '../change.ts';
import { ReasonNeeded } from '../refused.ts';
import { applyEdits, Overtaken } from './apply.ts';
import type { Counted, CellChange, CellConflict, CellProblem, SheetPlan } from './plan.ts';

export interface SheetOptions {
  readonly dryRun?: boolean | undefined;
  /** Overwrite what somebody changed since. */
  readonly force?: boolean | undefined;
  readonly reason?: string | undefined;
}

export interface SheetOutcome extends MutationResult {
  /** Of a rehearsal: the policy will ask for a reason. */
  readonly reasonNeeded: { readonly message: string; readonly policy: string; readonly count: number } | null;
  readonly datasets: number;
  readonly columns: number;
  readonly changes: Counted<CellChange>;
  readonly conflicts: Counted<CellConflict>;
  readonly problems: Counted<CellProblem>;
}

/** How often the work begins anew when the catalog changes under it. */
const ATTEMPTS = 3;

/**
 * `work` makes the plan from what stands at a revision.
 * @throws ReasonNeeded, unless it is a rehearsal
 */
export async function editCells<More extends object>(
  catalog: Catalog,
  actor: string,
  options: SheetOptions,
  work: (revision: number) => Promise<{ readonly plan: SheetPlan; readonly more: More }>,
): Promise<SheetOutcome & More> {
  for (let attempt = 1; ; attempt++) {
    const revision = newestRevision(catalog.store.reader);
    const { plan, more } = await work(revision);
    try {
      return { ...(await made(catalog, actor, options, plan, revision)), ...more };
    } catch (error) {
      if (!(error instanceof Overtaken) || attempt === ATTEMPTS) throw error;
    }
  }
}

async function made(
  catalog: Catalog,
  actor: string,
  options: SheetOptions,
  plan: SheetPlan,
  of: number,
): Promise<SheetOutcome> {
  const { edits, changes, conflicts, problems } = plan;
  const datasets = edits.filter(({ target }) => target.on === 'dataset').length;
  const columns = edits.length - datasets;
  const told = { datasets, columns, changes, conflicts, problems };
  const where = countTargets(edits.map(({ target }) => target));
  const label = (cells: number) => `Edited ${counted(cells, 'cell')} of ${where}`;
  if (edits.length === 0) return { revision: null, changed: 0, label: label(0), reasonNeeded: null, ...told };
  try {
    const { reason, dryRun } = options;
    const result = await applyEdits(catalog, actor, edits, { reason, dryRun, of, label });
    return { ...result, reasonNeeded: null, ...told };
  } catch (error) {
    if (!options.dryRun || !(error instanceof ReasonNeeded)) throw error;
    const { message, policy, count } = error;
    const reasonNeeded = { message, policy, count };
    return { revision: null, changed: changes.total, label: label(changes.total), reasonNeeded, ...told };
  }
}
