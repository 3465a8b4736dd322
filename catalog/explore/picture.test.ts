import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openLineage } from '../importers/openlineage/index.ts';
import { dataset, runEvent } from '../importers/openlineage/testing/events.ts';
import { runImport } from '../imports/run-import.ts';
import type { Catalog } from '../catalog.ts';
import { openTemporaryCatalog, temporaryFolder } from '../testing/temp-catalog.ts';
import { drawSvg } from '../lineage/svg.ts';
import { drawPicture } from './picture-svg.ts';
import { picture } from './picture.ts';
import type { Picture, PictureNode, PictureRequest } from './picture/types.ts';

/**
 * raw.a, raw.b → load → stage.x → (tidy → stage.y, late) → mart.z ; raw.a → copy → mart.w
 * `load` and `tidy` belong to the job `nightly`; the last run of `tidy` failed.
 */
const parent = { parent: { run: { runId: 'p' }, job: { namespace: 'etl', name: 'nightly' } } };
const owner = (name: string) => ({ ownership: { owners: [{ name, type: 'MAINTAINER' }] } });
const tag = (key: string, value: string) => ({ tags: { tags: [{ key, value }] } });
const EVENTS = [
  runEvent({
    run: 1,
    job: 'load',
    runFacets: parent,
    inputs: [dataset('raw.a', { ...owner('team:in'), ...tag('domain', 'sales') }), dataset('raw.b')],
    outputs: [dataset('stage.x', tag('domain', 'sales'))],
  }),
  runEvent({
    run: 2,
    job: 'tidy',
    runFacets: parent,
    inputs: [dataset('stage.x')],
    outputs: [dataset('stage.y')],
  }),
  runEvent({
    run: 3,
    minute: 5,
    type: 'FAIL',
    job: 'tidy',
    inputs: [dataset('stage.x')],
    outputs: [dataset('stage.y')],
  }),
  runEvent({ run: 4, job: 'publish', inputs: [dataset('stage.y')], outputs: [dataset('mart.z')] }),
  runEvent({ run: 5, job: 'copy', inputs: [dataset('raw.a')], outputs: [dataset('mart.w')] }),
];

let catalog: Catalog;
let ids: Map<string, number>;
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
  ids = new Map([...catalog.cards().all()].map((card) => [card.name, card.id]));
});
afterAll(() => catalog.close());

const NO_FILTER = {
  systems: [],
  kinds: [],
  sensitivities: [],
  categories: [],
  tags: [],
  owners: [],
  verification: [],
  staleDays: null,
  failing: false,
};

function drawn(root: string, more: Partial<PictureRequest> = {}): Picture {
  return picture(catalog, { ...around(root), ...more })!;
}

const around = (root: string): PictureRequest => ({
  roots: [ids.get(root)!],
  up: 9,
  down: 9,
  expanded: [],
  collapsed: [],
  hidden: [],
  openColumns: [],
  allColumns: false,
  ephemeral: false,
  columnTrace: null,
  cap: 300,
  previous: {},
  anchor: null,
});

const nameOf = (node: PictureNode): string =>
  node.what === 'dataset' ? node.card.name : node.what === 'job' ? `job ${node.name}` : `group ${node.title}`;
const names = (view: Picture): string[] => view.nodes.map(nameOf).sort();
const edges = (view: Picture): string[] => {
  const byId = new Map(view.nodes.map((node) => [node.id, nameOf(node)]));
  return view.edges.map(({ from, to }) => `${byId.get(from)} > ${byId.get(to)}`).sort();
};
const node = (view: Picture, name: string): PictureNode => view.nodes.find((one) => nameOf(one) === name)!;

describe('jobs in the picture', () => {
  it('stand between what they read and what they write', () => {
    const view = drawn('stage.x', { jobs: true });
    expect(edges(view)).toEqual([
      'job load > stage.x',
      'job publish > mart.z',
      'job tidy > stage.y',
      'raw.a > job load',
      'raw.b > job load',
      'stage.x > job tidy',
      'stage.y > job publish',
    ]);
    expect(node(view, 'job load')).toMatchObject({
      side: 'upstream',
      depth: 1,
      runs: 1,
      lastState: 'COMPLETE',
    });
    expect(node(view, 'job tidy')).toMatchObject({
      side: 'downstream',
      depth: 1,
      runs: 2,
      lastState: 'FAIL',
    });
    expect(view.totals).toMatchObject({ shown: 5, jobs: 3, jobsWanted: 3 });
    expect(view.edges.every(({ flowsTotal }) => flowsTotal >= 1)).toBe(true);
  });

  it('follow one another where the dataset between them is hidden', () => {
    const view = drawn('stage.x', { jobs: true, hidden: [ids.get('stage.y')!] });
    expect(edges(view)).toContain('job tidy > job publish');
    expect(view.edges.find(({ bridged }) => bridged === 1)).toBeDefined();
  });
});

describe('groups in the picture', () => {
  it('are offered only where something belongs together', () => {
    const view = drawn('stage.x');
    expect(view.groupings.map(({ by, groups }) => [by, groups])).toEqual([
      ['system', 1],
      ['database', 3],
      ['schema', 3],
      ['parent', 1],
      ['tag:domain', 1],
    ]);
  });

  it('frame their datasets, and no other node stands in a frame', () => {
    const view = drawn('stage.x', { groupBy: 'schema', jobs: true });
    expect(view.frames.map(({ label }) => label).sort()).toEqual(['mart', 'raw', 'stage']);
    for (const frame of view.frames) {
      for (const other of view.nodes) {
        const inside =
          other.x >= frame.x &&
          other.x + other.width <= frame.x + frame.width &&
          other.y >= frame.y &&
          other.y + other.height <= frame.y + frame.height;
        expect(inside, `${nameOf(other)} in ${frame.label}`).toBe(other.group === frame.key);
      }
    }
    // A job stands with what it writes.
    expect(node(view, 'job load').group).toBe(node(view, 'stage.x').group);
  });

  it('close to one node with merged edges and exact counts, and open one by one', () => {
    const closed = { all: true, except: [] };
    const view = drawn('stage.x', { groupBy: 'schema', closedGroups: closed });
    expect(edges(view)).toEqual(['group raw > group stage', 'group stage > group mart']);
    expect(node(view, 'group stage')).toMatchObject({ datasets: 2, inner: 1, side: 'root', failing: 1 });
    expect(node(view, 'group raw')).toMatchObject({ datasets: 2, hiddenDownstream: 1, hiddenUpstream: 0 });
    expect(view.edges.map(({ flowsTotal }) => flowsTotal).sort()).toEqual([1, 2]);
    const key = view.nodes.flatMap((one) => (one.what === 'group' && one.title === 'stage' ? [one.key] : []));
    const opened = drawn('stage.x', { groupBy: 'schema', closedGroups: { all: true, except: key } });
    expect(names(opened)).toEqual(['group mart', 'group raw', 'stage.x', 'stage.y']);
    expect(opened.frames).toMatchObject([{ label: 'stage', id: node(view, 'group stage').id, members: 2 }]);
  });

  it('by parent job hold its jobs and what they alone write', () => {
    const view = drawn('stage.x', { groupBy: 'parent', jobs: true });
    const inside = view.nodes.filter(({ group }) => group !== null).map(nameOf);
    expect(inside.sort()).toEqual(['job load', 'job tidy', 'stage.x', 'stage.y']);
  });
});

describe('filters of the picture', () => {
  it('dim what does not match, and count', () => {
    const view = drawn('stage.x', { filter: { ...NO_FILTER, tags: ['domain=sales'] } });
    expect(
      view.nodes
        .filter(({ dimmed }) => !dimmed)
        .map(nameOf)
        .sort(),
    ).toEqual(['raw.a', 'stage.x']);
    expect(view.totals).toMatchObject({ shown: 5, matched: 2, asked: 5, filtered: 0 });
  });

  it('hide it on request, the edges bridged and never the root', () => {
    const filter = { ...NO_FILTER, owners: [''] };
    const view = drawn('raw.a', { filter, hideOthers: true });
    expect(names(view)).toEqual(['mart.w', 'mart.z', 'raw.a', 'stage.x', 'stage.y']);
    const few = drawn('raw.a', { filter: { ...NO_FILTER, systems: ['nowhere'] }, hideOthers: true });
    expect(names(few)).toEqual(['raw.a']);
    expect(few.totals).toMatchObject({ shown: 1, matched: 0, asked: 5, filtered: 4 });
    const ends = drawn('raw.a', { hidden: [ids.get('stage.x')!, ids.get('stage.y')!] });
    expect(ends.edges.map(({ bridged }) => bridged).sort()).toEqual([0, 2]);
    // Opening a handle would bring nothing, since all beyond it is hidden.
    expect(node(ends, 'raw.a').hiddenDownstream).toBe(0);
  });

  it('find what fails and what was not seen for long', () => {
    const failing = drawn('stage.x', { filter: { ...NO_FILTER, failing: true } });
    expect(failing.nodes.filter(({ dimmed }) => !dimmed).map(nameOf)).toEqual(['stage.y']);
    const now = new Date('2026-03-01T12:00:00Z');
    const days = (staleDays: number, at: Date) =>
      drawn('stage.x', { filter: { ...NO_FILTER, staleDays }, now: at }).totals.matched;
    expect(days(1, now)).toBe(0);
    expect(days(1, new Date('2026-03-09T00:00:00Z'))).toBe(5);
  });
});

describe('what the user moved and asked for', () => {
  it('stays where it was put, and the others do not jump', () => {
    const before = drawn('stage.x', { up: 1, down: 1 });
    const previous = Object.fromEntries(before.nodes.map(({ id, x, y }) => [String(id), { x, y }]));
    const moved = node(before, 'raw.b').id;
    const pins = { [String(moved)]: { x: -900, y: 333 } };
    const after = drawn('stage.x', {
      up: 1,
      down: 1,
      expanded: [{ id: ids.get('stage.y')!, direction: 'downstream', all: false }],
      previous,
      pins,
      anchor: ids.get('stage.y')!,
    });
    expect(node(after, 'raw.b')).toMatchObject({ x: -900, y: 333 });
    for (const other of before.nodes) {
      if (other.id === moved) continue;
      const now = node(after, nameOf(other));
      expect(Math.hypot(now.x - other.x, now.y - other.y)).toBeLessThan(60);
    }
    expect(after.bounds.x).toBeLessThanOrEqual(-900);
  });

  it('is drawn along a path to a target, and in isolation', () => {
    const along = [{ from: ids.get('stage.x')!, to: ids.get('mart.z')! }];
    expect(names(drawn('stage.x', { up: 0, down: 0, along }))).toEqual(['mart.z', 'stage.x', 'stage.y']);
    const only = [ids.get('raw.a')!, ids.get('stage.y')!];
    expect(names(drawn('stage.x', { only }))).toEqual(['raw.a', 'stage.x', 'stage.y']);
  });

  it('goes into the picture file with its jobs and groups', () => {
    const request = { groupBy: 'schema', closedGroups: { all: true, except: [] }, jobs: true };
    const drawn = drawPicture(catalog, { ...around('stage.x'), ...request })!;
    const svg = drawSvg(drawn.drawing, drawn);
    expect(svg).toContain('>stage<');
    expect(svg).toContain('2 datasets');
  });
});
