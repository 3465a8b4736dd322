/** A catalog file that is damaged, and the way back. */
import { existsSync, mkdirSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { keepSafeCopy } from '../catalog/store/safe-copy.ts';
import { temporaryFolder } from '../catalog/testing/temp-catalog.ts';
import { openCatalog } from '../server/open-catalog.ts';
import { program } from './program.ts';

const folder = temporaryFolder();
const file = join(folder, 'catalog.headwater');

beforeAll(async () => {
  const data = join(folder, 'data');
  mkdirSync(data);
  vi.stubEnv('HEADWATER_DATA', data);
  const catalog = await openCatalog(file, true);
  await keepSafeCopy(catalog.store);
  await catalog.close();
});
afterAll(() => void vi.unstubAllEnvs());
afterEach(() => vi.restoreAllMocks());

async function run(...args: readonly string[]): Promise<{ code: number; said: string }> {
  let [code, said] = [-1, ''];
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    said += String(text);
    return true;
  });
  try {
    await program((result) => {
      code = result;
    }).parseAsync(['node', 'headwater', ...args, '--catalog', file]);
  } catch (error) {
    said += error instanceof Error ? error.message : String(error);
  }
  return { code, said };
}

it('a damaged file is said to be damaged, its copies are listed, and one is put in its place', async () => {
  truncateSync(file, 9_000);
  expect((await run('stats')).said).toMatch(/Cannot open the catalog.*see headwater recover/s);
  const listed = await run('recover', '--json');
  expect(listed.code).toBe(0);
  expect(JSON.parse(listed.said)).toMatchObject({
    copies: [{ kind: 'daily', name: 'catalog.headwater.safe-copy' }],
  });
  expect((await run('recover', '--restore', 'another')).said).toMatch(/No safe copy/);
  const restored = await run('recover', '--restore', 'catalog.headwater.safe-copy', '--json');
  const { kept } = JSON.parse(restored.said) as { kept: string[] };
  expect(kept).toHaveLength(1);
  expect(existsSync(kept[0]!)).toBe(true);
  expect((await run('stats')).code).toBe(0);
});
