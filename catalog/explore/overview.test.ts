import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openLineage } from '../importers/openlineage/index.ts';
import { dataset, runEvent } from '../importers/openlineage/testing/events.ts';
import { runImport } from '../imports/run-import.ts';
import type { Catalog } from '../catalog.ts';
import { openTemporaryCatalog, temporaryFolder } from '../testing/temp-catalog.ts';
import { placeOverview, type Place } from './overview-layout.ts';
import { findOnMap, overview, type Overview } from './overview.ts';

/** db.raw.a, db.raw.b → db.stage.x ⇄ db.stage.y → mart.z ; `lonely` has no lineage, `same` feeds itself. */
const owner = (name: string) => ({ ownership: { owners: [{ name, type: 'MAINTAINER' }] } });
const EVENTS = [
  runEvent({
    run: 1,
    job: 'load',
    inputs: [dataset('db.raw.a', owner('ana')), dataset('db.raw.b')],
    outputs: [dataset('db.stage.x')],
  }),
  runEvent({ run: 2, job: 'tidy', inputs: [dataset('db.stage.x')], outputs: [dataset('db.stage.y')] }),
  runEvent({ run: 3, job: 'back', inputs: [dataset('db.stage.y')], outputs: [dataset('db.stage.x')] }),
  runEvent({ run: 4, job: 'publish', inputs: [dataset('db.stage.y')], outputs: [dataset('db.mart.z')] }),
  runEvent({ run: 5, job: 'own', inputs: [dataset('same')], outputs: [dataset('same')] }),
  runEvent({ run: 6, job: 'only', inputs: [], outputs: [dataset('lonely')] }),
];

let catalog: Catalog;
beforeAll(async () => {
  catalog = await openTemporaryCatalog();
  const path = join(temporaryFolder(), 'events.ndjson');
  writeFileSync(path, EVENTS.map((event) => JSON.stringify(event)).join('\n'));
  await runImport(catalog.store, [openLineage], {
    paths: [path],
    kind: 'auto',
    dryRun: false,
    actor: 'tester',
    toolVersion: 'test',
    signal: new AbortController().signal,
  });
});
afterAll(() => catalog.close());

const membersOf = (map: Overview): Record<string, string[]> =>
  Object.fromEntries(
    map.groups.map(({ label, first, count }) => [
      label,
      map.datasets.slice(first, first + count).map(({ card }) => card.name),
    ]),
  );

describe('the map', () => {
  it('has every dataset in one group, also those without lineage or schema', () => {
    const map = overview(catalog, null);
    expect(map.by).toBe('schema');
    expect(membersOf(map)).toEqual({
      'db.raw': ['db.raw.a', 'db.raw.b'],
      'db.stage': ['db.stage.x', 'db.stage.y'],
      'db.mart': ['db.mart.z'],
      'No schema or folder': ['lonely', 'same'],
    });
    expect(map.totals).toEqual({ datasets: 7, mentioned: 0, isolated: 2, retired: 0, links: 5 });
    expect(map.frames.map(({ datasets }) => datasets)).toEqual([7]);
  });

  it('says how many are only mentioned, which other pages do not count', async () => {
    const other = await openTemporaryCatalog();
    await other.store.write((db) => {
      db.exec(`INSERT INTO dataset (id, namespace, name, kind, canonical_id, canonical_key, since_revision, referenced_only)
        VALUES (1, 'n', 'a', 'table', 1, 'a', 1, 0), (2, 'n', 'b', 'table', 2, 'b', 1, 1)`);
    });
    expect(overview(other, null).totals).toMatchObject({ datasets: 2, mentioned: 1, isolated: 2 });
    await other.close();
  });

  it('counts pairs of datasets from group to group; what stays within is counted there', () => {
    const { groups, flows, totals } = overview(catalog, 'schema');
    const said = flows.map(({ from, to, count }) => [groups[from]!.label, groups[to]!.label, count]);
    expect(said).toEqual([
      ['db.raw', 'db.stage', 2],
      ['db.stage', 'db.mart', 1],
    ]);
    const within = groups.reduce((sum, { inner }) => sum + inner, 0);
    expect(within).toBe(2);
    expect(within + flows.reduce((sum, { count }) => sum + count, 0)).toBe(totals.links);
  });

  it('groups by owner without losing those of nobody, and takes an unknown grouping for none', () => {
    const map = overview(catalog, 'system');
    expect(map.frames).toEqual([]);
    expect(map.groups.reduce((sum, { count }) => sum + count, 0)).toBe(7);
    expect(overview(catalog, 'tag:nothing').by).toBe('schema');
  });

  it('finds datasets in the language of the search', async () => {
    const names = async (text: string) => {
      const { ids } = await findOnMap(catalog, text);
      return [...catalog.cards().all()].filter(({ id }) => ids.includes(id)).map(({ name }) => name);
    };
    expect(await names('owner:ana')).toEqual(['db.raw.a']);
    expect((await names('is:isolated')).sort()).toEqual(['lonely', 'same']);
    const broken = await findOnMap(catalog, 'owner:ana nosuchfield:x');
    expect(broken.problems.length).toBeGreaterThan(0);
  });
});

const overlap = (a: Place, b: Place) =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
const inside = (a: Place, b: Place) =>
  a.x >= b.x && a.y >= b.y && a.x + a.width <= b.x + b.width && a.y + a.height <= b.y + b.height;

describe('places on the map', () => {
  for (const frames of [0, 1, 7]) {
    it(`keeps boxes apart and within their frames (${frames} frames), the same every time`, () => {
      const groups = Array.from({ length: 150 }, (_, i) => ({
        count: 1 + ((i * i * 7919) % 400),
        frame: frames === 0 ? -1 : (i * 31) % frames,
        depth: (i * 13) % 9,
      }));
      const { boxes, frames: around, bounds } = placeOverview(groups, frames);
      expect(boxes.filter(Boolean)).toHaveLength(150);
      for (const [i, box] of boxes.entries()) {
        expect(box.columns * Math.ceil(groups[i]!.count / box.columns)).toBeGreaterThanOrEqual(
          groups[i]!.count,
        );
        expect(inside(box, around[groups[i]!.frame] ?? bounds)).toBe(true);
        for (const other of boxes.slice(i + 1)) expect(overlap(box, other)).toBe(false);
      }
      for (const [i, frame] of around.entries()) {
        expect(inside(frame, bounds)).toBe(true);
        for (const other of around.slice(i + 1)) expect(overlap(frame, other)).toBe(false);
      }
      expect(placeOverview(groups, frames)).toEqual({ boxes, frames: around, bounds });
    });
  }

  it('puts what feeds to the left of what is fed', () => {
    const { boxes } = placeOverview(
      [2, 0, 1].map((depth) => ({ count: 60, frame: -1, depth })),
      0,
    );
    expect(boxes[1]!.x).toBeLessThanOrEqual(boxes[2]!.x);
    expect(boxes[2]!.x).toBeLessThanOrEqual(boxes[0]!.x);
    expect(boxes[1]!.x).toBeLessThan(boxes[0]!.x);
  });

  it('stands an empty catalog', () => {
    expect(placeOverview([], 0).boxes).toEqual([]);
  });
});
