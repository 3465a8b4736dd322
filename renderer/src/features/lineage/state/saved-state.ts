/** A view as it is kept under a name: its address, the tab apart, and the places of its nodes. */
import { fromSearch, toSearch } from './url-state.ts';
import { INITIAL_STATE, type Place, type ViewState } from './view-state.ts';

/** More nodes than a picture can have. */
const MAX_PLACES = 20_000;

/** Places of all nodes, so that the view looks the same again whatever the layout would say by then. */
export function toSaved(state: ViewState, places: Readonly<Record<string, Place>>): Record<string, unknown> {
  const { saved: _saved, selection: _selection, ...kept } = state;
  return {
    search: toSearch({ ...kept, saved: null, selection: null }),
    places,
    pins: state.pins,
  };
}

/** Reads what `toSaved` wrote. Whatever cannot be read is left out. */
export function fromSaved(id: number, saved: Readonly<Record<string, unknown>>): ViewState {
  const { search, places, pins } = saved;
  return {
    ...(isObject(search) ? fromSearch(search) : INITIAL_STATE),
    pins: readPlaces(pins),
    placed: readPlaces(places),
    saved: id,
  };
}

/** Places by node id from anything that was stored. */
export function readPlaces(value: unknown): Record<string, Place> {
  if (!isObject(value)) return {};
  const places = Object.entries(value)
    .slice(0, MAX_PLACES)
    .flatMap(([id, at]) => {
      const fits =
        /^-?\d{1,16}$/.test(id) && isObject(at) && Number.isFinite(at['x']) && Number.isFinite(at['y']);
      return fits ? [[id, { x: Number(at['x']), y: Number(at['y']) }] as const] : [];
    });
  return Object.fromEntries(places);
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
