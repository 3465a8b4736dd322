import { hash } from 'node:crypto';
import fc from 'fast-check';
import canonicalize from 'canonicalize';
import { describe, expect, it } from 'vitest';
import type { Json } from '../../model/facts.ts';
import { eventHash, MAX_DEPTH, withoutDepths } from './event-hash.ts';

const json = (constraints: fc.JsonSharedConstraints = {}) =>
  fc.jsonValue({ maxDepth: 5, ...constraints }) as fc.Arbitrary<Json>;

function reversed(value: Json): Json {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map((one: Json) => reversed(one));
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([key, member]) => [key, reversed(member)]),
  );
}

describe('the hash of an event', () => {
  it('does not depend on the order of keys', () => {
    fc.assert(
      fc.property(json(), (value) => eventHash(reversed(value)) === eventHash(value)),
      { numRuns: 500 },
    );
    const wide = Object.fromEntries(Array.from({ length: 100 }, (_, index) => [`k${index}`, index]));
    expect(eventHash(reversed(wide))).toBe(eventHash(wide));
  });

  it('is equal exactly when the canonical forms of RFC 8785 are', () => {
    const close = fc.oneof(
      json(),
      fc.array(
        fc.constantFrom<Json>(
          '',
          '1',
          1,
          '1"',
          '[',
          null,
          'null',
          [],
          {},
          { a: 1 },
          { a1: '' },
          [1],
          [1, 1],
          '1;1;',
        ),
      ) as fc.Arbitrary<Json>,
    );
    fc.assert(
      fc.property(
        close,
        close,
        (a, b) => (eventHash(a) === eventHash(b)) === (canonicalize(a) === canonicalize(b)),
      ),
      { numRuns: 2000 },
    );
  });

  it('is what earlier versions wrote into catalogs, whatever signs there are', () => {
    const form = (value: Json): string => {
      if (typeof value === 'string') return `${value.length}"${value}`;
      if (value === null || typeof value !== 'object') return `${value};`;
      if (Array.isArray(value)) return `[${value.map((one: Json) => form(one)).join('')}]`;
      const keys = Object.keys(value).sort();
      return `{${keys.map((key) => `${key.length}:${key}${form((value as { [key: string]: Json })[key]!)}`).join('')}}`;
    };
    const value = fc.oneof(
      json({ stringUnit: 'binary' }),
      fc.array(
        fc.constantFrom('\ud800', 'a\udc00', '😀', 'ü'.repeat(101), 'x'.repeat(100_000), 'x'.repeat(101)),
      ),
    );
    fc.assert(
      fc.property(value, (one) => eventHash(one) === hash('sha256', form(one), 'hex')),
      { numRuns: 500 },
    );
  });

  it('is SHA-256 in hex, and absent where nesting is too deep', () => {
    expect(eventHash({ a: 1 })).toMatch(/^[0-9a-f]{64}$/);
    let deep: Json = 1;
    for (let depth = 0; depth <= MAX_DEPTH; depth++) deep = depth % 2 === 0 ? [deep] : { a: deep };
    expect(eventHash(deep)).toBeNull();
    expect(eventHash(withoutDepths(deep))).toMatch(/^[0-9a-f]{64}$/);
  });
});
