/** Usual periods of an audit, as civil dates. */
import { say } from '../../../shared/language/say.ts';

export interface PeriodChoice {
  readonly from: string;
  readonly to: string;
}

export interface Preset extends PeriodChoice {
  readonly name: string;
}

const day = (year: number, month: number, date: number): string =>
  new Date(Date.UTC(year, month, date)).toISOString().slice(0, 10);

/** @param today `YYYY-MM-DD`; empty ends are open */
export function presetsOf(today: string): Preset[] {
  const [year = 0, month = 1, date = 1] = today.split('-').map(Number);
  const m = month - 1;
  const quarter = m - (m % 3);
  return [
    { name: say('This month'), from: day(year, m, 1), to: today },
    { name: say('Last month'), from: day(year, m - 1, 1), to: day(year, m, 0) },
    { name: say('This quarter'), from: day(year, quarter, 1), to: today },
    { name: say('Last quarter'), from: day(year, quarter - 3, 1), to: day(year, quarter, 0) },
    { name: say('This year'), from: day(year, 0, 1), to: today },
    { name: say('Last year'), from: day(year - 1, 0, 1), to: day(year, 0, 0) },
    { name: say('Last 12 months'), from: day(year - 1, m, date + 1), to: today },
    { name: say('Everything'), from: '', to: '' },
  ];
}
