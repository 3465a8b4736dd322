import { describe, expect, it } from 'vitest';
import type { Overview } from '../../../../../contract/index.ts';
import { coloursOf } from './colours.ts';
import { describeSpot } from './describe.ts';
import { cellAt, fitRect, nextDataset, nextGroup, spotAt, zoomAround } from './places.ts';
import { validateMapSearch } from './search-params.ts';
import { mapTable } from './tables.ts';
import { mapTree, openRows } from './tree.ts';

const NOW = Date.UTC(2026, 5, 1);
const group = (label: string, x: number, first: number, count: number) => ({
  ...{ key: label, label, frame: -1, columns: 2, inner: 0, x, y: 0, width: 400, height: 200 },
  first,
  count,
});

/** `left` holds a, b, c; `right` holds d, which has no lineage of its own and is fed by nobody. */
const map: Overview = {
  by: 'owner',
  groupings: [],
  groups: [group('left', 0, 0, 3), group('right', 500, 3, 1)],
  frames: [],
  cell: { width: 100, height: 30, gap: 10, padding: 20, head: 40 },
  datasets: {
    ids: [1, 2, 3, 4],
    titles: ['a', 'b', 'c', 'd'],
    names: ['a', 'b', 'c', 'd'],
    kinds: ['table', 'table', 'view', 'table'],
    systems: [0, 0, 0, 0],
    sensitivities: ['public', null, 'restricted', null],
    owners: [0, 0, 1, -1],
    failing: [false, true, false, false],
    lastSeen: ['2026-05-31T20:00:00Z', '2026-05-20T00:00:00Z', 'nonsense', null],
    verified: ['observed', 'checked', 'declared', 'declared'],
    upstream: [0, 1, 1, 0],
    downstream: [2, 0, 0, 0],
  },
  systems: ['pg'],
  owners: ['ana', 'ben'],
  flows: { from: [0], to: [1], count: [2] },
  bounds: { x: 0, y: 0, width: 900, height: 200 },
  rules: [],
  lookedAt: null,
  totals: { datasets: 4, mentioned: 0, isolated: 1, retired: 0, links: 2 },
};

describe('places', () => {
  it('finds the dataset under each of its own cells, and none between them', () => {
    for (const [at, own] of map.groups.entries())
      for (let i = 0; i < own.count; i++) {
        const { x, y } = cellAt(map, own, i);
        expect(spotAt(map, { x: x + 1, y: y + 1 }, true)).toEqual({ group: at, dataset: own.first + i });
        expect(spotAt(map, { x: x + 1, y: y + 1 }, false)).toEqual({ group: at, dataset: null });
      }
    expect(spotAt(map, { x: 450, y: 10 }, true)).toBeNull();
  });

  it('walks by arrows and stays at the border', () => {
    expect(nextGroup(map, 0, 'ArrowRight')).toBe(1);
    expect(nextGroup(map, 1, 'ArrowRight')).toBe(1);
    expect(nextDataset(map.groups[0]!, 0, 'ArrowRight')).toBe(1);
    expect(nextDataset(map.groups[0]!, 0, 'ArrowDown')).toBe(2);
    expect(nextDataset(map.groups[0]!, 1, 'ArrowDown')).toBe(1);
    expect(nextDataset(map.groups[0]!, 2, 'ArrowLeft')).toBe(2);
  });

  it('keeps the point under the pointer when zooming', () => {
    const camera = fitRect(map.bounds, { width: 800, height: 600 });
    const next = zoomAround(camera, 1.3, { x: 200, y: 100 }, 0.01);
    expect((200 - next.x) / next.zoom).toBeCloseTo((200 - camera.x) / camera.zoom);
    expect(zoomAround(camera, 1000, { x: 0, y: 0 }, 0.01).zoom).toBeLessThan(2);
  });
});

describe('colours', () => {
  it('counts every dataset once, whatever they tell', () => {
    for (const colouring of ['system', 'sensitivity', 'owner', 'freshness', 'failing'] as const) {
      const { of, classes } = coloursOf(map, colouring, 'light', NOW);
      expect(classes.reduce((sum, { count }) => sum + count, 0)).toBe(4);
      expect(Math.max(...of)).toBeLessThan(classes.length);
    }
  });

  it('takes a time that cannot be read for none', () => {
    const { of, classes } = coloursOf(map, 'freshness', 'dark', NOW);
    expect(Array.from(of, (at) => classes[at]!.label)).toEqual([
      'Seen within a day',
      'Within 30 days',
      'Never seen in a run',
      'Never seen in a run',
    ]);
  });

  it('gathers what has no colour of its own, and says how many they are', () => {
    const owners = Array.from({ length: 30 }, (_, i) => `owner ${i}`);
    const many = { ...map, owners, datasets: { ...map.datasets, owners: owners.map((_, i) => i) } };
    const { classes } = coloursOf(many, 'owner', 'light', NOW);
    expect(classes.at(-1)).toMatchObject({ label: '23 other owners', count: 23 });
  });
});

describe('tables and words', () => {
  it('lists all, those found, or those without lineage', () => {
    const names = (found: Uint8Array | null, alone: boolean) =>
      mapTable(map, 'datasets', { found, alone }).rows.map(({ cells }) => cells[0]);
    expect(names(null, false)).toEqual(['a', 'b', 'c', 'd']);
    expect(names(null, true)).toEqual(['d']);
    expect(names(Uint8Array.of(0, 1, 0, 0), false)).toEqual(['b']);
    expect(mapTable(map, 'groups', { found: null, alone: false }).rows[0]?.cells).toEqual([
      ...['left', '', '3', '0', '1', '0', '1', '0'],
    ]);
    expect(mapTable(map, 'flows', { found: null, alone: false }).rows[0]?.cells).toEqual([
      'left',
      'right',
      '2',
    ]);
  });

  it('lists datasets as a tree of systems and groups, and closes what is closed', () => {
    const inSystem = {
      ...map,
      groups: map.groups.map((one) => ({ ...one, frame: 0 })),
      frames: [{ x: 0, y: 0, width: 9, height: 9, label: 'Postgres', detail: 'pg', datasets: 4 }],
    };
    const rows = mapTree(inSystem, { found: null, alone: false });
    expect(rows.map(({ level, cells }) => `${'-'.repeat(level)}${cells[0]}`)).toEqual([
      ...['-Postgres · pg', '--left', '---a', '---b', '---c', '--right', '---d'],
    ]);
    expect(rows[1]).toMatchObject({ children: 3, place: 1, siblings: 2, parent: 0 });
    expect(rows[1]!.cells.slice(1, 5)).toEqual(['3 datasets', '', '', '1 failing']);
    const shown = (closed: readonly string[]) =>
      openRows(rows, ({ key }) => closed.includes(key)).map((at) => rows[at]!.cells[0]);
    expect(shown(['group left'])).toEqual(['Postgres · pg', 'left', 'right', 'd']);
    expect(shown(['system 0'])).toEqual(['Postgres · pg']);
    expect(
      mapTree(map, { found: Uint8Array.of(0, 1, 0, 0), alone: false }).map(({ cells }) => cells[0]),
    ).toEqual(['left', 'b']);
    expect(mapTree(map, { found: null, alone: true }).map(({ spot }) => spot?.dataset ?? null)).toEqual([
      null,
      3,
    ]);
  });

  it('says what is chosen', () => {
    expect(describeSpot(map, { group: 1, dataset: null })).toContain('1 dataset · fed by 1 group, feeds 0');
    expect(describeSpot(map, { group: 0, dataset: 1 })).toContain('failing');
    expect(describeSpot(map, null)).toBe('');
  });

  it('reads addresses that were typed', () => {
    expect(validateMapSearch({ by: 5, colour: 'red', tab: 'x', text: 7, alone: 'yes' })).toEqual({
      text: '7',
    });
    expect(validateMapSearch({ by: 'owner', colour: 'owner', tab: 'flows', alone: true })).toEqual({
      ...{ by: 'owner', colour: 'owner', tab: 'flows', alone: true },
    });
  });
});
