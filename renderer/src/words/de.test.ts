import { expect, it } from 'vitest';
import { recogniser } from '../shared/language/recogniser.ts';
import { germanForms } from './de.ts';

it('every sentence of the engine is recognised as what it is, whatever stands in it', () => {
  const translated = Object.entries(germanForms).filter(([, message]) => message !== '');
  const told = recogniser(Object.fromEntries(translated), 'de-DE');
  const wrong: string[] = [];
  for (const [key, message] of translated) {
    // Messages that choose by a value say something else for each.
    if (/, (plural|select)/.test(message)) continue;
    const values = new Map<string, string>();
    const text = key.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
      const other = `Zz${values.size}`;
      // Where only a number fits, or what begins with one.
      const number = String(101 + values.size);
      const samples = { n: number, counted: `${number} ${other}`, amounts: `${number} zz`, level: 'public' };
      values.set(
        name,
        Object.entries(samples).find(([kind]) => name.replace(/\d+$/, '') === kind)?.[1] ?? other,
      );
      return values.get(name) ?? '';
    });
    const wanted = message
      .replaceAll(/\{(\w+)\}/g, (_, name: string) => values.get(name) ?? '')
      .replaceAll("''", "'");
    if (told(text) !== wanted) wrong.push(`${key}: ${told(text)}`);
  }
  expect(wrong).toEqual([]);
});
