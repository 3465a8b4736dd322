/** Pages of what propagation found. Ways are made for what a page shows only. */
import type { Catalog } from '../../catalog.ts';
import { PATH_SEPARATOR } from '../../store/writer/identities.ts';
import { propagation, type Propagation } from './compute.ts';
import { difference, type Derivation, type Difference } from './difference.ts';
import { columnWay, datasetWay } from './explain.ts';
import { findings, type Finding } from './findings.ts';
import { columnPlace, datasetPlace, type Place } from './names.ts';
import type { PropagationResult } from './propagate.ts';
import { CARRIED, REVIEW } from './spread.ts';
import type { StoredTag } from './statements.ts';
import { tagKey, type PropagatedTag } from './tags.ts';
import type { WhatIf } from './what-if.ts';

export const SHOWN = ['carried', 'new', 'retracted', 'review'] as const;
/**
 * - `carried`: everything that lineage carries on.
 * - `new`, `retracted`: what applying would add and take back.
 * - `review`: what a person has to look at.
 */
export type Shown = (typeof SHOWN)[number];

export interface Page {
  readonly offset: number;
  readonly limit: number;
}

export interface ListedTag {
  readonly tag: PropagatedTag;
  readonly place: Place;
  readonly strength: 'carried' | 'review';
  /** An earlier propagation stored it. */
  readonly stored: boolean;
  /** Null where the cause is gone. */
  readonly cause: Place | null;
  readonly hops: number | null;
  /** Of a review: what masks or aggregates, or that the columns are not known. Of a retraction: what the cause was. */
  readonly why: readonly string[];
}

export function storedDifference(catalog: Catalog): Difference {
  return catalog.cached('propagation-difference', () => difference(propagation(catalog)));
}

export function propagationFindings(catalog: Catalog): readonly Finding[] {
  return catalog.cached('propagation-findings', () => findings(propagation(catalog)));
}

export function listTags(
  catalog: Catalog,
  query: Page & {
    readonly show: Shown;
    readonly tag?: PropagatedTag | undefined;
    readonly datasetId?: number | undefined;
  },
): { readonly total: number; readonly items: readonly ListedTag[] } {
  const now = propagation(catalog);
  const wanted = query.tag && tagKey(query.tag);
  const dataset =
    query.datasetId === undefined ? undefined : (catalog.cards().canonical.get(query.datasetId) ?? -1);
  const fits = (tag: PropagatedTag, datasetId: number | undefined): boolean =>
    (wanted === undefined || tagKey(tag) === wanted) && (dataset === undefined || dataset === datasetId);
  const page = <Item>(items: Iterable<Item>, make: (item: Item) => ListedTag) => {
    let total = 0;
    const made: ListedTag[] = [];
    for (const item of items) if (total++ >= query.offset && made.length < query.limit) made.push(make(item));
    return { total, items: made };
  };
  if (query.show === 'retracted') {
    const { retracted } = storedDifference(catalog);
    const rows = retracted.flatMap((row) => {
      const place = placeOfRow(catalog, row);
      return place && fits(row, place.dataset.id) ? [{ row, place }] : [];
    });
    return page(rows, ({ row, place }) => retractedRow(row, place));
  }
  const isNew = new Map<string, Set<number>>();
  for (const { of, entry } of storedDifference(catalog).added) {
    const nodes = isNew.get(tagKey(of.tag)) ?? new Set();
    isNew.set(tagKey(of.tag), nodes.add(of.spread.node[entry]!));
  }
  const stored = ({ of, entry }: Derivation): boolean =>
    isNew.get(tagKey(of.tag))?.has(of.spread.node[entry]!) !== true;
  const ofColumn = ({ of, entry }: Derivation): boolean =>
    fits(of.tag, now.ground.columns.columns[of.spread.node[entry]!]!.datasetId);
  if (query.show === 'review')
    return page(
      [
        ...entries(now.result, REVIEW, ofColumn).map((one) => ({ ...one, on: 'column' as const })),
        ...entries(now.reviews, REVIEW, ({ of, entry }) =>
          fits(of.tag, now.ground.datasets.datasets.cards[of.spread.node[entry]!]?.id),
        ).map((one) => ({ ...one, on: 'dataset' as const })),
      ],
      ({ on, ...one }) => derivedRow(catalog, now, one, on, false),
    );
  return page(
    entries(now.result, CARRIED, (one) => ofColumn(one) && (query.show === 'carried' || !stored(one))),
    (one) => derivedRow(catalog, now, one, 'column', stored(one)),
  );
}

function entries(
  result: PropagationResult,
  strength: number,
  fits: (one: Derivation) => boolean,
): Derivation[] {
  const found: Derivation[] = [];
  for (const of of result.tags)
    for (const entry of of.derived)
      if (of.spread.strength[entry] === strength && fits({ of, entry })) found.push({ of, entry });
  return found;
}

/** One derivation as lists show it. */
export function derivedRow(
  catalog: Catalog,
  now: Propagation,
  { of, entry }: Derivation,
  on: 'column' | 'dataset',
  stored: boolean,
): ListedTag {
  const { spread, tag } = of;
  const place = on === 'column' ? columnPlace : datasetPlace;
  const carried = spread.strength[entry] === CARRIED;
  return {
    tag,
    place: place(now, spread.node[entry]!),
    strength: carried ? 'carried' : 'review',
    stored,
    cause: place(now, spread.cause[entry]!),
    hops: spread.hops[entry]!,
    why: carried ? [] : whyReview(catalog, now, { of, entry }, on),
  };
}

function whyReview(
  catalog: Catalog,
  now: Propagation,
  { of, entry }: Derivation,
  on: 'column' | 'dataset',
): string[] {
  const hops = (on === 'column' ? columnWay : datasetWay)(catalog, now, of.spread, entry);
  const why = hops.flatMap(({ passes, why, from }) => {
    if (passes === 'unknown columns') return ['lineage between the tables does not say which columns'];
    const at = from.column?.path.join('.') ?? '';
    return why.map((one) => `${one} (from ${from.dataset.name}.${at})`);
  });
  return [...new Set(why)];
}

/** What was stored and no longer follows, as lists show it. */
export function retractedRow(row: StoredTag, place: Place): ListedTag {
  return {
    tag: { kind: row.kind, key: row.key, value: row.value },
    place,
    strength: 'carried',
    stored: true,
    cause: null,
    hops: null,
    why: row.reason === null ? [] : [row.reason],
  };
}

/** Null for a column whose dataset is not known any more. */
export function placeOfRow(catalog: Catalog, row: StoredTag): Place | null {
  const column = catalog.store.reader
    .prepare<[number], { id: number; datasetId: number; path: string }>(
      'SELECT id, dataset_id AS datasetId, path FROM "column" WHERE id = ?',
    )
    .get(row.targetId);
  const dataset = column && catalog.cards().get(column.datasetId);
  return dataset ? { dataset, column: { id: column.id, path: column.path.split(PATH_SEPARATOR) } } : null;
}

export interface ListedOutcome {
  readonly tag: PropagatedTag;
  readonly place: Place;
  readonly before: Strength;
  readonly after: Strength;
  readonly cause: Place;
  readonly hops: number;
}
type Strength = 'none' | 'review' | 'carried';

export function listOutcomes(
  { outcomes }: WhatIf,
  { offset, limit }: Page,
): { readonly total: number; readonly items: readonly ListedOutcome[] } {
  const word = (strength: number): Strength =>
    strength === CARRIED ? 'carried' : strength === REVIEW ? 'review' : 'none';
  return {
    total: outcomes.length,
    items: outcomes
      .slice(offset, offset + limit)
      .map(({ tag, on, node, before, after, in: where, entry }) => {
        const place = on === 'column' ? columnPlace : datasetPlace;
        const { spread } = entry.of;
        return {
          tag,
          place: place(where, node),
          before: word(before),
          after: word(after),
          cause: place(where, spread.cause[entry.entry]!),
          hops: spread.hops[entry.entry]!,
        };
      }),
  };
}

export interface Overview {
  readonly carried: number;
  readonly stored: number;
  readonly added: number;
  readonly retracted: number;
  readonly renewed: number;
  readonly reviews: { readonly columns: number; readonly datasets: number };
  readonly findings: Readonly<Record<Finding['kind'], number>>;
  readonly tags: readonly {
    readonly tag: PropagatedTag;
    readonly carries: boolean;
    /** Columns that have it by a statement. */
    readonly causes: number;
    readonly carried: number;
    readonly reviews: number;
  }[];
}

export function overviewOf(catalog: Catalog): Overview {
  const now = propagation(catalog);
  const { added, retracted, renewed } = storedDifference(catalog);
  const counts = { 'less-sensitive': 0, 'person-says-otherwise': 0, 'source-says-otherwise': 0, refused: 0 };
  for (const { kind } of propagationFindings(catalog)) counts[kind]++;
  const tags = now.result.tags.map(({ tag, causes, carried, derived }) => ({
    tag,
    carries: true,
    causes,
    carried,
    reviews: derived.length - carried,
  }));
  const sum = (of: 'carried' | 'reviews'): number => tags.reduce((all, one) => all + one[of], 0);
  return {
    carried: sum('carried'),
    stored: now.words.statements.stored.length,
    added: added.length,
    retracted: retracted.length,
    renewed: renewed.length,
    reviews: {
      columns: sum('reviews'),
      datasets: now.reviews.tags.reduce((all, { derived }) => all + derived.length, 0),
    },
    findings: counts,
    tags: [
      ...tags,
      ...now.result.notCarried.map((one) => ({ ...one, carries: false, carried: 0, reviews: 0 })),
    ],
  };
}
