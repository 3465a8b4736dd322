import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ago, bytes, duration, instant, percent } from './format.ts';

/** Numbers follow the language of the system that runs the tests. */
const local = (value: number) => new Intl.NumberFormat().format(value);
const relative = new Intl.RelativeTimeFormat(undefined, { numeric: 'auto' });

describe('percent', () => {
  it('is a dash without a whole', () => {
    expect(percent(0, 0)).toBe('—');
  });

  it('is 100 % only when it is all, and nothing only when it is none', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e9 }), fc.integer({ min: 0, max: 1e9 }), (whole, part) => {
        fc.pre(part <= whole);
        const text = percent(part, whole);
        expect(/\b100\b/.test(text)).toBe(part === whole);
        expect(/(^|\D)0\D*$/.test(text)).toBe(part === 0);
      }),
    );
  });
});

describe('bytes', () => {
  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [1500, `${local(1.5)} kB`],
    [80_000_000, '80 MB'],
    [5e15, `${local(5000)} TB`],
  ])('writes %d as %s', (value, text) => {
    expect(bytes(value)).toBe(text);
  });
});

describe('times', () => {
  it('shortens durations to what matters', () => {
    expect(duration(420)).toBe(`${local(0.4)} s`);
    expect(duration(12_300)).toBe('12 s');
    expect(duration(185_000)).toBe('3 min 5 s');
    expect(duration(7_830_000)).toBe('2 h 10 min');
  });

  it('never shows sixty seconds or minutes', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 1e8 }), (ms) => !/\b60 (s|min)/.test(duration(ms))));
  });

  it('keeps what is no instant', () => {
    expect(instant('soon')).toBe('soon');
    expect(ago('soon')).toBe('soon');
  });

  it('says how long ago, and the date from a month on', () => {
    const now = Date.parse('2026-05-01T12:00:00Z');
    expect(ago('2026-05-01T11:55:00Z', now)).toBe(relative.format(-5, 'minute'));
    expect(ago('2026-04-30T11:55:00Z', now)).toBe(relative.format(-1, 'day'));
    expect(ago('2026-01-30T11:55:00Z', now)).toContain('2026');
  });
});
