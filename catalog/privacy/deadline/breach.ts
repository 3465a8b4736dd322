/**
 * Notification of a personal data breach to the authority: 72 hours by the clock after becoming aware
 * (GDPR Art. 33(1)). The only deadline here that counts hours, so it takes an instant, not a date.
 */
import { type HolidayCalendar, addWorkingDays } from './calendar.ts';
import { type CivilDate, DeadlineError } from './civil-date.ts';
import { instantMillis } from './instant.ts';

export interface BreachDeadline {
  /** 72 hours after awareness, as an RFC 3339 instant with the offset that was given. */
  readonly due: string;
  /**
   * End of the second working day after the day of awareness. A period of two days or more includes at
   * least two working days (Regulation (EEC, Euratom) No 1182/71, Art. 3(5)); whether that extends the
   * 72 hours is for counsel to say, so both are shown.
   */
  readonly secondWorkingDay: CivilDate;
  readonly ruleText: string;
}

const HOURS_72 = 72 * 3_600_000;

/**
 * @param aware RFC 3339 instant with its offset, `2026-03-05T17:30:00+01:00`.
 * @throws DeadlineError `invalid-instant` without an offset or for a moment that does not exist.
 */
export function breachDeadline(aware: string, calendar: HolidayCalendar): BreachDeadline {
  const millis = instantMillis(aware);
  if (millis === null) {
    throw new DeadlineError(
      'invalid-instant',
      `"${aware.slice(0, 40)}" is not an instant with an offset; expected 2026-03-05T17:30:00+01:00`,
    );
  }
  const offset = aware.endsWith('Z') ? 'Z' : aware.slice(-'+01:00'.length);
  return {
    due: withOffset(millis + HOURS_72, offset),
    secondWorkingDay: addWorkingDays(aware.slice(0, '2026-03-05'.length), 2, calendar).date,
    ruleText:
      'Notify without undue delay and, where feasible, within 72 hours of becoming aware (GDPR Art. 33(1)).',
  };
}

function withOffset(millis: number, offset: string): string {
  const minutes =
    offset === 'Z'
      ? 0
      : (offset[0] === '-' ? -1 : 1) * (Number(offset.slice(1, 3)) * 60 + Number(offset.slice(4, 6)));
  return new Date(millis + minutes * 60_000).toISOString().slice(0, 19) + offset;
}
