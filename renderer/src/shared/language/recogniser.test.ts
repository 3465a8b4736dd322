import { describe, expect, it } from 'vitest';
import { recogniser } from './recogniser.ts';

const told = recogniser(
  {
    '{n} column': '{n} Spalte',
    '{n} columns': '{n} Spalten',
    '{n} datasets': '{n} Datensätze',
    '{n} nodes are': '{n} Knoten sind',
    '{nodes} listed.': '{nodes} aufgeführt.',
    '{columns} in {datasets}': '{columns} in {datasets}',
    '{n} of {n2} {what}': '{n} von {n2} {what}',
    '{counted} by {counted2}': '{counted} durch {counted2}',
    'no owner': 'ohne Eigentümer',
    'as it stands now': 'heutiger Stand',
    '{origin} now': '{origin} jetzt',
    '{name} owns the job {job}, which writes it.': 'Schreibt der Job {job}, den {name} besitzt.',
    '{name} owns {what}.': '{name} besitzt {what}.',
    'it cannot be read': 'es kann nicht gelesen werden',
    'Read by {reader}': 'Gelesen von {reader}',
    'Kind {kind} is known': 'Die Art {kind, select, table {Tabelle} other {{kind}}} ist bekannt',
    'the file ends after {n}; it was not read': 'die Datei endet nach {n}; sie wurde nicht gelesen',
    'it is full; nothing was changed': 'er ist voll; nichts wurde geändert',
    'The catalog cannot be used: {message}.': 'Der Katalog ist nicht nutzbar ({message}).',
    'Types differ: {words}.': 'Typen sind anders: {words}.',
    '{name} was {a}, is {b}': '{name} war {a}, ist {b}',
    '{n} rows{median}.': '{n} Zeilen{median}.',
    '; the median is {n}': '; der Median ist {n}',
    'Fill in first: {several}.': 'Zuerst ausfüllen: {several}.',
    'Risk to people': 'Risiko für Personen',
    'Asked for {rights}.': 'Beantragt: {rights, select, access {Auskunft} other {{rights}}}.',
    'Not on {days}.': 'Nicht am {days}.',
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
    access: 'Auskunft',
    'opt-out': 'Widerspruch',
    Sunday: 'Sonntag',
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
    expect(told('As it stands now.')).toBe('Heutiger Stand.');
    expect(told('dbt now')).toBe('dbt jetzt');
    expect(told('Ana owns 3 columns.')).toBe('Ana besitzt 3 Spalten.');
  });

  it('has the dates and numbers of the region, but for those that somebody wrote', () => {
    expect(told('Read by 2026-04-07')).toBe('Gelesen von 07.04.2026');
    expect(told('Not on 2026-04-04, 2026-04-05.')).toBe('Nicht am 04.04.2026, 05.04.2026.');
    expect(told('Read by 2026-02-30')).toBe('Gelesen von 2026-02-30');
    expect(told('Read by dt=2026-04-07')).toBe('Gelesen von dt=2026-04-07');
    expect(told('“2026-04-07” is wrong; expected is 1,200')).toBe('„2026-04-07“ ist falsch, sondern 1.200');
    expect(told('“1,200” is wrong; expected is 2026-04-07')).toBe('„1,200“ ist falsch, sondern 07.04.2026');
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
    expect(told('It is full; nothing was changed.')).toBe('Er ist voll; nichts wurde geändert.');
    expect(told('The file ends after 9; it was not read.')).toBe(
      'Die Datei endet nach 9; sie wurde nicht gelesen.',
    );
    expect(told('4 nodes are listed. 6 nodes are listed.')).toBe(
      '4 Knoten sind aufgeführt. 6 Knoten sind aufgeführt.',
    );
    expect(told('no owner (Art. 28); no owner')).toBe('ohne Eigentümer (Art. 28); ohne Eigentümer');
  });

  it('may hold several sentences in a place, if all are the engine’s', () => {
    expect(told('The catalog cannot be used: it is full; nothing was changed.')).toBe(
      'Der Katalog ist nicht nutzbar (er ist voll; nichts wurde geändert).',
    );
    expect(told('Types differ: a was int, is text; b was text, is int.')).toBe(
      'Typen sind anders: a war int, ist text; b war text, ist int.',
    );
    expect(told('Types differ: a was int, is text; b wa….')).toBe(
      'Typen sind anders: a war int, ist text; b wa….',
    );
    expect(told('1,200 rows; the median is 1,000.')).toBe('1.200 Zeilen; der Median ist 1.000.');
    expect(told('No owner. Ana owns open, closed.')).toBe('Ohne Eigentümer. Ana besitzt open, closed.');
    expect(told('“x” is wrong; expected is y; the cell stays')).toBe(
      '„x“ ist falsch, sondern y; die Zelle bleibt',
    );
  });

  it('has labels within it, which English writes small there', () => {
    expect(told('Fill in first: risk to people; no owner.')).toBe(
      'Zuerst ausfüllen: Risiko für Personen; ohne Eigentümer.',
    );
  });

  it('may be a list, which is said as far as it is known', () => {
    expect(told('1 column and 2 datasets')).toBe('1 Spalte und 2 Datensätze');
    expect(told('Sales and Marketing')).toBe('Sales and Marketing');
    expect(told('Asked for access, opt-out.')).toBe('Beantragt: Auskunft, Widerspruch.');
    expect(told('Asked for access.')).toBe('Beantragt: Auskunft.');
    expect(told('Asked for opt-out.')).toBe('Beantragt: Widerspruch.');
    expect(told('open, no owner')).toBe('offen, ohne Eigentümer');
  });

  it('keeps the names of a list, also those that are words of the language', () => {
    expect(told('3 datasets: orders, open, risk to people')).toBe(
      '3 Datensätze: orders, open, Risiko für Personen',
    );
    expect(told('Read by id, access, 2 columns')).toBe('Gelesen von id, access, 2 Spalten');
    expect(told('Open, processor')).toBe('Open, processor');
  });

  it('takes only what can stand there for a number, for amounts and for a level', () => {
    expect(told('the columns')).toBe('the columns');
    expect(told('1,234 of 2000 columns')).toBe('1.234 von 2.000 columns');
    expect(told('2 columns by 3 datasets')).toBe('2 Spalten durch 3 Datensätze');
    expect(told('Read by head of data protection')).toBe('Gelesen von head of data protection');
    expect(told('payment by invoice, night column')).toBe('payment by invoice, night column');
    expect(told('Tagged 1 column and 2 datasets my team')).toBe(
      'Markiert: 1 Spalte und 2 Datensätze, my team',
    );
    expect(told('Tagged it my team')).toBe('Tagged it my team');
    expect(told('sales.orders is internal')).toBe('sales.orders ist intern');
    expect(told('sales.orders is large')).toBe('sales.orders is large');
  });

  it('says what stands in brackets', () => {
    expect(told('Not on 2026-04-04 (Easter), 2026-04-05 (Sunday).')).toBe(
      'Nicht am 04.04.2026 (Easter), 05.04.2026 (Sonntag).',
    );
    expect(told('open (2 columns)')).toBe('open (2 Spalten)');
    expect(told('2 columns (no owner (open))')).toBe('2 Spalten (ohne Eigentümer (offen))');
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
    expect(told(`no owner${'.'.repeat(50_000)}`)).toHaveLength(50_008);
    expect(told(`${'a (b, '.repeat(3_000)}${')'.repeat(3_000)}`)).toHaveLength(21_000);
  });
});
