import { expect, it } from 'vitest';
import { formsOfCode, formsOfData, formsOfEngine, meaningsIn, problemsOfEngine } from './engine-words.ts';

it('everything that the engine says is in German, or said to be on no screen', () => {
  const forms = formsOfEngine();
  expect(forms.size).toBeGreaterThan(2_000);
  expect(problemsOfEngine('de', forms)).toEqual([]);
});

it('reads forms from code: choices are written out, places have names, SQL is none', () => {
  const keys = (code: string): string[] =>
    formsOfCode('a.ts', code)
      .filter(({ wanted }) => wanted)
      .map(({ key }) => key);
  expect(keys('f(`${n} ${n === 1 ? "table is" : "tables are"} left of ${a.name}`)')).toEqual([
    '{n} table is left of {name}',
    '{n} tables are left of {name}',
  ]);
  expect(keys('count(columns, "column"); many(n, "test reads", "tests read")')).toEqual([
    '{n} column',
    '{n} columns',
    '{n} test reads',
    '{n} tests read',
    'test reads',
    'tests read',
  ]);
  expect(keys('f(`The ${a}${b} of ${a}`, "SELECT name FROM t", sql`not a text`, "state")')).toEqual([
    'The {a} of {a2}',
  ]);
});

it('reads texts from data by their fields', () => {
  const json = JSON.stringify({ rows: [{ id: 'not a text', label: 'A text', note: 'word' }] });
  expect(formsOfData('a.json', json).filter(({ wanted }) => wanted)).toMatchObject([{ key: 'A text' }]);
});

it('reads what words of names mean, in brackets as evidence has them', () => {
  const json = JSON.stringify({
    ...{ labels: { geo: 'coordinates' }, languages: { de: 'German' }, persons: {}, things: {} },
    concepts: { geo: { en: 'latitude, lat' }, birth: { en: 'birth, born' }, zip: {} },
  });
  expect(meaningsIn('words.json', json).map(({ key }) => key)).toEqual([
    '(coordinates)',
    '(German)',
    '(birth)',
    '(zip)',
  ]);
});
