/**
 * Views as a file that another catalog can take in: ids differ from catalog to catalog, so datasets are
 * named, and whatever the other catalog does not know is left out and counted. Pure.
 */
import { fromSaved, toSaved } from '../state/saved-state.ts';
import type { Place, ViewState } from '../state/view-state.ts';
import { say } from '../../../shared/language/say.ts';

export const FORMAT = 'headwater-lineage-views';
export const VERSION = 1;
/** More than anyone keeps; a longer list is no such file. */
const MAX_VIEWS = 1000;

interface DatasetName {
  readonly namespace: string;
  readonly name: string;
}

export interface PortableView {
  readonly name: string;
  readonly state: Readonly<Record<string, unknown>>;
  /** The datasets that `state` speaks of, by the ids that it uses. */
  readonly datasets: Readonly<Record<string, DatasetName>>;
}

/** Every dataset id that a saved state speaks of. */
export function idsOf(saved: Readonly<Record<string, unknown>>): number[] {
  const state = fromSaved(1, saved);
  const places = [...Object.keys(state.pins), ...Object.keys(state.placed ?? {})].map(Number);
  return [
    ...new Set([
      ...state.roots,
      ...state.expanded.map(({ id }) => id),
      ...state.collapsed.map(({ id }) => id),
      ...state.hidden,
      ...state.along.flatMap(({ from, to }) => [from, to]),
      ...(state.path ? [state.path.from, state.path.to] : []),
      ...(state.only ?? []),
      ...state.openColumns,
      ...places.filter((id) => id > 0),
    ]),
  ].sort((a, b) => a - b);
}

/**
 * A saved state with other ids. Datasets that `idFor` does not know are left out; so are the traced column,
 * the places of jobs and a revision that is looked back to, whose numbers mean nothing elsewhere. Null when no root is left.
 */
export function translated(
  saved: Readonly<Record<string, unknown>>,
  idFor: (id: number) => number | undefined,
): Record<string, unknown> | null {
  const state = fromSaved(1, saved);
  const known = (ids: readonly number[]) => ids.flatMap((id) => idFor(id) ?? []);
  const steps = <Step extends { readonly id: number }>(list: readonly Step[]) =>
    list.flatMap((step) => {
      const id = idFor(step.id);
      return id === undefined ? [] : [{ ...step, id }];
    });
  const pair = ({ from, to }: { readonly from: number; readonly to: number }) => {
    const ends = { from: idFor(from), to: idFor(to) };
    return ends.from === undefined || ends.to === undefined ? [] : [{ from: ends.from, to: ends.to }];
  };
  const roots = known(state.roots);
  if (roots.length === 0) return null;
  const next: ViewState = {
    ...state,
    roots,
    expanded: steps(state.expanded),
    collapsed: steps(state.collapsed),
    hidden: known(state.hidden),
    along: state.along.flatMap(pair),
    only: state.only && known(state.only),
    openColumns: known(state.openColumns),
    trace: null,
    at: state.at && 'time' in state.at ? state.at : null,
    path: state.path ? (pair(state.path)[0] ?? null) : null,
    pins: placesFor(state.pins, idFor),
  };
  return toSaved(next, placesFor(state.placed ?? {}, idFor));
}

/** Groups keep their ids, since those come from their names. */
function placesFor(
  places: Readonly<Record<string, Place>>,
  idFor: (id: number) => number | undefined,
): Record<string, Place> {
  return Object.fromEntries(
    Object.entries(places).flatMap(([key, at]) => {
      const id = Number(key);
      const there = id > 0 ? idFor(id) : id < -(2 ** 49) ? id : undefined;
      return there === undefined ? [] : [[String(there), at] as const];
    }),
  );
}

/** @throws Error with words for the user when the text is no such file */
export function readFile(text: string): PortableView[] {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    throw new Error(say('The file is not JSON.'));
  }
  if (!isObject(content) || content['format'] !== FORMAT || !Array.isArray(content['views']))
    throw new Error(say('The file holds no saved views of the lineage.'));
  if (content['version'] !== VERSION)
    throw new Error(
      say('The file has version {version}; this app reads version {known}.', {
        version: String(content['version']),
        known: VERSION,
      }),
    );
  if (content['views'].length > MAX_VIEWS)
    throw new Error(
      say('The file holds {views} views; at most {most} can be taken in.', {
        views: content['views'].length,
        most: MAX_VIEWS,
      }),
    );
  return content['views'].flatMap((view: unknown) => readView(view) ?? []);
}

function readView(view: unknown): PortableView | null {
  if (!isObject(view) || typeof view['name'] !== 'string' || !isObject(view['state'])) return null;
  const named = isObject(view['datasets']) ? Object.entries(view['datasets']) : [];
  const datasets = named.flatMap(([id, one]) =>
    isObject(one) && typeof one['namespace'] === 'string' && typeof one['name'] === 'string'
      ? [[id, { namespace: one['namespace'], name: one['name'] }] as const]
      : [],
  );
  const name = view['name'].trim().slice(0, 200);
  return name ? { name, state: view['state'], datasets: Object.fromEntries(datasets) } : null;
}

/** `Orders`, or `Orders (2)` where the name is taken. */
export function freeName(name: string, taken: ReadonlySet<string>): string {
  for (let number = 1; ; number++) {
    const candidate = number === 1 ? name : `${name.slice(0, 190)} (${number})`;
    if (!taken.has(candidate)) return candidate;
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
