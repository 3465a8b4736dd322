/** Holidays by rule, against known dates and against the `date-holidays` package as an oracle. */
import Holidays from 'date-holidays';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { type HolidayCalendar, loadCalendars } from './calendar.ts';
import { addDays, weekday } from './civil-date.ts';
import {
  easterSunday,
  holidaysBetween,
  holidayRulesFile,
  orthodoxEasterSunday,
  type HolidayRule,
} from './holiday-rules.ts';

const calendars = loadCalendars(fileURLToPath(new URL('../../../resources/', import.meta.url)));

const dates = (rule: HolidayRule, from: number, to = from): string[] => [
  ...holidaysBetween([rule], [from, to]).keys(),
];

describe('Easter', () => {
  it.each([
    [1818, '1818-03-22'],
    [1943, '1943-04-25'],
    [1954, '1954-04-18'],
    [1981, '1981-04-19'],
    [2024, '2024-03-31'],
    [2025, '2025-04-20'],
    [2038, '2038-04-25'],
    [2049, '2049-04-18'],
    [2285, '2285-03-22'],
  ])('of the Western churches in %i', (year, date) => expect(easterSunday(year)).toBe(date));

  it.each([
    [2021, '2021-05-02'],
    [2024, '2024-05-05'],
    [2025, '2025-04-20'],
    [2026, '2026-04-12'],
    [2032, '2032-05-02'],
    [2100, '2100-05-02'],
  ])('of the Orthodox churches in %i', (year, date) => expect(orthodoxEasterSunday(year)).toBe(date));

  it('is a Sunday, and the Orthodox one never comes first', () => {
    for (let year = 1700; year < 2300; year++) {
      expect([weekday(easterSunday(year)), weekday(orthodoxEasterSunday(year))]).toEqual([7, 7]);
      expect(orthodoxEasterSunday(year) >= easterSunday(year)).toBe(true);
    }
  });
});

describe('a rule', () => {
  it('falls on a day, a feast, a weekday or once', () => {
    expect(dates(['Day', '12-25'], 2026, 2027)).toEqual(['2026-12-25', '2027-12-25']);
    expect(dates(['Leap', '02-29'], 2023, 2024)).toEqual(['2024-02-29']);
    expect(dates(['Ascension', 'easter+39'], 2026)).toEqual(['2026-05-14']);
    expect(dates(['Clean Monday', 'orthodox-48'], 2026)).toEqual(['2026-02-23']);
    expect(dates(['Last Monday of May', 'mon>=05-25'], 2026, 2027)).toEqual(['2026-05-25', '2027-05-31']);
    expect(dates(['Once', '2022-09-19'], 2020, 2030)).toEqual(['2022-09-19']);
    expect(dates(['Some years', '05-01', { from: 2021, to: 2023, except: [2022] }], 2020, 2030)).toEqual([
      '2021-05-01',
      '2023-05-01',
    ]);
  });

  it('is made up for after a weekend, past other holidays', () => {
    const days = holidaysBetween(
      [
        ['Christmas Day', '12-25', { ifWeekend: 'next-working-day' }],
        ['Boxing Day', '12-26', { ifWeekend: 'next-working-day' }],
      ],
      [2027, 2028],
    );
    expect([...days].filter(([date]) => date > '2027-12-26' && date < '2028-12-01')).toEqual([
      ['2027-12-27', 'Christmas Day (substitute day)'],
      ['2027-12-28', 'Boxing Day (substitute day)'],
    ]);
  });

  it('may be made up for in the year before', () => {
    const newYear: HolidayRule = ['New Year', '01-01', { ifWeekend: 'nearest-weekday' }];
    expect(dates(newYear, 2027)).toEqual(['2027-01-01', '2027-12-31']);
    expect(dates(newYear, 2023)).toEqual(['2023-01-01', '2023-01-02']);
    expect(dates(['Sunday only', '01-01', { ifWeekend: 'monday-after-sunday' }], 2022, 2023)).toEqual([
      '2022-01-01',
      '2023-01-01',
      '2023-01-02',
    ]);
  });

  it('may move', () => {
    expect(dates(["King's Day", '04-27', { ifWeekend: 'saturday-before-sunday' }], 2025)).toEqual([
      '2025-04-26',
    ]);
  });

  it.each(['02-30', 'easter', 'lunar+1', 'mon>=02-29', '2023-02-29', '__proto__', ''])(
    'is not %j',
    (when) => {
      const file = {
        version: '1',
        note: '',
        years: [2020, 2040],
        regions: { XX: { name: 'X', holidays: [['Day', when]] } },
      };
      expect(holidayRulesFile.safeParse(file).success).toBe(false);
    },
  );
});

/**
 * Where the bundled rules and the oracle differ on a working day, and why. `+` only the rules have it,
 * `-` only the oracle. Everything else must agree.
 */
const DIFFERENCES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  BG: {
    '+ substitute': 'Labour Code Art. 154(2): all but Easter are made up for on the next working days',
    '+ Second Day of Christmas': 'Labour Code Art. 154(1): 25 and 26 December',
  },
  CH: {
    '- Karfreitag': 'left to the cantons; not in Ticino and Valais',
    '- Ostermontag': 'left to the cantons',
    '- Pfingstmontag': 'left to the cantons',
    '- Stephanstag': 'left to the cantons',
  },
  CY: {
    '+ Clean Monday': 'the oracle has it on Tuesday',
    '- Καθαρά Δευτέρα': 'the oracle has it on Tuesday',
    '+ Orthodox Whit Monday': 'Kataklysmos is a public holiday',
  },
  GB: { '- Easter Monday': 'not in Scotland, so not of the whole kingdom' },
  IS: {
    '+ First Day of Summer': 'the first Thursday after 18 April',
    '- Sumardagurinn fyrsti': 'the oracle takes 18 April itself for it',
    '- Aðfangadagur': 'from 13:00 only',
    '- Gamlársdagur': 'from 13:00 only',
  },
  LI: {
    '+ National Day': 'Assumption of Mary and National Day',
    "+ All Saints' Day": 'a public holiday',
    '- Karfreitag': 'a bank holiday',
    '- Feiertagsbrücke': 'customary bridge days',
  },
  NL: { '+ Liberation Day': 'General Extension of Time Limits Act Art. 3(1): 5 May of every year' },
  US: { '+ substitute': '5 U.S.C. 6103(b) holds for Veterans Day too' },
  'US-CA': {
    '+ substitute':
      'Government Code 6700: Veterans Day on a Saturday is kept on Friday; 6701: on a Sunday, on Monday',
    '- substitute': 'Government Code 6701: no other holiday on a Saturday is made up for, nor Juneteenth',
  },
};

/** Public holidays on working days of 2024–2032, as the oracle has them. */
function oracle(region: string): Map<string, string> {
  const [country = '', state] = region.split('-');
  const source = state === undefined ? new Holidays(country) : new Holidays(country, state);
  const days = new Map<string, string>();
  for (let year = 2024; year <= 2032; year++) {
    for (const { type, date, start, end, name } of source.getHolidays(year)) {
      if (type !== 'public') continue;
      const length = Math.max(1, Math.round((end.getTime() - start.getTime()) / 86_400_000));
      for (let day = 0; day < length; day++) days.set(addDays(date.slice(0, 10), day), name);
    }
  }
  return days;
}

function differences({ region, days }: HolidayCalendar): Set<string> {
  const theirs = oracle(region);
  const compared = (date: string): boolean => date >= '2024' && date < '2033' && weekday(date) < 6;
  const plain = (name: string): string => (name.includes('(substitute day)') ? 'substitute' : name);
  return new Set([
    ...[...days]
      .filter(([date]) => compared(date) && !theirs.has(date))
      .map(([, name]) => `+ ${plain(name)}`),
    ...[...theirs]
      .filter(([date]) => compared(date) && !days.has(date))
      .map(([, name]) => `- ${plain(name)}`),
  ]);
}

describe('the bundled rules', () => {
  it.each([...calendars.values()].map((calendar) => [calendar.region, calendar] as const))(
    'agree with the oracle in %s, but for known differences',
    (region, calendar) => {
      expect([...differences(calendar)].sort()).toEqual(Object.keys(DIFFERENCES[region] ?? {}).sort());
    },
  );

  it('have days that were decreed once', () => {
    expect(calendars.get('GB-ENG')?.days.get('2022-09-19')).toContain('State Funeral');
    expect(calendars.get('GB-SCT')?.days.has('2020-05-04')).toBe(false);
    expect(calendars.get('DE-BE')?.days.has('2025-05-08')).toBe(true);
    expect(calendars.get('DE')?.days.has('2025-05-08')).toBe(false);
  });
});
