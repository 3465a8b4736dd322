import { expect, it } from 'vitest';
import { dayNamed, momentNamed, timeNamed } from './moments.ts';

it('a day is meant as a whole, in UTC; a time has its zone', () => {
  expect(timeNamed('2026-11-20')).toBe('2026-11-20T23:59:59.999Z');
  expect(timeNamed('2026-11-20', 'beginning')).toBe('2026-11-20T00:00:00.000Z');
  expect(timeNamed('2026-11-20T07:00+01:00')).toBe('2026-11-20T06:00:00.000Z');
  expect(timeNamed('2026-11-20T06:00:00.5Z')).toBe('2026-11-20T06:00:00.500Z');
  expect(momentNamed('12')).toEqual({ revision: 12 });
  expect(momentNamed('2024-02-29')).toEqual({ time: '2024-02-29T23:59:59.999Z' });
});

it.each([
  '2026-02-31',
  '2026-02-31T06:00:00Z',
  '2025-02-29',
  '2026-11-20T06:00:00',
  '2026-11-20 06:00',
  '2026-11-20T25:00:00Z',
  '2026-11',
  '20 Nov 2026',
  '',
])('refuses "%s", which is no moment or means another on every machine', (text) => {
  expect(() => timeNamed(text)).toThrow('is no moment');
  expect(() => dayNamed(text)).toThrow('is no calendar day');
});
