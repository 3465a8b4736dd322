import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadClassifierFiles } from './files.ts';
import { buildLexicon } from './lexicon.ts';
import { Reader } from './reading.ts';
import { fold, spellings, splitName } from './split.ts';
import { typeFamily } from './types.ts';

const resources = fileURLToPath(new URL('../../../resources', import.meta.url));
const reader = new Reader(buildLexicon(loadClassifierFiles(resources).words));

describe('names are split', () => {
  it.each([
    ['cust_email', ['cust', 'email']],
    ['custEMail2', ['cust', 'e', 'mail', '2']],
    ['IPAddress', ['ip', 'address']],
    ['customerIDs', ['customer', 'id']],
    ['First Name', ['first', 'name']],
    ['geburts-datum', ['geburts', 'datum']],
    ['Größe.Straße', ['grosse', 'strasse']],
    ['prénom', ['prenom']],
    ['дата_рождения', ['дата', 'рождения']],
    ['', []],
    ['__', []],
  ])('%s', (name, parts) => {
    expect(splitName(name)).toEqual(parts);
  });

  it('marks and spellings do not matter', () => {
    expect(fold('ÉLÈVE Łódź œuvre')).toBe('eleve lodz oeuvre');
    expect(spellings('größe')).toEqual(['grosse', 'groesse']);
    expect(spellings('måned')).toEqual(['maned', 'maaned']);
  });
});

describe('names written in one are cut', () => {
  it.each([
    ['custbirthdate', ['cust', 'birthdate']],
    ['EMAILADDRESS', ['email', 'address']],
    ['kundennummer', ['kunden', 'nummer']],
    ['geburtsort', ['geburtsort']],
    ['rechnungsadresse', ['rechnungs', 'adresse']],
    ['顧客電話番号', ['顧客', '電話番号']],
    ['customers', ['customer']],
    ['puppies_per_customers', ['puppies', 'per', 'customer']],
  ])('%s', (name, words) => {
    expect(reader.words(name)).toEqual(words);
  });

  it.each(['passenger', 'message', 'package', 'address', 'status', 'hotel', 'template', 'average'])(
    '%s is one word',
    (word) => {
      expect(reader.words(word)).toEqual([word]);
    },
  );

  it('a count is not a number', () => {
    expect(reader.words('number_of_users')[0]).toBe('count');
    expect(reader.words('num_addresses')[0]).toBe('count');
    expect(reader.words('phone_number')).toEqual(['phone', 'number']);
  });

  it('reads anything, in bounded time', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 400, unit: 'grapheme' }), (name) => {
        expect(reader.read(name).length).toBeLessThan(80);
      }),
    );
    expect(reader.read('ab'.repeat(100_000)).length).toBeLessThan(5);
  });
});

describe('data types', () => {
  it.each([
    ['varchar(255)', 'text'],
    ['STRING', 'text'],
    ['character varying', 'text'],
    ['tinyint(1)', 'boolean'],
    ['bigint', 'number'],
    ['DECIMAL(10,2)', 'number'],
    ['timestamp without time zone', 'timestamp'],
    ['date', 'date'],
    ['array<string>', 'struct'],
    ['struct<a:int>', 'struct'],
    ['interval', null],
    ['', null],
    [null, null],
  ])('%s', (type, family) => {
    expect(typeFamily(type)).toBe(family);
  });
});
