import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { UploadError, Uploads } from './uploads.ts';

let folder: string;
let uploads: Uploads;
const before = process.env['TMPDIR'];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'uploads-test-'));
  process.env['TMPDIR'] = folder;
  uploads = new Uploads(1000);
});

afterEach(() => {
  uploads.dispose();
  if (before === undefined) delete process.env['TMPDIR'];
  else process.env['TMPDIR'] = before;
  rmSync(folder, { recursive: true, force: true });
});

const HOUR = 60 * 60 * 1000;

const bytes = (count: number) => Readable.from([Buffer.alloc(count, 'x')]);
const status = (promise: Promise<unknown>) =>
  promise.then(
    () => 'accepted' as const,
    (error: unknown) => (error instanceof UploadError ? error.status : 'crashed'),
  );

/** Every file below the private folder, relative to the batch folders. */
function everything(): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

describe('what a host left behind that was ended from outside', () => {
  it('goes when the next one starts; what a running one holds stays', () => {
    const ended = spawnSync(process.execPath, ['-e', '']).pid;
    const [gone, running, other] = [
      `headwater-uploads-${ended}-abc`,
      `headwater-uploads-${process.pid}-abc`,
      'headwater-uploads-notes',
    ].map((name) => join(folder, name)) as [string, string, string];
    for (const path of [gone, running, other]) mkdirSync(path);
    writeFileSync(join(gone, 'manifest.json'), '{}');
    new Uploads().dispose();
    expect([gone, running, other].map((path) => existsSync(path))).toEqual([false, true, true]);
  });
});

describe('bounds', () => {
  it('hold for batches that nobody forgets', async () => {
    for (let n = 0; n < 1000; n++) uploads.open();
    expect(() => uploads.open()).toThrow(UploadError);
  });
});

describe('a batch of uploads', () => {
  it('is deleted once it is forgotten, and no other with it', async () => {
    const [one, other] = [uploads.open(), uploads.open()];
    await uploads.receive(one, 'a', bytes(1));
    await uploads.receive(other, 'b', bytes(1));
    await uploads.forget([one, 'no-such-batch', '..']);
    expect(everything().map((path) => path.slice(-1))).toEqual(['b']);
    await expect(uploads.pathsOf([one])).rejects.toThrow('not kept any more');
    expect(await uploads.pathsOf([other])).toHaveLength(1);
  });

  it('keeps files under their relative path and answers with what lies at its top', async () => {
    const token = uploads.open();
    await uploads.receive(token, 'target/manifest.json', Readable.from(['{}']));
    await uploads.receive(token, 'target/run%20results.json', Readable.from(['[]']));
    const [path, ...rest] = await uploads.pathsOf([token]);
    expect(rest).toEqual([]);
    expect(path?.endsWith(join(token, 'target'))).toBe(true);
    expect(readFileSync(join(path!, 'run results.json'), 'utf8')).toBe('[]');
  });

  it('answers only for tokens that it gave out', async () => {
    expect(await status(uploads.receive('elsewhere', 'a', bytes(1)))).toBe(404);
    expect(await status(uploads.pathsOf(['..']))).toBe(404);
    expect(await status(uploads.pathsOf(['__proto__']))).toBe(404);
  });

  it('refuses more bytes than a batch may have, announced or not, and keeps nothing of that file', async () => {
    const token = uploads.open();
    await uploads.receive(token, 'first', bytes(600));
    expect(await status(uploads.receive(token, 'announced', bytes(1), 401))).toBe(413);
    expect(await status(uploads.receive(token, 'silent', bytes(401)))).toBe(413);
    expect(everything().map((path) => path.slice(-5))).toEqual(['first']);
    expect(await status(uploads.receive(token, 'fits', bytes(400)))).toBe('accepted');
  });

  it('refuses a path through a file', async () => {
    const token = uploads.open();
    await uploads.receive(token, 'a', bytes(1));
    expect(await status(uploads.receive(token, 'a/b', bytes(1)))).toBe(400);
  });

  it.each(['..', '%2e%2e/x', 'a/../../x', '..%2f..%2fx', '..%5cx', 'a%00', '%', '/', 'x'.repeat(256)])(
    'refuses the path %j',
    async (path) => {
      expect(await status(uploads.receive(uploads.open(), path, bytes(1)))).toBe(400);
    },
  );

  it('writes nothing outside its folder, whatever the path says', async () => {
    const piece = fc.constantFrom(
      '..',
      '.',
      '%2e%2e',
      '%2f',
      '%5c',
      '\\',
      '/',
      'a',
      'C:',
      '%00',
      '~',
      '%25',
      'é',
    );
    const path = fc.array(piece, { minLength: 1, maxLength: 12 }).map((pieces) => pieces.join(''));
    await fc.assert(
      fc.asyncProperty(path, async (encoded) => {
        const token = uploads.open();
        const result = await status(uploads.receive(token, encoded, bytes(1)));
        expect(['accepted', 400]).toContain(result);
        for (const file of everything()) expect(file).toMatch(/headwater-uploads-[^/\\]+[/\\][\w-]{32}[/\\]/);
      }),
      { numRuns: 200 },
    );
  });

  it('lets go what nobody came back to', async () => {
    vi.useFakeTimers({ toFake: ['performance'] });
    onTestFinished(() => void vi.useRealTimers());
    const [left, used] = [uploads.open(), uploads.open()];
    await uploads.receive(left, 'a', bytes(1));
    await uploads.receive(used, 'a', bytes(1));
    vi.advanceTimersByTime(5 * HOUR);
    await uploads.pathsOf([used]);
    vi.advanceTimersByTime(2 * HOUR);
    uploads.open();
    expect(await status(uploads.pathsOf([used]))).toBe('accepted');
    expect(await status(uploads.pathsOf([left]))).toBe(404);
    expect(everything()).toHaveLength(1);
  });

  it('leaves nothing behind', async () => {
    await uploads.receive(uploads.open(), 'a/b', bytes(1));
    uploads.dispose();
    expect(readdirSync(folder)).toEqual([]);
  });
});
