/**
 * When a request must be answered. Civil dates only; every date shown can be explained by `steps`.
 *
 * Months run to the corresponding day, or to the last day of a month without one; a last day that is no
 * working day moves to the next one (Regulation (EEC, Euratom) No 1182/71, Art. 3). An extension is
 * counted from the start, never from the moved first date.
 */
import { counted } from '../../counted.ts';
import {
  type HolidayCalendar,
  type HolidayUsed,
  addWorkingDays,
  covers,
  nextWorkingDay,
  restDay,
} from './calendar.ts';
import { type CivilDate, addDays, addMonths, civilDate } from './civil-date.ts';
import type { Jurisdiction, Period } from './jurisdiction.ts';
import { type Pause, applyPauses, mergePauses } from './pauses.ts';

export interface DeadlineInput {
  /** Day of receipt in the controller's own zone. */
  readonly received: CivilDate;
  /** Day on which requested proof of identity arrived; null while it is still awaited. */
  readonly identityReceived?: CivilDate | null;
  /** Day on which a requested fee was paid; null while it is still awaited. */
  readonly feePaid?: CivilDate | null;
  readonly extended?: boolean;
  readonly pauses?: readonly Pause[];
  /** Today, for counting the days of a pause that is still open. */
  readonly asOf?: CivilDate;
}

export interface Deadline {
  readonly state: 'running' | 'paused';
  /** First day of the period: receipt, or the relevant time. Provisional while proof is awaited. */
  readonly start: CivilDate;
  /** The last day to answer, extension included if one was taken; null while the clock stands. */
  readonly due: CivilDate | null;
  /** The last day before moving to a working day, and before days of a pause that is still open. */
  readonly unrolled: CivilDate;
  /** Present when `due` was moved from a day that is no working day. */
  readonly rolledFrom?: CivilDate;
  readonly holidaysUsed: readonly HolidayUsed[];
  /** The last day if the period is (or were) extended; null without such a rule or while paused. */
  readonly extendedDue: CivilDate | null;
  /** Last day to tell the person of an extension and its reasons. */
  readonly extensionNoticeBy: CivilDate | null;
  readonly acknowledgeBy: CivilDate | null;
  readonly optOutBy: CivilDate | null;
  /** A fixed number of days (28) that fits into every month-long period. */
  readonly safeDate: CivilDate | null;
  /** Working days before `due`, to leave room for review. */
  readonly internalTarget: CivilDate | null;
  /** The end of the period on a strict reading of the statute; never later than `due`. */
  readonly strictDue: CivilDate | null;
  /** Days left out of the count, an open pause up to `asOf` included. */
  readonly pausedDays: number;
  readonly ruleText: string;
  /** The computation in sentences, in order. */
  readonly steps: readonly string[];
  /** What was given but not used, and holidays that are not known. */
  readonly warnings: readonly string[];
}

/** Collects what the computation says while it runs. */
interface Notes {
  readonly steps: string[];
  readonly warnings: string[];
  readonly holidays: Map<CivilDate, string>;
}

/**
 * Computes the dates of one request.
 * @throws DeadlineError for a date that does not exist or a pause that ends before it begins.
 */
export function computeDeadline(
  input: DeadlineInput,
  law: Jurisdiction,
  calendar: HolidayCalendar,
): Deadline {
  const notes: Notes = { steps: [], warnings: [], holidays: new Map() };
  const { start, awaiting } = findStart(input, law, notes);
  const pauses = countedPauses(input, law, notes);
  const end = (period: Period): End => periodEnd(start, period, pauses, law, calendar, input.asOf);

  const first = end(law.response);
  const extended = law.extension && end(law.extension);
  if (input.extended && !extended)
    notes.warnings.push(`${law.name} provides no extension; none was applied.`);
  const chosen = input.extended && extended ? extended : first;
  const paused = awaiting || chosen.open;
  explainEnd(chosen, input.extended && law.extension ? law.extension : law.response, paused, calendar, notes);

  const plain = (period: (Period & { article: string }) | null): CivilDate | null =>
    period && recorded(addPeriod(civilDate(input.received), period, calendar), notes);
  const shown = <T>(value: T): T | null => (paused ? null : value);
  const due = shown(recorded(chosen.rolled, notes));
  if (due !== null && !covers(calendar, due)) {
    notes.warnings.push(
      `Holidays of ${calendar.name} are known for ${calendar.years[0]}–${calendar.years[1]} only; check ${due} by hand.`,
    );
  }
  const acknowledgeBy = plain(law.acknowledgement);
  const optOutBy = plain(law.optOut);
  const internalTarget =
    due && later(addWorkingDays(due, -law.internalTargetWorkingDays, calendar).date, start, due);
  const safe = law.safeDays === null ? null : addDays(start, law.safeDays + first.pausedDays);
  return {
    state: paused ? 'paused' : 'running',
    start,
    due,
    unrolled: chosen.unrolled,
    ...(due !== null && due !== chosen.unrolled ? { rolledFrom: chosen.unrolled } : {}),
    extendedDue: extended && !extended.open && !awaiting ? recorded(extended.rolled, notes) : null,
    extensionNoticeBy: law.extension && !first.open && !awaiting ? recorded(first.rolled, notes) : null,
    acknowledgeBy,
    optOutBy,
    safeDate: shown(safe !== null && due !== null && safe > due ? due : safe),
    internalTarget,
    strictDue: law.strictReading && due ? roll(addDays(chosen.unrolled, -1), law, calendar).date : null,
    pausedDays: chosen.pausedDays,
    ruleText: law.ruleText,
    holidaysUsed: [...notes.holidays]
      .map(([date, name]) => ({ date, name }))
      .sort((a, b) => (a.date < b.date ? -1 : 1)),
    steps: notes.steps,
    warnings: notes.warnings,
  };
}

/** The end of one period, before anything is shown. */
interface End {
  readonly unrolled: CivilDate;
  readonly rolled: { readonly date: CivilDate; readonly holidays: readonly HolidayUsed[] };
  readonly pausedDays: number;
  readonly open: boolean;
}

function findStart(
  input: DeadlineInput,
  law: Jurisdiction,
  notes: Notes,
): { start: CivilDate; awaiting: boolean } {
  const received = civilDate(input.received);
  const proofs = [
    ['proof of identity', input.identityReceived],
    ['fee', input.feePaid],
  ] as const;
  let start = received;
  let awaiting = false;
  notes.steps.push(`Received on ${received}.`);
  for (const [what, date] of proofs) {
    if (date === undefined) continue;
    if (law.start === 'receipt') {
      notes.warnings.push(
        `Under ${law.name} the period starts on receipt; the date of the ${what} was not used.`,
      );
    } else if (date === null) {
      awaiting = true;
      notes.steps.push(`The ${what} is awaited; the period starts when it has arrived.`);
    } else if (civilDate(date) > start) {
      start = date;
      notes.steps.push(`The ${what} arrived on ${date}, which moves the start.`);
    }
  }
  if (!awaiting) notes.steps.push(`The period starts on ${start}.`);
  return { start, awaiting };
}

function countedPauses(input: DeadlineInput, law: Jurisdiction, notes: Notes): readonly Pause[] {
  const all = input.pauses ?? [];
  const counted = all.filter((pause) => law.pause?.reasons.includes(pause.reason ?? 'clarification'));
  if (counted.length < all.length) {
    notes.warnings.push(
      law.pause === null
        ? `Under ${law.name} the clock does not stop; pauses were not used.`
        : `Under ${law.name} only these grounds stop the clock here: ${law.pause.reasons.join(', ')}. Others were not used.`,
    );
  }
  return mergePauses(counted);
}

function periodEnd(
  start: CivilDate,
  period: Period,
  pauses: readonly Pause[],
  law: Jurisdiction,
  calendar: HolidayCalendar,
  asOf: CivilDate | undefined,
): End {
  const base = addPeriod(start, period, calendar).date;
  const { closedDays, openDays, open } = applyPauses(pauses, {
    start,
    base,
    excludes: law.pause?.excludes ?? 'both',
    lastDay: (date) => roll(date, law, calendar).date,
    ...(asOf === undefined ? {} : { asOf: civilDate(asOf) }),
  });
  const unrolled = addDays(base, closedDays);
  return { unrolled, rolled: roll(unrolled, law, calendar), pausedDays: closedDays + openDays, open };
}

function addPeriod(date: CivilDate, period: Period, calendar: HolidayCalendar): End['rolled'] {
  switch (period.unit) {
    case 'month':
      return { date: addMonths(date, period.count), holidays: [] };
    case 'day':
      return { date: addDays(date, period.count), holidays: [] };
    case 'working-day':
      return addWorkingDays(date, period.count, calendar);
  }
}

function roll(date: CivilDate, law: Jurisdiction, calendar: HolidayCalendar): End['rolled'] {
  return law.lastDay === 'next-working-day' ? nextWorkingDay(date, calendar) : { date, holidays: [] };
}

function recorded(stepped: End['rolled'], notes: Notes): CivilDate {
  for (const { date, name } of stepped.holidays) notes.holidays.set(date, name);
  return stepped.date;
}

function explainEnd(
  end: End,
  period: Period,
  paused: boolean,
  calendar: HolidayCalendar,
  notes: Notes,
): void {
  if (end.pausedDays > 0)
    notes.steps.push(`${counted(end.pausedDays, 'day')} did not count while the clock stood.`);
  if (paused) {
    notes.steps.push('The clock stands; there is no last day to show yet.');
    return;
  }
  notes.steps.push(
    `${counted(period.count, period.unit.replace('-', ' '))} from the start ends on ${end.unrolled}.`,
  );
  if (end.rolled.date === end.unrolled) return;
  const reasons: string[] = [];
  for (let date = end.unrolled; date < end.rolled.date; date = addDays(date, 1)) {
    reasons.push(`${date} (${restDay(date, calendar) ?? ''})`);
  }
  notes.steps.push(`Not working days: ${reasons.join(', ')}. The last day is ${end.rolled.date}.`);
}

/** `date`, but within the period. */
function later(date: CivilDate, start: CivilDate, due: CivilDate): CivilDate {
  const earliest = start < due ? start : due;
  return date < earliest ? earliest : date;
}
