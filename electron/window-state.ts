/** Where the window stood, which catalogs were open and which language the page was in: kept between runs in one small file. */
import { mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import { writeWhole } from '../catalog/whole-file.ts';
import { localeSchema } from './page-shapes.ts';

const MAX_RECENT = 10;
const LEAST_VISIBLE = 80;

const boundsSchema = z.object({
  x: z.number().int(),
  y: z.number().int(),
  width: z.number().int().min(200).max(20_000),
  height: z.number().int().min(200).max(20_000),
});
export type Bounds = z.infer<typeof boundsSchema>;

const rememberedSchema = z.object({
  bounds: boundsSchema.nullable().catch(null),
  maximized: z.boolean().catch(false),
  /** Catalog files, the newest first. */
  recent: z.array(z.string().min(1)).max(MAX_RECENT).catch([]),
  /** What the page was last said to be in; null: what the system says. */
  locale: localeSchema.nullable().catch(null),
});
export type Remembered = z.infer<typeof rememberedSchema>;

const NOTHING: Remembered = { bounds: null, maximized: false, recent: [], locale: null };

/** What the file remembers; parts that cannot be read are as if there were none. */
export function readRemembered(path: string): Remembered {
  try {
    return rememberedSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return NOTHING;
  }
}

export function writeRemembered(path: string, remembered: Remembered): void {
  mkdirSync(dirname(path), { recursive: true });
  writeWhole(path, `${JSON.stringify(remembered, null, 2)}\n`, 0o600);
}

/** The list with `path` at its head. */
export function withRecent(recent: readonly string[], path: string): string[] {
  return [path, ...recent.filter((other) => other !== path)].slice(0, MAX_RECENT);
}

/** The remembered place if enough of it still lies on a screen; a monitor may have gone. */
export function visibleBounds(bounds: Bounds | null, screens: readonly Bounds[]): Bounds | null {
  if (!bounds) return null;
  const seen = screens.some((screen) => {
    const width = Math.min(bounds.x + bounds.width, screen.x + screen.width) - Math.max(bounds.x, screen.x);
    const titleInside = bounds.y >= screen.y && bounds.y <= screen.y + screen.height - LEAST_VISIBLE;
    return width >= LEAST_VISIBLE && titleInside;
  });
  return seen ? bounds : null;
}
