import { chmodSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { candidates } from './chromium.ts';
import { worthWaiting } from './electron-binary.ts';
import { isStale, newestChange } from './freshness.ts';
import { browserOpener, hasDisplay, onPath } from './open-browser.ts';
import { commandOf, run } from './run.ts';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'start-test-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Writes a file that was last changed at second `at`. */
function file(path: string, at: number): string {
  const full = join(folder, path);
  mkdirSync(dirname(full), { recursive: true });
  writeFileSync(full, '');
  for (let part = full; part !== folder; part = dirname(part)) utimesSync(part, at, at);
  return full;
}

describe('what has to be built', () => {
  it('is what is missing or older than any of its sources', () => {
    const source = join(folder, 'src');
    file('src/deep/a.ts', 100);
    const product = join(folder, 'out.js');
    expect(isStale(product, [source])).toBe(true);
    file('out.js', 100);
    expect(isStale(product, [source])).toBe(false);
    file('src/deep/b.ts', 101);
    expect(isStale(product, [source])).toBe(true);
    expect(isStale(product, [join(folder, 'missing')])).toBe(false);
  });

  it('is what lost one of its sources', () => {
    const gone = file('src/a.ts', 100);
    const product = file('out.js', 100);
    rmSync(gone);
    expect(isStale(product, [join(folder, 'src')])).toBe(true);
  });

  it('is not touched by tests and installed packages', () => {
    file('src/node_modules/b/index.js', 200);
    file('src/a.test.ts', 200);
    file('src/a.ts', 100);
    expect(newestChange(join(folder, 'src'))).toBe(100_000);
  });
});

describe('a download', () => {
  it('has twenty seconds to begin, and goes on while it will end in reasonable time', () => {
    expect(worthWaiting(19_000, 0)).toBe(true);
    expect(worthWaiting(20_000, 0)).toBe(false);
    expect(worthWaiting(20_000, 0.05)).toBe(false);
    expect(worthWaiting(20_000, 0.2)).toBe(true);
    expect(worthWaiting(170_000, 0.95)).toBe(true);
    expect(worthWaiting(200_000, 0.95)).toBe(false);
  });
});

describe('the browser', () => {
  it('is asked only where there is one and somebody to look at it', () => {
    writeFileSync(join(folder, 'xdg-open'), '');
    chmodSync(join(folder, 'xdg-open'), 0o755);
    const env = { PATH: folder, DISPLAY: ':0' };
    expect(browserOpener(env, 'linux')).toEqual([join(folder, 'xdg-open')]);
    expect(browserOpener({ PATH: folder }, 'linux')).toBeNull();
    expect(browserOpener({ ...env, CI: 'true' }, 'linux')).toBeNull();
    expect(browserOpener({ DISPLAY: ':0', PATH: '/nowhere' }, 'linux')).toBeNull();
    expect(browserOpener({}, 'darwin')).toEqual(['open']);
    expect(hasDisplay({ WAYLAND_DISPLAY: 'wayland-0' }, 'linux')).toBe(true);
  });

  it('for the tests is the one that was named, or any on the search path', () => {
    expect(candidates({ HEADWATER_CHROMIUM: '/my/chromium', PATH: '' }, 'linux')).toEqual(['/my/chromium']);
    for (const name of ['google-chrome', 'chromium']) {
      writeFileSync(join(folder, name), '');
      chmodSync(join(folder, name), 0o755);
    }
    const found = ['chromium', 'google-chrome'].map((name) => join(folder, name));
    expect(candidates({ PATH: `:${folder}` }, 'linux')).toEqual(found);
    expect(onPath('chromium', {})).toBeNull();
  });
});

describe('running programs', () => {
  it('answers with the exit code', async () => {
    expect(await run(process.execPath, ['-e', 'process.exit(7)'])).toBe(7);
    expect(await run(join(folder, 'missing'), [])).toBe(127);
  });

  it('ends what takes too long', async () => {
    expect(await run(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { limitMs: 200 })).toBe(124);
  });

  it('finds the commands of packages', () => {
    expect(commandOf('vite')).toMatch(/vite[/\\]bin[/\\]vite\.js$/);
    expect(() => commandOf('vite', 'nothing')).toThrow('no command');
  });
});
