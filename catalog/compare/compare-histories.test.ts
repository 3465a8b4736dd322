/** Of random histories: what is found by looking at what changed is what comparing everything finds. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { atOnce } from '../breathe.ts';
import type { At } from '../past/moment.ts';
import { undoImport } from '../imports/undo/undo-import.ts';
import { relatedBatches } from '../imports/undo/testing/related-events.ts';
import type { Catalog } from '../catalog.ts';
import { describe } from '../stewardship/describe.ts';
import { mergeIdentities, splitIdentity } from '../stewardship/joins.ts';
import { own } from '../stewardship/own.ts';
import { tag } from '../stewardship/tag.ts';
import { undo } from '../stewardship/undo.ts';
import { FEATURES, fileNameOf, sourceText, type SourceChoice } from '../testing/small-sources.ts';
import { openTemporaryCatalog, temporaryFolder } from '../testing/temp-catalog.ts';
import { compareMoments } from './compare-moments.ts';
import type { Aspect, Judged } from './model.ts';
import { drawing } from './picture.ts';
import { everythingIn, loadEvents, loadPaths } from './testing/load.ts';
import { wholeComparison } from './testing/whole/whole-comparison.ts';

const RUNS = Number(process.env['COMPARE_RUNS'] ?? 8);
const signal = new AbortController().signal;

const source: fc.Arbitrary<SourceChoice> = fc.record({
  kind: fc.constantFrom('openlineage', 'dbt', 'glue'),
  tables: fc.uniqueArray(fc.nat({ max: 3 }), { minLength: 1, maxLength: 4 }),
  flavour: fc.nat({ max: 3 }),
  feature: fc.constantFrom(...FEATURES),
});

type Step =
  | { readonly do: 'source'; readonly source: SourceChoice }
  | { readonly do: 'events'; readonly batches: object[][] }
  | { readonly do: (typeof DEEDS)[number]; readonly x: number; readonly y: number };

const DEEDS = ['tag', 'tagColumn', 'own', 'describe', 'merge', 'split', 'undo', 'undoImport'] as const;

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: source.map((one) => ({ do: 'source' as const, source: one })) },
  { weight: 3, arbitrary: relatedBatches.map((batches) => ({ do: 'events' as const, batches })) },
  { weight: 5, arbitrary: fc.record({ do: fc.constantFrom(...DEEDS), x: fc.nat(), y: fc.nat() }) },
);

const hour = (at: number): string => new Date(Date.UTC(2026, 0, 1) + at * 3_600_000).toISOString();

async function take(catalog: Catalog, one: Step, at: number): Promise<void> {
  if (one.do === 'source') {
    const path = join(temporaryFolder(), fileNameOf(one.source));
    writeFileSync(path, sourceText(one.source, at));
    await loadPaths([path], catalog);
  } else if (one.do === 'events') {
    for (const [index, events] of one.batches.entries())
      await loadEvents(
        events.map((event, n) => ({ ...event, eventTime: hour(at + ((index * 3 + n) % 5)) })),
        catalog,
      );
  } else await deed(catalog, one.do, one.x, one.y);
}

async function deed(catalog: Catalog, what: (typeof DEEDS)[number], x: number, y: number): Promise<void> {
  const one = <Id>(all: readonly Id[], n: number): Id | undefined => all[n % Math.max(1, all.length)];
  const ids = (table: string): number[] =>
    catalog.store.reader.prepare<[], number>(`SELECT id FROM ${table} ORDER BY id`).pluck().all();
  const id = one(ids('dataset'), x);
  if (id === undefined) return;
  const level = { kind: 'sensitivity', key: '', value: y % 2 ? 'restricted' : 'internal' } as const;
  const edit = {
    ...(y % 3 === 0 ? { add: [], remove: [level] } : { add: [level], remove: [] }),
    reason: 'why',
  };
  const [target, owner] = [{ on: 'dataset', id } as const, { name: `owner ${y % 2}`, email: null, role: '' }];
  switch (what) {
    case 'tag':
      return void (await tag(catalog, 'Ada', { targets: [target], ...edit }));
    case 'tagColumn': {
      const column = one(ids('"column"'), x);
      if (column !== undefined)
        await tag(catalog, 'Ada', { targets: [{ on: 'column', id: column }], ...edit });
      return;
    }
    case 'own':
      return void (await own(catalog, 'Ada', { targets: [target], add: [owner], remove: [] }));
    case 'describe':
      return void (await describe(catalog, 'Ada', { target, text: y % 3 === 0 ? '' : `text ${y % 3}` }));
    case 'merge':
      return void (await mergeIdentities(catalog, 'Ada', {
        space: 'dataset',
        ids: [id, one(ids('dataset'), y)!],
      }));
    case 'split':
      return void (await splitIdentity(catalog, 'Ada', { space: 'dataset', id }));
    case 'undo':
      return void (await undo(catalog, 'Ada'));
    case 'undoImport': {
      const row = one(
        catalog.store.reader
          .prepare<[], { id: number; undone: number | null }>(
            'SELECT id, undone_in AS undone FROM import_batch',
          )
          .all(),
        x,
      );
      if (!row) return;
      const request = { importId: row.id, redo: row.undone !== null, dryRun: false, actor: 'Ada', signal };
      await undoImport(catalog, request);
    }
  }
}

const plainly = ({ key, change, aspects, suspicion, reasons, depth, subject, before, after }: Judged) => {
  const differs = (aspect: Aspect) => aspects.some((one) => one.aspect === aspect);
  // Columns of datasets are told where they differ. Of an edge on one side only, column edges are shown for information;
  // where names were joined otherwise on the other side, the whole comparison leaves them out.
  const isTold = (aspect: Aspect) =>
    aspect === 'schema' ? differs(aspect) : aspect !== 'columns' || (before !== null && after !== null);
  const told = (one: Judged['before']) => one && [...one.aspects].filter(([aspect]) => isTold(aspect));
  return {
    ...{ key, change, aspects, suspicion, reasons, depth, subject },
    ...{ before: told(before), after: told(after) },
  };
};

/** The most suspicious first, and of those alike whatever comes first. */
const inPlainOrder = (items: readonly Judged[]) =>
  items
    .map(plainly)
    .map((item) => ({ ...item, before: item.before?.sort(), after: item.after?.sort() }))
    .sort((a, b) => b.suspicion - a.suspicion || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));

async function expectSame(catalog: Catalog, a: At, b: At): Promise<void> {
  const found = atOnce(compareMoments(catalog, a, b));
  const items = everythingIn(found);
  const whole = await wholeComparison(catalog, a, b);
  expect(inPlainOrder(items)).toEqual(inPlainOrder(whole));
  const suspicions = items.map(({ suspicion }) => suspicion);
  expect(suspicions).toEqual([...suspicions].sort((x, y) => y - x));
  const count = (change: string): number => whole.filter((one) => one.change === change).length;
  const { totals } = found;
  expect(Object.entries(totals)).toEqual(Object.keys(totals).map((change) => [change, count(change)]));
  expect(found.differences).toBe(whole.length - totals.unchanged);
  // Pages of any size are parts of one list.
  const pages = [0, 7, 14, 21].flatMap((first) => found.page(first, 7).map(({ key }) => key));
  expect(pages).toEqual(items.slice(0, 28).map(({ key }) => key));
  for (const { key, subject, change } of items)
    if (subject.on === 'dataset') expect([key, found.changeOfDataset(subject.id)]).toEqual([key, change]);
  // Each is found by its key alone, wherever it stands; so is whatever the picture shows.
  const byKey = items.map(({ key }) => found.entry(key)!);
  expect(byKey.map(plainly)).toEqual(items.map(plainly));
  for (const { item } of drawing(found, false).nodes)
    if (item !== null) expect(found.entry(item)?.key).toBe(item);
  expect([found.entry(''), found.entry('dataset 0'), found.entry('edge 0>0')]).toEqual([null, null, null]);
}

it(
  'what changed, and nothing else, is found between any two revisions or times (property)',
  { timeout: 180_000 + RUNS * 15_000 },
  async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 2, maxLength: 8 }),
        fc.nat(),
        fc.nat(),
        async (steps, x, y) => {
          const catalog = await openTemporaryCatalog();
          for (const [at, one] of steps.entries()) await take(catalog, one, at).catch(refused);
          const newest = catalog.revision();
          const revision = (n: number) => ({ revision: n % (newest + 1) });
          await expectSame(catalog, revision(x), revision(y));
          await expectSame(catalog, { revision: newest }, revision(x));
          await expectSame(catalog, { revision: 0 }, { revision: newest });
          await expectSame(catalog, { time: hour(x % 12) }, { time: hour(y % 12) });
          await expectSame(catalog, { time: new Date().toISOString() }, { time: hour(y % 12) });
          expectAscending(catalog);
          await catalog.close();
        },
      ),
      { numRuns: RUNS, endOnFailure: true },
    );
  },
);

/** A history that the generator cannot make is none: what is refused changes nothing. */
function refused(error: unknown): void {
  if (!(error instanceof Error) || !/Refused/.test(error.constructor.name)) throw error;
}

/** The ids of statements ascend with the revisions in which they began, on which finding them rests. */
function expectAscending(catalog: Catalog): void {
  const since = catalog.store.reader
    .prepare<[], number>('SELECT since_revision FROM statement ORDER BY id')
    .pluck()
    .all();
  expect(since).toEqual([...since].sort((a, b) => a - b));
}
