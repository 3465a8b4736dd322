import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { samplesNote, samplesRoot } from '../../testing/samples.ts';
import { breachDeadline } from './breach.ts';
import { adjustCalendar, emptyCalendar, isWorkingDay, loadCalendars } from './calendar.ts';
import { addDays, addMonths, civilDate, daysBetween, isCivilDate, weekday } from './civil-date.ts';
import { computeDeadline, type DeadlineInput } from './compute.ts';
import { DEADLINE_VECTORS } from './fixtures.ts';
import { appliesIn, authorityFor, loadJurisdictions, type Jurisdiction } from './jurisdiction.ts';

const resourcesDir = fileURLToPath(new URL('../../../resources/', import.meta.url));
const { jurisdictions, disclaimer } = loadJurisdictions(resourcesDir);
const calendars = loadCalendars(resourcesDir);

function law(idOrName: string): Jurisdiction {
  const found = jurisdictions.find(({ id, name }) => id === idOrName || name === idOrName);
  if (!found) throw new Error(`no jurisdiction ${idOrName}`);
  return found;
}

function calendar(region: string) {
  const found = calendars.get(region);
  if (!found) throw new Error(`no calendar ${region}`);
  return found;
}

/** Days 2020-01-01 … about 2038, written as the engine writes them. */
const day = fc.integer({ min: 0, max: 6800 }).map((n) => addDays('2020-01-01', n));
const anyLaw = fc.constantFrom(...jurisdictions);
const placed = anyLaw.chain((own) =>
  fc
    .constantFrom(...[...calendars.values()].filter(({ region }) => appliesIn(own, region)))
    .map((place) => ({ own, place })),
);

describe('civil dates', () => {
  it('agrees with the UTC calendar', () => {
    fc.assert(
      fc.property(fc.integer({ min: -100_000, max: 1_000_000 }), (n) => {
        const utc = new Date(Date.UTC(1970, 0, 1) + n * 86_400_000);
        const date = addDays('1970-01-01', n);
        expect(date).toBe(utc.toISOString().slice(0, 10));
        expect(weekday(date) % 7).toBe(utc.getUTCDay());
        expect(daysBetween('1970-01-01', date)).toBe(n);
      }),
    );
  });

  it('keeps the day of the month, or takes the last', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 0, max: 60 }), (date, months) => {
        const later = addMonths(date, months);
        expect(isCivilDate(later)).toBe(true);
        const kept = later.slice(8) === date.slice(8);
        expect(kept || addDays(later, 1).endsWith('-01')).toBe(true);
      }),
    );
  });

  it.each([
    '2026-02-29',
    '2026-13-01',
    '2026-1-1',
    '20260101',
    '',
    '2026-01-01T00:00Z',
    '0001-01-01',
    '__proto__',
  ])('refuses %j', (text) => expect(() => civilDate(text)).toThrow(/calendar date/));
});

describe('bundled data', () => {
  it('has a calendar and an authority for every place of every law', () => {
    for (const own of jurisdictions) {
      for (const region of own.regions) {
        expect(
          [...calendars.keys()].some((key) => key === region || key.startsWith(`${region}-`)),
          region,
        ).toBe(true);
        expect(authorityFor(own, region)?.name, region).toBeTruthy();
      }
      expect(own.rights.every(({ article }) => article !== '')).toBe(true);
    }
    expect(authorityFor(law('eu-gdpr'), 'DE-BY')?.region).toBe('DE');
    expect(appliesIn(law('eu-gdpr'), 'DE-BY')).toBe(true);
    expect(appliesIn(law('eu-gdpr'), 'GB-ENG')).toBe(false);
    expect(disclaimer).toContain('not legal advice');
  });

  it('has holidays for every year, and Mondays on Mondays', () => {
    for (const { region, days, years } of calendars.values()) {
      for (let year = years[0]; year <= years[1]; year++) {
        expect(
          [...days.keys()].filter((date) => date.startsWith(`${year}-`)).length,
          `${region} ${year}`,
        ).toBeGreaterThan(3);
      }
      for (const [date, name] of days) {
        if (/Easter Monday|Ostermontag|Lundi de P|Καθαρά Δευτέρα/.test(name))
          expect(weekday(date), `${region} ${date}`).toBe(1);
      }
    }
  });
});

describe('deadline vectors', () => {
  it.each(DEADLINE_VECTORS)('$law $region: $why', ({ law: id, region, input, expect: expected }) => {
    expect(computeDeadline(input, law(id), calendar(region))).toMatchObject(expected);
  });

  it('explains a moved date', () => {
    const { steps, holidaysUsed, ruleText } = computeDeadline(
      { received: '2026-03-05' },
      law('eu-gdpr'),
      calendar('IE'),
    );
    expect(steps.join('\n')).toContain(
      '2026-04-05 (Sunday), 2026-04-06 (Easter Monday). The last day is 2026-04-07.',
    );
    expect(holidaysUsed).toContainEqual({ date: '2026-04-06', name: 'Easter Monday' });
    expect(ruleText).toContain('Art. 12(3) GDPR');
  });

  it('counts the days of an open pause and says what was not used', () => {
    const open = {
      received: '2026-03-02',
      pauses: [{ from: '2026-03-05', to: null }],
      asOf: '2026-03-09',
    } as const;
    expect(computeDeadline(open, law('uk-gdpr'), calendar('GB-ENG'))).toMatchObject({
      pausedDays: 5,
      state: 'paused',
      due: null,
    });
    const ignored = computeDeadline(open, law('us-ca-ccpa'), calendar('US-CA'));
    expect(ignored).toMatchObject({ pausedDays: 0, state: 'running' });
    expect(ignored.warnings.join()).toContain('does not stop');
  });

  it('ignores a pause that begins when the period is over, and joins overlapping ones', () => {
    const late = computeDeadline(
      { received: '2026-03-02', pauses: [{ from: '2026-05-01', to: null }] },
      law('uk-gdpr'),
      calendar('GB-ENG'),
    );
    expect(late).toMatchObject({ state: 'running', due: '2026-04-02', pausedDays: 0 });
    const pauses = [
      { from: '2026-03-08', to: '2026-03-12' },
      { from: '2026-03-05', to: '2026-03-09' },
    ];
    expect(
      computeDeadline({ received: '2026-03-02', pauses }, law('uk-gdpr'), calendar('GB-ENG')).pausedDays,
    ).toBe(8);
  });

  it('warns where holidays are not known, and takes a user’s own', () => {
    const far = computeDeadline({ received: '2044-03-05' }, law('eu-gdpr'), calendar('IE'));
    expect(far.warnings.join()).toContain('2020–2040');
    const own = adjustCalendar(
      calendar('IE'),
      new Map([['2026-09-30', 'Office closed']]),
      new Set(['2026-12-26']),
    );
    expect(computeDeadline({ received: '2026-08-31' }, law('eu-gdpr'), own).due).toBe('2026-10-01');
    expect(own.days.has('2026-12-26')).toBe(false);
  });

  it('refuses what cannot be computed', () => {
    const run = (input: DeadlineInput) => () => computeDeadline(input, law('uk-gdpr'), calendar('GB-ENG'));
    expect(run({ received: '2026-02-30' })).toThrow(/2026-02-30/);
    expect(run({ received: '2026-02-03', pauses: [{ from: '2026-03-05', to: '2026-03-01' }] })).toThrow(
      /ends before/,
    );
    expect(run({ received: '9999-12-31' })).toThrow(/years/);
  });
});

describe('rules that hold for every date', () => {
  it('never falls back when the request comes a day later', () => {
    fc.assert(
      fc.property(day, placed, fc.boolean(), (received, { own, place }, extended) => {
        const due = (date: string) => computeDeadline({ received: date, extended }, own, place).due ?? '';
        expect(due(addDays(received, 1)) >= due(received)).toBe(true);
      }),
    );
  });

  it('never ends before the statute does, and on a working day where the law says so', () => {
    fc.assert(
      fc.property(day, placed, (received, { own, place }) => {
        const result = computeDeadline({ received }, own, place);
        const due = result.due ?? '';
        expect(due >= result.unrolled).toBe(true);
        expect(own.lastDay === 'unchanged' ? due === result.unrolled : isWorkingDay(due, place)).toBe(true);
        expect(daysBetween(result.unrolled, due)).toBeLessThan(10);
        for (const early of [result.internalTarget, result.safeDate, result.strictDue]) {
          if (early !== null) expect(early <= due && early >= result.start).toBe(true);
        }
      }),
    );
  });

  it('counts an extension from the start, whatever the first date rolled to', () => {
    fc.assert(
      fc.property(day, placed, (received, { own, place }) => {
        const result = computeDeadline({ received, extended: true }, own, place);
        if (own.extension === null) return;
        const { count, unit } = own.extension;
        expect(result.unrolled).toBe(
          unit === 'month' ? addMonths(received, count) : addDays(received, count),
        );
        expect(result.due).toBe(result.extendedDue);
        const first = computeDeadline({ received }, own, place);
        expect(first.extendedDue).toBe(result.extendedDue);
        expect(first.extensionNoticeBy).toBe(first.due);
      }),
    );
  });

  it('adds exactly the days of one pause inside the period', () => {
    fc.assert(
      fc.property(day, fc.nat(20), fc.nat(40), (received, offset, length) => {
        const from = addDays(received, offset);
        const pauses = [{ from, to: addDays(from, length) }];
        const place = emptyCalendar('GB');
        const plain = computeDeadline({ received }, law('uk-gdpr'), place);
        const paused = computeDeadline({ received, pauses }, law('uk-gdpr'), place);
        expect(daysBetween(plain.unrolled, paused.unrolled)).toBe(length + 1);
      }),
    );
  });
});

describe('breach notification', () => {
  it('adds 72 hours by the clock and keeps the offset', () => {
    expect(breachDeadline('2026-04-02T17:30:00+02:00', calendar('IE'))).toMatchObject({
      due: '2026-04-05T17:30:00+02:00',
      secondWorkingDay: '2026-04-07',
    });
    expect(breachDeadline('2026-12-30T23:59:59Z', calendar('FR')).due).toBe('2027-01-02T23:59:59Z');
  });
  it.each(['2026-04-02T17:30:00', '2026-04-02', 'soon', '2026-02-31T12:00:00Z', '2026-02-28T25:00:00Z'])(
    'refuses %j',
    (text) => expect(() => breachDeadline(text, calendar('IE'))).toThrow(/offset/),
  );
});

interface CorpusVector {
  readonly law: string;
  readonly region: string;
  readonly input: DeadlineInput;
  readonly expect: Readonly<Record<string, unknown>>;
  readonly why: string;
}

describe.skipIf(!samplesRoot)(`corpus vectors${samplesNote}`, () => {
  it('all pass', () => {
    const path = join(samplesRoot ?? '', 'privacy', 'deadline-vectors.json');
    const vectors = JSON.parse(readFileSync(path, 'utf8')) as CorpusVector[];
    expect(vectors.length).toBeGreaterThan(10);
    for (const { law: name, region, input, expect: expected, why } of vectors) {
      const result = computeDeadline(input, law(name), calendar(region));
      const { ackBy, ...rest } = expected;
      expect(result, `${name} ${input.received}: ${why}`).toMatchObject({
        ...rest,
        ...(ackBy ? { acknowledgeBy: ackBy } : {}),
      });
    }
  });
});
