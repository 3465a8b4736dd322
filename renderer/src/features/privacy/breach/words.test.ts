import { expect, it } from 'vitest';
import { leftWords, zonedInstant } from './words.ts';

it.each([
  ['2026-03-05T17:30', 'Europe/Dublin', '2026-03-05T17:30:00+00:00'],
  ['2026-03-29T01:30', 'Europe/Berlin', '2026-03-29T01:30:00+01:00'],
  ['2026-03-29T03:30', 'Europe/Berlin', '2026-03-29T03:30:00+02:00'],
  ['2026-10-26T09:00', 'Europe/Berlin', '2026-10-26T09:00:00+01:00'],
  ['2026-07-01T09:00', 'America/St_Johns', '2026-07-01T09:00:00-02:30'],
])('%s in %s is %s', (local, zone, instant) => {
  expect(zonedInstant(local, zone)).toBe(instant);
});

it('is nothing for no time and no zone', () => {
  expect([zonedInstant('', 'UTC'), zonedInstant('2026-03-05T17:30', 'Mars/Olympus')]).toEqual([null, null]);
});

it('says what is left, and what is over', () => {
  const now = Date.parse('2026-03-05T12:00:00Z');
  expect(leftWords('2026-03-07T15:20:00Z', now)).toBe('51 h 20 min left');
  expect(leftWords('2026-03-05T11:00:00+00:00', now)).toBe('1 h 0 min over');
});
