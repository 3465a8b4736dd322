import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HeldPaths } from './held-paths.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'held-paths-'));
  mkdirSync(join(folder, 'target', 'deep'), { recursive: true });
  writeFileSync(join(folder, 'target', 'manifest.json'), '{}');
  writeFileSync(join(folder, 'target', 'deep', 'x.json'), '[1]');
  symlinkSync(folder, join(folder, 'target', 'loop'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('chosen files and folders', () => {
  it('are named by tokens that say nothing of their place', async () => {
    const held = new HeldPaths();
    const paths = [join(folder, 'target'), join(folder, 'target', 'manifest.json')];
    const sources = await held.hold(paths);
    expect(sources.map(({ label, bytes }) => [label, bytes])).toEqual([
      ['target', 5],
      ['manifest.json', 2],
    ]);
    expect(JSON.stringify(sources)).not.toContain(folder);
    expect(held.pathsOf(sources.map(({ token }) => token))).toEqual(paths);
  });

  it('leave out what cannot be read', async () => {
    expect(await new HeldPaths().hold(['', join(folder, 'missing')])).toEqual([]);
  });

  it('answer for their own tokens only', async () => {
    const held = new HeldPaths();
    await held.hold([folder]);
    for (const token of ['', folder, '__proto__', 'constructor'])
      expect(() => held.pathsOf([token])).toThrow('not known');
  });
});
