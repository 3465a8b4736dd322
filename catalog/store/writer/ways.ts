/** Ways in which values come from others: what runs told of one record, taken together. Pure. */
import type { Transformation } from '../../model/facts.ts';

/** In which ways a value comes from another. */
export interface Ways {
  readonly flags: number;
  readonly transformations: readonly Transformation[];
}

/** As it is stored: `text` is the JSON of the transformations, which are normalised. */
export interface ShownWays extends Ways {
  readonly text: string;
}

/** Where it was said: a statement can be made of it. */
export interface ToldPlace {
  readonly scope: number;
  readonly file: number;
  readonly at: string;
}

/** Both: masked, or aggregated, only where each that lets values pass is. */
export function together(before: Ways | null, said: Ways): Ways {
  if (!before) return said;
  const direct = (before.flags | said.flags) & 1;
  const counting = [before.flags, said.flags].filter((flags) => direct === 0 || (flags & 1) === 1);
  const common = counting.reduce((all, flags) => all & flags, 4 | 8);
  return {
    flags: direct | ((before.flags | said.flags) & 2) | common,
    transformations: normalise([...before.transformations, ...said.transformations]),
  };
}

/** Same set, same text: sorted and without repetition. */
export function normalise(transformations: readonly Transformation[]): readonly Transformation[] {
  if (transformations.length < 2) return transformations;
  const byText = new Map(
    transformations.map((one) => [
      JSON.stringify([one.type, one.subtype ?? '', one.description ?? '', one.masking ?? null]),
      one,
    ]),
  );
  return [...byText].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
}

/** Runs that an import tells of with one way of one record, kept by name. */
const MAX_RUNS = 8;

/** `runs`: which showed it so, and whether by an entry, which nothing takes back; null: not known. */
interface SaidWays extends Ways {
  readonly runs: readonly (readonly [runId: number, explicit: 0 | 1])[] | null;
}

/** What one import told of a record. `more`: by further runs, which are not kept. */
export interface SightsTold extends ToldPlace {
  readonly said: readonly SaidWays[];
  readonly more?: true;
}

/** `text`: the value in `also_said`; from before runs were kept with it, the ways alone. */
export function readSights(text: string): SightsTold {
  const told = JSON.parse(text) as SightsTold | (ToldPlace & Ways);
  if ('said' in told) return told;
  const { flags, transformations, ...place } = told;
  return { ...place, said: [{ flags, transformations, runs: null }] };
}

/** Adds what a run showed. */
export function withSight(
  { said, ...told }: SightsTold,
  { flags, transformations }: Ways,
  runId: number,
  explicit: boolean,
): SightsTold {
  const ways = { flags, transformations };
  const at = said.findIndex((one) => sameWays(one, ways));
  const { runs } = said[at] ?? { runs: [] };
  const code = explicit ? 1 : 0;
  if (runs === null || runs.some(([id, how]) => id === runId && how === code)) return { ...told, said };
  if (runs.length >= MAX_RUNS) return { ...told, said, more: true };
  const one: SaidWays = { ...ways, runs: [...runs, [runId, code]] };
  return { ...told, said: at < 0 ? [...said, one] : said.with(at, one) };
}

function sameWays(a: Ways, b: Ways): boolean {
  return a.flags === b.flags && JSON.stringify(a.transformations) === JSON.stringify(b.transformations);
}
