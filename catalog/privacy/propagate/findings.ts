/** Where what arrives contradicts what is said: each with the way on which it came. */
import type { Card } from '../../browse/cards.ts';
import { PERSON } from '../../model/origins.ts';
import type { Catalog } from '../../catalog.ts';
import type { Propagation } from './compute.ts';
import { pairOf } from './datasets.ts';
import { columnWay, datasetHop, type Hop } from './explain.ts';
import { WHOLE } from './flow.ts';
import { columnPlace, datasetPlace, placeText, type Place } from './names.ts';
import { carries } from './policy.ts';
import { CARRIED, OTHER_LEVEL, OTHER_VALUE } from './spread.ts';
import type { SpreadTag } from './propagate.ts';
import type { End } from './statements.ts';
import { closeness, tagText, type PropagatedTag } from './tags.ts';
import { LEVELS, rankOf } from '../../model/sensitivity.ts';

export const FINDING_KINDS = [
  'less-sensitive',
  'person-says-otherwise',
  'source-says-otherwise',
  'refused',
] as const;
export type FindingKind = (typeof FINDING_KINDS)[number];

/** Cheap: the way is made when the finding is shown. */
export interface Finding {
  readonly kind: FindingKind;
  readonly tag: PropagatedTag;
  readonly place: Place;
  readonly cause: Place;
  /** What is said there. */
  readonly said: string;
  /** More columns of the dataset of which the same is true. */
  readonly more: number;
  readonly hops: (catalog: Catalog) => Hop[];
}

/** By kind in the order of {@link FINDING_KINDS}, then as tags are ordered. */
export function findings(now: Propagation): Finding[] {
  const found = [
    ...intoLessSensitive(now),
    ...betweenDatasets(now),
    ...now.result.tags.flatMap((of) => [...ofTag(now, of)]),
  ];
  const rank = new Map(FINDING_KINDS.map((kind, at) => [kind, at]));
  return found.sort((a, b) => rank.get(a.kind)! - rank.get(b.kind)!);
}

/** The tag came to a column where people or sources say otherwise. */
function* ofTag(now: Propagation, of: SpreadTag): Generator<Finding> {
  const { tag, spread } = of;
  for (const held of spread.held) {
    const said = heldBy(now, tag, held.node, held.why, held.strength);
    if (!said) continue;
    yield {
      ...said,
      tag,
      place: columnPlace(now, held.node),
      cause: columnPlace(now, spread.cause[held.previous]!),
      more: 0,
      hops: (catalog) => columnWay(catalog, now, spread, held.previous, held),
    };
  }
  if (tag.kind !== 'sensitivity') return;
  for (const entry of of.derived) {
    if (spread.strength[entry] !== CARRIED) continue;
    const node = spread.node[entry]!;
    const level = now.sayings.level.get(node) ?? 0;
    if (level === 0) continue;
    yield {
      kind: 'source-says-otherwise',
      tag,
      place: columnPlace(now, node),
      cause: columnPlace(now, spread.cause[entry]!),
      said: `${originsOf(now, node)}: ${LEVELS[level - 1]}`,
      more: 0,
      hops: (catalog) => columnWay(catalog, now, spread, entry),
    };
  }
}

function originsOf(now: Propagation, node: number): string {
  const rows = now.sayings.inForce.get(node) ?? [];
  return [...new Set(rows.flatMap(({ kind, origin }) => (kind === 'sensitivity' ? [origin] : [])))].join(
    ', ',
  );
}

function heldBy(
  now: Propagation,
  tag: PropagatedTag,
  node: number,
  why: number,
  strength: number,
): { readonly kind: FindingKind; readonly said: string } | null {
  if (why === OTHER_LEVEL) {
    const own = now.sayings.level.get(node) ?? 0;
    const lower = own < rankOf(tag.value) + 1 && strength === CARRIED;
    return lower ? { kind: 'person-says-otherwise', said: `a person: ${LEVELS[own - 1]}` } : null;
  }
  if (why === OTHER_VALUE) {
    const rows = (now.sayings.inForce.get(node) ?? []).filter(
      ({ kind, key }) => kind === 'label' && key === tag.key,
    );
    const person = rows.some(({ origin }) => origin === PERSON);
    const who = person ? 'a person' : [...new Set(rows.map(({ origin }) => origin))].join(', ');
    const kind = person ? 'person-says-otherwise' : 'source-says-otherwise';
    return { kind, said: `${who}: ${rows.map(tagText).join(', ')}` };
  }
  return { kind: 'refused', said: 'a person refused it here' };
}

/** A level is carried into a dataset that itself is said to have a lower one: one finding a dataset and level. */
function intoLessSensitive(now: Propagation): Finding[] {
  const { indexOf, cards } = now.ground.datasets.datasets;
  const { columns } = now.ground.columns;
  return now.result.tags.flatMap((of) => {
    if (of.tag.kind !== 'sensitivity') return [];
    const rank = rankOf(of.tag.value) + 1;
    const first = new Map<number, { readonly entry: number; more: number }>();
    for (const entry of of.derived) {
      if (of.spread.strength[entry] !== CARRIED) continue;
      const dataset = indexOf.get(columns[of.spread.node[entry]!]!.datasetId) ?? -1;
      const own = now.holdings.own.level.get(dataset) ?? 0;
      if (own === 0 || own >= rank) continue;
      const known = first.get(dataset);
      if (known) known.more++;
      else first.set(dataset, { entry, more: 0 });
    }
    return [...first].map(([dataset, { entry, more }]): Finding => ({
      kind: 'less-sensitive',
      tag: of.tag,
      place: columnPlace(now, of.spread.node[entry]!),
      cause: columnPlace(now, of.spread.cause[entry]!),
      said: `${cards[dataset]!.name} is ${LEVELS[(now.holdings.own.level.get(dataset) ?? 1) - 1]}`,
      more,
      hops: (catalog) => columnWay(catalog, now, of.spread, entry),
    }));
  });
}

/** Values pass from a dataset of a level into one of a lower level, or of none. */
function betweenDatasets(now: Propagation): Finding[] {
  const { datasets, pairs } = now.ground.datasets;
  const found: Finding[] = [];
  for (const [from, rank] of now.holdings.own.level) {
    const tag: PropagatedTag = { kind: 'sensitivity', key: '', value: LEVELS[rank - 1]! };
    if (!carries(tag, now.words.rules)) continue;
    datasets.graph.eachLink(from, 'downstream', (to, link) => {
      if (to === from || pairs.get(pairOf(datasets, from, to)) !== WHOLE) return;
      const own = now.holdings.own.level.get(to) ?? now.holdings.level[to]!;
      if (own >= rank || isBlocked(now, tag, datasets.cards[from]!, datasets.cards[to]!)) return;
      const place = datasetPlace(now, to);
      const cause = datasetPlace(now, from);
      found.push({
        kind: 'less-sensitive',
        tag,
        place,
        cause,
        said: `${placeText(place)} ${own === 0 ? 'has no sensitivity' : `is ${LEVELS[own - 1]}`}`,
        more: 0,
        hops: (catalog) => [
          datasetHop(catalog, { from: cause, to: place, passes: 'value' }, datasets.graph.edgeIds(link)),
        ],
      });
    });
  }
  return found;
}

/** A block of single columns leaves the others open. */
function isBlocked(now: Propagation, tag: PropagatedTag, from: Card, to: Card): boolean {
  const covers = (end: End | null, card: Card): boolean =>
    end === null || (end.on === 'dataset' && card.members.includes(end.id));
  return now.words.blocks.some(
    (block) => closeness(block, tag) !== null && covers(block.from, from) && covers(block.to, to),
  );
}
