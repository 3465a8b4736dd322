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
    '{what} reads {word}': '{what} liest sich als {word}',
    'the name': 'der Name',
    'Tagged {amounts} {add}': 'Markiert: {amounts}, {add}',
    '{name} is {level}': '{name} ist {level, select, internal {intern} other {{level}}}',
    '“{text}” is wrong; expected is {value}': '„{text}“ ist falsch, sondern {value}',
    '{message}; the cell stays': '{message}; die Zelle bleibt',
    '(birth)': '(Geburt)',
    '(health, beside others)': '(Gesundheit, neben anderen)',
    '(French)': '(Französisch)',
    birth: 'Geburt',
    ' and ': ' und ',
    open: 'offen',
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

  it('may be a list, which is said as far as it is known', () => {
    expect(told('1 column and 2 datasets')).toBe('1 Spalte und 2 Datensätze');
    expect(told('Sales and Marketing')).toBe('Sales and Marketing');
  });

  it('takes only what can stand there for a count, for amounts and for a level', () => {
    expect(told('the columns')).toBe('the columns');
    expect(told('Tagged 1 column and 2 datasets my team')).toBe(
      'Markiert: 1 Spalte und 2 Datensätze, my team',
    );
    expect(told('Tagged it my team')).toBe('Tagged it my team');
    expect(told('sales.orders is internal')).toBe('sales.orders ist intern');
    expect(told('sales.orders is large')).toBe('sales.orders is large');
  });

  it('is told from its frame, be it more than one', () => {
    expect(told('“x” is wrong; expected is y; the cell stays')).toBe(
      '„x“ ist falsch, sondern y; die Zelle bleibt',
    );
  });

  it('says what words of names mean, and leaves the same words alone where they may be names', () => {
    expect(told('the name reads “naiss” (birth, French)')).toBe(
      'der Name liest sich als “naiss” (Geburt, Französisch)',
    );
    expect(told('the name reads “mal” (health, beside others, French)')).toBe(
      'der Name liest sich als “mal” (Gesundheit, neben anderen, Französisch)',
    );
    expect(told('Read by orders (French)')).toBe('Gelesen von orders (French)');
  });

  it('takes text of any length and depth without harm', () => {
    const long = `${'; '.repeat(20_000)}no owner`;
    expect(told(long)).toHaveLength(long.length + 'ohne Eigentümer'.length - 'no owner'.length);
    expect(told(`${'a owns '.repeat(5_000)}b.`)).toContain('besitzt');
  });
});
