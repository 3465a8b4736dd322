/** Listings that are read table by table say the same as when they are read whole. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ImportContext, ImportIssue, SourceFile } from '../importer.ts';
import { parseDocuments } from './documents.ts';
import { DocumentReader } from './document-reader.ts';
import { GlueExport } from './export.ts';
import { ItemShelf } from './item-shelf.ts';
import { readTablesOneByOne } from './large-listing.ts';
import { memoryFile } from './test-support.ts';

let shelf: ItemShelf;
beforeEach(() => {
  shelf = new ItemShelf();
  issues.length = 0;
});
afterEach(() => {
  shelf.close();
});

const issues: ImportIssue[] = [];
const context = {
  signal: new AbortController().signal,
  options: {},
  issue: (issue: ImportIssue) => issues.push(issue),
} as unknown as ImportContext;

const table = (n: number): object => ({
  Name: `t${n}`,
  DatabaseName: 'sales',
  CatalogId: '111122223333',
  StorageDescriptor: {
    Columns: [{ Name: 'größe "x"', Type: 'struct<a:int>' }],
    Location: `s3://lake/t${n}/`,
  },
});

async function oneByOne(file: SourceFile, whole = 1 << 20): Promise<GlueExport | null> {
  const out = new GlueExport(shelf);
  if (await readTablesOneByOne(file, out, context, { small: 0, whole })) return out;
  expect([out.items.tables, out.items.lfTags, out.listedDatabases()]).toEqual([[], [], []]);
  return null;
}

async function whole(file: SourceFile): Promise<GlueExport> {
  const out = new GlueExport(shelf);
  const text = await file.text();
  out.votes.read(text);
  for (const document of parseDocuments(text).documents)
    new DocumentReader(file, document, out, context).read('get-tables');
  return out;
}

const said = (out: GlueExport | null) =>
  out && {
    tables: out.items.tables.map(({ value, at, file, nameParts }) => ({ value, at, file, nameParts })),
    lfTags: out.items.lfTags.map(({ value, at }) => ({ value, at })),
    databases: out.listedDatabases(),
    whole: out.listedDatabases().map((name) => out.isWhole(`tables/${name}`)),
    cut: out.cutListings(),
    account: out.votes.decide({ ...context, issue: () => undefined }),
  };

describe('a large listing', () => {
  it.each([
    ['a page that is the last', { TableList: Array.from({ length: 2500 }, (_, n) => table(n)) }],
    ['a page that others follow', { NextToken: 'x', TableList: [table(1), null, 'text', table(2)] }],
    ['an empty one', { TableList: [] }],
    ['no list', { TableList: { Name: 't' } }],
    [
      'tables by their tags',
      { TableList: [{ Table: table(1), LFTagsOnTable: [{ TagKey: 'k' }] }, table(2)] },
    ],
  ])('says the same read table by table as whole: %s', async (_, content) => {
    const file = memoryFile(3, 'out/get-tables.sales.json', JSON.stringify(content, null, 4));
    const large = said(await oneByOne(file));
    const told = issues.splice(0);
    expect(large).toEqual(said(await whole(file)));
    expect(told).toEqual(issues);
  });

  it('tells of elements that are no tables, and counts them in the places of those that are', async () => {
    const content = { TableList: [null, table(1), 'text', [table(2)], 7, table(3)] };
    const out = await oneByOne(memoryFile(0, 'get-tables.json', JSON.stringify(content)));
    expect(out?.items.tables.map(({ at }) => at)).toEqual(['TableList[1] sales.t1', 'TableList[5] sales.t3']);
    expect(issues.map(({ code, at, message }) => [code, at, message.split(';')[0]])).toEqual([
      ['not-an-object', 'TableList[0]', 'An object was expected here, found null'],
      ['not-an-object', 'TableList[2]', 'An object was expected here, found a text'],
      ['not-an-object', 'TableList[3]', 'An object was expected here, found a list'],
      ['not-an-object', 'TableList[4]', 'An object was expected here, found a number'],
    ]);
  });

  it.each([
    ['cut off', `{"TableList": [${JSON.stringify(table(1))}, {"Name": "t`],
    ['several answers in a row', '{"TableList": []}\n{"TableList": []}'],
    ['a list without a wrapper', `[${JSON.stringify(table(1))}]`],
    ['with an entry that is no JSON', `{"TableList": [${JSON.stringify(table(1))}, {"Name": t}]}`],
    ['YAML', 'TableList:\n- Name: t\n  DatabaseName: d\n'],
  ])('leaves to whole reading, and nothing behind, what is not one sound answer: %s', async (_, content) => {
    expect(await oneByOne(memoryFile(0, 'get-tables.json', content))).toBeNull();
    expect(issues).toEqual([]);
  });

  it('beyond the limit for whole reads keeps what stands before the place where it breaks', async () => {
    const rows = Array.from({ length: 5 }, (_, n) => `${JSON.stringify(table(n))},`).join('');
    const file = memoryFile(0, 'get-tables.sales.json', `{"TableList": [${rows}{"Name": `);
    const out = await oneByOne(file, 100);
    expect(out?.items.tables).toHaveLength(5);
    expect(out?.isWhole('tables/sales')).toBe(false);
    expect(issues).toMatchObject([{ severity: 'rejected', code: 'truncated', file: 0, at: 'TableList[5]' }]);
  });
});
