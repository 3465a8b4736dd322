/**
 * Power cuts. A process works on a catalog while all that it does to files is recorded; from the record, disks are made
 * as a cut would leave them at any moment, and opened. Needs `strace`, which the system must let look at processes.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statfsSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import BetterSqlite3, { type Database } from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { outsideOf } from '../catalog/ledger/custody/custody.ts';
import { verifyCatalogFile } from '../catalog/ledger/custody/verify-file.ts';
import { heldKeys } from '../catalog/ledger/signing/vault.ts';
import { applyKey, deriveCheaply, fileForm, fileKeyOf, type FileKey } from '../catalog/store/cipher.ts';
import { copyPath, notePath, safeCopiesOf } from '../catalog/store/safe-copies.ts';
import { CUTS, Disk, type Cut, type Random } from '../catalog/testing/power/disk.ts';
import { readTrace, recording, type FileDeed } from '../catalog/testing/power/trace.ts';
import { temporaryFolder } from '../catalog/testing/temp-catalog.ts';
import { openCatalog } from '../server/open-catalog.ts';
import { FileVault } from '../server/vault/file-vault.ts';

/** `HEADWATER_POWER_CUTS=5000` before a release. */
const STATES = Number(process.env['HEADWATER_POWER_CUTS'] ?? 25);
const SEED = Number(process.env['HEADWATER_POWER_SEED'] ?? 1);
const PASSPHRASE = 'a passphrase of some length';

const child = fileURLToPath(new URL('testing/power-child.ts', import.meta.url));
const [traceProgram = '', ...traceOptions] = recording('/dev/null');
const recordingIsPossible =
  process.platform === 'linux' && spawnSync(traceProgram, [...traceOptions, 'true']).status === 0;

/** In memory where there is some: nothing of this must outlast anything, and disks are slow to sync. */
const memory = '/dev/shm';
const inMemory = recordingIsPossible && existsSync(memory) && roomIn(memory) > 1 << 30;
const work = inMemory ? mkdtempSync(join(memory, 'headwater-test-')) : temporaryFolder();
afterAll(() => rmSync(work, { recursive: true, force: true }));

const folder = join(work, 'recorded');
const trace = join(work, 'trace');

function roomIn(place: string): number {
  const { bavail, bsize } = statfsSync(place);
  return bavail * bsize;
}

function eventsOf(name: string, count: number): string {
  return Array.from({ length: count }, (_, n) =>
    JSON.stringify({
      eventType: 'COMPLETE',
      eventTime: '2026-01-01T00:00:00Z',
      run: { runId: `${name}-${n}` },
      job: { namespace: 'jobs', name: `${name}-job-${n}` },
      inputs: [{ namespace: 'db', name: `in-${n}` }],
      outputs: [{ namespace: 'db', name: `${name}-out-${n}` }],
    }),
  ).join('\n');
}

/** Mulberry32: the same numbers for the same seed. */
function randomFrom(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** What the process had answered by a moment. */
interface Answered {
  readonly seq: number;
  readonly encrypted: boolean;
  readonly copied: boolean;
  readonly erased: boolean;
}

function answeredIn(printed: string): Answered {
  const lines = printed.slice(0, printed.lastIndexOf('\n') + 1).split('\n');
  const seqs = lines.map((line) => Number(/^at (\d+)$/.exec(line)?.[1] ?? 0));
  const said = (word: string): number => lines.lastIndexOf(word);
  return {
    seq: Math.max(0, ...seqs),
    encrypted: said('encrypted') > said('decrypted'),
    copied: said('copied') >= 0,
    erased: said('erased') >= 0,
  };
}

/** All that the tables hold, apart from the index of the search, which is made anew where it is missing. */
function contentOf(db: Database): string {
  const hash = createHash('sha256');
  const tables = db
    .prepare<[], string>(
      `SELECT name FROM sqlite_schema WHERE type = 'table' AND rootpage > 0 AND name NOT LIKE 'search%' ORDER BY name`,
    )
    .pluck()
    .all();
  for (const table of tables) {
    hash.update(`\n${table}\n`);
    for (const row of db.prepare(`SELECT * FROM "${table}"`).raw().iterate() as Iterable<unknown[]>)
      for (const value of row) hash.update(value instanceof Buffer ? value : `${String(value)}|`);
  }
  return hash.digest('hex');
}

async function keyOf(path: string): Promise<FileKey | undefined> {
  return fileForm(path) === 'encrypted' ? fileKeyOf(path, PASSPHRASE) : undefined;
}

/** What the tables hold in a folder's catalog; null where there is none, or none that was begun. */
async function lookedInto(
  place: string,
): Promise<{ readonly content: string; readonly integrity: unknown } | null> {
  const path = join(place, 'catalog.headwater');
  if (fileForm(path) === null) return null;
  const key = await keyOf(path);
  const db = new BetterSqlite3(path);
  try {
    if (key) applyKey(db, key);
    return { integrity: db.pragma('integrity_check', { simple: true }), content: contentOf(db) };
  } finally {
    db.close();
  }
}

async function verified(place: string) {
  const path = join(place, 'catalog.headwater');
  const vault = new FileVault(join(place, 'data', 'keys'));
  const keys = await heldKeys(vault);
  const key = await keyOf(path);
  return verifyCatalogFile(path, {
    trusted: keys ? [keys.signer] : [],
    outside: (db) => outsideOf(db, { path, notesFile: join(place, 'data', 'ledger-heads.json'), vault }),
    ...(key ? { key } : {}),
  });
}

/** Plays the record up to a call, onto a new disk. */
class Playing {
  readonly disk = new Disk(folder);
  #at = 0;
  readonly #deeds: readonly FileDeed[];
  constructor(deeds: readonly FileDeed[]) {
    this.#deeds = deeds;
  }
  /** @returns whether the last call brought something to the disk */
  to(end: number): boolean {
    let synced = false;
    while (this.#at < end) synced = this.disk.apply(this.#deeds[this.#at++]!);
    return synced;
  }
}

async function inPlace<T>(
  disk: Disk,
  cut: Cut,
  random: Random,
  look: (place: string) => Promise<T>,
): Promise<T> {
  const place = mkdtempSync(join(work, 'cut-'));
  try {
    disk.leave(place, cut, random);
    return await look(place);
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}

async function expectWhole(place: string, answered: Answered, committed: ReadonlySet<string>): Promise<void> {
  const path = join(place, 'catalog.headwater');
  const looked = await lookedInto(place);
  if (looked === null) {
    expect(answered.seq).toBe(0);
    return;
  }
  expect(looked.integrity).toBe('ok');
  // Each state that the tables may be in is one that was committed: nothing of a change without the rest.
  expect(committed).toContain(looked.content);
  if (answered.seq === 0) return;
  const result = await verified(place);
  expect(result).toMatchObject({ verdict: 'intact', findings: [] });
  expect(result.entries).toBeGreaterThanOrEqual(answered.seq);
  for (const copy of safeCopiesOf(path).filter(({ kind }) => kind === 'daily'))
    expect(createHash('sha256').update(readFileSync(copy.path)).digest('hex')).toBe(copy.sha256);
  if (answered.erased) expect([copyPath(path), notePath(path)].filter((one) => existsSync(one))).toEqual([]);
  const catalog = await openCatalog(
    path,
    false,
    new FileVault(join(place, 'data', 'keys')),
    await keyOf(path),
  );
  await catalog.close();
  expect(readdirSync(place).filter((name) => name.endsWith('.rewriting'))).toEqual([]);
}

describe.skipIf(!recordingIsPossible)('a power cut (needs strace)', () => {
  const deeds: FileDeed[] = [];
  const committed = new Set<string>();

  beforeAll(async () => {
    deriveCheaply();
    mkdirSync(join(folder, 'data'), { recursive: true });
    for (const name of ['first', 'second']) writeFileSync(join(folder, `${name}.ndjson`), eventsOf(name, 12));
    const [program = '', ...options] = recording(trace);
    const { status, stderr } = spawnSync(program, [...options, process.execPath, child, folder, PASSPHRASE], {
      encoding: 'utf8',
      env: { ...process.env, HEADWATER_DATA: join(folder, 'data') },
    });
    if (status !== 0) throw new Error(`The work that was to be recorded failed: ${stderr}`);
    for await (const deed of readTrace(trace, folder)) deeds.push(deed);
    // A commit has been brought to the disk, or stands in what the system has not yet written.
    const playing = new Playing(deeds);
    for (let n = 1; n <= deeds.length; n++) {
      if (!playing.to(n) && n < deeds.length) continue;
      const looked = await inPlace(playing.disk, 'all', Math.random, lookedInto);
      if (looked) committed.add(looked.content);
    }
  }, 600_000);

  it('is recorded as it was: the files that the record makes are those that are there', () => {
    const playing = new Playing(deeds);
    playing.to(deeds.length);
    const place = join(work, 'whole');
    playing.disk.leave(place, 'all', Math.random);
    for (const name of ['catalog.headwater', 'catalog.headwater.checkpoint', 'data/ledger-heads.json'])
      expect(readFileSync(join(place, name)).equals(readFileSync(join(folder, name)))).toBe(true);
    expect(answeredIn(playing.disk.printed)).toMatchObject({ encrypted: false, copied: true, erased: true });
    expect(committed.size).toBeGreaterThan(15);
  });

  it(
    `at any moment, ${STATES} times, loses nothing that was answered, and leaves nothing by half`,
    async () => {
      const random = randomFrom(SEED);
      const moments = Array.from({ length: STATES }, () => Math.ceil(random() * deeds.length)).sort(
        (a, b) => a - b,
      );
      const playing = new Playing(deeds);
      for (const [n, moment] of moments.entries()) {
        playing.to(moment);
        const cut = CUTS[n % CUTS.length]!;
        const answered = answeredIn(playing.disk.printed);
        try {
          await inPlace(playing.disk, cut, random, (place) => expectWhole(place, answered, committed));
        } catch (error) {
          throw new Error(`After call ${moment} of ${deeds.length}, ${cut} of the rest (seed ${SEED})`, {
            cause: error,
          });
        }
      }
    },
    60_000 + STATES * 2_000,
  );
});
