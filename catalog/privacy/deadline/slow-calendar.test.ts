/**
 * The deadline engine against a second one that is slow and obvious: it walks day by day with the
 * platform's own dates, shares no code with the first, and looks every holiday up in a plain list.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { resourcesDir } from '../../testing/temp-catalog.ts';
import { computeDeadline, type DeadlineInput } from './compute.ts';
import { bundledLegal } from './legal.ts';
import type { Jurisdiction, Period } from './jurisdiction.ts';

const legal = bundledLegal(resourcesDir);
const DAY = 86_400_000;

const stamp = (date: string) => Date.parse(`${date}T12:00:00Z`);
const text = (time: number) => new Date(time).toISOString().slice(0, 10);
const next = (date: string) => text(stamp(date) + DAY);
const before = (date: string) => text(stamp(date) - DAY);
const isWeekend = (date: string) => [0, 6].includes(new Date(stamp(date)).getUTCDay());

/** Turns the pages of a wall calendar until the month has changed so often, then to the day or the month's last. */
function monthsLater(date: string, months: number): string {
  let page = date;
  for (let turned = 0; turned < months; turned++) {
    const month = page.slice(0, 7);
    while (page.slice(0, 7) === month) page = next(page);
  }
  const month = page.slice(0, 7);
  while (page.slice(8) !== date.slice(8)) {
    if (next(page).slice(0, 7) !== month) return page;
    page = next(page);
  }
  return page;
}

function later(date: string, { count, unit }: Period, rests: ReadonlySet<string>): string {
  if (unit === 'month') return monthsLater(date, count);
  let day = date;
  for (let left = count; left > 0;) {
    day = next(day);
    if (unit === 'day' || !(isWeekend(day) || rests.has(day))) left--;
  }
  return day;
}

function slow(input: DeadlineInput, law: Jurisdiction, rests: ReadonlySet<string>) {
  const works = (date: string) => !isWeekend(date) && !rests.has(date);
  const rolled = (date: string) => {
    let day = date;
    while (law.lastDay === 'next-working-day' && !works(day)) day = next(day);
    return day;
  };
  let start = input.received;
  if (law.start === 'relevant-time')
    for (const one of [input.identityReceived, input.feePaid]) if (one && one > start) start = one;
  const awaiting =
    law.start === 'relevant-time' && (input.identityReceived === null || input.feePaid === null);
  const [pause] = law.pause ? (input.pauses ?? []) : [];
  const end = (period: Period) => {
    let day = later(start, period, rests);
    if (!pause || pause.from > rolled(day)) return { unrolled: day, open: false };
    if (pause.to === null) return { unrolled: day, open: true };
    // A stone for every day on which the clock stood, then one day on for every stone.
    const first = pause.from < start ? start : pause.from;
    const last = law.pause?.excludes === 'first' ? before(pause.to) : pause.to;
    for (let stone = first; stone <= last; stone = next(stone)) day = next(day);
    return { unrolled: day, open: false };
  };
  const first = end(law.response);
  const extended = law.extension ? end(law.extension) : null;
  const chosen = input.extended && extended ? extended : first;
  const stands = awaiting || chosen.open;
  let target = rolled(chosen.unrolled);
  for (let left = law.internalTargetWorkingDays; left > 0;) {
    target = before(target);
    if (works(target)) left--;
  }
  return {
    start,
    unrolled: chosen.unrolled,
    state: stands ? 'paused' : 'running',
    due: stands ? null : rolled(chosen.unrolled),
    extensionNoticeBy: law.extension && !first.open && !awaiting ? rolled(first.unrolled) : null,
    extendedDue: extended && !extended.open && !awaiting ? rolled(extended.unrolled) : null,
    acknowledgeBy: law.acknowledgement ? later(input.received, law.acknowledgement, rests) : null,
    optOutBy: law.optOut ? later(input.received, law.optOut, rests) : null,
    ...(stands || target < start ? {} : { internalTarget: target }),
  };
}

const day = fc
  .integer({ min: Math.floor(stamp('2020-02-01') / DAY), max: Math.floor(stamp('2040-06-30') / DAY) })
  .map((number) => text(number * DAY));
const placed = fc.constantFrom(
  ...legal.jurisdictions.jurisdictions.flatMap((law) =>
    [...legal.calendars.values()]
      .filter(({ region }) => law.regions.some((own) => region === own || region.startsWith(`${own}-`)))
      .map((calendar) => ({ law, calendar })),
  ),
);
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });

describe('every date', () => {
  it('is what a slow and obvious calendar gives', () => {
    const happened = fc.record({
      received: day,
      identity: maybe(fc.option(fc.nat(60), { nil: null })),
      fee: maybe(fc.option(fc.nat(60), { nil: null })),
      extended: fc.boolean(),
      pause: maybe(fc.record({ after: fc.nat(45), length: fc.option(fc.nat(50), { nil: null }) })),
    });
    fc.assert(
      fc.property(placed, happened, ({ law, calendar }, { received, identity, fee, extended, pause }) => {
        const on = (days: number) => text(stamp(received) + days * DAY);
        const at = (days: number | null) => (days === null ? null : on(days));
        const input: DeadlineInput = {
          received,
          extended,
          ...(identity === undefined ? {} : { identityReceived: at(identity) }),
          ...(fee === undefined ? {} : { feePaid: at(fee) }),
          ...(pause === undefined
            ? {}
            : {
                pauses: [
                  {
                    from: on(pause.after),
                    to: pause.length === null ? null : on(pause.after + pause.length),
                  },
                ],
              }),
        };
        const rests = new Set(calendar.days.keys());
        expect(computeDeadline(input, law, calendar)).toMatchObject(slow(input, law, rests));
      }),
      { numRuns: 1500 },
    );
  });
});
