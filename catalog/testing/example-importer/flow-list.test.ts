import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runImport } from '../../imports/run-import.ts';
import type { ImportOutcome } from '../../imports/outcome.ts';
import type { Store } from '../../store/store.ts';
import { openTemporaryStore, temporaryFolder } from '../temp-catalog.ts';
import { flowList } from './flow-list.ts';

let store: Store;
beforeEach(async () => void (store = await openTemporaryStore()));
afterEach(() => store.close());

const flow = (from: string, to: string, columns = {}) => ({ from, to, job: 'nightly', columns });

async function imported(content: object | string): Promise<ImportOutcome> {
  const path = join(temporaryFolder(), 'copies.json');
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return runImport(store, [flowList], {
    paths: [path],
    kind: 'auto',
    dryRun: false,
    actor: 'tester',
    toolVersion: 'test',
    signal: new AbortController().signal,
  });
}

const list = (writtenAt: string, ...flows: unknown[]) => ({
  flowList: 1,
  server: 'postgres://db.example:5432',
  writtenAt,
  flows,
});
const edges = () =>
  store.reader
    .prepare<[], string>(
      `SELECT a.name || ' > ' || b.name FROM edge e JOIN dataset a ON a.id = e.from_id JOIN dataset b ON b.id = e.to_id
       WHERE e.until_revision IS NULL ORDER BY 1`,
    )
    .pluck()
    .all();

describe('the importer of the guide', () => {
  it('makes lineage of tables and columns, and tells of what it cannot use', async () => {
    const outcome = await imported(
      list('2026-05-01T06:00:00Z', flow('shop.orders', 'lake.orders', { id: 'order_id' }), {
        from: 'shop.x',
      }),
    );
    expect(outcome).toMatchObject({ accepted: 1, rejected: 1 });
    expect(outcome.issues).toMatchObject([{ code: 'not-a-flow', at: 'flows[1].to' }]);
    expect(edges()).toEqual(['shop.orders > lake.orders']);
    expect(outcome.changes).toMatchObject({ column_edge: { added: 1 } });
  });

  it('adds nothing the second time, retires what is gone, and is not misled by an older picture', async () => {
    const may = list(
      '2026-05-01T06:00:00Z',
      flow('shop.orders', 'lake.orders'),
      flow('shop.items', 'lake.items'),
    );
    const june = list('2026-06-01T06:00:00Z', flow('shop.orders', 'lake.orders'));
    await imported(may);
    expect((await imported(may)).revision).toBeNull();
    await imported(june);
    expect(edges()).toEqual(['shop.orders > lake.orders']);
    await imported(may);
    expect(edges()).toEqual(['shop.orders > lake.orders']);
  });

  it.each([
    ['cut off', '{"flowList":1,"server":"x","flows":[{"from"', 'truncated-json'],
    ['without a server', { flowList: 1, writtenAt: '2026-05-01T06:00:00Z', flows: [] }, 'no-head'],
  ])('uses nothing of a file that is %s', async (_what, content, code) => {
    const outcome = await imported(content);
    expect(outcome.issues).toMatchObject([{ code, severity: 'rejected' }]);
    expect(edges()).toEqual([]);
  });
});

it('the guide quotes this importer as it is', () => {
  const read = (path: string) => readFileSync(fileURLToPath(new URL(path, import.meta.url)), 'utf8');
  const guide = read('../../../docs/add-an-importer.md');
  const code = read('./flow-list.ts');
  const quoted = [...guide.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, text = '']) => text);
  expect(quoted.length).toBeGreaterThan(3);
  for (const text of quoted) expect(code).toContain(text);
});
