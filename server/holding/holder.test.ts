/** The file that a host holds: locked, unlocked, written anew while it is served. */
import { join } from 'node:path';
import { createRouterClient, type RouterClient } from '@orpc/server';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { MemoryVault } from '../../catalog/testing/memory-vault.ts';
import { VaultError } from '../../catalog/ledger/signing/vault.ts';
import { Catalog } from '../../catalog/catalog.ts';
import { deriveCheaply } from '../../catalog/store/cipher.ts';
import { migrationsDir, resourcesDir, temporaryFolder } from '../../catalog/testing/temp-catalog.ts';
import type { RewriteEvent } from '../../contract/index.ts';
import { heldContext } from '../procedures/face-context.ts';
import { router } from '../procedures/index.ts';
import { Holder } from './holder.ts';

const PASSPHRASE = 'correct horse battery';
let holder: Holder;

beforeAll(() => deriveCheaply());
afterEach(() => holder.close());

async function hold(
  path = join(temporaryFolder(), 'x.headwater'),
  vault = new MemoryVault(),
): Promise<Holder> {
  holder = await Holder.start({
    path,
    create: true,
    vault,
    open: (file, create, key) =>
      Catalog.open({
        path: file,
        create,
        migrationsDir,
        resourcesDir,
        toolVersion: 'test',
        defaultActor: 'tester',
        ...(key ? { key } : {}),
      }),
  });
  return holder;
}

function client(): RouterClient<typeof router> {
  const context = heldContext(holder, { host: 'loopback', version: 'test', pathsOf: async () => [] });
  return createRouterClient(router, { context });
}

async function rewrite(
  input: Parameters<RouterClient<typeof router>['security']['rewrite']>[0],
): Promise<RewriteEvent[]> {
  const events: RewriteEvent[] = [];
  for await (const event of await client().security.rewrite(input)) events.push(event);
  return events;
}

describe('a held catalog', () => {
  it('is encrypted while it is served, locks, and opens with its passphrase alone', async () => {
    await hold();
    const events = await rewrite({ change: 'encrypt', next: PASSPHRASE });
    expect(events.at(-1)).toMatchObject({
      type: 'done',
      state: { file: { state: 'open', encrypted: true } },
    });
    expect((await client().ledger.list({})).items[0]).toMatchObject({
      action: 'file.encrypt',
      actor: 'tester',
    });

    expect(await client().security.lock()).toMatchObject({ file: { state: 'locked' } });
    await expect(client().system.home()).rejects.toMatchObject({ code: 'LOCKED' });
    await expect(client().system.settings()).rejects.toMatchObject({ code: 'LOCKED' });
    await expect(client().security.removeCopies()).rejects.toMatchObject({ code: 'LOCKED' });
    await expect(client().privacy.jurisdictions()).rejects.toMatchObject({ code: 'LOCKED' });
    await expect(client().security.unlock({ passphrase: 'another passphrase' })).rejects.toMatchObject({
      code: 'INVALID',
      message: 'Wrong passphrase, or the file is damaged or no Headwater catalog.',
    });
    await client().security.unlock({ passphrase: PASSPHRASE });
    expect((await client().system.info()).catalog.empty).toBe(true);
  });

  it('is opened once, however many unlock it at the same time', async () => {
    await hold();
    await rewrite({ change: 'encrypt', next: PASSPHRASE });
    await client().security.lock();
    let opened = 0;
    const open = Catalog.open.bind(Catalog);
    vi.spyOn(Catalog, 'open').mockImplementation(async (options) => {
      opened++;
      return open(options);
    });
    await Promise.all([1, 2, 3].map(async () => holder.unlock(PASSPHRASE, false)));
    vi.restoreAllMocks();
    expect(opened).toBe(1);
    const events = await rewrite({ change: 'decrypt', passphrase: PASSPHRASE });
    expect(events.at(-1)).toMatchObject({ type: 'done' });
  });

  it('is held locked at the start, and ends what listens when it locks', async () => {
    const { path } = await hold();
    await rewrite({ change: 'encrypt', next: PASSPHRASE });
    await holder.close();
    await hold(path);
    expect(await client().security.state()).toMatchObject({ file: { state: 'locked' }, users: false });
    await client().security.unlock({ passphrase: PASSPHRASE });
    const changes = await client().system.changes();
    const next = changes.next();
    await client().security.lock();
    expect(await next).toMatchObject({ done: true });
  });

  it('asks for the present passphrase before it is changed or taken away', async () => {
    await hold();
    await rewrite({ change: 'encrypt', next: PASSPHRASE });
    const wrong = { passphrase: 'another passphrase' };
    await expect(rewrite({ change: 'decrypt', ...wrong })).rejects.toThrow('not the present passphrase');
    await expect(rewrite({ change: 'encrypt', next: PASSPHRASE })).rejects.toThrow('encrypted already');
    await rewrite({ change: 'passphrase', passphrase: PASSPHRASE, next: `${PASSPHRASE} two` });
    await rewrite({ change: 'rotate', passphrase: `${PASSPHRASE} two` });
    await rewrite({ change: 'decrypt', passphrase: `${PASSPHRASE} two` });
    expect(await client().security.state()).toMatchObject({ file: { state: 'open', encrypted: false } });
    const { items } = await client().ledger.list({});
    expect(items.map(({ action }) => action)).toEqual([
      'file.decrypt',
      'file.key',
      'file.passphrase',
      'file.encrypt',
    ]);
  });

  it('is open as before when writing it anew is cancelled', async () => {
    await hold();
    const cancel = new AbortController();
    const events = await client().security.rewrite(
      { change: 'encrypt', next: PASSPHRASE },
      { signal: cancel.signal },
    );
    await events.next();
    cancel.abort();
    const rest = async (): Promise<void> => {
      // What was on its way may still arrive.
      for (let next = await events.next(); !next.done; next = await events.next());
    };
    await expect(rest()).rejects.toThrow();
    await expect
      .poll(async () => (await client().security.state()).file)
      .toMatchObject({
        state: 'open',
        encrypted: false,
      });
  });

  it('is written anew also where the keychain fails after that, and asks for the passphrase then', async () => {
    const vault = new MemoryVault();
    const { path } = await hold(undefined, vault);
    await rewrite({ change: 'encrypt', next: PASSPHRASE });
    await client().security.keep({ keep: true });
    vi.spyOn(vault, 'write').mockRejectedValue(new VaultError('The keychain refused'));
    const events = await rewrite({ change: 'passphrase', passphrase: PASSPHRASE, next: `${PASSPHRASE} two` });
    expect(events.at(-1)).toMatchObject({ type: 'done', state: { file: { keychain: 'possible' } } });
    await expect(client().security.keep({ keep: true })).rejects.toThrow('The keychain refused');
    vi.restoreAllMocks();
    await holder.close();
    await hold(path, vault);
    expect(holder.isOpen).toBe(false);
    await holder.unlock(`${PASSPHRASE} two`, false);
    expect(holder.isOpen).toBe(true);
  });

  it('says in the ledger that its copies were deleted', async () => {
    await hold();
    await client().system.makeSafeCopy();
    expect(await client().security.removeCopies()).toEqual({ removed: 1 });
    expect((await client().ledger.list({})).items[0]).toMatchObject({
      action: 'file.copies',
      label: 'Deleted 1 copies that were kept of the catalog file',
    });
    expect(await client().security.removeCopies()).toEqual({ removed: 0 });
  });

  it('opens by itself where the keychain keeps its key, until it is forgotten', async () => {
    const vault = new MemoryVault();
    const { path } = await hold(undefined, vault);
    await rewrite({ change: 'encrypt', next: PASSPHRASE });
    expect(await client().security.keep({ keep: true })).toMatchObject({ file: { keychain: 'kept' } });
    await rewrite({ change: 'rotate', passphrase: PASSPHRASE });
    await holder.close();
    await hold(path, vault);
    expect(holder.isOpen).toBe(true);
    await client().security.keep({ keep: false });
    await holder.close();
    await hold(path, vault);
    expect(holder.isOpen).toBe(false);
  });
});
