/** The blast radius of a breach: which datasets are affected, with what, of whom, as the catalog stood at a revision. */
import { DERIVED, RAW } from '../../lineage/columns.ts';
import { breathe } from '../../breathe.ts';
import { columnKey } from '../../past/as-of-columns.ts';
import { byText, statedAt } from '../../past/as-of-parts.ts';
import type { PastCatalog, PastDataset } from '../../past/as-of.ts';
import { linksOf } from '../dsar/carried.ts';
import { loadLabelRules } from '../dsar/labels.ts';
import { ROOT, namedCategories } from '../dsar/named.ts';
import { wayBack } from '../dsar/reach.ts';
import { scopeOf, subjectsOf } from '../dsar/scope.ts';
import type { ScopedDataset } from '../dsar/scoped.ts';
import { personalIn } from '../processing/personal.ts';
import type { Activity } from '../processing/register/activity.ts';
import { loadTaxonomy, type Taxonomy } from '../taxonomy/taxonomy.ts';
import { affectedActivities, type AffectedActivity } from './activities.ts';
import type { BreachStart } from './fields.ts';
import {
  radiusOf,
  strengthOf,
  type ColumnFlow,
  type Radius,
  type Spread,
  type WholeInfluence,
} from './radius.ts';
import { resolveStart, type ResolvedStart } from './starts.ts';
import { unpinned, volumesOf, type PinnedVolumes, type Volume } from './volumes.ts';

/**
 * How compromised data are in a dataset. `held`: it is compromised itself. `raw`: values as they are. `derived`: masked
 * or summed up. `influence`: they decide about rows or values only. `unknown`: it reads an affected dataset, and no
 * column lineage says with what. `not-carried`: downstream, and by column lineage nothing affected arrives.
 */
export const ARRIVALS = ['held', 'raw', 'derived', 'influence', 'unknown', 'not-carried'] as const;
export type Arrival = (typeof ARRIVALS)[number];

export interface AffectedColumn {
  readonly path: string;
  readonly categories: readonly string[];
  readonly arrival: Exclude<Arrival, 'not-carried'>;
}

export interface AffectedDataset {
  readonly node: number;
  readonly dataset: PastDataset;
  readonly arrival: Arrival;
  /** What may be there beyond what is known, because some reading is not traced by columns; null: nothing more. */
  readonly mayBe: 'raw' | 'derived' | 'influence' | null;
  readonly hops: number;
  /** Of a held one: why it counts. */
  readonly reasons: readonly string[];
  /** Columns known to hold personal data that are affected. */
  readonly columns: readonly AffectedColumn[];
  /** Personal-data categories affected; the root term where no kind is stated. Sorted. */
  readonly categories: readonly string[];
  /** Kinds of people that statements and labels name. */
  readonly subjects: readonly string[];
  readonly volume: Volume | null;
  /** A shortest way from a compromised dataset, both ends included. */
  readonly path: readonly PastDataset[];
  readonly recipients: readonly string[];
  readonly processors: readonly string[];
}

export interface Blast {
  readonly revision: number;
  readonly at: string;
  readonly start: ResolvedStart;
  /** Held ones first, then by arrival, then nearest, then in the catalog's order. */
  readonly datasets: readonly AffectedDataset[];
  /** All datasets of that moment. */
  readonly considered: number;
  readonly openSuggestions: number;
  /** That hold affected datasets. */
  readonly activities: readonly AffectedActivity[];
}

export interface BlastOptions {
  /** Of the register, whose links and receivers count; none where not given. */
  readonly activities?: readonly Activity[] | undefined;
  /** Instead of those that the catalog has now. */
  readonly volumes?: PinnedVolumes | undefined;
  readonly signal?: AbortSignal | undefined;
}

export async function blastOf(
  past: PastCatalog,
  resourcesDir: string,
  start: BreachStart,
  { volumes: pinned, signal, activities = [] }: BlastOptions = {},
): Promise<Blast> {
  const taxonomy = loadTaxonomy(resourcesDir);
  const links = linksOf(past);
  const nodeOf = (id: number) => past.indexOf.get(id)!;
  const flows = links.map((link): ColumnFlow => ({
    from: link.from,
    fromNode: nodeOf(link.fromDataset),
    to: link.to,
    toNode: nodeOf(link.toDataset),
    strength: strengthOf(link.flags),
  }));
  const resolved = resolveStart(past, start);
  const held = resolved.held.map(({ node }) => node);
  const radius = radiusOf({ graph: past.graph, held, flows, influences: influencesOf(past) });
  await breathe();
  signal?.throwIfAborted();
  // The kind of person decides what is in scope of a request; what is personal does not depend on it.
  const scope = scopeOf(past, { taxonomy, labels: loadLabelRules(resourcesDir), subject: '' });
  await breathe();
  const nodes = radius.reached.map(({ node }) => node);
  const volumes = pinned ? unpinned(past, pinned) : volumesOf(past, nodes);
  const context: Context = {
    ...{ past, radius, taxonomy, volumes },
    hops: new Map(radius.reached.map(({ node, hops }) => [node, hops])),
    reasons: new Map(resolved.held.map(({ node, reasons }) => [node, reasons])),
  };
  const datasets = nodes.map((node) => affected(scope.all[node]!, node, context));
  datasets.sort(
    (a, b) => ARRIVALS.indexOf(a.arrival) - ARRIVALS.indexOf(b.arrival) || a.hops - b.hops || a.node - b.node,
  );
  return {
    revision: past.revision,
    at: past.at,
    start: resolved,
    datasets,
    considered: past.datasets.length,
    openSuggestions: past.pins.openSuggestions,
    activities:
      activities.length === 0
        ? []
        : affectedActivities(personalIn(past, taxonomy, scope), activities, datasets.filter(isAffected)),
  };
}

/** Columns that decide about datasets as a whole. */
function influencesOf(past: PastCatalog): WholeInfluence[] {
  const rows = past.db
    .prepare<[object], { fromDataset: number; path: string; toDataset: number }>(
      `SELECT c.dataset_id AS fromDataset, c.path, i.to_id AS toDataset FROM influence i JOIN "column" c ON c.id = i.from_id
       WHERE ${statedAt('influence', 'i')} ORDER BY i.id`,
    )
    .all({ revision: past.revision });
  return rows.flatMap((row): WholeInfluence[] => {
    const fromNode = past.indexOf.get(row.fromDataset);
    const toNode = past.indexOf.get(row.toDataset);
    if (fromNode === undefined || toNode === undefined) return [];
    return [{ from: columnKey(past.datasets[fromNode]!.id, row.path), fromNode, toNode }];
  });
}

interface Context {
  readonly past: PastCatalog;
  readonly radius: Radius;
  readonly taxonomy: Taxonomy;
  readonly volumes: ReadonlyMap<number, Volume>;
  readonly hops: ReadonlyMap<number, number>;
  readonly reasons: ReadonlyMap<number, readonly string[]>;
}

function affected(scoped: ScopedDataset, node: number, context: Context): AffectedDataset {
  const { past, radius, taxonomy, volumes, hops, reasons } = context;
  const { dataset } = scoped;
  const held = reasons.has(node);
  const known = radius.known.nodes.get(node) ?? 0;
  const possible = radius.possible.nodes.get(node) ?? 0;
  const arrival: Arrival = held
    ? 'held'
    : known > 0
      ? nameOf(known)
      : possible > 0
        ? 'unknown'
        : 'not-carried';
  const columns = held || possible > 0 ? columnsOf(scoped, node, held, radius) : [];
  const wholly = held || possible > 0 ? wholeCategories(scoped) : [];
  const ofColumns = columns.flatMap((one) =>
    namedCategories(one.categories).length > 0 ? namedCategories(one.categories) : [ROOT],
  );
  const named = new Set([...wholly, ...ofColumns]);
  if (named.size > 1) named.delete(ROOT);
  return {
    ...{ node, dataset, arrival, columns },
    mayBe: !held && possible > known ? nameOf(possible) : null,
    hops: hops.get(node)!,
    reasons: reasons.get(node) ?? [],
    categories: [...named].sort(byText),
    subjects: subjectsOf(dataset, taxonomy),
    volume: volumes.get(node) ?? null,
    path: wayBack(past.graph, node, hops, 'upstream')
      .reverse()
      .map((at) => past.datasets[at]!),
    recipients: labelled(dataset, RECIPIENT_KEY),
    processors: labelled(dataset, PROCESSOR_KEY),
  };
}

function nameOf(level: number): 'raw' | 'derived' | 'influence' {
  return level === RAW ? 'raw' : level === DERIVED ? 'derived' : 'influence';
}

/** What is stated of the dataset itself; the root term where it is only said to be personal. */
function wholeCategories({ dataset, categories, columns, labels }: ScopedDataset): string[] {
  const said = new Set(dataset.tags.filter((tag) => tag.kind === 'category').map((tag) => tag.value));
  const own = namedCategories(categories).filter((key) => said.has(key));
  const marked = labels.length > 0 || categories.includes(ROOT);
  return own.length > 0 ? own : marked && columns.length === 0 ? [ROOT] : [];
}

/** Of the columns that hold personal data those that are affected. Parts of a nested column share its fate. */
function columnsOf(scoped: ScopedDataset, node: number, held: boolean, radius: Radius): AffectedColumn[] {
  return scoped.columns.flatMap((column): AffectedColumn[] => {
    const level = (spread: Spread) => levelOf(spread, node, scoped.dataset.id, column.path);
    const known = level(radius.known);
    const arrival = held ? 'held' : known > 0 ? nameOf(known) : level(radius.possible) > 0 ? 'unknown' : null;
    return arrival === null ? [] : [{ path: column.path.join('.'), categories: column.categories, arrival }];
  });
}

function levelOf(spread: Spread, node: number, datasetId: number, path: readonly string[]): number {
  let level: number = spread.wholly.get(node) ?? 0;
  for (let depth = 1; depth <= path.length; depth++)
    level = Math.max(level, spread.columns.get(columnKey(datasetId, path.slice(0, depth))) ?? 0);
  return level;
}

const RECIPIENT_KEY = /^(?:data[ _.-]?)?recipients?$/i;
const PROCESSOR_KEY = /^(?:data[ _.-]?)?processors?$/i;

function labelled({ tags }: PastDataset, key: RegExp): string[] {
  const named = tags.filter((tag) => (tag.kind === 'label' || tag.kind === 'property') && key.test(tag.key));
  return [...new Set(named.map((tag) => tag.value.trim()))].filter((name) => name !== '').sort(byText);
}

/** A dataset that compromised data reach in some way, or may reach. */
export function isAffected({ arrival }: AffectedDataset): boolean {
  return arrival !== 'not-carried';
}

/** Weakest arrival that counts as the data themselves being there. */
export const CARRIES: ReadonlySet<Arrival> = new Set(['held', 'raw', 'unknown']);
