import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Catalog } from '../../catalog.ts';
import { openTemporaryCatalog } from '../../testing/temp-catalog.ts';
import { readCsvRecords } from '../../tables/csv-records.ts';
import { forCell, fromCell } from '../../tables/formula.ts';
import { importPeople } from '../people/import-people.ts';
import { changeMembers, membershipsOf } from '../people/members.ts';
import { datasetId, smallEstate } from '../testing/small-estate.ts';
import { tag } from '../tag.ts';
import { redo, undo } from '../undo.ts';
import { importRegister, registerCsv } from './files.ts';
import { entriesOf } from './read.ts';
import { keyOfName } from './spec.ts';
import { putEntries, removeEntries } from './write.ts';

let catalog: Catalog;
beforeEach(async () => {
  catalog = await openTemporaryCatalog();
});
const keys = (register: 'term' | 'domain' | 'party' = 'term') =>
  entriesOf(catalog.store.reader, register).map(({ key }) => key);

describe('a register', () => {
  it('leaves what is not named, and clears what is empty', async () => {
    await putEntries(catalog, 'ann', 'term', [{ name: 'Order', definition: 'A *deal*', synonyms: ['Deal'] }]);
    await putEntries(catalog, 'ann', 'term', [{ key: 'order', name: 'Sales order' }]);
    expect(entriesOf(catalog.store.reader, 'term')).toEqual([
      { key: 'order', name: 'Sales order', definition: 'A *deal*', parent: null, synonyms: ['Deal'] },
    ]);
    await putEntries(catalog, 'ann', 'term', [{ key: 'order', definition: null, synonyms: [] }]);
    expect(entriesOf(catalog.store.reader, 'term')).toMatchObject([{ definition: null, synonyms: [] }]);
    expect(
      (await putEntries(catalog, 'ann', 'term', [{ name: 'Sales order', key: 'order' }])).revision,
    ).toBeNull();
  });

  it('refuses circles, parents that are nowhere, and what others refer to', async () => {
    await putEntries(catalog, 'ann', 'domain', [{ name: 'A', parent: 'b' }, { name: 'B' }]);
    await expect(putEntries(catalog, 'ann', 'domain', [{ key: 'b', parent: 'a' }])).rejects.toThrow(
      'beneath itself',
    );
    await expect(putEntries(catalog, 'ann', 'domain', [{ name: 'C', parent: 'zz' }])).rejects.toThrow(
      '"zz" is not known',
    );
    await expect(removeEntries(catalog, 'ann', 'domain', ['b'])).rejects.toThrow('1 narrower domain');
    await expect(removeEntries(catalog, 'ann', 'domain', ['zz'])).rejects.toThrow('no domain "zz"');
    expect(keys('domain')).toEqual(['a', 'b']);
    await removeEntries(catalog, 'ann', 'domain', ['a', 'b']);
    expect(keys('domain')).toEqual([]);
  });

  it('keeps a key that a statement needs, whichever change is taken back', async () => {
    catalog = await smallEstate();
    const added = await putEntries(catalog, 'ann', 'domain', [{ name: 'Finance' }]);
    const targets = [{ on: 'dataset' as const, id: datasetId(catalog, 'finance.orders') }];
    const finance = { kind: 'domain', key: '', value: 'finance' } as const;
    await tag(catalog, 'ann', { targets, add: [finance], remove: [] });
    await expect(removeEntries(catalog, 'ann', 'domain', ['finance'])).rejects.toThrow('used by 1 statement');
    await expect(undo(catalog, 'ann', added.revision!)).rejects.toThrow('used by 1 statement');
    const untagged = await tag(catalog, 'ann', { targets, add: [], remove: [finance] });
    await removeEntries(catalog, 'ann', 'domain', ['finance']);
    await expect(undo(catalog, 'ann', untagged.revision!)).rejects.toThrow('was removed later');
  });

  it('is the same after export and import, whatever is in it (property)', async () => {
    const word = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 12 })
      .filter((text) => text.trim() !== '');
    const text = fc.oneof(
      word,
      fc.constantFrom('=1+1', "'=x", "''", '-', '@a', 'a;b', '"q"', 'a\nb', 'ü, "x"'),
    );
    const entry = fc.record({
      name: text,
      definition: fc.option(text),
      synonyms: fc.array(
        text.filter((one) => !/[;\r\n]/.test(one)),
        { maxLength: 3 },
      ),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(entry, { minLength: 1, maxLength: 5 }), async (entries) => {
        await putEntries(
          catalog,
          'ann',
          'term',
          entries.map((one, at) => ({ key: `k${at}`, ...one })),
        );
        const file = registerCsv(catalog.store.reader, 'term');
        const again = await importRegister(catalog, 'ann', 'term', file);
        expect(again.outcome.problems).toEqual([]);
        expect(again).toMatchObject({ revision: null, changed: 0 });
        expect(registerCsv(catalog.store.reader, 'term')).toBe(file);
      }),
      { numRuns: 25 },
    );
  });

  it('tells by line what of a file cannot be used, and keeps the rest', async () => {
    const text = 'name,parent,colour\nA,\nB,a\n,x\nC,nowhere\nD,c\nA,\n"E\n';
    const dry = await importRegister(catalog, 'ann', 'domain', text, { dryRun: true });
    expect(dry).toMatchObject({ revision: null, changed: 2 });
    expect(keys('domain')).toEqual([]);
    const { outcome } = await importRegister(catalog, 'ann', 'domain', text);
    expect(keys('domain')).toEqual(['a', 'b']);
    expect(outcome.problems.map(({ line, message }) => `${line}: ${message}`)).toEqual([
      '4: a domain needs a key or a name',
      '5: the parent "nowhere" is not known',
      '6: the parent "c" is not known',
      '7: the key "a" stands in line 2 already',
      '8: a quoted cell begins here and never ends; what follows was not read',
    ]);
    expect(outcome.notes).toEqual([
      { line: 1, message: 'the column "colour" is not known and was not read' },
    ]);
    expect(
      (await importRegister(catalog, 'ann', 'domain', 'x,y\n1,2')).outcome.problems[0]!.message,
    ).toContain('the column name is missing');
  });
});

describe('people from CSV', () => {
  const FILE = [
    'Name;E-Mail;Team;Role',
    'Ana Ruiz;ana@x.org;Data Platform;steward',
    'Bo;bo@x.org;Finance;DPO',
    'Bo;bo@x.org;data platform;DPO',
    'Bo;bo@x.org;Sales;steward',
    'Cy;nobody;;',
    'Di;di@x.org;;emperor',
    ';e@x.org;;',
    "'=HYPERLINK(1);f@x.org;;",
    '=SUM(1);;;',
  ].join('\r\n');

  it('become people, teams and memberships; a second time nothing changes', async () => {
    const { outcome } = await importPeople(catalog, 'ann', FILE);
    expect(outcome).toMatchObject({
      lines: 9,
      people: { added: 4, changed: 0 },
      teams: { added: 2 },
      memberships: { added: 3 },
    });
    expect(outcome.problems.map(({ line }) => line)).toEqual([5, 6, 7, 8]);
    expect(outcome.notes.map(({ line }) => line)).toEqual([9, 10]);
    expect(membershipsOf(catalog.store.reader)).toEqual([
      { team: 'data-platform', member: 'ana@x.org' },
      { team: 'data-platform', member: 'bo@x.org' },
      { team: 'finance', member: 'bo@x.org' },
    ]);
    expect(entriesOf(catalog.store.reader, 'party')).toContainEqual(
      expect.objectContaining({ key: 'f@x.org', name: '=HYPERLINK(1)' }),
    );
    // In files of ours no cell is a formula.
    expect(registerCsv(catalog.store.reader, 'party')).toContain("'=HYPERLINK(1)");
    expect((await importPeople(catalog, 'ann', FILE)).revision).toBeNull();
  });

  it('a dry run says the same and writes nothing', async () => {
    const dry = await importPeople(catalog, 'ann', FILE, { dryRun: true });
    expect(keys('party')).toEqual([]);
    const real = await importPeople(catalog, 'ann', FILE);
    expect(real.outcome).toEqual(dry.outcome);
    await undo(catalog, 'ann');
    expect([keys('party'), membershipsOf(catalog.store.reader)]).toEqual([[], []]);
    await redo(catalog, 'ann');
    expect(membershipsOf(catalog.store.reader)).toHaveLength(3);
  });

  it('the teams of a person are changed in one entry, and taken back as one', async () => {
    await importPeople(catalog, 'ann', FILE);
    const teams = () =>
      membershipsOf(catalog.store.reader).flatMap(({ team, member }) =>
        member === 'bo@x.org' ? [team] : [],
      );
    expect(teams()).toEqual(['data-platform', 'finance']);
    const before = catalog.revision();
    const { label } = await changeMembers(catalog, 'ann', { member: 'bo@x.org', add: [], remove: teams() });
    expect([label, teams(), catalog.revision()]).toEqual([
      'Changed 2 memberships of bo@x.org',
      [],
      before + 1,
    ]);
    await undo(catalog, 'ann');
    expect(teams()).toEqual(['data-platform', 'finance']);
    await expect(
      changeMembers(catalog, 'ann', { member: 'bo@x.org', add: ['ana@x.org'], remove: [] }),
    ).rejects.toThrow('no team');
  });

  it('a column that is absent changes nothing, and who leaves leaves the teams', async () => {
    await importPeople(catalog, 'ann', FILE);
    await importPeople(catalog, 'ann', 'name,email\nAnna Ruiz,ana@x.org\n');
    expect(entriesOf(catalog.store.reader, 'party')).toContainEqual(
      expect.objectContaining({ key: 'ana@x.org', name: 'Anna Ruiz', role: 'steward' }),
    );
    await changeMembers(catalog, 'ann', { team: 'finance', add: ['ana@x.org'], remove: ['bo@x.org'] });
    await expect(changeMembers(catalog, 'ann', { team: 'bo@x.org', add: [], remove: [] })).rejects.toThrow(
      'no team',
    );
    await expect(changeMembers(catalog, 'ann', { member: 'finance', add: [], remove: [] })).rejects.toThrow(
      'no person',
    );
    await removeEntries(catalog, 'ann', 'party', ['ana@x.org']);
    expect(membershipsOf(catalog.store.reader)).toEqual([{ team: 'data-platform', member: 'bo@x.org' }]);
  });
});

it('CSV is read by record, with the line of each', () => {
  expect(readCsvRecords('\uFEFFa;b\r\n"x\r\n""y""";2\n\n z ;\n').records).toEqual([
    { line: 1, cells: ['a', 'b'] },
    { line: 2, cells: ['x\r\n"y"', '2'] },
    { line: 5, cells: [' z ', ''] },
  ]);
  fc.assert(fc.property(fc.string(), (text) => fromCell(forCell(text)) === text));
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => readCsvRecords(text).records.length >= 0));
  expect(keyOfName('  Größe & Maß 2.0 ')).toBe('größe-maß-2.0');
});

it('a person whom the register knows by address stays one person', async () => {
  await putEntries(catalog, 'ann', 'party', [{ key: 'ana', name: 'Ana', email: 'Ana@x.org' }]);
  await importPeople(catalog, 'ann', 'name,email,team\nAna Ruiz,ana@X.org,T\n');
  expect(keys('party')).toEqual(['ana', 't']);
  expect(membershipsOf(catalog.store.reader)).toEqual([{ team: 't', member: 'ana' }]);
});
