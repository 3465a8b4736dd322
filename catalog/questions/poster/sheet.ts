/**
 * What a poster shows, at the size at which it can be read: every dataset by itself where there is room;
 * otherwise datasets that stand alike (same side, same place, same kind) as one box with their number.
 */
import type { Card } from '../../browse/cards.ts';
import { titlesOf } from '../../explore/picture/titles.ts';
import { layout } from '../../lineage/layout/layout.ts';
import type { Bounds, LayoutResult } from '../../lineage/layout/types.ts';
import { ENDPOINT_KINDS, isCritical } from '../importance.ts';
import type { MapOf } from '../map.ts';

export interface PosterBox {
  readonly title: string;
  readonly subtitle: string;
  readonly kind: string;
  /** Datasets that it stands for. */
  readonly count: number;
  readonly start: boolean;
  readonly critical: boolean;
  readonly gap: boolean;
}

export interface PosterEdge {
  readonly from: number;
  readonly to: number;
  /** Seen in a run; otherwise only declared. */
  readonly observed: boolean;
}

export interface Sheet {
  readonly boxes: readonly PosterBox[];
  readonly edges: readonly PosterEdge[];
  readonly shape: BoxShape;
  readonly layout: LayoutResult;
  readonly bounds: Bounds;
  /** Points a layout unit. */
  readonly scale: number;
  /** Datasets in all boxes together. */
  readonly datasets: number;
}

/** Size of a box in layout units, and how many lines its title may take. */
export interface BoxShape {
  readonly width: number;
  readonly height: number;
  readonly lines: number;
  readonly gap: number;
}

/** Letters, in layout units. */
export const LETTERS = { title: 11, leading: 12.5, small: 8 } as const;

/** Long chains want narrow boxes, broad maps flat ones. */
const SHAPES: readonly BoxShape[] = [
  { width: 170, height: 34, lines: 1, gap: 46 },
  { width: 112, height: 47, lines: 2, gap: 28 },
];

/** Letters of a title are at least this many points high, or boxes are put together. */
const READABLE = 5;
const LEAST_SCALE = READABLE / LETTERS.title;
/** More boxes than this can never be read on one page. */
const MOST_ALONE = 1_000;
/** A small map is not blown up beyond this. */
const MOST_SCALE = 1.4;

export interface Room {
  readonly width: number;
  readonly height: number;
}

/** Ever coarser ways of putting datasets together: by which key two of them are one box. */
const FOLDS: readonly ((card: Card, place: Place) => string)[] = [
  (card) => `${card.id}`,
  (card, { subtitle, hops }) => `${hops} ${subtitle} ${card.kind}`,
  (card, { subtitle, side }) => `${side} ${subtitle} ${card.kind}`,
  (card, { side }) => `${side} ${card.namespace} ${card.kind}`,
  (card, { side }) => `${side} ${card.kind}`,
];

interface Place {
  readonly subtitle: string;
  readonly hops: number;
  readonly side: number;
}

/** The finest sheet on which titles can be read; the largest where none is. */
export function sheetFor(map: MapOf, links: readonly PosterEdge[], room: Room): Sheet {
  let largest: Sheet | undefined;
  for (const fold of map.cards.length > MOST_ALONE ? FOLDS.slice(1) : FOLDS) {
    const grouped = groupedBy(map, links, fold);
    for (const shape of SHAPES) {
      const sheet = placedOn(grouped, shape, room);
      if (!largest || sheet.scale > largest.scale) largest = sheet;
    }
    if (largest!.scale >= LEAST_SCALE) break;
  }
  return spread(largest!, room);
}

type Grouped = Pick<Sheet, 'boxes' | 'edges' | 'datasets'>;

function groupedBy(map: MapOf, links: readonly PosterEdge[], keyOf: (typeof FOLDS)[number]): Grouped {
  const titles = titlesOf(map.cards);
  const groups = new Map<string, number[]>();
  const boxAt = new Int32Array(map.cards.length);
  map.cards.forEach((card, i) => {
    const hops = map.hops.get(card.id)!;
    const key = isOwn(card, map)
      ? `own ${card.id}`
      : keyOf(card, { subtitle: titles[i]!.subtitle, hops, side: Math.sign(hops) });
    const group = groups.get(key);
    if (group) group.push(i);
    else groups.set(key, [i]);
  });
  const boxes = [...groups.values()].map((members, box): PosterBox => {
    for (const member of members) boxAt[member] = box;
    return boxFor(members, map, titles);
  });
  return { boxes, edges: mergedEdges(links, boxAt), datasets: map.cards.length };
}

function placedOn(grouped: Grouped, shape: BoxShape, room: Room, nodeGap = 9): Sheet {
  const placed = layout({
    nodes: grouped.boxes.map(() => shape),
    edges: grouped.edges,
    spacing: { rankGap: shape.gap, nodeGap, componentGap: 24 },
  });
  const { bounds } = placed;
  const fit = Math.min(room.width / Math.max(1, bounds.width), room.height / Math.max(1, bounds.height));
  return { ...grouped, shape, layout: placed, bounds, scale: Math.min(MOST_SCALE, fit) };
}

/** A broad, low drawing gets more air between its boxes, as far as that costs no size. */
function spread(sheet: Sheet, room: Room): Sheet {
  const wider = placedOn(sheet, sheet.shape, room, 26);
  return wider.scale >= sheet.scale ? wider : sheet;
}

/** What the map is about, and what is critical in it, stays by itself however coarse the rest. */
const isOwn = (card: Card, map: MapOf): boolean =>
  card.id === map.card.id || (isCritical(card) && ENDPOINT_KINDS.has(card.kind));

function boxFor(
  members: readonly number[],
  map: MapOf,
  titles: readonly { readonly title: string; readonly subtitle: string }[],
): PosterBox {
  const cards = members.map((member) => map.cards[member]!);
  const first = cards[0]!;
  const { title, subtitle } = titles[members[0]!]!;
  const one = members.length === 1;
  const places = new Set(members.map((member) => titles[member]!.subtitle));
  return {
    title: one ? title : `${members.length} × ${first.kind}`,
    subtitle:
      places.size === 1
        ? subtitle
        : new Set(cards.map((card) => card.namespace)).size === 1
          ? first.namespace
          : `${places.size} places`,
    kind: first.kind,
    count: members.length,
    start: cards.some((card) => card.id === map.card.id),
    critical: cards.some(isCritical),
    gap: cards.some((card) => map.gaps.has(card.id)),
  };
}

function mergedEdges(links: readonly PosterEdge[], boxAt: Int32Array): PosterEdge[] {
  const merged = new Map<string, PosterEdge>();
  for (const { from, to, observed } of links) {
    const [a, b] = [boxAt[from]!, boxAt[to]!];
    if (a === b) continue;
    const key = `${a}>${b}`;
    merged.set(key, { from: a, to: b, observed: observed || (merged.get(key)?.observed ?? false) });
  }
  return [...merged.values()];
}
