import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { GROUPS, HOUSE, houseDrawing } from './house-drawing.ts';
import { root } from './run.ts';

/** Folders that hold code for tests only, or that nobody wrote. */
const NO_ROOMS = new Set(['testing']);

function rooms(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !NO_ROOMS.has(entry.name))
    .map(({ name }) => `${folder}/${name}`)
    .sort();
}

const drawn = GROUPS.flatMap((group) =>
  group.rooms.map(({ name }) => (group.folder ? `${group.folder}/${name}` : name)),
);
const page = readFileSync(join(root, 'docs/architecture.md'), 'utf8');

describe('the picture of the house', () => {
  it.each(['catalog', 'server'])('has every room of %s once', (folder) => {
    expect(drawn.filter((room) => room.startsWith(`${folder}/`)).sort()).toEqual(rooms(folder));
  });

  it('numbers the path of one fact as the page does, and leaves no step out', () => {
    const steps = GROUPS.flatMap((group) => group.rooms.flatMap((room) => room.steps ?? []));
    const told = page.match(/## The path of one fact\n([\s\S]*?)\n## /)![1]!.match(/^\d+\./gm)!.length;
    // The ninth is drawn at catalog.ts, which is no room.
    expect([...new Set([...steps, 9])].sort((a, b) => a - b)).toEqual(
      Array.from({ length: told }, (_, at) => at + 1),
    );
  });

  it('is the one in docs', () => {
    expect(readFileSync(join(root, HOUSE), 'utf8')).toBe(houseDrawing());
  });
});

describe('the page', () => {
  it('names files that are there', () => {
    const named = [
      ...page.matchAll(/`((?:bench|catalog|cli|contract|electron|renderer|server|tools)\/[\w./-]+\.tsx?)`/g),
    ];
    expect(named.length).toBeGreaterThan(50);
    expect(named.map(([, path]) => path!).filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });

  it('describes every room of the engine', () => {
    const described = [...page.matchAll(/^\| `([a-z]+)\/` /gm)].map(([, name]) => `catalog/${name}`);
    for (const room of rooms('catalog')) expect(described).toContain(room);
  });
});
