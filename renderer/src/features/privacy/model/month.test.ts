import { describe, expect, it } from 'vitest';
import { monthAway, monthOf, WEEKDAYS, weeksOf } from './month.ts';

describe('a month', () => {
  it('is whole weeks from Monday', () => {
    const weeks = weeksOf('2026-03');
    expect(weeks[0]).toEqual([
      '2026-02-23',
      '2026-02-24',
      '2026-02-25',
      '2026-02-26',
      '2026-02-27',
      '2026-02-28',
      '2026-03-01',
    ]);
    expect(weeks.at(-1)?.at(-1)).toBe('2026-04-05');
    expect(weeksOf('2027-02')).toHaveLength(4);
    expect(weeksOf('2026-08')).toHaveLength(6);
  });

  it('has neighbours across years', () => {
    expect(monthAway('2026-12', 1)).toBe('2027-01');
    expect(monthAway('2026-01', -1)).toBe('2025-12');
    expect(monthOf('2026-04-07')).toBe('2026-04');
    expect(WEEKDAYS).toHaveLength(7);
    expect(WEEKDAYS[0]).toBe('Mon');
  });
});
