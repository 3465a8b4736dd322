import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readRemembered, visibleBounds, withRecent, writeRemembered } from './window-state.ts';

let folder: string;
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'window-state-'))));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const nothing = { bounds: null, maximized: false, recent: [], locale: null };
const screen = { x: 0, y: 0, width: 1920, height: 1080 };

describe('what is remembered between runs', () => {
  it('comes back as it was', () => {
    const path = join(folder, 'deep', 'window.json');
    const state = {
      bounds: { x: -5, y: 10, width: 800, height: 600 },
      maximized: true,
      recent: ['/a.headwater'],
      locale: 'de-AT',
    };
    writeRemembered(path, state);
    expect(readRemembered(path)).toEqual(state);
  });

  it('is nothing where the file is missing or no object', () => {
    expect(readRemembered(join(folder, 'missing.json'))).toEqual(nothing);
    for (const text of ['', '{', 'null', '[]', '7']) {
      writeFileSync(join(folder, 'bad.json'), text);
      expect(readRemembered(join(folder, 'bad.json')), text).toEqual(nothing);
    }
  });

  it('keeps the parts that can be read', () => {
    const path = join(folder, 'part.json');
    writeFileSync(
      path,
      '{"bounds":{"x":1e400},"maximized":true,"recent":"x","__proto__":{"maximized":false}}',
    );
    expect(readRemembered(path)).toEqual({ ...nothing, maximized: true });
    expect(readFileSync(path, 'utf8')).toContain('1e400');
  });
});

describe('recent catalogs', () => {
  it('have the newest first, each once, ten at most', () => {
    const paths = fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l'), {
      minLength: 1,
    });
    fc.assert(
      fc.property(paths, (opened) => {
        const recent = opened.reduce<string[]>(withRecent, []);
        expect(recent[0]).toBe(opened.at(-1));
        expect(new Set(recent).size).toBe(recent.length);
        expect(recent.length).toBe(Math.min(10, new Set(opened).size));
      }),
    );
  });
});

describe('the place of the window', () => {
  it.each([
    ['inside', { x: 100, y: 100, width: 800, height: 600 }, true],
    ['half off the right edge', { x: 1800, y: 100, width: 800, height: 600 }, true],
    ['on a monitor that has gone', { x: 2500, y: 100, width: 800, height: 600 }, false],
    ['with its title above the screen', { x: 100, y: -40, width: 800, height: 600 }, false],
    ['with its title below the screen', { x: 100, y: 1075, width: 800, height: 600 }, false],
  ])('%s', (_case, bounds, kept) => {
    expect(visibleBounds(bounds, [screen])).toEqual(kept ? bounds : null);
  });

  it('may be on any of several screens', () => {
    const left = { ...screen, x: -1920 };
    const bounds = { x: -1900, y: 5, width: 500, height: 500 };
    expect(visibleBounds(bounds, [screen, left])).toEqual(bounds);
    expect(visibleBounds(null, [screen])).toBeNull();
  });
});
