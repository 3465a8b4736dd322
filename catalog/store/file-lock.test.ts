import { execFile } from 'node:child_process';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { locked } from './file-lock.ts';
import { temporaryFolder } from '../testing/temp-catalog.ts';

const at = (name: string) => JSON.stringify(new URL(name, import.meta.url).href);
/** Counts a file up, many times, as the notes of heads are kept: read, changed, written back as a whole. */
const COUNT = `
import { readFileSync } from 'node:fs';
const { locked } = await import(${at('./file-lock.ts')});
const { writeWhole } = await import(${at('../whole-file.ts')});
const path = process.argv[1];
for (let n = 0; n < 100; n++)
  locked(path, () => writeWhole(path, String(Number(readFileSync(path, 'utf8')) + 1)));`;

it('lets no change of another process be lost', async () => {
  const path = join(temporaryFolder(), 'count');
  writeFileSync(path, '0');
  const counting = () =>
    promisify(execFile)(process.execPath, ['--input-type=module', '--eval', COUNT, path]);
  await Promise.all([counting(), counting(), counting()]);
  expect(readFileSync(path, 'utf8')).toBe('300');
});

it('is let go of by work that fails', () => {
  const path = join(temporaryFolder(), 'count');
  const failing = () =>
    locked(path, () => {
      throw new Error('no space left');
    });
  expect(failing).toThrow('no space left');
  expect(locked(path, () => 'done')).toBe('done');
});

it('is done without where there is none to be had', () => {
  const folder = temporaryFolder();
  expect(locked(join(folder, 'nowhere', 'count'), () => 'done')).toBe('done');
  writeFileSync(
    join(folder, 'count.lock'),
    'of something else, long enough to be no empty database'.repeat(20),
  );
  chmodSync(join(folder, 'count.lock'), 0o400);
  expect(locked(join(folder, 'count'), () => 'done')).toBe('done');
});
