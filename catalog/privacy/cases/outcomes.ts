/** What came of the work of a case, store by store or for a whole system at once. */
import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import { counted } from '../../counted.ts';
import type { Catalog } from '../../catalog.ts';
import { makeChange, type MutationResult } from '../../stewardship/change.ts';
import { Refused } from '../../stewardship/refused.ts';
import { isCivilDate } from '../deadline/civil-date.ts';
import { checkDay, standingOf } from './act.ts';
import { refuseErasing } from './guards.ts';
import { today } from '../deadline/today.ts';
import { loadCase } from './read.ts';
import type { WorkKind } from './work.ts';

export const OUTCOMES = {
  search: ['found', 'none', 'not-searched'],
  erase: ['erased', 'nothing', 'kept'],
  notify: ['told', 'not-told'],
} as const satisfies Readonly<Record<WorkKind, readonly string[]>>;
export type Outcome = (typeof OUTCOMES)[WorkKind][number];

export const ERASURE_METHODS = [
  'deleted',
  'overwritten',
  'anonymised',
  'crypto-shredded',
  'key destroyed',
] as const;

/** How an erasure was done and is proven; without personal data. */
export const erasureHowSchema = z.strictObject({
  method: z.enum(ERASURE_METHODS).optional(),
  /** By when copies in backups are gone, and how they are kept from coming back. */
  backups: z.string().max(2000).optional(),
  /** What was run to check, and its result. */
  check: z.string().max(2000).optional(),
  /** Of what is kept: until when. */
  until: z.string().refine(isCivilDate, 'not a calendar date').optional(),
});
export type ErasureHow = z.infer<typeof erasureHowSchema>;

export interface OutcomeOrder {
  readonly reference: string;
  readonly work: WorkKind;
  /** All stores of the task; with `stores` only these. */
  readonly task?: string | undefined;
  /** Rows by id. */
  readonly stores?: readonly number[] | undefined;
  /** Null: take the outcome back. */
  readonly outcome: Outcome | null;
  /** Rows found or erased. */
  readonly found?: number | undefined;
  /** Why not searched, kept, not told; without personal data. */
  readonly reason?: string | undefined;
  readonly how?: ErasureHow | undefined;
  readonly on?: string | undefined;
  /** Who did it; default: who records it. */
  readonly by?: string | undefined;
}

export interface StoreRow {
  readonly id: number;
  readonly work: WorkKind;
  readonly task: string;
  readonly position: number;
  readonly datasetId: number;
  readonly system: string;
  readonly name: string;
  readonly detail: Readonly<Record<string, unknown>>;
  readonly outcome: Outcome | null;
  readonly found: number | null;
  readonly reason: string | null;
  readonly how: ErasureHow | null;
  readonly doneOn: string | null;
  readonly doneBy: string | null;
}

/** All work of a case: searches by system, erasures in the order in which to erase, recipients. */
export function workOf(db: Database, caseId: number): StoreRow[] {
  return db
    .prepare<[number], Omit<StoreRow, 'detail' | 'how'> & { detail: string; how: string | null }>(
      `SELECT id, work, task, position, dataset_id AS datasetId, system, name, detail, outcome, found, reason, how,
              done_on AS doneOn, done_by AS doneBy
       FROM case_store WHERE case_id = ? ORDER BY CASE work WHEN 'search' THEN 0 WHEN 'erase' THEN 1 ELSE 2 END, position, id`,
    )
    .all(caseId)
    .map((row) => ({
      ...row,
      detail: JSON.parse(row.detail) as Record<string, unknown>,
      how: row.how === null ? null : erasureHowSchema.parse(JSON.parse(row.how)),
    }));
}

/** @throws Refused for an outcome that does not fit, lacks its reason, or comes before its time */
export async function recordOutcome(
  catalog: Catalog,
  actor: string,
  order: OutcomeOrder,
): Promise<MutationResult> {
  const { reference, work, outcome } = order;
  const on = order.on ?? today();
  checkOutcome(order);
  let names: string[] = [];
  return makeChange(
    catalog,
    {
      actor,
      action: 'case.outcome',
      objectType: 'case',
      areas: ['cases'],
      label: (changed) => `Case ${reference}: ${outcome ?? 'no outcome'} in ${counted(changed, 'place')}`,
      payload: () => ({ reference, work, outcome, found: order.found ?? null, on, places: names }),
    },
    (change) => {
      const standing = standingOf(catalog, change.sql.db, reference);
      const refusal = work === 'erase' ? refuseErasing(standing) : null;
      if (refusal !== null) throw new Refused('CONFLICT', refusal);
      if (standing.one.state === 'closed')
        throw new Refused('CONFLICT', 'The case is closed; take it up again to change its outcomes.');
      checkDay(on, standing);
      const chosen = choose(change.sql.db, standing.one.id, order);
      names = chosen.map((row) => row.name);
      for (const { id } of chosen)
        change.sql.run(
          'UPDATE case_store SET outcome = ?, found = ?, reason = ?, how = ?, done_on = ?, done_by = ?, revision = ? WHERE id = ?',
          outcome,
          outcome === 'none' || outcome === 'nothing' ? 0 : (order.found ?? null),
          order.reason ?? null,
          order.how ? JSON.stringify(order.how) : null,
          outcome === null ? null : on,
          outcome === null ? null : (order.by ?? actor),
          change.revision,
          id,
        );
      return chosen.length;
    },
  );
}

function checkOutcome({ work, outcome, found, reason, how }: OutcomeOrder): void {
  const refuse = (message: string): never => {
    throw new Refused('INVALID', message);
  };
  if (outcome === null) return;
  if (!(OUTCOMES[work] as readonly string[]).includes(outcome))
    refuse(`The outcome of ${work} is one of ${OUTCOMES[work].join(', ')}.`);
  if (found !== undefined && (!Number.isSafeInteger(found) || found < 0))
    refuse('The number of rows is a whole number.');
  if (outcome === 'found' && !(found !== undefined && found > 0)) refuse('Say how many rows were found.');
  if (['not-searched', 'kept', 'not-told'].includes(outcome) && !reason?.trim())
    refuse(
      `Say why it was ${outcome === 'kept' ? 'kept' : outcome === 'not-told' ? 'not told' : 'not searched'}.`,
    );
  if (outcome === 'erased' && !how?.method) refuse(`Say how it was erased: ${ERASURE_METHODS.join(', ')}.`);
}

function choose(db: Database, caseId: number, order: OutcomeOrder): StoreRow[] {
  const ofWork = workOf(db, caseId).filter((row) => row.work === order.work);
  if (order.stores === undefined && order.task === undefined)
    throw new Refused('INVALID', 'Name the task or the places that the outcome is of.');
  const chosen = ofWork.filter(
    (row) =>
      (order.task === undefined || row.task === order.task) &&
      (order.stores === undefined || order.stores.includes(row.id)),
  );
  const missing = (order.stores ?? []).filter((id) => !chosen.some((row) => row.id === id));
  if (chosen.length === 0 || missing.length > 0) {
    const tasks = [...new Set(ofWork.map((row) => row.task))];
    throw new Refused(
      'NOT_FOUND',
      missing.length > 0
        ? `There is no place ${missing.join(', ')} in this work of the case.`
        : `There is no task ${order.task ?? ''} of ${order.work}${tasks.length > 0 ? `; there are ${tasks.join(', ')}` : ': collecting has not begun'}.`,
    );
  }
  return chosen;
}

/** Work of a case by its reference. @throws Refused when there is no such case */
export function workOfCase(catalog: Catalog, reference: string): StoreRow[] {
  return workOf(catalog.store.reader, loadCase(catalog.store.reader, reference).id);
}
