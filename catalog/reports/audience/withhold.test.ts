import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Json } from '../../model/facts.ts';
import type { ReportDocument } from '../render/document.ts';
import { naming } from '../data-schema.ts';
import { documentFiles, textFile } from '../report-model.ts';
import { NameMatcher } from './matcher.ts';
import type { KnownName } from './names.ts';
import { jsonSchemaOf, outsideModel } from './outside.ts';
import { outsideData } from './outside-data.ts';
import { outsideDocument } from './outside-document.ts';
import { Withholder } from './withholder.ts';

const NAMES: readonly KnownName[] = [
  { kind: 'person', text: 'Ada Ferris', number: 1 },
  { kind: 'person', text: 'ada@shop.example', number: 1 },
  { kind: 'person', text: 'Data', number: 2 },
  { kind: 'person', text: 'Ada', number: 3 },
  { kind: 'system', text: 'postgres://db.shop.example:5432', number: 1 },
  { kind: 'system', text: 'db.shop.example', number: 1 },
  { kind: 'path', text: '/srv/in/orders.json', number: 7 },
];
const withholder = () => new Withholder(new NameMatcher(NAMES));

describe('names in text', () => {
  it('are found as whole words, the longest first, in any case; a plain word only as it is written', () => {
    const { text } = { text: (one: string) => withholder().text(one) };
    expect(text('Ask Ada Ferris (ADA@SHOP.EXAMPLE).')).toBe('Ask Person 1 (Person 1).');
    expect(text('Ada, not Adam; Ada_x')).toBe('Person 3, not Adam; Person 3_x');
    expect(text('Data of data')).toBe('Person 2 of data');
    expect(text('at postgres://db.shop.example:5432/x, DB.shop.example')).toBe('at System 1/x, System 1');
    expect(text('read /srv/in/orders.json.')).toBe('read File 7.');
    expect(text('Ada\u0308 is another')).toBe('Ada\u0308 is another'.normalize('NFC'));
  });

  it('leave no whole-word place of a name behind, wherever it stands', () => {
    const around = fc.constantFrom('', ' ', ', ', '(', '"', '\n', '→', ' and ');
    fc.assert(
      fc.property(
        fc.array(fc.tuple(around, fc.constantFrom(...NAMES)), { maxLength: 8 }),
        fc.string(),
        (pieces, rest) => {
          const text = `${pieces.map(([before, { text: name }]) => `${before} ${name}`).join(' ')} ${rest}`;
          const shown = withholder().text(text);
          for (const [, { text: name }] of pieces) expect(shown).not.toContain(name);
        },
      ),
    );
  });

  it('are replaced one by one in lists; what is no known name is withheld whole', () => {
    const one = withholder();
    expect(one.list('Ada Ferris, Data and 3 more', 'person')).toBe('Person 1, Person 2 and 3 more');
    expect(one.list('Somebody Else, Data', 'person')).toBe('[person withheld]');
    expect(one.list('none named', 'person')).toBe('none named');
    expect(one.list('–', 'path')).toBe('–');
    expect(one.list('Ada Ferris said so', 'note')).toBe('[note withheld]');
    expect(one.counts()).toEqual([
      { kind: 'person', distinct: 3, places: 3 },
      { kind: 'note', distinct: 1, places: 1 },
    ]);
  });
});

const doc = (data: Json): ReportDocument => ({
  title: 'Report on Ada Ferris',
  author: 'Example Ltd',
  language: 'en',
  madeAt: '2026-11-21T00:00:00Z',
  facts: [{ term: 'Owner', value: 'Zoe Quux' }],
  blocks: [
    { kind: 'paragraph', text: [{ text: 'By ' }, { text: 'Someone New', names: 'person' }] },
    {
      kind: 'table',
      columns: [{ header: 'Contact' }, { header: 'Owner', names: null }, { header: 'Rows' }],
      rows: [['zoe@q.example', 'kept', '3']],
      allRows: [
        ['zoe@q.example', 'kept', '3'],
        ['kim@q.example', 'kept', '4'],
      ],
    },
  ],
  data,
});

describe('a document without marks', () => {
  it('is read by the words of its terms and headers, and by the names of its fields', () => {
    const data = {
      owner: { name: 'Zoe Quux' },
      note: 'Zoe said so',
      rows: 3,
      'Ada Ferris': ['x', { path: '/home/zoe' }],
      nothing: null,
    };
    const copy = outsideDocument(doc(data), withholder(), null, 0);
    const text = JSON.stringify(copy);
    for (const name of ['Zoe', 'zoe', 'kim@', 'Someone New', 'Ada Ferris']) expect(text).not.toContain(name);
    expect(copy.title).toBe('Report on Person 1');
    expect(copy.author).toBe('Example Ltd');
    const shown = copy.blocks.at(-1)!;
    expect(shown).toMatchObject({
      rows: [['[person withheld]', 'kept', '3']],
      allRows: [
        ['[person withheld]', 'kept', '3'],
        ['[person withheld]', 'kept', '4'],
      ],
    });
    expect(copy.data).toMatchObject({ rows: 3, nothing: null, audience: 'outside', filesLeftOut: 0 });
  });

  it('leaves out files that are no form of it, and says how many', async () => {
    const files = [
      ...documentFiles(doc({}), 'Ada-report', 'resources'),
      textFile('Ada.sql', 'application/sql', () => 'SELECT 1'),
    ];
    const { files: outside } = outsideModel({ files }, NAMES, undefined, 'resources');
    expect(outside.map(({ name }) => name)).toContain('Person-3-report-outside.json');
    const json = await outside.find(({ name }) => name.endsWith('.json'))!.write();
    expect(JSON.parse(Buffer.from(json).toString())).toMatchObject({ filesLeftOut: 1 });
  });
});

describe('data with a schema', () => {
  const schema = jsonSchemaOf(
    z.looseObject({
      level: z.enum(['Data', 'other']),
      at: z.iso.date(),
      who: naming('person', z.union([z.string(), z.null()])),
      team: naming('person', z.looseObject({ lead: z.string(), size: z.number() })),
      text: z.string(),
      by: z.record(z.string(), z.number()),
    }),
  );

  it('is replaced where the schema marks it; closed sets stay; what the schema does not know is withheld', () => {
    const data = {
      level: 'Data',
      at: '2026-01-01',
      who: 'Zoe',
      team: { lead: 'Kim', size: 3, more: ['Lee'] },
      text: 'for Data',
      by: { 'Ada Ferris': 2 },
      extra: { deep: ['Zoe'] },
    };
    expect(outsideData(data, schema, withholder())).toEqual({
      level: 'Data',
      at: '2026-01-01',
      who: '[person withheld]',
      team: { lead: '[person withheld]', size: 3, more: ['[person withheld]'] },
      text: 'for Person 2',
      by: { 'Person 1': 2 },
      extra: { deep: ['[note withheld]'] },
    });
  });
});
