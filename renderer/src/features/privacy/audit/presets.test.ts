import { expect, it } from 'vitest';
import { presetsOf } from './presets.ts';

const at = (today: string, name: string) => {
  const { from, to } = presetsOf(today).find((one) => one.name === name)!;
  return [from, to];
};

it('knows months and quarters over the ends of years and of February', () => {
  expect(at('2026-01-15', 'Last month')).toEqual(['2025-12-01', '2025-12-31']);
  expect(at('2024-03-31', 'Last month')).toEqual(['2024-02-01', '2024-02-29']);
  expect(at('2026-02-01', 'Last quarter')).toEqual(['2025-10-01', '2025-12-31']);
  expect(at('2026-11-21', 'This quarter')).toEqual(['2026-10-01', '2026-11-21']);
  expect(at('2026-11-21', 'Last year')).toEqual(['2025-01-01', '2025-12-31']);
  expect(at('2026-12-31', 'Last 12 months')).toEqual(['2026-01-01', '2026-12-31']);
  expect(at('2026-11-21', 'Everything')).toEqual(['', '']);
});
