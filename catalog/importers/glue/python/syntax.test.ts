import { expect, it } from 'vitest';
import { syntaxOf } from './syntax.ts';
import { childrenOf } from './tree.ts';

const statement = 'df = spark.read.table("a.b")\n';

it('parses a script to its end', () => {
  const { top, whole } = syntaxOf(statement.repeat(1000));
  expect(whole).toBe(true);
  expect(childrenOf(top)).toHaveLength(1000);
});

it('ends where the time does, with what was parsed until then', () => {
  const { top, whole } = syntaxOf(statement.repeat(1000), 0);
  expect(whole).toBe(false);
  expect(childrenOf(top).length).toBeGreaterThan(0);
  expect(childrenOf(top).length).toBeLessThan(100);
});

it('ends on text that is no Python and nests without an end', () => {
  const { whole } = syntaxOf('{"a":'.repeat(200_000), 50);
  expect(whole).toBe(false);
});
