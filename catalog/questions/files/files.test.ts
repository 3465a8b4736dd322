import { strFromU8, unzipSync } from 'fflate';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emlOf, type Draft } from './eml.ts';
import { csvOf, xlsxOf } from '../../tables/table-files.ts';

const DRAFT: Draft = {
  to: { name: 'Data Team', email: 'data@example.org' },
  from: 'Ada',
  subject: 'Impact of orders',
  body: 'Hello',
  date: new Date('2026-11-21T09:30:00Z'),
};

/** Reads a draft as a mail program does: unfolds, decodes encoded words, decodes the body. */
function parse(eml: Uint8Array) {
  const text = Buffer.from(eml).toString('latin1');
  const at = text.indexOf('\r\n\r\n');
  const lines = text
    .slice(0, at)
    .replace(/\r\n[ \t]/g, ' ')
    .split('\r\n');
  const headers = lines.map((line): [string, string] => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon), decode(line.slice(colon + 1).trim())];
  });
  const body = Buffer.from(text.slice(at + 4).replaceAll('\r\n', ''), 'base64').toString('utf8');
  return { text, names: headers.map(([name]) => name), headers: new Map(headers), body };
}

const decode = (value: string): string =>
  value
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?UTF-8\?B\?([^?]*)\?=/g, (_, base64: string) =>
      Buffer.from(base64, 'base64').toString('utf8'),
    );

const HEADERS = [
  'X-Unsent',
  'From',
  'To',
  'Subject',
  'Date',
  'MIME-Version',
  'Content-Type',
  'Content-Transfer-Encoding',
];

describe('mail drafts', () => {
  it('say what they were given', () => {
    const { headers, body } = parse(
      emlOf({ ...DRAFT, subject: 'Wirkung auf Aufträge 注文', body: 'Grüße\nzwei' }),
    );
    expect(headers.get('To')).toBe('Data Team <data@example.org>');
    expect(headers.get('Subject')).toBe('Wirkung auf Aufträge 注文');
    expect(headers.get('Date')).toBe('Sat, 21 Nov 2026 09:30:00 +0000');
    expect(body).toBe('Grüße\r\nzwei');
  });

  it('have the same headers whatever the texts are, in ASCII lines that are short enough', () => {
    const hostile = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.constantFrom(
        'a\r\nBcc: x@example.org',
        '\nX: y',
        '=?UTF-8?B?Zm9v?=',
        'é'.repeat(200),
        ',;:<>@"',
        '',
      ),
    );
    fc.assert(
      fc.property(hostile, hostile, hostile, hostile, (name, email, subject, body) => {
        const eml = emlOf({ ...DRAFT, to: { name, email }, from: name, subject, body });
        const { text, names } = parse(eml);
        expect(names).toEqual(HEADERS);
        expect(text).toMatch(/^[\x20-\x7e\r\n]*$/);
        for (const line of text.split('\r\n')) expect(line.length).toBeLessThanOrEqual(400);
        expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
      }),
    );
  });

  it('fold long subjects into lines of 76 letters and lose no character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 300 }), (subject) => {
        const { text, headers } = parse(emlOf({ ...DRAFT, subject }));
        for (const line of text.split('\r\n\r\n')[0]!.split('\r\n'))
          expect(line.length).toBeLessThanOrEqual(76);
        const plain = subject
          .toWellFormed()
          .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
          .replace(/\s+/g, ' ')
          .trim();
        expect(headers.get('Subject')).toBe(plain);
      }),
    );
  });

  it('leave the address to the person where none is known, or it is none', () => {
    for (const email of [null, 'team:data', 'a@b\r\nBcc: c@d', 'x <y@z>'])
      expect(parse(emlOf({ ...DRAFT, to: { name: 'Team', email } })).headers.get('To')).toBe('Team:;');
  });
});

describe('lists for spreadsheets', () => {
  const evil = [
    '=1+1',
    '+1',
    '-1',
    '@SUM(A1)',
    '\t=1',
    '\r=1',
    ' =cmd',
    '\u200b=x',
    '＝1',
    'a,b',
    'a"b',
    'a\nb',
  ];

  it('hold no text that a spreadsheet would calculate', () => {
    const csv = csvOf({ name: 'x', headers: ['a', 'n'], rows: evil.map((text) => [text, -5]) });
    const cells = csv.match(/"(?:[^"]|"")*"|[^,\r\n]+/g)!.map((cell) => cell.replace(/^"|"$/g, ''));
    const dangerous = cells.filter((cell) => /^[\s\u200b]*[=+@＝-]/.test(cell) && cell !== '-5');
    expect(dangerous).toEqual([]);
    expect(cells.filter((cell) => cell === '-5')).toHaveLength(evil.length);
  });

  it('quote commas, quotes and line ends by RFC 4180', () => {
    const csv = csvOf({ name: 'x', headers: ['a'], rows: [['a,b'], ['a"b'], ['a\nb'], [null], [3]] });
    expect(csv).toBe('a\r\n"a,b"\r\n"a""b"\r\n"a\nb"\r\n\r\n3\r\n');
  });

  it('make workbooks whose texts are texts and whose numbers are numbers', async () => {
    const rows = [
      ...evil.map((text, i) => [text, i]),
      ['\u0000\u000b<&>\ud800', 1],
      ['x'.repeat(40_000), 2],
      [null, 3],
    ];
    const files = unzipSync(
      await xlsxOf([
        { name: 'One', headers: ['Text', 'Number'], rows },
        { name: 'Two', headers: ['A'], rows: [] },
      ]),
    );
    const sheet = strFromU8(files['xl/worksheets/sheet1.xml']!);
    expect(sheet).not.toContain('<f>');
    expect(sheet.match(/<row /g)).toHaveLength(rows.length + 1);
    const all = Object.entries(files).filter(([name]) => name.endsWith('.xml'));
    const strings = all.map(([, bytes]) => strFromU8(bytes)).join('');
    expect(strings).toContain('=1+1');
    expect(strings).toContain('(+7273 characters)');
    // eslint-disable-next-line no-control-regex
    expect(strings).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/);
    expect(strFromU8(files['xl/workbook.xml']!)).toMatch(/One[\s\S]*Two/);
  });
});
