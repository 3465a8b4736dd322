import { expect, it } from 'vitest';
import { countries, countryName } from './countries.ts';

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

it('says a country with its code, and what is no code as it is', () => {
  expect(countryName('US', 'de')).toBe('Vereinigte Staaten (US)');
  expect(countryName('EU', 'en')).toBe('EU');
  expect(countryName('', 'en')).toBe('');
});
