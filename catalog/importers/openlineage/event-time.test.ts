import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { instantOf } from './event-time.ts';

describe('instants', () => {
  it.each([
    ['2026-03-01T10:20:30.123Z', '2026-03-01T10:20:30.123Z', true],
    ['2026-03-01T10:20:30Z', '2026-03-01T10:20:30.000Z', true],
    ['2026-03-01T10:20:30.123456789Z', '2026-03-01T10:20:30.123Z', true],
    ['2026-03-01T10:20:30.1+10:00', '2026-03-01T00:20:30.100Z', true],
    ['2026-03-01t10:20:30.999999-0130', '2026-03-01T11:50:30.999Z', true],
    ['2026-03-01 10:20:30+02', '2026-03-01T08:20:30.000Z', true],
    ['2026-03-01T10:20Z', '2026-03-01T10:20:00.000Z', true],
    ['2026-03-01T10:20:30.5Z[UTC]', '2026-03-01T10:20:30.500Z', true],
    ['2016-12-31T23:59:60Z', '2016-12-31T23:59:59.999Z', true],
    ['2026-03-01T10:20:30', '2026-03-01T10:20:30.000Z', false],
    ['2026-03-01T10:20:30.123456', '2026-03-01T10:20:30.123Z', false],
  ])('reads %s', (text, iso, zoned) => {
    expect(instantOf(text)).toEqual({ iso, zoned });
  });

  it.each([
    '',
    'now',
    '2026-03-01',
    '2026-13-01T10:20:30Z',
    '2026-03-01T25:20:30Z',
    '2026-03-01T10:20:30X',
    '26-03-01T10:20:30Z',
    `2026-03-01T10:20:30${'0'.repeat(200)}Z`,
    1772360430000,
    null,
    undefined,
    {},
  ])('refuses %j', (value) => {
    expect(instantOf(value as never)).toBeNull();
  });

  it('keeps any instant', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date(0), max: new Date('9999-12-31T23:59:59.999Z'), noInvalidDate: true }),
        (date) => instantOf(date.toISOString())?.iso === date.toISOString(),
      ),
    );
  });
});
