import { existsSync, mkdirSync, readdirSync, renameSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { migrationsDir, temporaryFolder } from '../testing/temp-catalog.ts';
import { CatalogFileError } from './errors.ts';
import { MachineClaim, inUsePath, type Machine } from './machine-claim.ts';
import { readMigrations } from './migrate.ts';
import { NotReadable, openToRead } from './open-to-read.ts';
import { Store } from './store.ts';

const drive = { kind: 'network', name: 'nfs' } as const;
const one: Machine = { id: 'one', name: 'desk-one' };
const two: Machine = { id: 'two', name: 'desk-two' };
const migrations = readMigrations(migrationsDir);
const LONG_MS = 130_000;

const placeOf = (): string => join(temporaryFolder(), 'c.headwater');
const openOn = (path: string, machine: Machine, kind: 'network' | 'local' = 'network'): Promise<Store> =>
  Store.open(path, { create: true, migrations, claim: { machine, drive: { kind, name: '' } } });

function makeSilent(path: string): void {
  const then = new Date(Date.now() - LONG_MS);
  for (const name of readdirSync(inUsePath(path))) utimesSync(join(inUsePath(path), name), then, then);
}

afterEach(() => void vi.useRealTimers());

describe('a catalog on a network drive', () => {
  it('is refused to a second machine, by name, until the first closes it', async () => {
    const path = placeOf();
    const first = await openOn(path, one);
    await expect(openOn(path, two)).rejects.toMatchObject({
      problem: 'locked',
      message: expect.stringMatching(/open on the machine desk-one;.*in \d+ seconds/),
    });
    // Through the network from a machine whose disk it is, too; and to whoever only looks.
    await expect(openOn(path, two, 'local')).rejects.toMatchObject({ problem: 'locked' });
    expect(() => openToRead(path)).toThrow(NotReadable);
    await first.write((db) => db.pragma('user_version = 1'));
    await first.close();
    expect(existsSync(inUsePath(path))).toBe(false);
    const second = await openOn(path, two);
    await second.close();
  });

  it('is shared by the processes of one machine; the last one leaves nothing', async () => {
    const path = placeOf();
    const [first, second] = [await openOn(path, one), await openOn(path, one)];
    await first.close();
    await expect(openOn(path, two)).rejects.toThrow('desk-one');
    await second.close();
    expect(readdirSync(join(path, '..')).filter((name) => name.includes('in-use'))).toEqual([]);
  });

  it('is taken over from a machine that was silent for long, which then writes no more', async () => {
    const path = placeOf();
    const first = await openOn(path, one);
    makeSilent(path);
    const second = MachineClaim.take(path, { machine: two, drive });
    // As after a sleep: no timer ran.
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + LONG_MS });
    await expect(first.write((db) => db.pragma('user_version = 9'))).rejects.toMatchObject({
      problem: 'locked',
      message: expect.stringContaining('no sign of life'),
    });
    expect(first.reader.pragma('user_version', { simple: true })).toBe(0);
    await expect(first.close()).rejects.toBeInstanceOf(CatalogFileError);
    vi.useRealTimers();
    expect(() => MachineClaim.take(path, { machine: one, drive })).toThrow('desk-two');
    second!.release();
  });

  it('that was lost in the middle of a change is not changed', async () => {
    const path = placeOf();
    const store = await openOn(path, one);
    const change = store.write((db) => {
      db.pragma('user_version = 9');
      renameSync(inUsePath(path), `${inUsePath(path)}.x`);
      vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + LONG_MS });
    });
    await expect(change).rejects.toMatchObject({ problem: 'locked' });
    expect(store.reader.pragma('user_version', { simple: true })).toBe(0);
    await expect(store.close()).rejects.toBeInstanceOf(CatalogFileError);
  });

  it('keeps its claim when the machine slept and nobody came', async () => {
    const path = placeOf();
    const store = await openOn(path, one);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + LONG_MS });
    await store.write((db) => db.pragma('user_version = 1'));
    vi.useRealTimers();
    await expect(openOn(path, two)).rejects.toThrow('desk-one');
    await store.close();
  });

  it("is one machine's only, and of none that left it empty", () => {
    const path = placeOf();
    const machines = Array.from({ length: 20 }, (_, n) => ({ id: `m${n}`, name: `m${n}` }));
    const held = machines.flatMap((machine) => {
      try {
        return [MachineClaim.take(path, { machine, drive })!];
      } catch {
        return [];
      }
    });
    expect(held).toHaveLength(1);
    held[0]!.release();
    // An empty folder is nobody's.
    mkdirSync(inUsePath(path));
    MachineClaim.take(path, { machine: two, drive })!.release();
    expect(existsSync(inUsePath(path))).toBe(false);
  });
});

it('a catalog on a local disk has nothing beside it', async () => {
  const path = placeOf();
  const store = await openOn(path, one, 'local');
  expect(existsSync(inUsePath(path))).toBe(false);
  await store.close();
});
