import { expect, it } from 'vitest';
import { instantOf, localText } from './local-time.ts';

it('is an instant by the clock of this machine, and back', () => {
  for (const instant of [
    '2026-03-05T17:30:09.000Z',
    '2026-07-05T23:59:59.000Z',
    '2026-12-31T00:00:00.000Z',
  ]) {
    expect(instantOf(localText(instant, 'seconds'))).toBe(instant);
    expect(localText(instant, 'seconds').startsWith(localText(instant, 'minutes'))).toBe(true);
  }
  expect(localText('2026-03-05T17:30:09Z', 'minutes')).toHaveLength('2026-03-05T17:30'.length);
});

it('is nothing where there is no instant', () => {
  expect([undefined, '', 'soon'].map((none) => localText(none, 'minutes'))).toEqual(['', '', '']);
  expect(['', 'soon'].map(instantOf)).toEqual([null, null]);
});
