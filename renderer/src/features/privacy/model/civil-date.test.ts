import { expect, it } from 'vitest';
import { daysUntil, dueWords, formatDate, isCivilDate, today } from './civil-date.ts';

it('knows the days of the calendar', () => {
  expect(isCivilDate('2028-02-29')).toBe(true);
  expect(['2026-02-29', '2026-13-01', '2026-1-1', 'tomorrow', ''].some(isCivilDate)).toBe(false);
});

it('counts days across daylight saving and years', () => {
  expect(daysUntil('2026-03-30', '2026-03-28')).toBe(2);
  expect(daysUntil('2026-01-01', '2025-12-31')).toBe(1);
  expect(daysUntil('nonsense', '2025-12-31')).toBeNull();
});

it('says how much time is left', () => {
  expect(dueWords('2026-03-20', '2026-03-20')).toBe('due today');
  expect(dueWords('2026-03-21', '2026-03-20')).toBe('in 1 day');
  expect(dueWords('2026-03-17', '2026-03-20')).toBe('3 days overdue');
});

it('takes today from the local calendar, not from UTC', () => {
  expect(today(new Date(2026, 0, 1, 0, 30))).toBe('2026-01-01');
  expect(today(new Date(2026, 11, 31, 23, 59))).toBe('2026-12-31');
});

it('leaves alone what is no date', () => {
  expect(formatDate('soon')).toBe('soon');
  expect(formatDate(null)).toBe('–');
  expect(formatDate('2026-04-07')).toMatch(/2026/);
});
