import { expect, it } from 'vitest';
import { COUNT, recogniser } from '../shared/language/told.ts';
import { germanForms } from './de.ts';

it('every sentence of the engine is recognised as what it is, whatever stands in it', () => {
  const told = recogniser(germanForms, 'de-DE');
  const wrong: string[] = [];
  for (const [key, message] of Object.entries(germanForms)) {
    // Messages that choose by a value say something else for each.
    if (/, (plural|select)/.test(message)) continue;
    const values = new Map<string, string>();
    const text = key.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
      values.set(name, name === COUNT ? '7' : `Zz${values.size}`);
      return values.get(name) ?? '';
    });
    const wanted = message
      .replaceAll(/\{(\w+)\}/g, (_, name: string) => values.get(name) ?? '')
      .replaceAll("''", "'");
    if (told(text) !== wanted) wrong.push(`${key}: ${told(text)}`);
  }
  expect(wrong).toEqual([]);
});
