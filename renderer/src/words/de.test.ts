import { expect, it } from 'vitest';
import { recogniser } from '../shared/language/told.ts';
import { germanForms } from './de.ts';

const SAMPLES: Readonly<Record<string, string>> = {
  n: '7',
  counted: '7 Zz',
  amounts: '7 zz',
  level: 'public',
};

it('every sentence of the engine is recognised as what it is, whatever stands in it', () => {
  const translated = Object.entries(germanForms).filter(([, message]) => message !== '');
  const told = recogniser(Object.fromEntries(translated), 'de-DE');
  const wrong: string[] = [];
  for (const [key, message] of translated) {
    // Messages that choose by a value say something else for each.
    if (/, (plural|select)/.test(message)) continue;
    const values = new Map<string, string>();
    const text = key.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
      values.set(name, SAMPLES[name] ?? `Zz${values.size}`);
      return values.get(name) ?? '';
    });
    const wanted = message
      .replaceAll(/\{(\w+)\}/g, (_, name: string) => values.get(name) ?? '')
      .replaceAll("''", "'");
    if (told(text) !== wanted) wrong.push(`${key}: ${told(text)}`);
  }
  expect(wrong).toEqual([]);
});
