import { describe, expect, it } from 'vitest';
import { recogniser } from './told.ts';

const told = recogniser(
  {
    '{n} column': '{n} Spalte',
    '{n} columns': '{n} Spalten',
    '{n} datasets': '{n} Datensätze',
    '{columns} in {datasets}': '{columns} in {datasets}',
    'no owner': 'ohne Eigentümer',
    '{name} owns the job {job}, which writes it.': 'Schreibt der Job {job}, den {name} besitzt.',
    '{name} owns {what}.': '{name} besitzt {what}.',
    'it cannot be read': 'es kann nicht gelesen werden',
    'Read by {reader}': 'Gelesen von {reader}',
    'Kind {kind} is known': 'Die Art {kind, select, table {Tabelle} other {{kind}}} ist bekannt',
    open: 'offen',
    'Types differ: {words}.': 'Typen sind anders: {words}.',
    '{name} was {a}, is {b}': '{name} war {a}, ist {b}',
    '{n} rows{median}.': '{n} Zeilen{median}.',
    '; the median is {n}': '; der Median ist {n}',
  },
  'de-DE',
);

describe('a sentence of the engine', () => {
  it('is said whole, with what stands in it', () => {
    expect(told('no owner')).toBe('ohne Eigentümer');
    expect(told('1 column')).toBe('1 Spalte');
    expect(told('12,345 columns in 3 datasets')).toBe('12.345 Spalten in 3 Datensätze');
    expect(told('Kind table is known')).toBe('Die Art Tabelle ist bekannt');
    expect(told('Kind view is known')).toBe('Die Art view ist bekannt');
  });

  it('is the form that says most itself, where several fit', () => {
    expect(told('Ana owns the job load (nightly), which writes it.')).toBe(
      'Schreibt der Job load (nightly), den Ana besitzt.',
    );
    expect(told('Ana owns 3 columns.')).toBe('Ana besitzt 3 Spalten.');
  });

  it('keeps names and what nobody translated, numbers in names too', () => {
    expect(told('Read by open')).toBe('Gelesen von open');
    expect(told('Read by 2024')).toBe('Gelesen von 2024');
    expect(told('Read by $& {0} <b>')).toBe('Gelesen von $& {0} <b>');
    expect(told('Something nobody knows of')).toBe('Something nobody knows of');
    expect(told('')).toBe('');
  });

  it('may be put together from several, with a capital letter, a stop or spaces', () => {
    expect(told('No owner; 2 columns')).toBe('Ohne Eigentümer; 2 Spalten');
    expect(told('orders.csv: it cannot be read')).toBe('orders.csv: es kann nicht gelesen werden');
    expect(told('No owner. Ana owns 2 columns.')).toBe('Ohne Eigentümer. Ana besitzt 2 Spalten.');
    expect(told(' no owner\nno owner')).toBe(' ohne Eigentümer\nohne Eigentümer');
    expect(told('It cannot be read.')).toBe('Es kann nicht gelesen werden.');
  });

  it('may hold several sentences in a place, if all are the engine’s', () => {
    expect(told('Types differ: a was int, is text; b was text, is int.')).toBe(
      'Typen sind anders: a war int, ist text; b war text, ist int.',
    );
    expect(told('Types differ: a was int, is text; b wa….')).toBe(
      'Typen sind anders: a war int, ist text; b wa….',
    );
    expect(told('1,200 rows; the median is 1,000.')).toBe('1.200 Zeilen; der Median ist 1.000.');
    expect(told('No owner. Ana owns open, closed.')).toBe('Ohne Eigentümer. Ana besitzt open, closed.');
  });

  it('takes text of any length and depth without harm', () => {
    const long = `${'; '.repeat(20_000)}no owner`;
    expect(told(long)).toHaveLength(long.length + 'ohne Eigentümer'.length - 'no owner'.length);
    expect(told(`${'a owns '.repeat(5_000)}b.`)).toContain('besitzt');
  });
});
