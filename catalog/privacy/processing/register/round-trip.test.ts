import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import type { Catalog } from '../../../catalog.ts';
import type { FieldSpec } from '../../../stewardship/registers/field-spec.ts';
import { importRegister, registerCsv } from '../../../stewardship/registers/files.ts';
import { entriesOf } from '../../../stewardship/registers/read.ts';
import { readRow, rowOf, rowText, splitRows } from '../../../stewardship/registers/rows.ts';
import type { Entry } from '../../../stewardship/registers/spec.ts';
import { importRegisterFile, registerXlsx } from '../../../stewardship/registers/workbook.ts';
import { putEntries, removeEntries } from '../../../stewardship/registers/write.ts';
import { openTemporaryCatalog, temporaryFolder } from '../../../testing/temp-catalog.ts';
import { OPTIONS_OF } from '../vocabulary.ts';
import { ACTIVITY_FIELDS, ASSESSMENT_FIELDS } from './fields.ts';

let catalog: Catalog;
beforeAll(async () => {
  catalog = await openTemporaryCatalog();
});
const folder = temporaryFolder();

/** Texts with all that divides cells, rows and parts, and what a spreadsheet would calculate. */
const words = fc
  .string({ unit: fc.constantFrom(...'aZé漢 |;\\,"\'=+-@\n\t'), minLength: 1, maxLength: 12 })
  .map((text) => text.trim())
  .filter((text) => text !== '');

const DATES = ['reviewedOn', 'reviewDue', 'approvedOn', 'due'];

function valueOf(register: string, name: string): fc.Arbitrary<string> {
  const options = OPTIONS_OF[`${register}:${name}`] ?? OPTIONS_OF[name];
  if (options) return fc.constantFrom(...Object.keys(options));
  const part = name.split('.').at(-1)!;
  if (DATES.includes(part)) return fc.constant('2026-02-28');
  if (part === 'country') return fc.constantFrom('US', 'IE');
  if (part === 'period') return fc.constantFrom('P3Y', 'P18M');
  return words;
}

function fieldValue(
  register: string,
  { name, holds, parts = [] }: FieldSpec,
): fc.Arbitrary<string | string[] | null> {
  if (holds === 'text') return fc.option(valueOf(register, name));
  if (holds === 'names')
    return fc.array(
      valueOf(register, name).map((text) => text.replace(/[;\r\n]/g, ' ').trim() || 'x'),
      { maxLength: 3 },
    );
  const row = fc.tuple(
    ...parts.map((part) => {
      const value = valueOf(register, `${name}.${part.name}`);
      return part.required ? value : fc.option(value, { nil: '' });
    }),
  );
  return fc.array(row.map(rowText), { maxLength: 3 });
}

const entryOf = (register: string, fields: readonly FieldSpec[], key: string) =>
  fc.tuple(words, ...fields.map((field) => fieldValue(register, field))).map(([name, ...values]) => ({
    key,
    name,
    ...Object.fromEntries(fields.map((field, at) => [field.name, values[at]!])),
  }));

const state = () =>
  JSON.stringify((['activity', 'assessment'] as const).map((one) => entriesOf(catalog.store.reader, one)));

it(
  'out and in again changes nothing, by CSV and by XLSX, into the same register and an empty one',
  { timeout: 180_000 },
  async () => {
    const both = fc.tuple(
      entryOf('activity', ACTIVITY_FIELDS, 'a'),
      entryOf('activity', ACTIVITY_FIELDS, 'b'),
      entryOf('assessment', ASSESSMENT_FIELDS, 'a'),
    );
    await fc.assert(
      fc.asyncProperty(both, fc.boolean(), async ([a, b, assessment], xlsx) => {
        const { reader } = catalog.store;
        await putEntries(catalog, 'ann', 'activity', [a, b]);
        await putEntries(catalog, 'ann', 'assessment', [assessment]);
        const before = state();
        const out = join(folder, 'register');
        const files = [];
        for (const register of ['activity', 'assessment'] as const) {
          const file = `${out}-${register}`;
          writeFileSync(file, xlsx ? await registerXlsx(reader, register) : registerCsv(reader, register));
          const { outcome } = await importRegisterFile(catalog, 'ann', register, file, {});
          expect(outcome).toMatchObject({ added: [], changed: [], problems: [] });
          files.push(file);
        }
        await removeEntries(catalog, 'ann', 'assessment', ['a']);
        await removeEntries(catalog, 'ann', 'activity', ['a', 'b']);
        await importRegisterFile(catalog, 'ann', 'activity', files[0]!, {});
        await importRegisterFile(catalog, 'ann', 'assessment', files[1]!, {});
        expect(state()).toBe(before);
        await removeEntries(catalog, 'ann', 'assessment', ['a']);
        await removeEntries(catalog, 'ann', 'activity', ['a', 'b']);
      }),
      { numRuns: Number(process.env['ROUND_TRIP_RUNS'] ?? 12) },
    );
  },
);

it('a row keeps its parts, whatever stands in them', () => {
  fc.assert(
    fc.property(fc.array(fc.array(words, { minLength: 3, maxLength: 3 }), { maxLength: 4 }), (rows) => {
      const flat = rows.map((row) => row.map((part) => part.replace(/\s+/g, ' ')));
      const read = splitRows(rows.map(rowText).join('; ')).map((row) => rowOf(['a', 'b', 'c'], row));
      expect(read.map(({ a, b, c }) => [a, b, c])).toEqual(flat);
    }),
  );
  expect(readRow([{ name: 'a' }, { name: 'b' }], 'x | C:\\data')).toEqual({ row: 'x | C:\\\\data' });
});

it('lines that cannot be used are told, the rest is kept', async () => {
  const lines = [
    'name,role,legal-bases,links',
    'Good,controller,b; f,namespace | s3://*',
    'Bad,captain,,',
    'Worse,,,"planet | x"',
  ];
  const { outcome } = await importRegister(catalog, 'ann', 'activity', lines.join('\n'));
  expect(outcome.added).toEqual(['good']);
  expect(outcome.problems).toEqual([
    {
      line: 3,
      message: '"captain" cannot be used as role; expected is controller, joint-controller, processor',
    },
    { line: 4, message: expect.stringContaining('links: "planet" cannot be used as kind') as string },
  ]);
  const good = entriesOf(catalog.store.reader, 'activity').find(({ key }) => key === 'good') as Entry;
  expect(good['legalBases']).toEqual(['art6-1-b', 'art6-1-f']);
});
