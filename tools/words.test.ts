import { describe, expect, test } from 'vitest';
import { argumentsOf, bareTexts, bareTextsOfApp, problemsOf, wordsOf, wordsOfApp } from './words.ts';

describe('texts of the app', () => {
  test('every text of the code is in the German catalog, and nothing else is', () => {
    const words = wordsOfApp();
    expect(words.used.length).toBeGreaterThan(2000);
    expect(problemsOf('de', words)).toEqual([]);
  });

  test('no text stands bare in the code', () => {
    expect(bareTextsOfApp()).toEqual([]);
  });
});

describe('reading texts from code', () => {
  const FILE = 'renderer/src/features/imports/Example.tsx';

  test('literals of say, sayIn and Say are found with their part; anything else is told', () => {
    const code = [
      "const a = say('One');",
      "const b = sayIn('state', 'Open');",
      'const c = <Say text="See <link>this</link>." values={{}} />;',
      'const d = say(`Plain`);',
      'const e = say(text);',
      'const f = say(`With ${text}`);',
    ].join('\n');
    expect(wordsOf(FILE, code)).toEqual({
      used: ['One', 'Open @@ state', 'See <link>this</link>.', 'Plain'].map((key) => ({
        key,
        part: 'imports',
        file: FILE,
      })),
      unreadable: [`${FILE}:5`, `${FILE}:6`],
    });
  });

  test('bare texts are found between tags and in what is read out, not in code and names', () => {
    const code = [
      'const a = <p>Bare words</p>;',
      'const b = <Button title="Also bare" onClick={go}>{say("Fine")}</Button>;',
      'const c = <Code>select 1 from there</Code>;',
      'const d = <Text>dbt</Text>;',
      'const e = <Alert title={failed ? "Failed here" : say("Fine")} />;',
      'const f = <Text>{busy ? `Reading ${n}` : ""}</Text>;',
    ].join('\n');
    expect(bareTexts(FILE, code)).toEqual([
      `${FILE}:1: Bare words`,
      `${FILE}:2: Also bare`,
      `${FILE}:5: Failed here`,
      `${FILE}:6: Reading `,
    ]);
  });

  test('arguments and tags of a message are named', () => {
    expect(argumentsOf('{n, plural, one {# file} other {# files}} in <b>{folder}</b>')).toEqual([
      '<b>',
      'folder',
      'n',
    ]);
    expect(() => argumentsOf('{n, plural, one {# file}')).toThrow();
  });
});
