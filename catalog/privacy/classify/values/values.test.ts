import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { loadClassifier } from '../classify.ts';
import { classifyValues, shapeOf } from './classify-values.ts';
import { readCsv } from './csv.ts';
import { loadGivenNames } from './given-names.ts';
import { valueKinds } from './kinds.ts';
import { isNhsNumber, isNir, isSsn, isTckn } from './national.ts';
import { ValuesFileError, classifyFile } from './values-file.ts';

const resources = fileURLToPath(new URL('../../../../resources', import.meta.url));
const kinds = valueKinds({ today: '2026-11-21', givenNames: loadGivenNames(resources), region: 'DE' });
const classifier = loadClassifier(resources);
const folder = mkdtempSync(join(tmpdir(), 'headwater-values-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function kindsOf(...values: string[]): Promise<string[]> {
  return (await classifyValues(values, 'c', kinds)).findings.map(({ kind }) => kind);
}

function written(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

describe('kinds of values', () => {
  it.each([
    ['email', ['a@example.org', 'b.c@example.com', 'd@example.net', 'e+f@example.org', 'g@mail.example.org']],
    [
      'iban',
      [
        'DE89370400440532013000',
        'GB29 NWBK 6016 1331 9268 19',
        'FR1420041010050500013M02606',
        'NL91ABNA0417164300',
        'ES9121000418450200051332',
      ],
    ],
    [
      'card',
      [
        '4111111111111111',
        '5500 0000 0000 0004',
        '340000000000009',
        '6011-0000-0000-0004',
        '4012888888881881',
      ],
    ],
    ['phone', ['+4930901820', '+44 20 7946 0958', '0033142685300', '030/901820', '+1 650 253 0000']],
    ['ip', ['10.0.0.1', '2001:db8::1', '8.8.8.8', '192.168.1.4', '1.1.1.1']],
    [
      'mac',
      [
        '00:1B:44:11:3A:B7',
        '00-1B-44-11-3A-B8',
        '00:1B:44:11:3A:B9',
        '00:1B:44:11:3A:BA',
        '00:1B:44:11:3A:BB',
      ],
    ],
    ['us-ssn', ['219-09-9999', '078-05-1120', '457-55-5462', '536-22-1234', '123-45-6789']],
    ['br-cpf', ['111.444.777-35', '529.982.247-25', '123.456.789-09', '987.654.321-00', '390.533.447-05']],
    ['full-name', ['Anna Kowalska', 'Peter Meier', 'Marie Curie', 'García López, María', 'John Smith']],
    ['given-name', ['Anna', 'Peter', 'Zoé', 'María', 'Jürgen']],
    ['uuid', [1, 2, 3, 4, 5].map((at) => `123e4567-e89b-42d3-a456-42661417400${at}`)],
  ])('%s', async (kind, values) => {
    expect((await kindsOf(...values))[0]).toBe(kind);
  });

  it.each([
    ['numbers in sequence', Array.from({ length: 50 }, (_, at) => String(4_000_000 + at))],
    ['sixteen digits at random', Array.from({ length: 200 }, (_, at) => String(1e15 + at * 7_919_993_331))],
    ['seconds since 1970', Array.from({ length: 50 }, (_, at) => String(1_700_000_000 + at * 86_413))],
    [
      'days of this year',
      Array.from({ length: 28 }, (_, at) => `2026-02-${String(at + 1).padStart(2, '0')}`),
    ],
    ['products', ['Garden Chair', 'Steel Bolt', 'Desk Lamp', 'Office Table', 'Paint Brush', 'Wood Panel']],
    ['too few', ['a@example.org', 'b@example.org']],
    ['mostly something else', ['a@example.org', 'b@example.org', 'x', 'y', 'z', 'u', 'v']],
    ['nothing', ['', 'NULL', 'n/a', ' ']],
  ])('not %s', async (_what, values) => {
    expect(await kindsOf(...values)).toEqual([]);
  });

  it('check digits are checked', () => {
    expect([isNhsNumber('943 476 5919'), isNhsNumber('943 476 5918')]).toEqual([true, false]);
    expect([isNir('2 55 08 14 168 025 38'), isNir('2 55 08 14 168 025 39')]).toEqual([true, false]);
    expect([isTckn('10000000146'), isTckn('10000000147')]).toEqual([true, false]);
    expect([isSsn('219-09-9999'), isSsn('666-09-9999'), isSsn('219-00-9999')]).toEqual([true, false, false]);
  });
});

describe('nothing of a value is kept', () => {
  it('shapes have no letter or digit of it', () => {
    expect(shapeOf('Anna.K@example.org')).toBe('Aaaa.A@aaaaaaa.aaa');
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (value) => {
        expect(shapeOf(value)).not.toMatch(/[b-zB-Z0-8]/);
      }),
    );
  });

  it('a reading holds counts and shapes only', async () => {
    const reading = await classifyValues(
      ['secret-1@example.org', null, '', 'secret-2@example.org', 'x'],
      'c',
      kinds,
    );
    expect(reading).toMatchObject({ values: 3, empty: 2, distinct: 3 });
    expect(JSON.stringify(reading)).not.toContain('secret');
  });
});

describe('files', () => {
  it('CSV: names and values add up, and contradict', async () => {
    const rows = Array.from(
      { length: 30 },
      (_, at) => `person${at}@example.org;"word ${at}; ""quoted"""\r\n`,
    );
    const result = await classifyFile(
      written('list.csv', `\uFEFFk1;email\r\n${rows.join('')}`),
      classifier,
      kinds,
    );
    expect(result).toMatchObject({ rows: 30, more: false, problems: [], sensitivity: 'confidential' });
    const [found, doubted] = result.columns;
    expect(found!.suggestions[0]).toMatchObject({ category: 'user.contact.email', rule: 'values:email' });
    expect(found!.suggestions[0]!.evidence).toEqual(['100 % of 30 different values are e-mail addresses']);
    expect(doubted!.suggestions[0]!.confidence).toBeLessThan(0.6);
    expect(doubted!.suggestions[0]!.evidence.at(-1)).toContain('most do not have its form');
    expect(JSON.stringify(result)).not.toContain('person1@');
  });

  it('NDJSON: nested members, and lines that are none', async () => {
    const lines = Array.from({ length: 8 }, (_, at) =>
      JSON.stringify({ a: at, owner: { born: `198${at}-01-02` } }),
    );
    const path = written('list.ndjson', [...lines, '{', '[1]', ''].join('\n'));
    const result = await classifyFile(path, classifier, kinds);
    expect(result.rows).toBe(8);
    expect(result.problems).toEqual(['line 9: it is not JSON', 'line 10: a JSON object is expected']);
    expect(result.columns.map(({ path, suggestions }) => [path.join('.'), suggestions[0]?.category])).toEqual(
      [
        ['a', undefined],
        ['owner.born', 'user.demographic.date_of_birth'],
      ],
    );
  });

  it('a file without columns is refused', async () => {
    await expect(classifyFile(written('empty.csv', ''), classifier, kinds)).rejects.toThrow(ValuesFileError);
    await expect(classifyFile(written('bad.ndjson', 'x\n'), classifier, kinds)).rejects.toThrow(
      /line 1: it is not JSON/,
    );
  });

  it('CSV is read however it arrives', async () => {
    const cell = fc.string({ maxLength: 8 }).filter((text) => !/[\r\n]/.test(text));
    const table = fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 6 });
    const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
    await fc.assert(
      fc.asyncProperty(table, fc.integer({ min: 1, max: 9 }), async (rows, size) => {
        const text = rows.map((row) => `${row.map(quoted).join(',')}\n`).join('');
        async function* pieces() {
          for (let at = 0; at < text.length; at += size) yield text.slice(at, at + size);
        }
        const read: string[][] = [];
        for await (const record of readCsv(pieces())) read.push(record);
        expect(read).toEqual(rows);
      }),
    );
  });
});
