/** Imports as a pull request: the whole difference, parts left out, rules, what was previewed is what lands. */
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { SourceFolders } from '../collect/source-folders.ts';
import { suggestedJoins } from '../browse/suggested-joins.ts';
import { exportLines } from '../export/ndjson.ts';
import { REPORT_KINDS } from '../reports/kinds.ts';
import { reportFile } from '../reports/report-file.ts';
import { Catalog } from '../catalog.ts';
import { decideSuggestions } from '../stewardship/decide-suggestions.ts';
import { tag } from '../stewardship/tag.ts';
import { fileNameOf, sourceText, type SourceChoice } from '../testing/small-sources.ts';
import { openTemporaryCatalog, temporaryFolder } from '../testing/temp-catalog.ts';
import type { Part } from './difference/difference.ts';
import { csvCell } from './history.ts';
import { importInto } from './import-into.ts';
import { addLeaveOutRule, listLeaveOutRules, removeLeaveOutRule } from './leave-out-rules.ts';
import { PreviewOutdated, type Expectation } from './expectation.ts';
import { undoImport, UndoRefused } from './undo/undo-import.ts';

const signal = new AbortController().signal;
const all = { offset: 0, limit: 500 };

function written(source: SourceChoice, at: number, folder = temporaryFolder()): string {
  writeFileSync(join(folder, fileNameOf(source)), sourceText(source, at));
  return folder;
}

function run(
  catalog: Catalog,
  folder: string,
  more: { dryRun?: boolean; leaveOut?: readonly Part[]; expect?: Expectation } = {},
) {
  return importInto(catalog, {
    paths: [folder],
    kind: 'auto',
    namespace: 's3://lake',
    dryRun: false,
    actor: 'tester',
    signal,
    ...more,
  });
}

const lines = (catalog: Catalog) => [...exportLines(catalog.store.reader, { canonical: false })].map(String);

async function preview(catalog: Catalog, folder: string, leaveOut: readonly Part[] = []) {
  const outcome = await run(catalog, folder, { dryRun: true, leaveOut });
  const kept = catalog.previews.get(outcome.previewId!)!;
  return { outcome, kept, rows: kept.difference.page({}, all).items };
}

const first: SourceChoice = { kind: 'dbt', tables: [0, 1, 2], flavour: 1 };
const second: SourceChoice = { kind: 'dbt', tables: [1, 2, 3], flavour: 3 };

it('shows what is added, changed with old and new, retired, renamed, and conflicts with people’s work', async () => {
  const catalog = await openTemporaryCatalog();
  await run(catalog, written(first, 0));
  const { id } = catalog.store.reader
    .prepare<[], { id: number }>(`SELECT id FROM dataset WHERE name LIKE '%t0'`)
    .get()!;
  await tag(catalog, 'ann', {
    targets: [{ on: 'dataset', id }],
    add: [{ kind: 'label', key: '', value: 'mine' }],
    remove: [],
  });
  const { rows, outcome } = await preview(catalog, written(second, 1));
  const shown = rows.map((row) => [
    row.change,
    row.type,
    row.dataset.split(/[./]/).at(-1),
    row.before,
    row.after,
  ]);
  expect(shown).toContainEqual(['added', 'dataset', 't3', null, 'table']);
  expect(shown).toContainEqual(['retired', 'dataset', 't0', 'table', null]);
  expect(shown).toContainEqual(['changed', 'column', 't1', 'bigint', 'int']);
  expect(shown).toContainEqual(['changed', 'description', 't1', 'Table 1, text 1', 'Table 1, text 3']);
  expect(
    rows.filter((row) => row.change === 'conflict').map((row) => row.dataset.split(/[./]/).at(-1)),
  ).toContain('t0');
  expect(outcome.dryRun).toBe(true);
  expect(lines(catalog).some((line) => line.includes('t3'))).toBe(false);
  await catalog.close();
});

it('a likely rename is shown with its score and reasons, suggested, kept by later imports, and can be accepted', async () => {
  const catalog = await openTemporaryCatalog();
  const orders = (name: string, more: string[], day: number) => {
    const columns = ['id', 'placed_at', 'total', ...more].map((one) => [
      one,
      { name: one, data_type: 'text' },
    ]);
    const node = {
      unique_id: `model.shop.${name}`,
      resource_type: 'model',
      database: 'lake',
      schema: 'db',
      name,
      alias: name,
      columns: Object.fromEntries(columns) as object,
      depends_on: { nodes: [] },
    };
    const folder = temporaryFolder();
    const metadata = {
      dbt_schema_version: 'https://schemas.getdbt.com/dbt/manifest/v12.json',
      generated_at: `2026-01-0${day}T00:00:00Z`,
      project_name: 'shop',
      adapter_type: 'postgres',
    };
    writeFileSync(
      join(folder, 'manifest.json'),
      JSON.stringify({ metadata, nodes: { [node.unique_id]: node }, sources: {}, exposures: {} }),
    );
    return folder;
  };
  await run(catalog, orders('orders', [], 1));
  const next = orders('sales_orders', [], 2);
  const { rows, outcome } = await preview(catalog, next);
  const [rename] = outcome.renames;
  expect(rename).toMatchObject({ from: { name: 'lake.db.orders' }, to: { name: 'lake.db.sales_orders' } });
  expect(rename!.reasons).toContain('3 of 3 columns alike');
  expect(rows.filter((row) => row.change === 'renamed')).toEqual([
    expect.objectContaining({
      before: 'lake.db.orders',
      after: 'lake.db.sales_orders',
      note: `${Math.round(rename!.score * 100)} % alike: ${rename!.reasons.join(', ')}`,
      derived: true,
    }),
  ]);
  expect(suggestedJoins(catalog)).toEqual([]);
  await run(catalog, next);
  await run(catalog, orders('sales_orders', ['state'], 3));
  const [suggested, ...others] = suggestedJoins(catalog);
  expect(others).toEqual([]);
  expect(suggested).toMatchObject({ basis: 'rename', score: rename!.score });
  expect(suggested!.reasons).toContain('3 of 3 columns alike.');
  await decideSuggestions(catalog, 'ann', [suggested!], 'accept', undefined);
  const shown = catalog.store.reader
    .prepare<[], { n: number }>('SELECT COUNT(DISTINCT canonical_id) AS n FROM dataset')
    .get()!.n;
  expect(shown).toBe(1);
  await catalog.close();
});

it('leaves parts out: they are listed, come up in the next preview, and the rest lands', async () => {
  const catalog = await openTemporaryCatalog();
  await run(catalog, written(first, 0));
  const folder = written(second, 1);
  const leaveOut: Part[] = [{ changes: ['retired'] }, { types: ['column'], changes: ['changed'] }];
  const { rows } = await preview(catalog, folder, leaveOut);
  expect(
    rows.filter((row) => row.leftOut).every((row) => row.change === 'retired' || row.type === 'column'),
  ).toBe(true);
  const outcome = await run(catalog, folder, { leaveOut });
  expect(outcome.leftOut).toBeGreaterThan(0);
  const text = lines(catalog).join('\n');
  expect(text).toMatch(/"type":"dataset","namespace":"[^"]*","name":"[^"]*t0"/);
  expect(text).toMatch(/t3/);
  expect(text).not.toContain('"dataType":"int"},"name":"a"');
  expect(
    lines(catalog).filter((line) => line.includes('"type":"column"') && line.includes('t1'))[0],
  ).toContain('bigint');
  const again = await preview(catalog, folder);
  expect(again.rows.some((row) => row.change === 'retired' && row.type === 'dataset')).toBe(true);
  const payload = catalog.store.reader
    .prepare<[number], { payload: string }>('SELECT payload FROM ledger_payload WHERE seq = ?')
    .get(outcome.revision!)!.payload;
  expect(JSON.parse(payload)).toMatchObject({ left_out: { records: outcome.leftOut } });
  await catalog.close();
});

it('leaving a new dataset out leaves no trace of it', async () => {
  const catalog = await openTemporaryCatalog();
  await run(catalog, written({ kind: 'glue', tables: [0], flavour: 0 }, 0));
  const before = lines(catalog);
  await run(catalog, written({ kind: 'glue', tables: [0, 1], flavour: 0 }, 1), {
    leaveOut: [{ changes: ['added'], dataset: 'table/db/t1' }],
  });
  expect(lines(catalog).filter((line) => !line.includes('db/t1'))).toEqual(before);
  expect(lines(catalog).filter((line) => line.includes('table/db/t1'))).toEqual([]);
  await catalog.close();
});

it('a rule leaves out for good, until it is removed', async () => {
  const catalog = await openTemporaryCatalog();
  const rule = await addLeaveOutRule(catalog, 'ann', { types: ['owner'] });
  await run(catalog, written(first, 0));
  expect(lines(catalog).some((line) => line.includes('"type":"owner"'))).toBe(false);
  expect(listLeaveOutRules(catalog)).toHaveLength(1);
  await removeLeaveOutRule(catalog, 'ann', rule.id);
  await run(catalog, written({ ...first, flavour: 3 }, 1));
  expect(lines(catalog).some((line) => line.includes('"type":"owner"'))).toBe(true);
  await catalog.close();
});

it('refuses to import what is not what was previewed', async () => {
  const catalog = await openTemporaryCatalog();
  const folder = written(first, 0);
  const { kept } = await preview(catalog, folder);
  written(second, 1, folder);
  await expect(run(catalog, folder, { expect: kept.expect! })).rejects.toThrow(PreviewOutdated);
  const fresh = await preview(catalog, folder);
  await run(catalog, written({ kind: 'glue', tables: [0], flavour: 0 }, 2));
  await expect(run(catalog, folder, { expect: fresh.kept.expect! })).rejects.toThrow(PreviewOutdated);
  const last = await preview(catalog, folder);
  expect((await run(catalog, folder, { expect: last.kept.expect! })).importId).not.toBeNull();
  await catalog.close();
});

it('reports of earlier revisions come out the same after an undo, a new import and a redo', async () => {
  let catalog = await openTemporaryCatalog();
  const { options } = catalog;
  const folder = written({ kind: 'openlineage', tables: [0, 1, 2], flavour: 2 }, 0);
  const { importId } = await run(catalog, folder);
  await run(catalog, written({ kind: 'glue', tables: [0, 3], flavour: 2 }, 1));
  const audit = await REPORT_KINDS.audit.make(
    catalog,
    { title: 'Audit', from: null, to: null },
    { actor: 'tester' },
  );
  const undo = { importId: importId!, dryRun: false, actor: 'tester', signal };
  await undoImport(catalog, { ...undo, redo: false });
  const after = await REPORT_KINDS.audit.make(
    catalog,
    { title: 'Audit', from: null, to: null },
    { actor: 'tester' },
  );
  await undoImport(catalog, { ...undo, redo: true });
  await run(catalog, written(first, 1));
  await catalog.close();
  catalog = await Catalog.open({ ...options, create: false });
  for (const report of [audit, after]) {
    for (const file of report.files) {
      const made = await reportFile(catalog, report.id, file.name);
      expect(createHash('sha256').update(made.bytes).digest('hex')).toBe(file.sha256);
    }
  }
  await catalog.close();
});

it('an undo is refused twice over, and events that were taken back can be imported again', async () => {
  const catalog = await openTemporaryCatalog();
  const folder = written({ kind: 'openlineage', tables: [0, 1], flavour: 2 }, 0);
  const { importId } = await run(catalog, folder);
  const before = lines(catalog);
  const undo = () =>
    undoImport(catalog, { importId: importId!, redo: false, dryRun: false, actor: 't', signal });
  await undo();
  expect(lines(catalog)).toEqual([]);
  await expect(undo()).rejects.toThrow(UndoRefused);
  const again = await run(catalog, folder);
  expect(again.unchanged).toBe(false);
  expect(lines(catalog)).toEqual(before);
  await catalog.close();
});

it('people’s work on what an undo takes away is kept and comes back with it', async () => {
  const catalog = await openTemporaryCatalog();
  const { importId } = await run(catalog, written(first, 0));
  const { id } = catalog.store.reader
    .prepare<[], { id: number }>(`SELECT id FROM dataset WHERE name LIKE '%t0'`)
    .get()!;
  await tag(catalog, 'ann', {
    targets: [{ on: 'dataset', id }],
    add: [{ kind: 'label', key: '', value: 'mine' }],
    remove: [],
  });
  const before = lines(catalog);
  await undoImport(catalog, { importId: importId!, redo: false, dryRun: false, actor: 't', signal });
  await run(catalog, written({ ...first }, 0));
  expect(lines(catalog)).toEqual(before);
  await catalog.close();
});

it('the parts of the sample workspace can be undone one by one, in any order', async () => {
  const catalog = await openTemporaryCatalog();
  const parts = readdirSync(catalog.sampleWorkspace, { withFileTypes: true })
    .filter((one) => one.isDirectory())
    .map((one) => join(catalog.sampleWorkspace, one.name));
  const ids: number[] = [];
  const states: string[][] = [lines(catalog)];
  for (const part of parts) {
    ids.push((await run(catalog, part)).importId!);
    states.push(lines(catalog));
  }
  for (let index = ids.length - 1; index >= 0; index--) {
    await undoImport(catalog, { importId: ids[index]!, redo: false, dryRun: false, actor: 't', signal });
    expect(lines(catalog)).toEqual(states[index]);
  }
  await catalog.close();
});

it('a watched folder waits until files have settled, prepares a preview, and takes each state once', async () => {
  const catalog = await openTemporaryCatalog();
  const folder = join(temporaryFolder(), 'target');
  mkdirSync(folder);
  const options = { pollMs: 1_000_000, quietMs: 40 };
  const pause = () => new Promise((resolve) => setTimeout(resolve, 60));
  const folders = await SourceFolders.start(catalog, options);
  await folders.add({ folder, kind: 'auto', namespace: 's3://lake', mode: 'preview' });
  const { id } = folders.list()[0]!;
  written(first, 0, folder);
  await folders.scan();
  expect(folders.list()[0]!.waiting).toBeNull();
  await pause();
  await folders.scan();
  expect(folders.list()[0]!.waiting).toMatchObject({ rejected: 0 });
  expect(lines(catalog)).toEqual([]);
  await folders.close();
  // After a restart it is prepared again.
  const later = await SourceFolders.start(catalog, options);
  await later.scan();
  await pause();
  await later.scan();
  expect(later.list()[0]!.waiting).not.toBeNull();
  expect((await later.accept(id, 'ann', []))?.importId).not.toBeNull();
  expect(lines(catalog).length).toBeGreaterThan(0);
  await pause();
  await later.scan();
  expect(later.list()[0]!.waiting).toBeNull();
  written(second, 1, folder);
  await later.scan();
  await pause();
  await later.scan();
  expect(await later.discard(id)).toBe(true);
  await later.scan();
  expect(later.list()[0]!.waiting).toBeNull();
  await later.close();
  await catalog.close();
});

it('a watched folder that was away for a while is no problem any more when it is back as it was', async () => {
  const catalog = await openTemporaryCatalog();
  const folder = join(temporaryFolder(), 'target');
  mkdirSync(folder);
  written(first, 0, folder);
  const options = { pollMs: 1_000_000, quietMs: 0 };
  const folders = await SourceFolders.start(catalog, options);
  await folders.add({ folder, kind: 'auto', namespace: 's3://lake', mode: 'apply' });
  const problem = async () => {
    await folders.scan();
    return folders.list()[0]!.problem;
  };
  expect(await problem()).toBeNull();
  renameSync(folder, `${folder}.away`);
  expect(await problem()).toContain('ENOENT');
  renameSync(`${folder}.away`, folder);
  expect(await problem()).toBeNull();
  expect(lines(catalog).length).toBeGreaterThan(0);
  await folders.close();
  await catalog.close();
});

it('issues as CSV hold no formula', () => {
  expect(csvCell('=1+1')).toBe(`"'=1+1"`);
  expect(csvCell(' @x')).toBe(`"' @x"`);
  expect(csvCell('say "no"')).toBe('"say ""no"""');
});
