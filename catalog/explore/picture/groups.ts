/** Ways to group a picture, by what the catalog knows; nothing is made up for what it does not. */
import type { Card } from '../../browse/cards.ts';
import { platformOf } from '../../joining/platform.ts';
import type { Catalog } from '../../catalog.ts';
import { jobFacts, observations, type JobFacts } from '../job-facts.ts';
import { partsOf } from './titles.ts';
import type { Grouping } from './types.ts';

export interface Group {
  /** Unique over all groupings. */
  readonly key: string;
  readonly label: string;
  readonly detail: string;
}

type GroupOf = (card: Card) => Group | null;

const FIXED: Readonly<
  Record<string, { readonly label: string; readonly in: (catalog: Catalog) => GroupOf }>
> = {
  system: { label: 'System', in: () => systemOf },
  database: { label: 'Database', in: () => databaseOf },
  schema: { label: 'Schema or folder', in: () => schemaOf },
  parent: { label: 'Parent job', in: parentOf },
  owner: { label: 'Owner', in: () => ownerOf },
};
/** A tag with a key groups by its values: `tag:domain`. */
const TAG = 'tag:';
/** Tag keys offered at most, the commonest first. */
const TAGS_OFFERED = 12;

/** Datasets between two rests. */
const AT_ONCE = 5_000;

/** The group of a dataset; null where it is in none, or there is no such grouping. */
export function groupOf(catalog: Catalog, by: string): GroupOf {
  if (by.startsWith(TAG)) return (card) => tagOf(card, by.slice(TAG.length));
  const fixed = Object.hasOwn(FIXED, by) ? FIXED[by] : undefined;
  return fixed ? fixed.in(catalog) : () => null;
}

/** The group of a job by itself: only parent jobs group jobs; otherwise they go with their datasets. */
export function groupOfJob(catalog: Catalog, by: string): (job: number) => Group | null {
  if (by !== 'parent') return () => null;
  const facts = jobFacts(catalog);
  return (job) => parentGroup(facts, job);
}

/** What the datasets can be grouped by: whatever puts at least two of them together. In steps. */
export function* groupingsOf(catalog: Catalog, cards: readonly Card[]): Generator<void, Grouping[]> {
  const keys = new Map<string, number>();
  /** What stewards state by a key of its own: `domain`. */
  const stated = new Set(
    cards.flatMap(({ statements }) => [...statements].flatMap((one) => keyOf(one) ?? [])),
  );
  for (const card of cards)
    for (const key of new Set([...card.labels].flatMap((label) => keyOf(label) ?? [])))
      keys.set(key, (keys.get(key) ?? 0) + 1);
  const tags = [...keys]
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .slice(0, TAGS_OFFERED)
    .map(([key]) => ({ by: TAG + key, label: stated.has(key) ? spelt(key) : `Tag ${key}` }));
  yield;
  const offered: Grouping[] = [];
  for (const { by, label } of [
    ...Object.entries(FIXED).map(([key, one]) => ({ by: key, label: one.label })),
    ...tags,
  ]) {
    const of = groupOf(catalog, by);
    const sizes = new Map<string, number>();
    for (const [at, card] of cards.entries()) {
      if (at % AT_ONCE === 0) yield;
      const key = of(card)?.key;
      if (key !== undefined) sizes.set(key, (sizes.get(key) ?? 0) + 1);
    }
    if ([...sizes.values()].some((size) => size > 1)) offered.push({ by, label, groups: sizes.size });
  }
  return offered;
}

function systemOf({ namespace }: Card): Group {
  const { name, id } = platformOf(namespace);
  return { key: `system:${namespace}`, label: id ? name : namespace, detail: namespace };
}

function databaseOf(card: Card): Group | null {
  const { before } = partsOf(card);
  if (!before) return null;
  const path = before.includes('/') || platformOf(card.namespace).paths;
  const [first = ''] = path ? before.split('/').filter(Boolean) : before.split('.');
  return first ? { key: `database:${card.namespace}\n${first}`, label: first, detail: card.namespace } : null;
}

function schemaOf(card: Card): Group | null {
  const { before } = partsOf(card);
  return before
    ? { key: `schema:${card.namespace}\n${before}`, label: before, detail: card.namespace }
    : null;
}

/** Of datasets that jobs of one parent alone write. */
function parentOf(catalog: Catalog): GroupOf {
  const seen = observations(catalog);
  const facts = jobFacts(catalog);
  return (card) => {
    const jobs = [...(seen.get(card.id)?.producers ?? [])];
    const groups = new Map(
      jobs.flatMap((job) => parentGroup(facts, job) ?? []).map((group) => [group.key, group]),
    );
    return groups.size === 1 ? [...groups.values()][0]! : null;
  };
}

function parentGroup(facts: ReadonlyMap<number, JobFacts>, job: number): Group | null {
  const parent = facts.get(facts.get(job)?.parentId ?? -1);
  return parent ? { key: `parent:${parent.id}`, label: parent.name, detail: parent.namespace } : null;
}

/** Under the first of its owners. */
function ownerOf({ owners }: Card): Group | null {
  const [first] = owners.toSorted();
  return first === undefined ? null : { key: `owner:${first}`, label: first, detail: 'Owner' };
}

function tagOf({ labels }: Card, key: string): Group | null {
  const values = [...labels]
    .filter((label) => keyOf(label) === key)
    .map((label) => label.slice(key.length + 1));
  const [first] = values.sort();
  return first ? { key: `${TAG}${key}=${first}`, label: first, detail: key } : null;
}

/** Labels are written `key=value`; one without a key is a value alone. */
function keyOf(label: string): string | null {
  const at = label.indexOf('=');
  return at > 0 ? label.slice(0, at) : null;
}

const spelt = (key: string): string => key.charAt(0).toUpperCase() + key.slice(1).replaceAll(/[-_]/g, ' ');
