/** Figures beside their budgets and floors, as a table in Markdown. */
import { BUDGETS, type BudgetName } from '../tools/budgets.ts';

export interface Figure {
  readonly what: string;
  readonly measured: string;
  readonly budget: string;
  readonly floor: string;
  readonly exceeded: boolean;
}

export const mb = (bytes: number): string =>
  Number.isFinite(bytes) ? `${(bytes / 1e6).toFixed(bytes < 1e7 ? 2 : 0)} MB` : 'not told here';
export const seconds = (time: number): string =>
  Number.isFinite(time) ? `${time.toFixed(time < 10 ? 2 : 0)} CPU-s` : 'not told here';
const times = (ratio: number): string => `${ratio.toFixed(1)} × floor`;

const FORMATS = { bytes: mb, times, copies: String } as const;

/** A figure that has a budget. What the system does not tell exceeds nothing. */
export function held(name: BudgetName, value: number, floor = '–'): Figure {
  const { what, unit, most } = BUDGETS[name];
  const format = FORMATS[unit];
  return { what, measured: format(value), budget: format(most), floor, exceeded: value > most };
}

/** A figure that is only told. */
export const told = (what: string, measured: string, floor = '–'): Figure => ({
  what,
  measured,
  budget: '–',
  floor,
  exceeded: false,
});

export function table(figures: readonly Figure[]): string {
  const rows = figures.map(({ what, measured, budget, floor, exceeded }) => [
    what,
    exceeded ? `${measured} **over**` : measured,
    budget,
    floor,
  ]);
  const head = ['what', 'measured', 'budget', 'floor'];
  const widths = head.map((name, i) => Math.max(name.length, ...rows.map((row) => row[i]!.length)));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, i) => cell.padEnd(widths[i]!)).join(' | ')} |`;
  return [line(head), `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`, ...rows.map(line)].join(
    '\n',
  );
}
