/** `verified:`, and what a search finds at a past moment. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { search, type SearchRequest } from './search.ts';
import { loadEvents, loadPaths } from '../compare/testing/load.ts';
import { catalogAt } from '../explore/at.ts';
import { overview } from '../explore/overview.ts';
import { verificationText } from '../explore/verification.ts';
import { dataset, jobEvent, runEvent } from '../importers/openlineage/testing/events.ts';
import type { Catalog } from '../catalog.ts';
import { findPaths } from '../questions/paths.ts';
import { describe } from '../stewardship/describe.ts';
import { own } from '../stewardship/own.ts';
import { tag } from '../stewardship/tag.ts';
import { openTemporaryCatalog } from '../testing/temp-catalog.ts';
import { NO_FILTERS } from './lift.ts';
import { suggest } from './suggest.ts';
import { join } from 'node:path';
import { resourcesDir } from '../testing/temp-catalog.ts';

let catalog: Catalog;
beforeEach(async () => {
  catalog = await openTemporaryCatalog();
});
afterEach(() => catalog.close());

const request = (text: string, scope: SearchRequest['scope'] = 'datasets'): SearchRequest => ({
  ...NO_FILTERS,
  ...{ text, scope, sort: 'name', offset: 0, limit: 10_000 },
});
const found = async (text: string, of = catalog): Promise<string[]> =>
  (await search(of, request(text))).hits.map(({ card }) => card.name);
const version = (name: string, label: string) => dataset(name, { version: { datasetVersion: label } });

const SEEN = [
  runEvent({ run: 1, job: 'write', minute: 1, inputs: [dataset('src')], outputs: [version('a', 'v1')] }),
  runEvent({ run: 2, job: 'read', minute: 2, inputs: [version('a', 'v1')], outputs: [dataset('b')] }),
  jobEvent({ job: 'next', inputs: [dataset('b')], outputs: [dataset('c')] }),
];

it('finds datasets by what their lineage rests on', async () => {
  await loadEvents(SEEN, catalog);
  expect(await found('verified:observed')).toEqual(['a', 'b', 'src']);
  expect(await found('verified:checked')).toEqual(['a']);
  expect(await found('verified:declared')).toEqual(['c']);
  expect(await found('-verified:observed')).toEqual(['c']);
  expect(await found('verification:obs,decl')).toEqual(['a', 'b', 'c', 'src']);
  const { problems } = await search(catalog, request('verified:guessed'));
  expect(problems[0]?.message).toContain('Known: checked, observed, declared, inferred');
  const offered = await suggest(catalog, 'verified:ch', 11, 'datasets');
  expect(offered.items.map(({ text }) => text)).toEqual(['checked']);
  expect(
    overview(catalog, null)
      .datasets.map(({ card, verified }) => [card.name, verified])
      .sort(),
  ).toEqual([
    ['a', 'checked'],
    ['b', 'observed'],
    ['c', 'declared'],
    ['src', 'observed'],
  ]);
});

it('columns are found by what the lineage of their dataset rests on', async () => {
  const fields = { schema: { fields: [{ name: 'x', type: 'int' }] } };
  const next = jobEvent({ job: 'next', inputs: [dataset('b')], outputs: [dataset('c', fields)] });
  await loadEvents([...SEEN, next, runEvent({ run: 3, outputs: [dataset('d', fields)] })], catalog);
  const { hits } = await search(catalog, request('verified:observed', 'columns'));
  expect(hits.map(({ card }) => card.name)).toEqual(['d']);
});

it('each step of a path tells how it is verified', async () => {
  await loadEvents(SEEN, catalog);
  const ids = new Map([...catalog.cards().all()].map(({ id, name }) => [name, id]));
  const end = (name: string) => ({ on: 'dataset', id: ids.get(name)! }) as const;
  const { steps } = findPaths(catalog, end('src'), end('c'), 10)!;
  expect(steps.map(({ verification }) => verificationText(verification))).toEqual([
    'observed in 1 run, last 2026-03-01T00:01:00.000Z',
    'observed in 1 run, last 2026-03-01T00:02:00.000Z; content checked',
    'declared',
  ]);
});

const QUERIES = [
  ...[
    'customer',
    'is:unowned',
    'is:unclassified',
    'is:root',
    'is:stale',
    'is:untraced',
    'is:failing',
    'owner:ana',
  ],
  ...[
    'column:id',
    'column:email',
    'type:string',
    'type:int',
    'description:order',
    'tag:new',
    'kind:view',
    'verified:obs',
  ],
  ...[
    'sensitivity:restricted',
    'upstream:orders',
    '"paid order"',
    'something said later',
    'later',
    'verified:checked',
  ],
];

it('finds at a past moment what was there and was said then', async () => {
  await loadPaths([join(resourcesDir, 'sample-workspace', 'dbt')], catalog);
  const before = new Map<string, string[]>();
  for (const text of QUERIES) before.set(text, await found(text));
  expect([...before.values()].filter(({ length }) => length > 0).length).toBeGreaterThan(8);
  const first = catalog.revision();
  const same = await catalogAt(catalog, { revision: first });
  for (const text of QUERIES) expect([text, await found(text, same)]).toEqual([text, before.get(text)]);

  await loadPaths([join(resourcesDir, 'sample-workspace')], catalog);
  const [one] = catalog.cards().all();
  const targets = [{ on: 'dataset', id: one!.id } as const];
  await tag(catalog, 'Ada', { targets, add: [{ kind: 'label', key: '', value: 'new' }], remove: [] });
  await own(catalog, 'Ada', { targets, add: [{ name: 'Ana', email: null, role: '' }], remove: [] });
  await describe(catalog, 'Ada', { target: targets[0]!, text: 'something said later' });
  expect(await found('tag:new')).toEqual([one!.name]);
  expect(await found('later')).toContain(one!.name);
  const then = await catalogAt(catalog, { revision: first });
  // Which names are one dataset is as it is now, and a name that was found since is one of them.
  const byName = (text: string): boolean => /^[a-z]+$|upstream:/.test(text);
  for (const text of QUERIES.filter((query) => !byName(query)))
    expect([text, await found(text, then)]).toEqual([text, before.get(text)]);
  const now = await catalogAt(catalog, { revision: catalog.revision() });
  for (const text of QUERIES) expect([text, await found(text, now)]).toEqual([text, await found(text)]);
});
