/** Cards count what the catalog holds, and are the same whether made at once, in steps, or taken over half-made. */
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { loadEvents, loadPaths } from '../compare/testing/load.ts';
import type { Catalog } from '../catalog.ts';
import { estateEvents } from '../testing/large-estate.ts';
import { openTemporaryCatalog, resourcesDir } from '../testing/temp-catalog.ts';
import { columnGraph, datasetGraph } from '../explore/graphs.ts';
import { describe } from '../stewardship/describe.ts';
import { own } from '../stewardship/own.ts';
import { tag } from '../stewardship/tag.ts';
import { undo } from '../stewardship/undo.ts';
import { Cards } from './cards.ts';

const SMALL = { tables: 300, columns: 3_000, jobs: 30, runs: 3 };

const shown = (cards: Cards) => [...cards.all()].sort((a, b) => a.id - b.id);

/** By canonical id, as plain SQL counts it. */
function counted(catalog: Catalog, sql: string): Map<number, number> {
  return new Map(catalog.store.reader.prepare<[], [number, number]>(sql).raw().all());
}

async function joinedSample(): Promise<Catalog> {
  return loadPaths([join(resourcesDir, 'sample-workspace')]);
}

it.each([
  ['the sample workspace, with names that are one', joinedSample],
  ['a made-up estate', () => loadEvents([...estateEvents(SMALL)].join('\n'))],
])('%s: columns and neighbours', async (_, open) => {
  const catalog = await open();
  const columns = counted(
    catalog,
    `SELECT d.canonical_id, COUNT(DISTINCT lower(c.path)) FROM "column" c JOIN dataset d ON d.id = c.dataset_id
     WHERE c.until_revision IS NULL AND c.depth = 0 GROUP BY 1`,
  );
  const pairs = `SELECT DISTINCT f.canonical_id AS a, t.canonical_id AS b FROM edge e JOIN dataset f ON f.id = e.from_id
    JOIN dataset t ON t.id = e.to_id WHERE e.until_revision IS NULL AND f.canonical_id <> t.canonical_id`;
  const downstream = counted(catalog, `SELECT a, COUNT(*) FROM (${pairs}) GROUP BY a`);
  const upstream = counted(catalog, `SELECT b, COUNT(*) FROM (${pairs}) GROUP BY b`);
  expect(downstream.size).toBeGreaterThan(5);
  for (const card of catalog.cards().all()) {
    const { id } = card;
    expect([card.name, card.columns, card.upstream, card.downstream]).toEqual([
      card.name,
      columns.get(id) ?? 0,
      upstream.get(id) ?? 0,
      downstream.get(id) ?? 0,
    ]);
  }
  await catalog.close();
});

it('are the same in steps, and half-made ones are finished by who asks', async () => {
  const catalog = await loadEvents([...estateEvents(SMALL)].join('\n'));
  const atOnce = shown(new Cards(catalog.store.reader));
  expect(atOnce).toHaveLength(SMALL.tables);
  let steps = 0;
  const begin = function* (): Generator<void, Cards> {
    const made = Cards.inSteps(catalog.store.reader);
    for (let step = made.next(); ; step = made.next()) {
      if (step.done) return step.value;
      steps++;
      // Others are asked for in the midst of it.
      if (steps === 3) yield* pause();
      yield;
    }
  };
  const ready = catalog.prepare('cards', begin);
  expect(steps).toBe(3);
  const taken = catalog.cards();
  expect(steps).toBeGreaterThan(5);
  await ready;
  expect(catalog.cards()).toBe(taken);
  expect(shown(taken)).toEqual(atOnce);
  await catalog.close();
});

/** Takes longer than the thread is held without a rest. */
function* pause(): Generator<void, void> {
  const until = performance.now() + 60;
  while (performance.now() < until);
  yield;
}

it('are not kept when the catalog changes in the midst', async () => {
  const catalog = await openTemporaryCatalog();
  const events = [...estateEvents(SMALL)];
  await loadEvents(events.slice(0, 10).join('\n'), catalog);
  const begin = function* (): Generator<void, Cards> {
    yield* pause();
    yield* pause();
    return new Cards(catalog.store.reader);
  };
  const ready = catalog.prepare('cards', begin);
  await loadEvents(events.slice(10).join('\n'), catalog);
  await ready;
  expect(shown(catalog.cards())).toEqual(shown(new Cards(catalog.store.reader)));
  expect(shown(catalog.cards())).toHaveLength(SMALL.tables);
  await catalog.close();
});

it('what people say changes the cards that it is about; graphs stay as they are', async () => {
  const catalog = await joinedSample();
  const first = { cards: catalog.cards(), graph: datasetGraph(catalog), columns: columnGraph(catalog) };
  const ids = (sql: string): number[] => catalog.store.reader.prepare<[], number>(sql).pluck().all();
  const [dataset, other] = ids('SELECT canonical_id FROM dataset WHERE id <> canonical_id OR id % 5 = 0');
  const [column] = ids('SELECT id FROM "column" WHERE until_revision IS NULL AND dataset_id % 3 = 1');
  const on = (id: number) => ({ on: 'dataset', id }) as const;
  const value = { kind: 'sensitivity', key: '', value: 'restricted' } as const;
  const deeds = [
    () =>
      tag(catalog, 'Ada', {
        targets: [on(dataset!), { on: 'column', id: column! }],
        add: [value],
        remove: [],
      }),
    () =>
      own(catalog, 'Ada', {
        targets: [on(other!)],
        add: [{ name: 'Ana', email: null, role: '' }],
        remove: [],
      }),
    () => describe(catalog, 'Ada', { target: on(dataset!), text: 'what it is' }),
    () => tag(catalog, 'Ada', { targets: [on(dataset!)], add: [], remove: [value], reason: 'not any more' }),
    () => describe(catalog, 'Ada', { target: on(dataset!), text: '' }),
  ];
  for (const deed of deeds) {
    expect((await deed()).changed).toBeGreaterThan(0);
    expect(shown(catalog.cards())).toEqual(shown(new Cards(catalog.store.reader)));
    expect(datasetGraph(catalog).graph).toBe(first.graph.graph);
    expect(columnGraph(catalog)).toBe(first.columns);
    // Cards of a graph are those of the same revision.
    for (const card of datasetGraph(catalog).cards) expect(catalog.cards().byId.get(card.id)).toBe(card);
  }
  const untouched = [...first.cards.byId].filter(([id, card]) => catalog.cards().byId.get(id) === card);
  expect(untouched.length).toBeGreaterThan(first.cards.byId.size - 5);
  await undo(catalog, 'Ada');
  expect(shown(catalog.cards())).toEqual(shown(new Cards(catalog.store.reader)));
  await loadEvents([...estateEvents(SMALL)].join('\n'), catalog);
  expect(datasetGraph(catalog).graph).not.toBe(first.graph.graph);
  expect(columnGraph(catalog)).not.toBe(first.columns);
  await catalog.close();
});
