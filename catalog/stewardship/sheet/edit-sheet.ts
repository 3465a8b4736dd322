/** Cells that a person wrote on the screen. */
import { Pace } from '../../breathe.ts';
import type { Catalog } from '../../catalog.ts';
import type { Target } from '../change.ts';
import { editCells, type SheetOptions, type SheetOutcome } from './edit-cells.ts';
import { fieldNamed, fieldsOf } from './fields.ts';
import { SheetPlan, type WishedCell, type WishedRow } from './plan.ts';
import { rowsOf } from './rows.ts';

export interface WrittenCell {
  readonly target: Target;
  readonly header: string;
  readonly text: string;
  /** What stood there when it was written. */
  readonly base: string;
}

const AT_A_TIME = 500;

/** @throws ReasonNeeded, unless it is a rehearsal */
export async function editSheet(
  catalog: Catalog,
  actor: string,
  cells: readonly WrittenCell[],
  options: SheetOptions = {},
): Promise<SheetOutcome> {
  return editCells(catalog, actor, options, async (revision) => {
    const { force = false } = options;
    const shown = cells.length;
    const plan = new SheetPlan(catalog.store.reader, catalog.options.resourcesDir, {
      ...{ revision, force, cut: false, shown },
    });
    const rows = wishedRows(catalog, plan, cells);
    const pace = new Pace();
    for (let at = 0; at < rows.length; at += AT_A_TIME) {
      plan.take(rows.slice(at, at + AT_A_TIME));
      if (pace.restIsDue) await pace.rest();
    }
    return { plan, more: {} };
  });
}

/** The cells of each row together. */
function wishedRows(catalog: Catalog, plan: SheetPlan, cells: readonly WrittenCell[]): WishedRow[] {
  const db = catalog.store.reader;
  const known = [...fieldsOf(db, 'dataset'), ...fieldsOf(db, 'column')];
  const rows: WishedRow[] = [];
  for (const on of ['dataset', 'column'] as const) {
    const byId = Map.groupBy(
      cells.filter(({ target }) => target.on === on),
      ({ target }) => target.id,
    );
    const named = new Map(rowsOf(db, on, [...byId.keys()], []).map((row) => [row.id, row]));
    for (const [id, some] of byId) {
      const target = { on, id };
      const name = named.get(id);
      const wished = some.flatMap(({ header, text, base }): WishedCell[] => {
        const field = fieldNamed(header, known);
        if (name && field !== null && typeof field !== 'string') return [{ field, text, base }];
        const message = name ? `the column "${header}" is not known` : `the ${on} is not there any more`;
        plan.problems.add({ line: 0, header, target, message });
        return [];
      });
      if (!name || wished.length === 0) continue;
      const { namespace, name: dataset, column } = name;
      rows.push({ ...{ line: 0, target, namespace, name: dataset, column }, cells: wished, revision: null });
    }
  }
  return rows;
}
