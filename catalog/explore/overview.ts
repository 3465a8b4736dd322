/**
 * The map: the whole catalog as one picture. Datasets stand in groups, groups in frames where they have a system, and
 * flows between groups count the pairs of datasets behind them. Every dataset with lineage is on it, and every one
 * that is not retired.
 */
import { atOnce } from '../breathe.ts';
import { failing } from './picture/filter.ts';
import { partsOf } from './picture/titles.ts';
import { groupOf, groupingsOf, type Group } from './picture/groups.ts';
import type { Grouping } from './picture/types.ts';
import { datasetGraph, type DatasetGraph } from './graphs.ts';
import { observations } from './job-facts.ts';
import { presentInPast } from '../past/moment.ts';
import { placeOverview, type BoxPlace, type Place } from './overview-layout.ts';
import { verifiedAs, type Verified } from './verification.ts';
import type { Card } from '../browse/cards.ts';
import { find } from '../search/find.ts';
import type { Catalog } from '../catalog.ts';
import { NO_FILTERS } from '../search/lift.ts';

export interface OverviewGroup extends BoxPlace {
  readonly key: string;
  readonly label: string;
  /** Position of the frame around it; -1 for none. */
  readonly frame: number;
  /** Its datasets are these positions of the list of all: from `first`, so many. */
  readonly first: number;
  readonly count: number;
  /** Pairs of datasets within it that feed one another. */
  readonly inner: number;
}

export interface OverviewFrame extends Place {
  readonly label: string;
  readonly detail: string;
  readonly datasets: number;
}

export interface OverviewDataset {
  readonly card: Card;
  readonly title: string;
  readonly failing: boolean;
  /** When a run was last seen to read or write it. */
  readonly lastSeen: string | null;
  readonly verified: Verified;
}

/** So many pairs of datasets feed one another from one group to another. */
export interface OverviewFlow {
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

export interface Overview {
  readonly by: string;
  readonly groupings: readonly Grouping[];
  readonly groups: readonly OverviewGroup[];
  readonly frames: readonly OverviewFrame[];
  /** Group by group, by name within. */
  readonly datasets: readonly OverviewDataset[];
  /** Strongest first. */
  readonly flows: readonly OverviewFlow[];
  readonly bounds: Place;
  /** What of a map of the past is known of today only, in sentences; empty for now. */
  readonly rules: readonly string[];
  /** The time of the past moment; null: now. */
  readonly lookedAt: string | null;
  readonly totals: {
    readonly datasets: number;
    /** Of them, those to which sources refer and which none describes; other pages do not count them. */
    readonly mentioned: number;
    /** Without any lineage. */
    readonly isolated: number;
    /** Retired and without lineage: not on the map. */
    readonly retired: number;
    /** Pairs of datasets that feed one another; a dataset that feeds itself is none. */
    readonly links: number;
  };
}

/** Groupings whose groups lie in systems. */
const WITHIN_SYSTEMS = new Set(['schema', 'database']);
/** With more groups than this, the next coarser grouping is what is shown unasked. */
const COMFORTABLE = 400;
const NONE: Readonly<Record<string, string>> = {
  schema: 'No schema or folder',
  database: 'No database',
  parent: 'No parent job',
  owner: 'Nobody',
};

/** `by`: one of `groupings`; null, or one that there is not: the finest that still reads well. */
export function overview(catalog: Catalog, by: string | null): Overview {
  const base = baseOf(catalog);
  const known = base.groupings.some((grouping) => grouping.by === by);
  const chosen = known && by !== null ? by : usual(base.groupings);
  return catalog.cached(nameOf(chosen), () => atOnce(build(catalog, base, chosen)));
}

/** Has the usual map ready for whoever asks next. */
export async function prepareOverview(catalog: Catalog): Promise<void> {
  await catalog.prepare(DEPTHS, () => depths(datasetGraph(catalog)), true);
  await catalog.prepare(BASE, () => readBase(catalog));
  const base = baseOf(catalog);
  const chosen = usual(base.groupings);
  await catalog.prepare(nameOf(chosen), () => build(catalog, base, chosen));
}

const BASE = 'overview-base';
const DEPTHS = 'overview-depths';
const nameOf = (by: string): string => `overview:${by}`;
/** Datasets between two rests. */
const AT_ONCE = 2_000;

/** Ids of the datasets that a query finds, in the language of the search; of no order. Now, or at the catalog's moment. */
export async function findOnMap(catalog: Catalog, text: string, signal?: AbortSignal) {
  const { data, found } = await find(
    catalog,
    'datasets',
    { ...NO_FILTERS, text, sort: 'name', offset: 0, limit: Number.MAX_SAFE_INTEGER },
    signal,
  );
  const drawn = new Set(baseOf(catalog).drawn.map(({ id }) => id));
  const ids = found.page.map((number) => data.datasets.cards[number]!.id);
  const onMap = ids.filter((id) => drawn.has(id));
  return { ids: onMap, elsewhere: ids.length - onMap.length, problems: found.problems, near: found.near };
}

interface Base extends DatasetGraph {
  readonly groupings: readonly Grouping[];
  /** On the map. */
  readonly drawn: readonly Card[];
  readonly isolated: number;
  /** Hops from where the flow begins, at most, by dense index. */
  readonly depth: Int32Array;
}

function baseOf(catalog: Catalog): Base {
  return catalog.cached(BASE, () => atOnce(readBase(catalog)));
}

/** In steps. */
function* readBase(catalog: Catalog): Generator<void, Base> {
  const whole = datasetGraph(catalog);
  const { graph, cards } = whole;
  yield;
  const alone = cards.map((_, i) => graph.degree(i, 'upstream') + graph.degree(i, 'downstream') === 0);
  yield;
  const drawn = cards.filter((card, i) => !card.retired || !alone[i]);
  const offered = yield* groupingsOf(catalog, drawn);
  const schema = { by: 'schema', label: 'Schema or folder', groups: 0 };
  return {
    ...whole,
    groupings: offered.some(({ by }) => by === 'schema') ? offered : [...offered, schema],
    drawn,
    isolated: cards.filter((card, i) => alone[i] && !card.retired).length,
    // What people say of datasets changes no depth.
    depth: catalog.cached(DEPTHS, () => atOnce(depths(whole)), true),
  };
}

function usual(groupings: readonly Grouping[]): string {
  const fits = ['schema', 'database'].find((by) =>
    groupings.some((grouping) => grouping.by === by && grouping.groups <= COMFORTABLE),
  );
  return fits ?? (groupings.some(({ by }) => by === 'system') ? 'system' : 'schema');
}

/** The longest way from a beginning; members of a cycle share one. In steps. */
function* depths({ graph, cards }: DatasetGraph): Generator<void, Int32Array> {
  const { of, count } = graph.stronglyConnected();
  const members = Array.from({ length: count }, (): number[] => []);
  yield;
  for (let node = 0; node < cards.length; node++) members[of[node]!]!.push(node);
  yield;
  const depth = new Int32Array(count);
  // Numbers of components fall along the links, so each is done before what it feeds.
  for (let component = count - 1; component >= 0; component--) {
    if (component % AT_ONCE === 0) yield;
    for (const node of members[component]!) {
      graph.eachLink(node, 'downstream', (end) => {
        const next = of[end]!;
        if (next !== component) depth[next] = Math.max(depth[next]!, depth[component]! + 1);
      });
    }
  }
  return Int32Array.from(cards, (_, node) => depth[of[node]!]!);
}

interface Member {
  readonly card: Card;
  readonly title: string;
}

interface Gathered {
  readonly key: string;
  readonly group: Group | null;
  readonly system: Group | null;
  readonly members: Member[];
}

/** In steps. */
function* build(catalog: Catalog, base: Base, by: string): Generator<void, Overview> {
  const gathered = yield* gather(catalog, base.drawn, by);
  const found = new Map(gathered.flatMap(({ system }) => (system ? [[system.key, system] as const] : [])));
  const systems = [...found.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
  const frameOf = new Map(systems.map(({ key }, index) => [key, index]));
  const seen = observations(catalog);
  const fails = failing(catalog);
  const verified = verifiedAs(catalog);
  const datasets: OverviewDataset[] = [];
  const groupAt = new Map<number, number>();
  const toPlace: { readonly count: number; readonly frame: number; readonly depth: number }[] = [];
  yield;
  for (const [index, { members, system }] of gathered.entries()) {
    let depth = 0;
    for (const { card, title } of members) {
      if (datasets.length % AT_ONCE === 0) yield;
      datasets.push({
        ...{ card, title, failing: fails(card), verified: verified(card) },
        lastSeen: seen.get(card.id)?.lastSeen ?? null,
      });
      groupAt.set(base.indexOf.get(card.id)!, index);
      depth += base.depth[base.indexOf.get(card.id)!]!;
    }
    const frame = system === null ? -1 : frameOf.get(system.key)!;
    toPlace.push({ count: members.length, frame, depth: depth / members.length });
  }
  const { boxes, frames, bounds } = placeOverview(toPlace, systems.length);
  yield;
  const { inner, flows, links } = yield* flowsOf(base, groupAt, gathered.length);
  let first = 0;
  const groups = gathered.map(({ key, group, members }, index): OverviewGroup => {
    const label = group?.label ?? NONE[by] ?? 'Without the tag';
    const { frame, count } = toPlace[index]!;
    first += members.length;
    return { ...boxes[index]!, key, label, frame, first: first - count, count, inner: inner[index]! };
  });
  return {
    by,
    groupings: base.groupings,
    groups,
    frames: systems.map(({ label, detail }, index) => {
      const own = groups.filter(({ frame }) => frame === index);
      return { ...frames[index]!, label, detail, datasets: own.reduce((sum, { count }) => sum + count, 0) };
    }),
    datasets,
    flows,
    bounds,
    rules: presentInPast(catalog.moment),
    lookedAt: catalog.moment ? (catalog.moment.time ?? catalog.moment.past.at) : null,
    totals: {
      datasets: datasets.length,
      mentioned: base.drawn.filter((card) => card.referencedOnly).length,
      isolated: base.isolated,
      retired: base.cards.length - base.drawn.length,
      links,
    },
  };
}

/** Groups by key, members by name. In steps. */
function* gather(catalog: Catalog, cards: readonly Card[], by: string): Generator<void, Gathered[]> {
  const of = groupOf(catalog, by);
  const systemOf = WITHIN_SYSTEMS.has(by) ? groupOf(catalog, 'system') : () => null;
  const found = new Map<string, Gathered>();
  for (const [at, card] of cards.entries()) {
    if (at % AT_ONCE === 0) yield;
    const group = of(card);
    const system = systemOf(card);
    const key = group?.key ?? `none:${system?.detail ?? ''}`;
    let entry = found.get(key);
    if (!entry) found.set(key, (entry = { key, group, system, members: [] }));
    entry.members.push({ card, title: partsOf(card).title });
  }
  const groups = [...found.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
  for (const { members } of groups) {
    yield;
    members.sort((a, b) =>
      a.title < b.title ? -1 : a.title > b.title ? 1 : a.card.name < b.card.name ? -1 : a.card.id - b.card.id,
    );
  }
  return groups;
}

/** In steps. */
function* flowsOf(
  { graph }: DatasetGraph,
  groupAt: ReadonlyMap<number, number>,
  groupCount: number,
): Generator<void, Pick<Overview, 'flows'> & { readonly inner: Int32Array; readonly links: number }> {
  const inner = new Int32Array(groupCount);
  const counts = new Map<number, number>();
  let [links, seen] = [0, 0];
  for (const [node, from] of groupAt) {
    if (++seen % AT_ONCE === 0) yield;
    for (const end of graph.neighbours(node, 'downstream')) {
      links++;
      const to = groupAt.get(end)!;
      if (to === from) inner[from]!++;
      else counts.set(from * groupCount + to, (counts.get(from * groupCount + to) ?? 0) + 1);
    }
  }
  const flows = [...counts]
    .map(([pair, count]) => ({ from: Math.floor(pair / groupCount), to: pair % groupCount, count }))
    .sort((a, b) => b.count - a.count || a.from - b.from || a.to - b.to);
  return { inner, flows, links };
}
