import { expect, it } from 'vitest';
import { countries } from './countries.ts';

it('names every ISO country once, by name', () => {
  const all = countries('', 'en');
  expect(all).toHaveLength(249);
  expect(new Set(all.map(({ code }) => code)).size).toBe(249);
  expect(all.every(({ code, name }) => /^[A-Z]{2}$/.test(code) && name !== code)).toBe(true);
  expect(all.find(({ code }) => code === 'DE')?.name).toBe('Germany');
  expect(all[0]?.name).toBe('Afghanistan');
});

it('keeps a code that is set already, whatever it is', () => {
  expect(countries('EU', 'en')[0]).toEqual({ code: 'EU', name: 'EU' });
  expect(countries('DE', 'en')).toHaveLength(249);
});
