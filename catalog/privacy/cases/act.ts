/**
 * What is done with a case: moves, decisions, extensions. Each is an event and one ledger entry without
 * personal data; what the rules do not allow is refused in words, and the last event can be taken back.
 */
import { makersMayNotApprove } from '../../access/rules.ts';
import type { Database } from 'better-sqlite3';
import type { Catalog } from '../../catalog.ts';
import type { Json } from '../../model/facts.ts';
import { makeChange, type Change, type MutationResult } from '../../stewardship/change.ts';
import { Refused } from '../../stewardship/refused.ts';
import { addDays, isCivilDate } from '../deadline/civil-date.ts';
import { legalAt } from '../deadline/legal.ts';
import type { Right } from '../dsar/request.ts';
import { refuseDecision, refuseExtension, refuseMove, type Standing } from './guards.ts';
import { progressOf } from './progress.ts';
import { today } from '../deadline/today.ts';
import { clocksOf, earliest, loadCase } from './read.ts';
import {
  EXTENSION_REASONS,
  RIGHT_OUTCOMES,
  STATE_WORDS,
  type CaseState,
  type EventDetail,
  type EventKind,
  type RightOutcome,
} from './states.ts';

/** What every act on a case names. */
export interface Act {
  readonly reference: string;
  /** Civil date on which it happened; default today. */
  readonly on?: string | undefined;
  readonly actor: string;
}

/** A case with all that rules look at, read inside a change. */
export function standingOf(catalog: Catalog, db: Database, reference: string): Standing {
  const one = loadCase(db, reference);
  const legal = legalAt(db, catalog.options.resourcesDir, null);
  return {
    one,
    progress: progressOf(db, one.id),
    clocks: clocksOf(legal, one, one.folded, today()),
  };
}

/** An event to be entered, once the rules have been asked. */
export interface Entered {
  readonly kind: EventKind;
  readonly detail: EventDetail;
  readonly label: string;
}

/**
 * Enters one event.
 * @param decide what the event is, given the case as it stands; throws Refused
 * @param more further work of the same change; may use the event's standing
 */
export async function enter(
  catalog: Catalog,
  act: Act,
  decide: (standing: Standing, on: string) => Entered,
  more?: (change: Change, standing: Standing) => Readonly<Record<string, Json>>,
): Promise<MutationResult> {
  let entered: Entered | undefined;
  let extra: Readonly<Record<string, Json>> = {};
  const on = act.on ?? today();
  return makeChange(
    catalog,
    {
      actor: act.actor,
      action: 'case.event',
      objectType: 'case',
      areas: ['cases'],
      label: () => entered?.label ?? '',
      payload: () => ({
        reference: act.reference,
        event: entered?.kind ?? '',
        on,
        ...plain(entered?.detail ?? {}),
        ...extra,
      }),
    },
    (change) => {
      const standing = standingOf(catalog, change.sql.db, act.reference);
      checkDay(on, standing);
      entered = decide(standing, on);
      insertEvent(change, standing.one.id, { ...entered, on });
      extra = more?.(change, standing) ?? {};
      refreshCase(catalog, change, act.reference);
      return 1;
    },
  );
}

function plain(detail: EventDetail): Record<string, Json> {
  return Object.fromEntries(
    Object.entries(detail).map(([key, value]) => [key, (Array.isArray(value) ? [...value] : value) as Json]),
  );
}

/** A civil date on which something was done for a case. @throws Refused */
export function checkDay(on: string, { one }: Pick<Standing, 'one'>): void {
  if (!isCivilDate(on))
    throw new Refused('INVALID', `"${on.slice(0, 20)}" is not a calendar date; expected YYYY-MM-DD.`);
  if (on < one.receivedOn)
    throw new Refused('INVALID', `${on} is before the request was received, on ${one.receivedOn}.`);
  // A day's grace: the case may be worked on in a zone ahead of this machine's.
  if (on > addDays(today(), 1)) throw new Refused('INVALID', `${on} is in the future.`);
}

export function insertEvent(
  change: Change,
  caseId: number,
  { kind, on, detail }: { readonly kind: EventKind; readonly on: string; readonly detail: EventDetail },
): void {
  change.sql.run(
    'INSERT INTO case_event (case_id, kind, "on", actor, detail, revision) VALUES (?, ?, ?, ?, ?, ?)',
    caseId,
    kind,
    on,
    change.actor,
    JSON.stringify(detail),
    change.revision,
  );
}

/** Brings the columns that lists sort by in line with the events. */
export function refreshCase(catalog: Catalog, change: Change, reference: string): void {
  const { one, clocks } = standingOf(catalog, change.sql.db, reference);
  change.sql.run('UPDATE dsar_case SET state = ?, due = ? WHERE id = ?', one.state, earliest(clocks), one.id);
}

export interface MoveOrder extends Act {
  readonly to: CaseState;
  /** Of a refusal. */
  readonly ground?: string | undefined;
  /** Reference of the other case. */
  readonly duplicateOf?: string | undefined;
}

/** Moves a case. To `collecting` goes through `startCollecting`, which makes the tasks. */
export async function moveCase(
  catalog: Catalog,
  order: MoveOrder,
  more?: (change: Change, standing: Standing) => Readonly<Record<string, Json>>,
): Promise<MutationResult> {
  return enter(
    catalog,
    order,
    (standing, on) => {
      const { one } = standing;
      const detail: EventDetail = {
        from: one.state,
        to: order.to,
        ...(order.ground === undefined ? {} : { ground: order.ground }),
        ...(order.duplicateOf === undefined ? {} : { duplicateOf: order.duplicateOf }),
      };
      const refusal = refuseMove(standing, order.to, detail);
      if (refusal !== null) throw new Refused('CONFLICT', refusal);
      if (order.to === 'duplicate_of') checkDuplicate(catalog, one.reference, order.duplicateOf);
      const asked = one.folded.identityPauses.at(-1);
      const open = [asked, one.folded.clarifications.at(-1)].find((pause) => pause && pause.to === null);
      if ((order.to === 'identity_ok' || order.to === 'clarified') && open && on < open.from)
        throw new Refused('INVALID', `${on} is before it was asked for, on ${open.from}.`);
      return {
        kind: 'move',
        detail,
        label: `Case ${one.reference}: ${STATE_WORDS[order.to]}`,
      };
    },
    more,
  );
}

/**
 * Another case that this one repeats. It must be one that is worked on itself; what is known of identity in
 * one case never counts for the other.
 */
function checkDuplicate(catalog: Catalog, reference: string, other: string | undefined): void {
  if (!other) throw new Refused('INVALID', 'Name the case that this one repeats.');
  if (other === reference) throw new Refused('INVALID', 'A case cannot repeat itself.');
  const found = loadCase(catalog.store.reader, other);
  if (found.state === 'duplicate_of')
    throw new Refused('CONFLICT', `Case ${other} repeats ${found.folded.duplicateOf ?? 'another'} itself.`);
}

export async function extendCase(
  catalog: Catalog,
  order: Act & { readonly reasons: readonly string[] },
): Promise<MutationResult> {
  return enter(catalog, order, (standing, on) => {
    const unknown = order.reasons.filter((one) => !(EXTENSION_REASONS as readonly string[]).includes(one));
    if (order.reasons.length === 0 || unknown.length > 0)
      throw new Refused('INVALID', `Give the reasons of the extension: ${EXTENSION_REASONS.join(', ')}.`);
    const refusal = refuseExtension(standing, on);
    if (refusal !== null) throw new Refused('CONFLICT', refusal);
    return {
      kind: 'extend',
      detail: { reasons: order.reasons },
      label: `Case ${order.reference}: period extended`,
    };
  });
}

/** A fee was asked for or paid; where the law says so, its day moves the start. */
export async function noteFee(
  catalog: Catalog,
  order: Act & { readonly paid: boolean },
): Promise<MutationResult> {
  return enter(catalog, order, ({ one }) => {
    if (order.paid && one.folded.feePaid !== null)
      throw new Refused('CONFLICT', 'No fee is awaited in this case.');
    if (!order.paid && one.folded.feePaid === null)
      throw new Refused('CONFLICT', 'A fee was asked for already.');
    return {
      kind: order.paid ? 'fee-paid' : 'fee-requested',
      detail: {},
      label: `Case ${order.reference}: fee ${order.paid ? 'paid' : 'asked for'}`,
    };
  });
}

export async function decideRight(
  catalog: Catalog,
  order: Act & {
    readonly right: Right;
    readonly outcome: RightOutcome;
    readonly ground?: string | undefined;
  },
): Promise<MutationResult> {
  const { right, outcome, ground } = order;
  return enter(catalog, order, (standing) => {
    if (!RIGHT_OUTCOMES.includes(outcome))
      throw new Refused('INVALID', `The outcome is one of ${RIGHT_OUTCOMES.join(', ')}.`);
    const refusal = refuseDecision(standing, right, outcome, ground);
    if (refusal !== null) throw new Refused('CONFLICT', refusal);
    return {
      kind: 'decide',
      detail: { right, outcome, ...(ground === undefined ? {} : { ground }) },
      label: `Case ${order.reference}: ${right} ${outcome}`,
    };
  });
}

export async function approveAnswer(catalog: Catalog, order: Act): Promise<MutationResult> {
  return enter(catalog, order, ({ one }) => {
    if (one.state !== 'approval')
      throw new Refused('CONFLICT', `The case is in ${STATE_WORDS[one.state]}, not in approval.`);
    if (one.folded.approvals.some((approval) => approval.actor === order.actor))
      throw new Refused('CONFLICT', `${order.actor} has approved it already.`);
    if (one.folded.putUpBy === order.actor && makersMayNotApprove(catalog))
      throw new Refused(
        'CONFLICT',
        'Who put the answer up for approval cannot approve it in this catalog: somebody else must.',
      );
    return { kind: 'approve', detail: {}, label: `Case ${order.reference}: answer approved` };
  });
}

/** Says who works on a case; null: nobody. */
export async function assignCase(
  catalog: Catalog,
  order: Act & { readonly assignee: string | null },
): Promise<MutationResult> {
  const assignee = order.assignee?.trim().replaceAll(/\s+/g, ' ') ?? '';
  return enter(catalog, order, ({ one }) => {
    if (assignee === (one.folded.assignee ?? ''))
      throw new Refused(
        'CONFLICT',
        assignee === '' ? 'Nobody works on the case yet.' : `${assignee} works on the case already.`,
      );
    return {
      kind: 'assign',
      detail: assignee === '' ? {} : { assignee },
      label:
        assignee === ''
          ? `Case ${order.reference}: nobody works on it`
          : `Case ${order.reference}: ${assignee} works on it`,
    };
  });
}

/** What cannot be taken back: it is told to the person, or destroyed. */
const FINAL: readonly EventKind[] = ['open', 'letter', 'erase', 'retention'];

/** Takes the last event of a case back. */
export async function undoCase(catalog: Catalog, { reference, actor }: Act): Promise<MutationResult> {
  let label = '';
  return makeChange(
    catalog,
    {
      actor,
      action: 'case.undo',
      objectType: 'case',
      areas: ['cases'],
      label: () => label,
      payload: () => ({ reference }),
    },
    (change) => {
      const { one } = standingOf(catalog, change.sql.db, reference);
      const last = one.events.filter((event) => event.undoneIn === null).at(-1);
      if (!last || FINAL.includes(last.kind))
        throw new Refused(
          'CONFLICT',
          last && last.kind !== 'open'
            ? `The last event was a ${last.kind}, which cannot be taken back.`
            : 'There is nothing to take back in this case.',
        );
      if (last.detail.to === 'sent')
        throw new Refused('CONFLICT', 'The answer was sent, which cannot be taken back.');
      label = `Case ${reference}: took back "${last.detail.to ? STATE_WORDS[last.detail.to] : last.kind}"`;
      change.sql.run('UPDATE case_event SET undone_in = ? WHERE id = ?', change.revision, last.id);
      refreshCase(catalog, change, reference);
      return 1;
    },
  );
}
