/** From what is asked to compare to two moments of the catalog. */
import { newestEntry } from '../../../ledger/read.ts';
import type { Catalog } from '../../../catalog.ts';
import { RequestError } from '../../../request-error.ts';
import { findReport } from '../../report-store.ts';
import { pinMoment } from '../moment-pins.ts';
import { checkPeriod, dayNow, endsOf, momentOf } from '../period.ts';
import { auditRecipeSchema } from '../recipe.ts';
import type { Side } from './recipe.ts';

/** The end of a day (null: the newest state), or the end of the period of a recorded audit report. */
export type SideOrder =
  { readonly at: 'day'; readonly day: string | null } | { readonly at: 'report'; readonly report: number };

export interface PlannedSide extends Side {
  /** Of the report, which the comparison prints unless others are asked for. */
  readonly frameworks: readonly string[];
}

/** @throws RequestError where there is no such moment or report */
export async function sideOf(catalog: Catalog, order: SideOrder, signal?: AbortSignal): Promise<PlannedSide> {
  return order.at === 'day' ? atDay(catalog, order.day, signal) : ofReport(catalog, order.report, signal);
}

async function atDay(catalog: Catalog, day: string | null, signal?: AbortSignal): Promise<PlannedSide> {
  checkPeriod({ from: null, to: day });
  const { reader } = catalog.store;
  const { revision, seq } = momentOf(reader, day, newestEntry(reader));
  if (revision === 0) throw new RequestError(`The catalog held nothing yet at the end of ${day ?? 'today'}.`);
  return {
    name: day === null ? 'The newest state' : `End of ${day}`,
    report: null,
    from: null,
    to: day,
    revision,
    seq,
    pins: await pinMoment(catalog, revision, day ?? dayNow(), signal),
    frameworks: [],
  };
}

async function ofReport(catalog: Catalog, id: number, signal?: AbortSignal): Promise<PlannedSide> {
  const found = await findReport(catalog, id);
  if (found?.record.kind !== 'audit') throw new RequestError(`There is no audit report ${id}.`);
  const recipe = auditRecipeSchema.parse(found.recipe);
  const most = recipe.ledgerSeq ?? found.record.revision;
  const { end, endSeq } = recipe.ends ?? endsOf(catalog.store.reader, recipe, most);
  if (end === 0) throw new RequestError(`The catalog held nothing yet at the end of audit report ${id}.`);
  const day = recipe.to ?? found.record.at.slice(0, 10);
  return {
    name: `Audit report ${id}, ${found.record.title}`,
    report: id,
    from: recipe.from,
    to: recipe.to,
    revision: end,
    seq: endSeq,
    pins: recipe.atEnd ?? (await pinMoment(catalog, end, day, signal)),
    frameworks: recipe.frameworks,
  };
}
