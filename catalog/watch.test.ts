/** Two processes with one catalog: what one writes, the other shows. */
import BetterSqlite3 from 'better-sqlite3';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { importInto } from './imports/import-into.ts';
import { appendEntry } from './ledger/append.ts';
import { describe as describeIt } from './stewardship/describe.ts';
import { Catalog, type ChangeNotice } from './catalog.ts';
import { openTemporaryCatalog } from './testing/temp-catalog.ts';

// A look is taken when the test says so: a change between two of them is one notice on any machine.
beforeEach(() => void vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] }));
afterEach(() => void vi.useRealTimers());
const lookOnce = () => vi.advanceTimersToNextTimer();

it('a change that another process made is noticed, once and as a whole', async () => {
  const mine = await openTemporaryCatalog();
  const theirs = await Catalog.open({ ...mine.options, create: false });
  await importInto(mine, {
    paths: [mine.sampleWorkspace],
    kind: 'auto',
    dryRun: false,
    actor: 'ann',
    signal: new AbortController().signal,
  });
  expect([...theirs.cards().all()]).not.toHaveLength(0);
  const notices: ChangeNotice[] = [];
  const stop = mine.onChange((notice) => notices.push(notice));
  const target = { on: 'dataset', id: 1 } as const;
  await describeIt(theirs, 'bob', { target, text: 'theirs' });
  expect(notices).toHaveLength(0);
  lookOnce();
  expect(notices).toHaveLength(1);
  expect(notices[0]).toMatchObject({ revision: 2, areas: expect.arrayContaining(['datasets', 'lineage']) });

  await describeIt(theirs, 'bob', { target, text: 'theirs again' });
  await describeIt(mine, 'ann', { target: { on: 'dataset', id: 2 }, text: 'mine' });
  expect(notices[1]).toMatchObject({ revision: 4, areas: expect.arrayContaining(['lineage']) });
  lookOnce();
  expect(notices).toHaveLength(2);
  stop();
  await theirs.close();
  await mine.close();
});

it('a drive that does not answer for a moment ends nothing; the next look tells', async () => {
  const mine = await openTemporaryCatalog();
  const theirs = await Catalog.open({ ...mine.options, create: false });
  const notices: ChangeNotice[] = [];
  const look = vi.spyOn(mine, 'newestSeq').mockImplementationOnce(() => {
    throw new BetterSqlite3.SqliteError('disk I/O error', 'SQLITE_IOERR');
  });
  const stop = mine.onChange((notice) => notices.push(notice));
  await theirs.store.write((db) =>
    appendEntry(db, { actor: 'bob', action: 'x', objectType: 'y', objectId: 'z', payload: { label: 'w' } }),
  );
  lookOnce();
  expect(notices).toHaveLength(0);
  lookOnce();
  expect(notices).toHaveLength(1);
  expect(look.mock.results[0]!.type).toBe('throw');
  stop();
  await theirs.close();
  await mine.close();
});
