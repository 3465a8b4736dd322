/** Searches kept under a name: their state, their order, and the file that carries them to another catalog. */
import { z } from 'zod';
import type { SavedView } from '../../../../../contract/index.ts';
import { validateBrowseSearch, type BrowseSearch } from '../../browse/model/search-params.ts';
import { say } from '../../../shared/language/say.ts';

export interface SavedSearch {
  readonly id: number;
  readonly name: string;
  readonly search: BrowseSearch;
  readonly place: number;
}

/** What is kept; the place orders the list. */
export function stateOf(search: BrowseSearch, place: number): Record<string, unknown> {
  return { search, place };
}

/** In their order; those without a place come last, by name. */
export function savedOf(views: readonly SavedView[]): SavedSearch[] {
  return views
    .map(({ id, name, state }) => {
      const { search, place } = state;
      return {
        id,
        name,
        search: validateBrowseSearch(isRecord(search) ? search : {}),
        place: typeof place === 'number' ? place : Number.MAX_SAFE_INTEGER,
      };
    })
    .sort((a, b) => a.place - b.place);
}

/** Places after moving one up or down, for those whose place changes; none at the end of the list. */
export function moved(
  list: readonly SavedSearch[],
  id: number,
  by: -1 | 1,
): { readonly saved: SavedSearch; readonly place: number }[] {
  const from = list.findIndex((saved) => saved.id === id);
  const to = from + by;
  if (from < 0 || to < 0 || to >= list.length) return [];
  const order = list.toSpliced(from, 1).toSpliced(to, 0, list[from]!);
  return order.flatMap((saved, place) => (saved.place === place ? [] : [{ saved, place }]));
}

/** The place after all others. */
export function nextPlace(list: readonly SavedSearch[]): number {
  return list.reduce(
    (next, { place }) => (place === Number.MAX_SAFE_INTEGER ? next : Math.max(next, place + 1)),
    0,
  );
}

const FORMAT = 'headwater-searches';
const fileSchema = z.object({
  format: z.literal(FORMAT),
  version: z.literal(1),
  searches: z
    .array(z.object({ name: z.string().trim().min(1).max(200), search: z.record(z.string(), z.unknown()) }))
    .max(1000),
});

export function toFile(list: readonly SavedSearch[]): string {
  const searches = list.map(({ name, search }) => ({ name, search }));
  return `${JSON.stringify({ format: FORMAT, version: 1, searches }, null, 2)}\n`;
}

/** @throws Error with what is wrong with the file, for the user */
export function fromFile(text: string): { readonly name: string; readonly search: BrowseSearch }[] {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    throw new Error(say('The file is not JSON.'));
  }
  const read = fileSchema.safeParse(content);
  if (!read.success) {
    const { path, message } = read.error.issues[0]!;
    throw new Error(
      say('The file holds no saved searches of Headwater: {place}: {problem}', {
        place: path.join('.') || say('the whole'),
        problem: message,
      }),
    );
  }
  return read.data.searches.map(({ name, search }) => ({ name, search: validateBrowseSearch(search) }));
}

/** The name, or the first of `name (2)`, `name (3)` … that is free. */
export function freeName(name: string, taken: ReadonlySet<string>): string {
  if (!taken.has(name)) return name;
  for (let n = 2; ; n++) {
    const candidate = `${name.slice(0, 190)} (${n})`;
    if (!taken.has(candidate)) return candidate;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
