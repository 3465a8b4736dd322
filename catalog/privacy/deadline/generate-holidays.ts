/**
 * Writes `resources/privacy/holidays.json` from the `date-holidays` package. Run by a maintainer when the
 * package is upgraded: `node catalog/privacy/deadline/generate-holidays.ts`. The product itself reads only
 * the file, never the package.
 */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import Holidays from 'date-holidays';
import type { HolidaysFile } from './calendar.ts';

const FROM = 2020;
const TO = 2040;
const DAY = 86_400_000;

const COUNTRIES = [
  'AT',
  'BE',
  'BG',
  'CY',
  'CZ',
  'DE',
  'DK',
  'EE',
  'ES',
  'FI',
  'FR',
  'GR',
  'HR',
  'HU',
  'IE',
  'IT',
  'LT',
  'LU',
  'LV',
  'MT',
  'NL',
  'PL',
  'PT',
  'RO',
  'SE',
  'SI',
  'SK',
  'IS',
  'LI',
  'NO',
  'GB',
  'CH',
  'BR',
] as const;

/** Places whose holidays differ from their country's; `null` means all subdivisions. */
const SUBDIVISIONS: Readonly<Record<string, readonly string[] | null>> = {
  GB: ['ENG', 'WLS', 'SCT', 'NIR'],
  DE: null,
  ES: null,
  CH: null,
  US: ['CA'],
};

/**
 * Entries of the package that are wrong or no public holidays, by region and name. `moveDays` shifts every
 * date: Clean Monday in Cyprus came out as a Tuesday. A bridge day that is merely customary must go, since
 * a day too many makes a deadline too late.
 */
const CORRECTIONS: Readonly<
  Record<string, Readonly<Record<string, { readonly moveDays: number } | 'drop'>>>
> = {
  CY: { 'Καθαρά Δευτέρα': { moveDays: -1 } },
  LI: { Feiertagsbrücke: 'drop' },
};

type Entry = HolidaysFile['regions'][string]['holidays'][number];

/** The public holidays of a place: one month-day where it never moves, else the dates. */
function holidaysOf(country: string, state?: string): Entry[] {
  const source = state === undefined ? new Holidays(country) : new Holidays(country, state);
  const byName = new Map<string, Set<string>>();
  for (let year = FROM; year <= TO; year++) {
    for (const holiday of source.getHolidays(year)) {
      const correction = CORRECTIONS[country]?.[holiday.name];
      if (holiday.type !== 'public' || correction === 'drop') continue;
      const dates = byName.get(holiday.name) ?? new Set<string>();
      const days = Math.max(1, Math.round((holiday.end.getTime() - holiday.start.getTime()) / DAY));
      const first = Date.parse(`${holiday.date.slice(0, 10)}T00:00:00Z`) + (correction?.moveDays ?? 0) * DAY;
      for (let day = 0; day < days; day++) dates.add(new Date(first + day * DAY).toISOString().slice(0, 10));
      byName.set(holiday.name, dates);
    }
  }
  return [...byName]
    .map(([name, dates]) => [name, compact([...dates].sort())] satisfies Entry)
    .sort(byFirstDate);
}

function compact(dates: string[]): string | string[] {
  const monthDays = new Set(dates.map((date) => date.slice(5)));
  const [only] = monthDays;
  return monthDays.size === 1 && only !== undefined && dates.length === TO - FROM + 1 ? only : dates;
}

function byFirstDate(a: Entry, b: Entry): number {
  const key = ([name, when]: Entry): string =>
    `${typeof when === 'string' ? when : (when[0] ?? '').slice(5)} ${name}`;
  return key(a) < key(b) ? -1 : 1;
}

function generate(): HolidaysFile {
  const names = new Holidays().getCountries('en');
  const regions: HolidaysFile['regions'] = {};
  for (const country of COUNTRIES) {
    regions[country] = { name: names[country] ?? country, holidays: holidaysOf(country) };
  }
  for (const [country, chosen] of Object.entries(SUBDIVISIONS)) {
    const states = new Holidays().getStates(country, 'en') ?? {};
    for (const code of chosen ?? Object.keys(states).sort()) {
      regions[`${country}-${code}`] = {
        name: `${states[code] ?? code}, ${names[country] ?? country}`,
        holidays: holidaysOf(country, code),
      };
    }
  }
  return {
    source: 'https://github.com/commenthol/date-holidays',
    licence: 'CC-BY-SA-3.0',
    attribution:
      'Public holidays from date-holidays 3.37.0 by commenthol and contributors, based on Wikipedia articles listed in ' +
      'its LICENSE file; CC BY-SA 3.0 (the package metadata says CC BY 3.0). Changed: public holidays only, reduced to ' +
      'dates of the listed places and years.',
    years: [FROM, TO],
    regions,
  };
}

/** One holiday a line keeps the file reviewable and its diffs small. */
function layout(file: HolidaysFile): string {
  const { regions, ...head } = file;
  const blocks = Object.entries(regions).map(([code, region]) => {
    const lines = region.holidays.map((entry) => `        ${JSON.stringify(entry)}`);
    const holidays = `"holidays": [\n${lines.join(',\n')}\n      ]`;
    return `    ${JSON.stringify(code)}: {\n      "name": ${JSON.stringify(region.name)},\n      ${holidays}\n    }`;
  });
  const open = JSON.stringify(head, null, 2).replace(/\n\}$/, '');
  return `${open},\n  "regions": {\n${blocks.join(',\n')}\n  }\n}\n`;
}

const target = fileURLToPath(new URL('../../../resources/privacy/holidays.json', import.meta.url));
writeFileSync(target, layout(generate()));
