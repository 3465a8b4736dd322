/** Pictures, edges and answers at a past moment: what they said then is what they say again. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadEvents } from '../compare/testing/load.ts';
import { at as minute, dataset, jobEvent, runEvent } from '../importers/openlineage/testing/events.ts';
import { undoImport } from '../imports/undo/undo-import.ts';
import type { Fact } from '../model/facts.ts';
import type { Catalog } from '../catalog.ts';
import { impactOf } from '../questions/impact.ts';
import { mapOf } from '../questions/map.ts';
import { originOfColumn, originOfDataset } from '../questions/origin.ts';
import { ownersToNotify } from '../questions/owners.ts';
import { findPaths } from '../questions/paths.ts';
import { affectedJobs } from '../questions/files/impact-files.ts';
import {
  columnFlow,
  coded,
  dataset as table,
  decides,
  flow,
  made,
  owned,
  ran,
  SCOPES,
  SHOP,
} from '../questions/testing/shop.ts';
import { tag } from '../stewardship/tag.ts';
import { importFacts, openTemporaryCatalog } from '../testing/temp-catalog.ts';
import { catalogAt } from './at.ts';
import { edgeDetail } from './edge-detail.ts';
import { picture } from './picture.ts';
import type { PictureRequest } from './picture/types.ts';

let catalog: Catalog;
beforeEach(async () => {
  catalog = await openTemporaryCatalog();
});
afterEach(() => catalog.close());

const around = (root: number, more: Partial<PictureRequest> = {}): PictureRequest => ({
  roots: [root],
  up: 5,
  down: 5,
  expanded: [],
  collapsed: [],
  hidden: [],
  openColumns: [],
  allColumns: true,
  ephemeral: false,
  jobs: true,
  columnTrace: null,
  cap: 300,
  previous: {},
  anchor: null,
  ...more,
});

const FILTER = {
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

/** As text that two states can be compared by: sets as lists; what says of which moment it is left out. */
function plain(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (key, one: unknown) => {
      if (['rules', 'title', 'asOf', 'suggestions'].includes(key)) return undefined;
      if (one instanceof Set) return [...one].sort();
      if (one instanceof Map) return [...one];
      return one;
    }),
  );
}

/** Everything that the screens ask about a catalog, of every dataset, column, edge, job and run. */
function everything(view: Catalog): unknown {
  const db = catalog.store.reader;
  const ids = (sql: string) => db.prepare<[], number>(sql).pluck().all();
  const cards = [...view.cards().all()].map(({ id }) => id).sort((a, b) => a - b);
  const impact = (subject: Parameters<typeof impactOf>[1]) => {
    const found = impactOf(view, subject);
    return (
      found && {
        ...found,
        rows: found.rows.map((row) => ({ ...row, way: row.way() })),
        owners: ownersToNotify(view, found.rows).map(({ rows, ...owner }) => ({ ...owner, n: rows.length })),
        jobs: affectedJobs(view, found),
      }
    );
  };
  const origin = (found: ReturnType<typeof originOfDataset>) =>
    found && { ...found, ends: found.ends.map((end) => ({ ...end, way: end.way() })) };
  return plain({
    pictures: cards.map((id) => picture(view, around(id))),
    failing: cards.map((id) => picture(view, around(id, { filter: { ...FILTER, failing: true } }))?.totals),
    observed: cards.map(
      (id) => picture(view, around(id, { filter: { ...FILTER, verification: ['observed'] } }))?.totals,
    ),
    edges: cards.flatMap((a) => cards.map((b) => (a === b ? null : edgeDetail(view, a, b)))),
    impacts: [
      ...cards.map((id) => impact({ on: 'dataset', id })),
      ...ids('SELECT id FROM job ORDER BY id').map((id) => impact({ on: 'job', id })),
      ...ids('SELECT id FROM run ORDER BY id').map((id) => impact({ on: 'run', id })),
      impact({ on: 'code', code: { repo: 'team/etl', path: '', commits: [], from: null, to: null } }),
      impact({ on: 'code', code: { repo: '', path: '', commits: ['abcdef1'], from: null, to: null } }),
    ],
    origins: cards.map((id) => origin(originOfDataset(view, id))),
    maps: cards.map((id) => mapOf(view, id)),
    paths: cards.flatMap((a) =>
      cards.map((b) => findPaths(view, { on: 'dataset', id: a }, { on: 'dataset', id: b }, 10)),
    ),
  });
}

/** What is there now and not then is not known then: answers about it end the list, as nothing. */
function withoutNothing(value: unknown): unknown {
  const { impacts, ...rest } = value as { impacts: ({ rows: unknown[] } | null)[] };
  const found = impacts.filter((one) => one !== null && one.rows.length > 0);
  return { ...rest, impacts: found };
}

async function steps(changes: readonly (() => Promise<unknown>)[]): Promise<void> {
  const seen = new Map<number, unknown>();
  for (const change of changes) {
    await change();
    seen.set(catalog.revision(), everything(catalog));
  }
  expect(new Set(seen.keys()).size).toBe(changes.length);
  for (const [revision, then] of seen) {
    const again = everything(await catalogAt(catalog, { revision }));
    expect({ revision, ...(withoutNothing(again) as object) }).toEqual({
      revision,
      ...(withoutNothing(then) as object),
    });
  }
  // They do differ, so that the comparison says something.
  expect(new Set([...seen.values()].map((one) => JSON.stringify(one))).size).toBe(seen.size);
}

const load = (events: readonly object[]) => loadEvents(events, catalog);

const schema = (fields: Readonly<Record<string, string>>) => ({
  schema: { fields: Object.entries(fields).map(([name, type]) => ({ name, type })) },
});
const lineage = (field: string, from: string, source: string, way: object) => ({
  columnLineage: {
    fields: {
      [field]: {
        inputFields: [{ ...dataset(from), field: source, transformations: [way] }],
      },
    },
  },
});
const SAME = { type: 'DIRECT', subtype: 'IDENTITY' };
const MASKED = { type: 'DIRECT', subtype: 'TRANSFORMATION', masking: true };
const idOf = (name: string) => [...catalog.cards().all()].find((card) => card.name === name)!.id;
const columnOf = (name: string, column: string) =>
  catalog.store.reader
    .prepare<[number, string], { id: number }>('SELECT id FROM "column" WHERE dataset_id = ? AND name = ?')
    .get(idOf(name), column)!.id;

const TABLE = (type: string, facets: object) =>
  dataset('mart.x', { ...schema({ id: type, mail: 'text' }), ...facets });

describe('at a revision, what was shown then', () => {
  it('holds for runs, columns, ways between columns, states and tags', async () => {
    await steps([
      () =>
        load([
          runEvent({
            run: 1,
            type: 'START',
            minute: 1,
            inputs: [
              dataset('raw.a', { ...schema({ id: 'int', mail: 'text' }), version: { datasetVersion: 'v1' } }),
            ],
            outputs: [TABLE('int', lineage('mail', 'raw.a', 'mail', SAME))],
          }),
          jobEvent({ job: 'feed', inputs: [dataset('raw.z')], outputs: [dataset('raw.a')] }),
        ]),
      () => load([runEvent({ run: 1, type: 'FAIL', minute: 2 })]),
      () =>
        load([
          runEvent({
            run: 2,
            minute: 10,
            runFacets: { extractionError: { totalTasks: 1, failedTasks: 1, errors: [] } },
            inputs: [dataset('raw.a', schema({ id: 'int', mail: 'text', extra: 'date' }))],
            outputs: [TABLE('bigint', lineage('mail', 'raw.a', 'mail', MASKED))],
          }),
          runEvent({
            run: 3,
            job: 'next',
            minute: 12,
            inputs: [dataset('mart.x')],
            outputs: [dataset('mart.y')],
          }),
        ]),
      () =>
        tag(catalog, 'tester', {
          targets: [{ on: 'dataset', id: idOf('mart.x') }],
          add: [{ kind: 'sensitivity', key: '', value: 'restricted' }],
          remove: [],
        }),
    ]);
  });

  it('holds for declared lineage, confidence, owners, code, influences and what is no longer said', async () => {
    const sql = (text: string): Fact => ({
      type: 'property',
      target: { on: 'job', job: { namespace: 'etl', name: 'make clean' } },
      key: 'sql',
      value: text,
      evidence: { scope: 'p', file: 0, at: 'x' },
    });
    const sure = (confidence: number): Fact => ({ ...flow('orders', 'sales'), confidence }) as Fact;
    await steps([
      () =>
        importFacts(
          catalog.store,
          [
            ...SHOP,
            sure(0.5),
            sql('select 1'),
            coded('make clean', { repoUrl: 'https://git/team/etl', path: 'a.sql', version: 'abcdef1' }),
          ],
          'one',
        ),
      () =>
        importFacts(
          catalog.store,
          [
            ...SCOPES,
            ...['customers', 'orders', 'clean'].map((name) => table(name)),
            table('churn', 'model'),
            ...made('clean', 'customers'),
            ...made('churn', 'clean', 'orders'),
            ...columnFlow('customers.email>clean.email', 'AGGREGATION'),
            ...decides('orders', 'state', 'churn'),
            sure(0.9),
            sql('select 2'),
            coded('make clean', { repoUrl: 'https://git/team/etl', path: 'a.sql', version: '1234567' }),
            owned('churn', 'Data Science', 'new@example.org'),
            ...ran({ id: 'r1', job: 'make clean', hours: [1, 2], reads: ['customers'], writes: ['clean'] }),
            ...ran({ id: 'r2', job: 'make churn', hours: [3, 4], reads: ['clean'], writes: ['churn'] }),
          ],
          'two',
        ),
      () =>
        importFacts(
          catalog.store,
          [
            ...SCOPES,
            table('customers'),
            ...ran({
              id: 'r3',
              job: 'make clean',
              hours: [5, 6],
              reads: ['customers'],
              writes: ['clean'],
              failed: true,
            }),
          ],
          'three',
        ),
    ]);
  });

  it('holds when an import was taken back since', async () => {
    let importId = 0;
    const options = { redo: false, dryRun: false, actor: 'tester', signal: new AbortController().signal };
    const event = (run: number, at: number, type: string, job: string) =>
      runEvent({ run, minute: at, type, job, inputs: [dataset('a')], outputs: [dataset('b')] });
    await steps([
      () => load([event(1, 1, 'START', 'load'), event(9, 0, 'COMPLETE', 'other')]),
      async () => {
        await load([event(1, 3, 'COMPLETE', 'load'), event(2, 5, 'FAIL', 'load')]);
        importId = catalog.store.reader
          .prepare<[], { id: number }>('SELECT MAX(id) AS id FROM import_batch')
          .get()!.id;
      },
      () => undoImport(catalog, { ...options, importId }),
      () => load([event(3, 9, 'COMPLETE', 'load')]),
    ]);
  });
});

describe('at a run time', () => {
  it('counts what had run by then, with the state that runs had', async () => {
    await load([
      runEvent({ run: 1, type: 'START', minute: 1, inputs: [dataset('a')], outputs: [dataset('b')] }),
      runEvent({ run: 1, minute: 4 }),
      runEvent({ run: 2, type: 'START', minute: 10, inputs: [dataset('a')], outputs: [dataset('b')] }),
      runEvent({ run: 2, type: 'FAIL', minute: 14 }),
      runEvent({ run: 3, job: 'next', minute: 20, inputs: [dataset('b')], outputs: [dataset('c')] }),
    ]);
    const [a, b] = [idOf('a'), idOf('b')];
    const seenAt = async (time: string) => {
      const view = await catalogAt(catalog, { time });
      const { nodes, edges } = picture(view, around(a))!;
      const job = nodes.find((node) => node.what === 'job' && node.name === 'load');
      const dataset = nodes.find((node) => node.id === b);
      return {
        nodes: nodes.length,
        runs: job?.what === 'job' ? job.runs : null,
        state: job?.what === 'job' ? job.lastState : null,
        failed: dataset?.what === 'dataset' ? dataset.failedRun : null,
        edge: edges[0]!.verification,
        counted: dataset?.what === 'dataset' ? dataset.verification.runs : null,
      };
    };
    const edge = (runs: number, lastSeen: string) => ({
      ...{ level: 'observed', runs, lastSeen, confidence: null, content: null },
    });
    expect(await seenAt(minute(2))).toEqual({
      ...{ nodes: 3, runs: 1, state: 'START', failed: false, counted: 1, edge: edge(1, minute(1)) },
    });
    expect(await seenAt(minute(5))).toEqual({
      ...{ nodes: 3, runs: 1, state: 'COMPLETE', failed: false, counted: 1, edge: edge(1, minute(4)) },
    });
    expect(await seenAt(minute(12))).toEqual({
      ...{ nodes: 3, runs: 2, state: 'START', failed: false, counted: 2, edge: edge(2, minute(10)) },
    });
    expect(await seenAt(minute(30))).toEqual({
      ...{ nodes: 5, runs: 2, state: 'FAIL', failed: true, counted: 3, edge: edge(2, minute(14)) },
    });
  });

  it('shows the columns that runs had shown by then, and says what is as of today', async () => {
    await load([
      runEvent({
        run: 1,
        minute: 1,
        inputs: [dataset('raw.a', schema({ mail: 'text' }))],
        outputs: [TABLE('int', lineage('mail', 'raw.a', 'mail', SAME))],
      }),
    ]);
    const view = await catalogAt(catalog, { time: minute(3) });
    const shown = picture(view, around(idOf('raw.a')))!;
    expect(shown.columnEdges).toHaveLength(1);
    expect(shown.rules.join(' ')).toContain('as it is known today');
    const origin = originOfColumn(view, columnOf('mart.x', 'mail'))!;
    expect(origin.ends.map(({ card }) => card.name)).toEqual(['raw.a']);
    expect(origin.title).toContain(`as data had flowed by ${minute(3)}`);
  });
});
