/** Export then import changes nothing, and edits in the file are just the edits in the catalog: for any catalog and any text. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Fact } from '../../model/facts.ts';
import type { Catalog } from '../../catalog.ts';
import { exportLines } from '../../export/ndjson.ts';
import { importFacts, openTemporaryCatalog } from '../../testing/temp-catalog.ts';
import { describe as describeTarget } from '../describe.ts';
import { forCell } from '../../tables/formula.ts';
import { own } from '../own.ts';
import { review } from '../review/review.ts';
import { tag } from '../tag.ts';
import { undo } from '../undo.ts';
import { settled } from './cell-text.ts';
import { cellsOf, everything, exported, imported } from './testing.ts';

const evidence = { scope: 'p', file: 0, at: 'x' };

/** Texts that files and spreadsheets trip over. */
const hostile = fc.oneof(
  fc.constantFrom(
    ...[
      '=1+1',
      '+49 30',
      '-3',
      '@SUM(A1)',
      '\tx',
      "'=x",
      "''",
      '"',
      '""',
      'a"b',
      'a;b',
      'a, b',
      'a\nb',
      'a\r\nb',
    ],
    ...[
      '\\',
      '\\;',
      'a\\',
      'x=y',
      '=x',
      'a=b=c',
      '<x>',
      'Ana <a@b.c>',
      '_x000D_',
      '_x005F_x0041_',
      ' lead',
      'trail ',
    ],
    ...[
      'é',
      '日本語',
      '😀',
      '\u0000',
      '\u001f',
      '\ufeffx',
      '\u00a0y',
      'null',
      'TRUE',
      '1e5',
      '0012',
      ']]>',
      '&amp;',
      '<t>',
    ],
    ...["=cmd|' /C calc'!A0", '＝1', 'x'.repeat(2000), 'property:a', 'a.b', '\u2028', '\ud800'],
  ),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 12 }),
);
const spoken = hostile.filter((text) => text.trim() !== '');
const long = fc.oneof(
  { weight: 6, arbitrary: hostile },
  { weight: 1, arbitrary: fc.constantFrom('ab;"\n='.repeat(9000)) },
);

interface Estate {
  readonly tables: readonly {
    readonly namespace: string;
    readonly name: string;
    readonly columns: readonly string[][];
  }[];
  readonly said: readonly {
    readonly at: number;
    readonly column: boolean;
    readonly by: 'source' | 'person';
    readonly what: 'label' | 'owner' | 'text' | 'property' | 'category' | 'level' | 'review';
    readonly a: string;
    readonly b: string;
  }[];
}

const estate: fc.Arbitrary<Estate> = fc.record({
  tables: fc.uniqueArray(
    fc.record({
      namespace: spoken,
      name: spoken,
      columns: fc.array(fc.array(hostile, { minLength: 1, maxLength: 2 }), { minLength: 1, maxLength: 3 }),
    }),
    { minLength: 1, maxLength: 3, selector: ({ namespace, name }) => `${namespace}\n${name}` },
  ),
  said: fc.array(
    fc.record({
      at: fc.nat(2),
      column: fc.boolean(),
      by: fc.constantFrom('source' as const, 'person' as const),
      what: fc.constantFrom('label', 'owner', 'text', 'property', 'category', 'level', 'review'),
      a: spoken,
      b: long,
    }),
    { maxLength: 8 },
  ),
});

async function made({ tables, said }: Estate): Promise<Catalog> {
  const catalog = await openTemporaryCatalog();
  const facts: Fact[] = [{ type: 'scope', scope: 'p', mode: 'replace' }];
  for (const [at, { namespace, name, columns }] of tables.entries()) {
    const dataset = { namespace, name };
    facts.push({ type: 'dataset', dataset, sourceId: `s${at}`, evidence });
    for (const path of columns) facts.push({ type: 'column', dataset, path, evidence });
  }
  for (const { at, column, by, what, a, b } of said) {
    if (by !== 'source') continue;
    const { namespace, name, columns } = tables[at % tables.length]!;
    const dataset = { namespace, name };
    const target = column
      ? ({ on: 'column', dataset, path: columns[0]! } as const)
      : ({ on: 'dataset', dataset } as const);
    if (what === 'label') facts.push({ type: 'tag', target, kind: 'label', key: '', value: a, evidence });
    if (what === 'level')
      facts.push({ type: 'tag', target, kind: 'sensitivity', key: '', value: 'internal', evidence });
    if (what === 'text' && b.trim() !== '') facts.push({ type: 'description', target, text: b, evidence });
    if (what === 'owner') facts.push({ type: 'owner', target, name: a, role: 'steward', evidence });
  }
  await importFacts(catalog.store, facts, 'one');
  const db = catalog.store.reader;
  const ids = (table: string) => db.prepare<[], number>(`SELECT id FROM ${table} ORDER BY id`).pluck().all();
  const [datasets, columns] = [ids('dataset'), ids('"column"')];
  for (const { at, column, by, what, a, b } of said) {
    if (by !== 'person') continue;
    const id = column ? columns[at % columns.length] : datasets[at % datasets.length];
    if (id === undefined) continue;
    const target = { on: column ? ('column' as const) : ('dataset' as const), id };
    const put = (kind: 'label' | 'property' | 'category' | 'sensitivity', key: string, value: string) =>
      tag(catalog, 'ann', { targets: [target], add: [{ kind, key, value }], remove: [], reason: 'as it is' });
    if (what === 'label') await put('label', b.length > 500 ? '' : b, a);
    if (what === 'property') await put('property', a.slice(0, 500), b.trim().slice(0, 2000) || 'v');
    if (what === 'category') await put('category', '', 'user.contact.email');
    if (what === 'level') await put('sensitivity', '', 'restricted');
    if (what === 'review') await review(catalog, 'ann', { targets: [target], reviewed: true });
    if (what === 'text') await describeTarget(catalog, 'ann', { target, text: b });
    if (what === 'owner')
      await own(catalog, 'ann', {
        targets: [target],
        add: [{ name: a, email: b.length > 300 || b.trim() === '' ? null : b, role: 'business owner' }],
        remove: [],
      });
  }
  return catalog;
}

const scope = fc.constantFrom('datasets' as const, 'columns' as const);
const format = fc.constantFrom('csv' as const, 'xlsx' as const);
/** `SHEET_RUNS=500` for a long run. */
const RUNS = { numRuns: Number(process.env['SHEET_RUNS'] ?? 20) };

it('comes back as it went out', async () => {
  await fc.assert(
    fc.asyncProperty(estate, scope, format, async (of, sheet, as) => {
      const catalog = await made(of);
      try {
        const content = await exported(catalog, everything(sheet), as);
        const outcome = await imported(catalog, content);
        expect(outcome.problems.items).toEqual([]);
        expect(outcome.changes.items).toEqual([]);
        expect(outcome.conflicts.items).toEqual([]);
        expect(outcome.revision).toBeNull();
        expect(outcome.rows).toBe((await cellsOf(content)).length - 1);
      } finally {
        await catalog.close();
      }
    }),
    RUNS,
  );
}, 300_000);

/** A cell that is written anew: which, and what. */
const writing = fc.record({
  row: fc.nat(),
  what: fc.oneof(
    fc.record({ header: fc.constant('description'), text: spoken }),
    fc.record({ header: fc.constant('sensitivity'), text: fc.constantFrom('', 'public', 'confidential') }),
    fc.record({
      header: fc.constant('categories'),
      text: fc.constantFrom('', 'user.name', 'user.contact.email; user.name'),
    }),
    fc.record({ header: fc.constant('criticality'), text: fc.constantFrom('low', 'high') }),
    fc.record({ header: fc.constant('retention'), text: fc.constantFrom('P3Y', 'P18M') }),
    fc.record({ header: fc.constant('reviewed'), text: fc.constantFrom('yes', '') }),
    fc.record({
      header: fc.constant('steward'),
      text: fc.constantFrom('', 'Ben', 'Ben; Cleo <cleo@example.org>'),
    }),
  ),
});

const stateOf = (catalog: Catalog) => [...exportLines(catalog.store.reader, { canonical: false })];

it('changes the cells that were written and no others, whatever columns are left out; and undo takes it all back', async () => {
  await fc.assert(
    fc.asyncProperty(
      estate,
      scope,
      format,
      fc.array(writing, { maxLength: 5 }),
      fc.boolean(),
      async (of, sheet, as, writings, drop) => {
        const catalog = await made(of);
        try {
          const before = await cellsOf(await exported(catalog, everything(sheet), 'csv'));
          const state = stateOf(catalog);
          const [head, ...rows] = before as [string[], ...string[][]];
          const wished = rows.map((row) => [...row]);
          const touched = new Set<number>();
          for (const { row, what } of writings) {
            if (rows.length === 0) break;
            const column = head.indexOf(what.header);
            wished[row % rows.length]![column] = what.text;
            touched.add(column);
          }
          const names = sheet === 'datasets' ? 2 : 3;
          const kept = head.flatMap((_, at) =>
            !drop || at < names || touched.has(at) || at === head.length - 1 ? [at] : [],
          );
          const file = await rewritten(
            [head, ...wished].map((row) => kept.map((at) => row[at]!)),
            as,
          );
          const outcome = await imported(catalog, file, { reason: 'as it is' });
          expect(outcome.problems.items).toEqual([]);
          expect(outcome.conflicts.items).toEqual([]);
          const different = rows.flatMap((row, line) =>
            row.flatMap((text, at) =>
              settled(text) === settled(wished[line]![at]!) ? [] : [`${line} ${head[at]}`],
            ),
          );
          expect(outcome.changes.total).toBe(different.length);
          expect(outcome.changed).toBe(different.length);
          const after = await cellsOf(await exported(catalog, everything(sheet), 'csv'));
          const plain = (table: string[][]) => table.map((row) => row.slice(0, -1).map(settled));
          expect(plain(after)).toEqual(plain([head, ...wished]));
          if (outcome.revision !== null) {
            await undo(catalog, 'ann');
            expect(stateOf(catalog)).toEqual(state);
          }
        } finally {
          await catalog.close();
        }
      },
    ),
    RUNS,
  );
}, 300_000);

/** A table as a file of its own making. */
async function rewritten(
  table: readonly (readonly string[])[],
  as: 'csv' | 'xlsx',
): Promise<Uint8Array | string> {
  const cells = table.map((row) => row.map(forCell));
  if (as === 'csv')
    return cells.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(';')).join('\n');
  const { workbook } = await import('./xlsx/write.ts');
  const [head, ...rows] = cells as [string[], ...string[][]];
  const plan = { name: 'x', frozen: 0, columns: head.map((header) => ({ header, width: 10 })) };
  const parts: Uint8Array[] = [];
  const pages = async function* () {
    yield rows;
  };
  for await (const part of workbook(plan, pages())) parts.push(part);
  return Buffer.concat(parts);
}
