/** The questions on the sample corpus: answers agree with one another and with plain walks. */
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { datasetGraph } from '../explore/graphs.ts';
import { importInto } from '../imports/import-into.ts';
import type { Catalog } from '../catalog.ts';
import { samplesNote, samplesRoot } from '../testing/samples.ts';
import { openTemporaryCatalog } from '../testing/temp-catalog.ts';
import { impactOf } from './impact.ts';
import { originOfDataset, type Origin } from './origin.ts';
import { findPaths } from './paths.ts';
import { posterOf } from './poster/poster.ts';

describe.skipIf(!samplesRoot)(`questions on a real project${samplesNote}`, () => {
  let catalog: Catalog;
  beforeAll(async () => {
    catalog = await openTemporaryCatalog();
    const signal = new AbortController().signal;
    const paths = [join(samplesRoot!, 'dbt/jaffle-v12-duckdb-exposures')];
    await importInto(catalog, { paths, kind: 'auto', dryRun: false, actor: 'tester', signal });
  });
  afterAll(() => catalog.close());

  it('reaches what a walk reaches, from every dataset, and back', () => {
    const { graph, cards, indexOf } = datasetGraph(catalog);
    const origins = new Map(cards.map(({ id }): [number, Origin] => [id, originOfDataset(catalog, id)!]));
    let reached = 0;
    for (const { id } of cards) {
      const { rows } = impactOf(catalog, { on: 'dataset', id })!;
      expect(rows.length).toBe(graph.walk(indexOf.get(id)!, 'downstream', Infinity).total - 1);
      for (const { card, paths, pathsExact } of rows) {
        reached++;
        expect(origins.get(card.id)!.upstream.some((one) => one.id === id)).toBe(true);
        const found = findPaths(catalog, { on: 'dataset', id }, { on: 'dataset', id: card.id }, 1000)!;
        if (pathsExact && found.total <= 1000) expect(found.paths.length).toBe(paths);
      }
    }
    expect(reached).toBeGreaterThan(20);
  });

  it('ends every way somewhere', () => {
    for (const { id } of datasetGraph(catalog).cards) {
      const { ways, ends } = originOfDataset(catalog, id)!;
      expect(ways.all).toBeGreaterThan(0);
      expect(ways.traced).toBeLessThanOrEqual(ways.all);
      expect(ends.length).toBeGreaterThan(0);
    }
  });

  it('draws every dataset of the largest map', async () => {
    const { cards, graph } = datasetGraph(catalog);
    const sizes = cards.map((_, node) => graph.walk(node, 'both', Infinity).total);
    const largest = sizes.indexOf(Math.max(...sizes));
    const poster = (await posterOf(catalog, cards[largest]!.id, 'A4'))!;
    expect(poster.datasets).toBe(sizes[largest]);
  });
});
