/** Faults of the disk and the machine, as commands meet them: what is said, and that the catalog is whole afterwards. */
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import BetterSqlite3 from 'better-sqlite3';
import { beforeAll, describe, expect, it } from 'vitest';
import { verifyLedger } from '../catalog/ledger/verify.ts';
import { safeCopiesOf } from '../catalog/store/safe-copies.ts';
import { temporaryFolder } from '../catalog/testing/temp-catalog.ts';

const headwater = fileURLToPath(new URL('headwater.ts', import.meta.url));
const appendChild = fileURLToPath(new URL('../catalog/testing/append-child.ts', import.meta.url));
const copyChild = fileURLToPath(new URL('../catalog/testing/copy-child.ts', import.meta.url));
/** `HEADWATER_KILLS=200` before a release. */
const KILLS = Number(process.env['HEADWATER_KILLS'] ?? 5);

const folder = temporaryFolder();
const catalog = join(folder, 'catalog.headwater');
const events = join(folder, 'events.ndjson');
const data = join(folder, 'data');

function eventsOf(count: number): string {
  return Array.from({ length: count }, (_, n) =>
    JSON.stringify({
      eventType: 'COMPLETE',
      eventTime: '2026-01-01T00:00:00Z',
      run: { runId: `run-${n}` },
      job: { namespace: 'jobs', name: `job-${n % 50}` },
      inputs: [{ namespace: 'db', name: `in-${n}` }],
      outputs: [{ namespace: 'db', name: `out-${n}` }],
    }),
  ).join('\n');
}

interface Said {
  readonly code: number | null;
  readonly out: string;
  readonly errors: string;
}

function run(args: readonly string[], before: readonly string[] = []): Said {
  const [program = '', ...rest] = [...before, process.execPath, headwater, ...args];
  const env = { ...process.env, HEADWATER_DATA: data };
  const { status, stdout, stderr } = spawnSync(program, rest, { encoding: 'utf8', env });
  return { code: status, out: stdout, errors: stderr };
}

/** A shell with mounts of its own, where the system lets tests have them. */
const MOUNTING = ['unshare', '--user', '--map-root-user', '--mount', 'sh', '-c'];
const mountingIsAllowed =
  process.platform === 'linux' &&
  spawnSync(MOUNTING[0]!, [...MOUNTING.slice(1), 'mount -t tmpfs tmpfs /mnt']).status === 0;

function expectWhole(path: string): void {
  const db = new BetterSqlite3(path, { readonly: true });
  expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
  db.close();
  expect(run(['verify', '--catalog', path]).code).toBe(0);
}

beforeAll(() => {
  mkdirSync(data);
  writeFileSync(events, eventsOf(20));
  const { code, errors } = run(['import', events, '--catalog', catalog]);
  if (code !== 0) throw new Error(`The catalog could not be made: ${errors}`);
});

describe.skipIf(!mountingIsAllowed)('on a disk of its own (needs mounts without privileges)', () => {
  it('that is full, an import says so, and the catalog stays as it was', () => {
    const large = join(folder, 'large.ndjson');
    const back = join(folder, 'back.headwater');
    writeFileSync(large, eventsOf(6_000));
    const script = `mount -t tmpfs -o size=4m tmpfs /mnt && cp "$1" /mnt/c.headwater; shift; "$@"; code=$?; cp /mnt/c.headwater "${back}"; exit $code`;
    const { code, errors } = run(
      ['import', large, '--catalog', '/mnt/c.headwater'],
      [...MOUNTING, script, 'sh', catalog],
    );
    expect(code).toBe(2);
    expect(errors).toMatch(/the disk is full.*nothing was changed/);
    expectWhole(back);
  });

  it('that may only be read, commands say so and change nothing', () => {
    const script = `mount --bind "$1" /mnt && mount -o remount,ro,bind /mnt || exit 9; shift; "$@"`;
    const before = readFileSync(catalog);
    const { code, errors } = run(
      ['tag', 'in-1', '--label', 'x', '--catalog', '/mnt/catalog.headwater'],
      [...MOUNTING, script, 'sh', folder],
    );
    expect(code).toBe(2);
    expect(errors).toMatch(/read-only|cannot be read and written/);
    expect(readFileSync(catalog).equals(before)).toBe(true);
  });
});

describe('a file that another program holds', () => {
  it('alone is said to be in use, in a bounded time', () => {
    const copy = join(folder, 'held.headwater');
    copyFileSync(catalog, copy);
    const db = new BetterSqlite3(copy);
    // As programs do that know nothing of sharing, and some network file systems for everybody.
    db.pragma('locking_mode = EXCLUSIVE');
    db.exec('BEGIN EXCLUSIVE');
    const { code, errors } = run(['stats', '--catalog', copy]);
    db.close();
    expect(code).toBe(2);
    expect(errors).toMatch(/another process is writing/);
    expectWhole(copy);
  });

  it('and writes to, too, loses nothing of either', async () => {
    const place = join(temporaryFolder(), 'both.headwater');
    const keys = join(data, 'both-keys');
    mkdirSync(keys);
    const start = () =>
      spawn(process.execPath, [appendChild, place, join(data, 'both-heads.json'), keys], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
    const first = start();
    await once(first.stdout, 'data');
    const second = start();
    await once(second.stdout, 'data');
    let told = '';
    second.stdout.setEncoding('utf8').on('data', (text: string) => (told += text));
    await new Promise((resolve) => setTimeout(resolve, 300));
    first.kill('SIGKILL');
    second.kill('SIGKILL');
    await Promise.all([once(first, 'close'), once(second, 'close')]);
    const db = new BetterSqlite3(place, { readonly: true });
    const seqs = db.prepare('SELECT seq FROM ledger_entry ORDER BY seq').pluck().all() as number[];
    expect(seqs).toEqual(seqs.map((_, n) => n + 1));
    const last = Number(told.trimEnd().split('\n').at(-1) || 1);
    expect(seqs.length).toBeGreaterThanOrEqual(last);
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
    expect(await verifyLedger(db)).toMatchObject({ verdict: 'intact', entries: seqs.length });
    db.close();
  });
});

it(`kill -9 during the making of a safe copy, ${KILLS} times, leaves one that is whole, or none`, async () => {
  const place = join(temporaryFolder(), 'copied.headwater');
  copyFileSync(catalog, place);
  for (let n = 0; n < KILLS; n++) {
    const copying = spawn(process.execPath, [copyChild, place], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(copying.stdout, 'data');
    await new Promise((resolve) => setTimeout(resolve, (n * 13) % 50));
    copying.kill('SIGKILL');
    await once(copying, 'close');
    for (const copy of safeCopiesOf(place)) {
      expect(createHash('sha256').update(readFileSync(copy.path)).digest('hex')).toBe(copy.sha256);
    }
  }
  expectWhole(place);
});

it('the app is served beyond this machine with TLS only', () => {
  const { code, errors, out } = run(['serve', '--host', '0.0.0.0', '--catalog', catalog]);
  expect(code).toBe(2);
  expect(errors).toMatch(/with TLS only/);
  expect(out).toBe('');
});
