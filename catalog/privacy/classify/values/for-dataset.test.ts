import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { columnTags } from '../../../browse/column-tags.ts';
import type { Catalog } from '../../../catalog.ts';
import { tag } from '../../../stewardship/tag.ts';
import { columnId, datasetId, smallEstate } from '../../../stewardship/testing/small-estate.ts';
import { undo } from '../../../stewardship/undo.ts';
import { temporaryFolder } from '../../../testing/temp-catalog.ts';
import { classifySample, decideSample, type SampledFile } from './for-dataset.ts';
import { kindsToday } from './given-names.ts';
import { readValues, ValuesFileError } from './values-file.ts';

let catalog: Catalog;
beforeEach(async () => {
  catalog = await smallEstate(['crm.contacts']);
});

function written(name: string, content: string | Buffer): string {
  const folder = temporaryFolder();
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, name), content);
  return join(folder, name);
}
const kinds = () => kindsToday(catalog.options.resourcesDir);
const card = () => catalog.cards().get(datasetId(catalog, 'crm.contacts'))!;
const rows = Array.from(
  { length: 30 },
  (_, at) => `person${at}@example.org,${at},DE8937040044053201300${at}`,
);
const file = () => written('sample.csv', ['ID,EMAIL,extra', ...rows].join('\n'));
const shown = ({ columns }: SampledFile) =>
  columns.map(({ values, columnId: id, suggestions, standing }) => [
    values.column,
    id,
    suggestions[0]?.category ?? null,
    standing[0] ?? null,
  ]);

describe('a sample of a dataset', () => {
  it('is matched with its columns by name, and judged by values and by what the catalog says', async () => {
    const sample = await classifySample(catalog, file(), card(), kinds());
    const id = columnId(catalog, 'crm.contacts', 'id');
    const email = columnId(catalog, 'crm.contacts', 'email');
    expect(shown(sample)).toEqual([
      ['ID', id, 'user.contact.email', 'new'],
      ['EMAIL', email, 'user.contact.email', 'new'],
      ['extra', null, null, null],
    ]);
    expect(sample.columns[0]!.suggestions[0]!.evidence).toEqual([
      '100 % of 30 different values are e-mail addresses',
    ]);
    // By its name alone it would be strong.
    expect(sample.columns[1]!.suggestions[0]).toMatchObject({
      strength: 'likely',
      evidence: expect.arrayContaining(['of 30 different values most do not have its form']),
    });
    expect(JSON.stringify(sample)).not.toContain('person1');
  });

  it('says what is in force or refused already', async () => {
    const email = { kind: 'category', key: '', value: 'user.contact.email' } as const;
    const target = { on: 'column', id: columnId(catalog, 'crm.contacts', 'id') } as const;
    await tag(catalog, 'ann', { targets: [target], add: [email], remove: [] });
    expect(shown(await classifySample(catalog, file(), card(), kinds()))[0]).toContain('in force');
  });

  it('by itself is judged without a catalog', async () => {
    expect(shown(await classifySample(catalog, file(), null, kinds()))[0]).toEqual([
      'ID',
      null,
      'user.contact.email',
      null,
    ]);
  });

  it('is decided on as one change, with the evidence as the reason of each', async () => {
    const sample = await classifySample(catalog, file(), card(), kinds());
    const [first] = sample.columns;
    const { category, sensitivity, evidence } = first!.suggestions[0]!;
    const confirm = [{ columnId: first!.columnId!, category, sensitivity, evidence }];
    const before = catalog.revision();
    const result = await decideSample(catalog, 'ann', { file: sample.file, confirm, refuse: [] });
    expect(result).toMatchObject({ revision: before + 1, changed: 1 });
    expect([...columnTags(catalog).get(first!.columnId!)!.categories]).toEqual([category]);
    const reasons = catalog.store.reader.prepare('SELECT DISTINCT reason FROM tag').pluck().all();
    expect(reasons).toEqual(['Sample sample.csv: 100 % of 30 different values are e-mail addresses']);
    await undo(catalog, 'ann');
    await decideSample(catalog, 'ann', { file: sample.file, confirm: [], refuse: confirm });
    expect(shown(await classifySample(catalog, file(), card(), kinds()))[0]).toContain('refused');
    const nonsense = [{ ...confirm[0]!, category: 'nonsense' }];
    await expect(decideSample(catalog, 'ann', { file: 'x', confirm: nonsense, refuse: [] })).rejects.toThrow(
      'no category of the taxonomy',
    );
  });
});

describe('a file with values', () => {
  const columns = async (path: string) =>
    (await readValues(path, kinds())).readings.map(({ column, values }) => [column, values]);

  it('may be one JSON array, or UTF-16 as spreadsheets write it', async () => {
    const items = JSON.stringify([{ a: 1, b: { c: 'x' } }, 3, { a: 2 }], null, 2);
    const array = await readValues(written('list.json', items), kinds());
    expect(array).toMatchObject({
      rows: 2,
      problemsTotal: 1,
      problems: ['item 2: a JSON object is expected'],
    });
    expect(await columns(written('list.json', items))).toEqual([
      ['a', 2],
      ['b.c', 1],
    ]);
    const wide = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('näme\tx\r\nA\t1\r\n', 'utf16le')]);
    expect(await columns(written('wide.txt', wide))).toEqual([
      ['näme', 1],
      ['x', 1],
    ]);
  });

  it('counts all the rows that cannot be read, and tells the first', async () => {
    const lines = ['{"a":1}', ...Array.from({ length: 50 }, () => '{')].join('\n');
    const { problems, problemsTotal } = await readValues(written('l.ndjson', lines), kinds());
    expect([problems.length, problemsTotal]).toEqual([20, 50]);
  });

  it.each([
    ['PAR1\u0000\u0001', 'a Parquet file'],
    ['PK\u0003\u0004\u0014', 'a workbook'],
    ['\u001f\u008b\u0008\u0000', 'gzip'],
    ['abc\u0000def', 'no text'],
  ])('is refused in words where it is none: %j', async (begins, words) => {
    const path = written('t.csv', Buffer.from(begins, 'latin1'));
    await expect(readValues(path, kinds())).rejects.toThrow(ValuesFileError);
    await expect(readValues(path, kinds())).rejects.toThrow(words);
  });

  it('that begins as an array and is none is told so', async () => {
    await expect(readValues(written('l.json', '[{"a":1},'), kinds())).rejects.toThrow('is none');
  });
});
