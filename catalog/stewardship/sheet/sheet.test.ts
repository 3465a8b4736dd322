import { describe, expect, it } from 'vitest';
import type { Catalog } from '../../catalog.ts';
import type { Fact } from '../../model/facts.ts';
import { importFacts } from '../../testing/temp-catalog.ts';
import { describe as describeTarget } from '../describe.ts';
import { putEntries } from '../registers/write.ts';
import { ReasonNeeded } from '../refused.ts';
import { tag } from '../tag.ts';
import { columnId, datasetId, estateFacts, smallEstate } from '../testing/small-estate.ts';
import { redo, undo } from '../undo.ts';
import { editSheet } from './edit-sheet.ts';
import { fieldsOf } from './fields.ts';
import { listed, rowsOf } from './rows.ts';
import { cellsOf, everything, exported, imported } from './testing.ts';

const evidence = { scope: 'p', file: 0, at: 'x' };
const orders = { on: 'dataset', dataset: { namespace: 'n', name: 'finance.orders' } } as const;
const TOLD: readonly Fact[] = [
  { type: 'tag', target: orders, kind: 'sensitivity', key: '', value: 'confidential', evidence },
  { type: 'tag', target: orders, kind: 'label', key: '', value: 'raw', evidence },
  { type: 'description', target: orders, text: 'All orders', evidence },
  { type: 'owner', target: orders, name: 'team-a', role: 'technical owner', evidence },
];
const estate = () => smallEstate(undefined, TOLD);

async function cell(catalog: Catalog, header: string, name = 'finance.orders'): Promise<string | undefined> {
  const rows = await cellsOf(await exported(catalog, everything('datasets'), 'csv'));
  return rows.find((row) => row[1] === name)?.[rows[0]!.indexOf(header)];
}

const file = (...lines: readonly string[]) => lines.join('\n');

describe('a sheet', () => {
  it('shows what is in force, whoever says it', async () => {
    const catalog = await estate();
    expect(await cell(catalog, 'sensitivity')).toBe('confidential');
    expect(await cell(catalog, 'technical-owner')).toBe('team-a');
    const targets = [{ on: 'dataset' as const, id: datasetId(catalog, 'finance.orders') }];
    await tag(catalog, 'ann', {
      targets,
      add: [{ kind: 'sensitivity', key: '', value: 'internal' }],
      remove: [],
      reason: 'no names in it',
    });
    expect(await cell(catalog, 'sensitivity')).toBe('internal');
  });

  it('writes what a source says as a person would: instead of it, or refused', async () => {
    const catalog = await estate();
    const head = 'namespace,name,sensitivity,labels,technical-owner,description';
    const first = await imported(catalog, file(head, 'n,finance.orders,,gold;raw,"Ann <ann@example.org>",'), {
      reason: 'nothing in it',
    });
    expect(first.problems.items).toMatchObject([
      {
        line: 2,
        header: 'description',
        message: expect.stringContaining('that of a source (dbt)') as string,
      },
    ]);
    expect(first.changed).toBe(3);
    expect(await cell(catalog, 'sensitivity')).toBe('');
    expect(await cell(catalog, 'labels')).toBe('gold; raw');
    expect(await cell(catalog, 'technical-owner')).toBe('Ann <ann@example.org>');
    expect(await cell(catalog, 'description')).toBe('All orders');
    const again = await imported(catalog, file(head, 'n,finance.orders,,gold;raw,Ann,All orders'));
    expect(again).toMatchObject({ revision: null, changed: 0 });
    await undo(catalog, 'ann');
    expect(await cell(catalog, 'sensitivity')).toBe('confidential');
    await redo(catalog, 'ann');
    expect(await cell(catalog, 'sensitivity')).toBe('');
  });

  it('leaves rows and columns that the file lacks, and reads columns and datasets in one file', async () => {
    const catalog = await estate();
    await putEntries(catalog, 'ann', 'domain', [{ name: 'Finance' }]);
    const outcome = await imported(
      catalog,
      file(
        'name;namespace;column;Domain;Retention;property:cost centre;reviewed',
        'finance.orders;n;;Finance;p3y;4711;x',
        'sales.leads;n;EMAIL;;;;yes',
      ),
    );
    expect(outcome.problems.items).toEqual([]);
    expect(outcome).toMatchObject({ datasets: 1, columns: 1, changed: 5, rows: 2 });
    expect(await cell(catalog, 'domain')).toBe('finance');
    expect(await cell(catalog, 'retention')).toBe('P3Y');
    expect(await cell(catalog, 'property:cost centre')).toBe('4711');
    expect(await cell(catalog, 'reviewed')).toBe('yes');
    expect(await cell(catalog, 'reviewed', 'sales.leads')).toBe('');
    expect(await cell(catalog, 'labels')).toBe('raw');
  });

  it('tells by line and column what it cannot use, and does the rest', async () => {
    const catalog = await estate();
    const outcome = await imported(
      catalog,
      file(
        'namespace,name,column,sensitivity,categories,origin,colour,sensitivity',
        'n,finance.orders,,secret,user.contact.email,,red,x',
        'n,nowhere,,public,,,,',
        'n,sales.leads,nothing,public,,,,',
        'n,sales.leads,,public,user.nonsense,provided,,',
        'n,sales.leads,,internal,,,,',
        'n,finance.payments,,restricted',
      ),
    );
    const told = outcome.problems.items.map(
      ({ line, header, message }) => `${line} ${header ?? '-'}: ${message}`,
    );
    expect(told).toEqual([
      '1 sensitivity: the column is there twice; the first one counts',
      '3 -: there is no dataset "nowhere" in "n"; the row was not used',
      '4 -: "sales.leads" has no column "nothing"; the row was not used',
      '6 -: line 5 is about the same dataset; this row was not used',
      '7 -: 4 cells, and the first line has 8; the others stay as they are',
      '2 sensitivity: "secret" is not a sensitivity; it is one of public, internal, confidential, restricted; the cell stays as it is',
      '5 categories: "user.nonsense" is not a category of the taxonomy; the cell stays as it is',
      '5 origin: the origin is said of a column only; the cell stays as it is',
    ]);
    expect(outcome.notes.items.map(({ message }) => message)).toContain(
      'the column "colour" is not known and was not read',
    );
    expect(outcome.changes.items.map(({ row, header, after }) => [row.line, header, after])).toEqual([
      [2, 'categories', 'user.contact.email'],
      [5, 'sensitivity', 'public'],
      [7, 'sensitivity', 'restricted'],
    ]);
    expect(await cell(catalog, 'sensitivity')).toBe('confidential');
    const nothing = await imported(catalog, 'who,what\na,b');
    expect(nothing.problems.items[0]?.message).toContain('namespace, name is missing');
    expect((await imported(catalog, '')).problems.items[0]?.message).toContain('the file is empty');
  });

  it('does not take a row of a column for its dataset', async () => {
    const catalog = await estate();
    await imported(catalog, file('namespace,name,column,criticality', 'n,sales.leads,email,high'));
    const rows = await cellsOf(await exported(catalog, everything('columns'), 'csv', ['criticality']));
    const without = rows.map((row) => row.filter((_, at) => at !== 2).join(',')).join('\n');
    const nameless = await imported(catalog, without);
    expect(nameless).toMatchObject({ revision: null, changes: { total: 0 }, problems: { total: 6 } });
    expect(nameless.problems.items[0]?.message).toContain('is about a column, and does not name it');
    const early = await imported(catalog, file('namespace,name,criticality,column', 'n,sales.leads,low'));
    expect(early).toMatchObject({ revision: null, problems: { total: 1 } });
    expect(await cell(catalog, 'criticality', 'sales.leads')).toBe('');
  });

  it('does not overwrite what somebody changed since the export, unless told to', async () => {
    const catalog = await estate();
    const rows = await cellsOf(
      await exported(catalog, everything('datasets'), 'csv', ['sensitivity', 'criticality']),
    );
    const lines = rows.map((row) => [...row]);
    const at = lines.findIndex((row) => row[1] === 'finance.orders');
    lines[at]![2] = 'public';
    lines[at]![3] = 'high';
    const target = { on: 'dataset' as const, id: datasetId(catalog, 'finance.orders') };
    const other = { on: 'dataset' as const, id: datasetId(catalog, 'sales.leads') };
    const level = (value: string) => ({ kind: 'sensitivity' as const, key: '', value });
    await tag(catalog, 'ben', { targets: [target], add: [level('restricted')], remove: [] });
    await tag(catalog, 'ben', { targets: [other], add: [level('internal')], remove: [] });
    const text = lines.map((row) => row.join(',')).join('\n');
    const held = await imported(catalog, text, { dryRun: true });
    expect(held.conflicts.items).toMatchObject([
      { header: 'sensitivity', base: 'confidential', now: 'restricted', wished: 'public' },
    ]);
    expect(held.changes.items).toMatchObject([{ header: 'criticality', before: '', after: 'high' }]);
    expect(held.revision).toBeNull();
    expect(await cell(catalog, 'criticality')).toBe('');
    await imported(catalog, text);
    expect(await cell(catalog, 'sensitivity')).toBe('restricted');
    const forced = await imported(catalog, text, { force: true, reason: 'checked' });
    expect(forced).toMatchObject({ changed: 1, conflicts: { total: 1 } });
    expect(await cell(catalog, 'sensitivity')).toBe('public');
    expect(await cell(catalog, 'sensitivity', 'sales.leads')).toBe('internal');
    const elsewhere = await imported(await estate(), text.replaceAll(/@[0-9a-f]+\./g, '@00000000.'), {
      reason: 'checked',
    });
    expect(elsewhere.notes.items.map(({ message }) => message).join()).toContain(
      'do not say of which revision',
    );
  });

  it('sees that an import changed a cell since, and keeps what it says', async () => {
    const catalog = await estate();
    const rows = await cellsOf(await exported(catalog, everything('datasets'), 'csv', ['labels']));
    await importFacts(
      catalog.store,
      estateFacts(
        ['finance.orders', 'finance.payments', 'sales.leads'],
        [...TOLD, { type: 'tag', target: orders, kind: 'label', key: '', value: 'new', evidence }],
      ),
      'two',
    );
    const lines = rows.map((row) =>
      row[1] === 'finance.orders' ? [row[0], row[1], 'raw; mine', row[3]] : row,
    );
    const outcome = await imported(catalog, lines.map((row) => row.join(',')).join('\n'));
    expect(outcome.conflicts.items).toMatchObject([{ base: 'raw', now: 'new; raw', wished: 'mine; raw' }]);
    expect(outcome.revision).toBeNull();
  });

  it('asks for a reason where the policy does', async () => {
    const catalog = await estate();
    await catalog.store.write((db) =>
      db.prepare(`INSERT INTO setting (key, value) VALUES ('reasonsFor', '["lower-sensitivity"]')`).run(),
    );
    const text = file('namespace,name,sensitivity', 'n,finance.orders,public');
    expect((await imported(catalog, text, { dryRun: true })).reasonNeeded).toMatchObject({ count: 1 });
    await expect(imported(catalog, text)).rejects.toThrow(ReasonNeeded);
    expect((await imported(catalog, text, { reason: 'checked' })).revision).not.toBeNull();
  });

  it('names people of the register, and keeps texts as they are', async () => {
    const catalog = await estate();
    await putEntries(catalog, 'ann', 'party', [{ name: 'Ana Ruiz', email: 'ana@example.org' }]);
    const outcome = await imported(
      catalog,
      file('namespace,name,owners,labels', `n,sales.leads,ana@example.org; ben,"'=cmd|x; a\\;b; k=v"`),
    );
    expect(outcome.problems.items).toEqual([]);
    expect(await cell(catalog, 'business-owner', 'sales.leads')).toBe('Ana Ruiz <ana@example.org>; ben');
    expect(await cell(catalog, 'labels', 'sales.leads')).toBe('\\=cmd|x; a\\;b; k=v');
    const raw = (await exported(catalog, everything('datasets'), 'csv', ['labels'])).toString('utf8');
    expect(raw).toContain(`"\\=cmd|x; a\\;b; k=v"`);
    expect(raw).not.toMatch(/(^|[,"\n])[=+@-]/m);
  });
});

describe('cells on the screen', () => {
  it('are written together, and what is refused is told at its cell', async () => {
    const catalog = await estate();
    await describeTarget(catalog, 'ben', {
      target: { on: 'column', id: columnId(catalog, 'sales.leads', 'email') },
      text: 'Of the lead',
    });
    const column = { on: 'column' as const, id: columnId(catalog, 'sales.leads', 'email') };
    const dataset = { on: 'dataset' as const, id: datasetId(catalog, 'sales.leads') };
    const outcome = await editSheet(catalog, 'ann', [
      { target: column, header: 'categories', text: 'user.contact.email', base: '' },
      { target: column, header: 'description', text: 'Mine', base: '' },
      { target: dataset, header: 'retention', text: 'long', base: '' },
      { target: dataset, header: 'criticality', text: 'HIGH', base: '' },
      { target: { on: 'dataset', id: 999 }, header: 'criticality', text: 'low', base: '' },
    ]);
    expect(outcome).toMatchObject({ changed: 2, label: 'Edited 2 cells of 1 dataset and 1 column' });
    expect(outcome.conflicts.items).toMatchObject([{ header: 'description', base: '', now: 'Of the lead' }]);
    expect(outcome.problems.items.map(({ header, target }) => [header, target?.id])).toEqual([
      ['criticality', 999],
      ['retention', dataset.id],
    ]);
  });

  it('are listed in order of a column, and only those that pass', async () => {
    const catalog = await estate();
    await imported(
      catalog,
      file('namespace,name,criticality', 'n,sales.leads,low', 'n,finance.payments,high'),
    );
    const names = async (more: object) => {
      const { ids } = await listed(catalog, { ...everything('datasets'), ...more });
      return rowsOf(catalog.store.reader, 'dataset', ids, fieldsOf(catalog.store.reader, 'dataset')).map(
        ({ name }) => name,
      );
    };
    const by = { header: 'criticality', descending: true };
    expect(await names({ by })).toEqual(['sales.leads', 'finance.payments', 'finance.orders']);
    expect(await names({ filters: [{ header: 'labels', is: 'has', text: 'RA' }] })).toEqual([
      'finance.orders',
    ]);
    expect(await names({ filters: [{ header: 'criticality', is: 'empty' }] })).toEqual(['finance.orders']);
    expect(await names({ text: 'name:sales', by })).toEqual(['sales.leads']);
  });
});
