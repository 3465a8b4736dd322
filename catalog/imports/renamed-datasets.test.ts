/** Renamed datasets: the name in use is shown, and what takes an old name afterwards is another dataset. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { exportLines } from '../export/ndjson.ts';
import { openLineage } from '../importers/openlineage/index.ts';
import { dataset, datasetEvent, DB, runEvent } from '../importers/openlineage/testing/events.ts';
import type { Store } from '../store/store.ts';
import { openTemporaryCatalog, openTemporaryStore, temporaryFolder } from '../testing/temp-catalog.ts';
import { undoImport } from './undo/undo-import.ts';
import { runImport } from './run-import.ts';

const renamed = (name: string, previous: string, minute: number) =>
  datasetEvent(
    name,
    {
      lifecycleStateChange: {
        lifecycleStateChange: 'RENAME',
        previousIdentifier: { namespace: DB, name: previous },
      },
    },
    minute,
  );
const state = (name: string, change: string, minute: number) =>
  datasetEvent(name, { lifecycleStateChange: { lifecycleStateChange: change } }, minute);
const writes = (name: string, minute: number) =>
  runEvent({ run: minute, job: `write ${name}`, minute, outputs: [dataset(name)] });

async function load(store: Store, events: readonly object[]): Promise<number | null> {
  const path = join(temporaryFolder(), 'events.ndjson');
  writeFileSync(path, events.map((event) => `${JSON.stringify(event)}\n`).join(''));
  const { importId } = await runImport(store, [openLineage], {
    paths: [path],
    kind: 'auto',
    dryRun: false,
    actor: 'tester',
    toolVersion: 'test',
    signal: new AbortController().signal,
  });
  return importId;
}

/** What is shown: names, each with the others that it stands for. */
function shown(store: Store): string[] {
  return [...exportLines(store.reader, { canonical: true })]
    .map((line) => JSON.parse(line) as { type: string; name: string; aliases: { name: string }[] })
    .filter(({ type }) => type === 'dataset')
    .map(({ name, aliases }) => [name, ...aliases.map((one) => one.name)].join(' = '));
}

const cases: readonly [string, readonly object[], readonly string[]][] = [
  [
    'a chain is shown under the newest name',
    [writes('t1', 1), renamed('t2', 't1', 2), renamed('t3', 't2', 3)],
    ['t3 = t1 = t2'],
  ],
  ['and back again', [writes('t1', 1), renamed('t2', 't1', 2), renamed('t1', 't2', 3)], ['t1 = t2']],
  [
    'a swap by way of a third name keeps the two apart',
    [writes('a', 1), writes('b', 1.5), renamed('tmp', 'a', 2), renamed('a', 'b', 3), renamed('b', 'tmp', 4)],
    ['a', 'b = tmp'],
  ],
  [
    'a later run makes a new table under the old name',
    [writes('t', 1), renamed('t_old', 't', 2), writes('t', 3)],
    ['t', 't_old'],
  ],
  [
    'so does a change of state',
    [writes('t', 1), renamed('t_old', 't', 2), state('t', 'CREATE', 3)],
    ['t', 't_old'],
  ],
  [
    'a former write, or a drop, does not',
    [writes('t', 1), renamed('t_old', 't', 2), state('t', 'DROP', 3)],
    ['t_old = t'],
  ],
];

it.each(cases)('%s, in whatever order the events come', async (_, events, expected) => {
  for (const order of [events, [...events].reverse()]) {
    const together = await openTemporaryStore();
    await load(together, order);
    expect(shown(together)).toEqual(expected);
    await together.close();
    const apart = await openTemporaryStore();
    for (const event of order) await load(apart, [event]);
    expect(shown(apart)).toEqual(expected);
    await apart.close();
  }
});

it('undoing what took the old name brings the two together again', async () => {
  const catalog = await openTemporaryCatalog();
  await load(catalog.store, [writes('t', 1), renamed('t_old', 't', 2)]);
  const importId = await load(catalog.store, [writes('t', 3)]);
  expect(shown(catalog.store)).toEqual(['t', 't_old']);
  const { signal } = new AbortController();
  const request = { importId: importId!, dryRun: false, actor: 'tester', signal };
  await undoImport(catalog, { ...request, redo: false });
  expect(shown(catalog.store)).toEqual(['t_old = t']);
  await undoImport(catalog, { ...request, redo: true });
  expect(shown(catalog.store)).toEqual(['t', 't_old']);
  await catalog.close();
});
