/** Pauses of the clock: merging what overlaps, and counting the days that do not count. */
import { type CivilDate, DeadlineError, addDays, civilDate, daysBetween } from './civil-date.ts';

/** A time in which the clock stands. */
export interface Pause {
  /** Day on which proof or clarification was asked for. */
  readonly from: CivilDate;
  /** Day on which it arrived; null while it is awaited. */
  readonly to: CivilDate | null;
  /** Default `clarification`. */
  readonly reason?: 'identity' | 'clarification';
}

/** Checks pauses, sorts them and joins those that overlap or touch. @throws DeadlineError */
export function mergePauses(pauses: readonly Pause[]): Pause[] {
  const merged: Pause[] = [];
  const sorted = pauses.map(checked).sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0));
  for (const pause of sorted) {
    const last = merged.at(-1);
    if (last && (last.to === null || pause.from <= last.to)) {
      const to = last.to === null || pause.to === null ? null : pause.to > last.to ? pause.to : last.to;
      merged[merged.length - 1] = { ...last, to };
    } else {
      merged.push(pause);
    }
  }
  return merged;
}

function checked(pause: Pause): Pause {
  civilDate(pause.from);
  if (pause.to !== null && civilDate(pause.to) < pause.from) {
    throw new DeadlineError(
      'invalid-pause',
      `the pause from ${pause.from} ends before it begins, on ${pause.to}`,
    );
  }
  return pause;
}

export interface PauseFrame {
  readonly start: CivilDate;
  /** End of the period without any pause. */
  readonly base: CivilDate;
  readonly excludes: 'both' | 'first';
  /** The working day on which a period that ends on the given date really ends. */
  readonly lastDay: (date: CivilDate) => CivilDate;
  readonly asOf?: CivilDate;
}

export interface PauseCount {
  /** Days to add to the period. */
  readonly closedDays: number;
  /** Days of a pause that is still open, up to and including `asOf`; 0 without it. */
  readonly openDays: number;
  readonly open: boolean;
}

/**
 * Counts the days of merged pauses within a period. Days before the start do not count, nor does a
 * pause that begins when the period is already over.
 */
export function applyPauses(pauses: readonly Pause[], frame: PauseFrame): PauseCount {
  let closedDays = 0;
  for (const pause of pauses) {
    const from = pause.from < frame.start ? frame.start : pause.from;
    if (from > frame.lastDay(addDays(frame.base, closedDays))) break;
    if (pause.to === null) {
      const openDays = frame.asOf === undefined ? 0 : Math.max(0, daysBetween(from, frame.asOf) + 1);
      return { closedDays, openDays, open: true };
    }
    if (pause.to >= from) closedDays += daysBetween(from, pause.to) + (frame.excludes === 'both' ? 1 : 0);
  }
  return { closedDays, openDays: 0, open: false };
}
