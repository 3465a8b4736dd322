/** What the catalog itself knows of an activity, from the datasets that it is linked with: shown beside what people state. */
import type { PastDataset } from '../../past/as-of.ts';
import { byText } from '../../past/as-of-parts.ts';
import { LEARNS, PRESENTS, statedRecipients, wayBack } from '../dsar/reach.ts';
import { heldCategories, type HeldCategory } from '../dsar/categories.ts';
import { ROOT } from '../dsar/named.ts';
import { processingOf } from '../dsar/processing.ts';
import { DEFINITION_KINDS } from '../../model/identity.ts';
import { linkedDatasets, type LinkedDataset, type LinkResult } from './links.ts';
import type { PersonalData } from './personal.ts';
import type { Activity } from './register/activity.ts';

/** Datasets of one namespace around an activity. */
export interface System {
  readonly namespace: string;
  readonly datasets: number;
  /** The nearest, in the catalog's order. */
  readonly nearest: PastDataset;
  /** Along the data, both ends included: from the activity for recipients, to it for sources. */
  readonly path: readonly PastDataset[];
  /** The namespace holds datasets of the activity too. */
  readonly own: boolean;
  /** Who receives the data, as labels of the datasets name them. */
  readonly stated: readonly string[];
}

export interface Model {
  readonly dataset: PastDataset;
  readonly path: readonly PastDataset[];
}

export interface Derived {
  readonly datasets: readonly LinkedDataset[];
  readonly links: readonly LinkResult[];
  /** Of the datasets. */
  readonly personal: number;
  readonly categories: readonly HeldCategory[];
  readonly subjects: readonly { readonly key: string; readonly datasets: number }[];
  /** Where the datasets are. */
  readonly systems: readonly { readonly namespace: string; readonly datasets: number }[];
  /** Where lineage begins, outside the activity or in it. */
  readonly sources: readonly System[];
  /** Where data of the activity go, outside of its datasets. */
  readonly recipients: readonly System[];
  readonly models: readonly Model[];
  readonly purposes: readonly { readonly key: string; readonly name: string; readonly datasets: number }[];
  /** In words, as stated of datasets or of purposes that they serve. */
  readonly legalBases: readonly { readonly words: string; readonly datasets: number }[];
  /** ISO 8601; as stated of datasets or of purposes that they serve. */
  readonly retentions: readonly { readonly period: string; readonly datasets: number }[];
}

export function derivedOf(data: PersonalData, activity: Activity): Derived {
  const { datasets, links } = linkedDatasets(data, activity.links);
  const personal = datasets.filter(({ of }) => of.personal);
  const scope = { all: data.datasets, within: personal.map(({ of }) => of), links: data.links };
  const starts = (personal.length > 0 ? personal : datasets).map(({ of }) => of.index);
  const processing = processingOf(data.past, { ...scope, within: datasets.map(({ of }) => of) });
  return {
    datasets,
    links,
    personal: personal.length,
    categories: heldCategories(scope, data.taxonomy).map((one) => ({
      ...one,
      // Of records, not to the person concerned.
      name:
        data.taxonomy.category(one.key)?.name && one.key !== ROOT
          ? data.taxonomy.category(one.key)!.name
          : one.name,
    })),
    subjects: tally(personal.flatMap(({ of }) => of.subjects)).map(([key, n]) => ({ key, datasets: n })),
    systems: tally(datasets.map(({ of }) => of.dataset.namespace)).map(([namespace, n]) => ({
      namespace,
      datasets: n,
    })),
    ...around(data, starts, new Set(datasets.map(({ of }) => of.index))),
    purposes: purposesOf(processing),
    legalBases: tally(distinct(processing, (one) => (one.legalBasis === null ? [] : [one.legalBasis]))).map(
      ([words, n]) => ({ words, datasets: n }),
    ),
    retentions: tally(distinct(processing, (one) => one.retentions)).map(([period, n]) => ({
      period,
      datasets: n,
    })),
  };
}

type Processing = ReturnType<typeof processingOf>;

function purposesOf(processing: Processing): Derived['purposes'] {
  const names = new Map(
    processing.flatMap(({ purpose }) => (purpose ? [[purpose.key, purpose.name] as const] : [])),
  );
  return tally(distinct(processing, ({ purpose }) => (purpose ? [purpose.key] : []))).map(([key, n]) => ({
    key,
    name: names.get(key)!,
    datasets: n,
  }));
}

/** Values with each dataset counted once. */
function distinct(
  processing: Processing,
  valuesOf: (one: Processing[number]) => readonly string[],
): string[] {
  const seen = new Set<string>();
  return processing.flatMap((one) =>
    valuesOf(one).filter((value) => {
      const key = `${one.scoped.index}\u0000${value}`;
      return !seen.has(key) && seen.add(key);
    }),
  );
}

/** By value, in order of the values. */
function tally(values: readonly string[]): [string, number][] {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort(([a], [b]) => byText(a, b));
}

function around(
  data: PersonalData,
  starts: readonly number[],
  linked: ReadonlySet<number>,
): Pick<Derived, 'sources' | 'recipients' | 'models'> {
  if (starts.length === 0) return { sources: [], recipients: [], models: [] };
  const { past } = data;
  const down = reached(data, starts, 'downstream');
  const up = reached(data, starts, 'upstream');
  const roots = new Set(past.graph.roots(starts));
  const own = new Set([...linked].map((index) => past.datasets[index]!.namespace));
  return {
    recipients: systemsOf(
      down.filter(
        ({ index, dataset }) =>
          (!linked.has(index) && !DEFINITION_KINDS.has(dataset.kind)) ||
          PRESENTS.has(dataset.kind) ||
          statedRecipients(dataset).length > 0,
      ),
      own,
    ),
    sources: systemsOf(
      up.filter(({ index }) => roots.has(index)),
      own,
    ),
    models: down
      .filter(({ dataset }) => LEARNS.has(dataset.kind))
      .map(({ dataset, path }) => ({ dataset, path: path() })),
  };
}

interface Found {
  readonly index: number;
  readonly dataset: PastDataset;
  /** Worked out where it is wanted only. */
  readonly path: () => PastDataset[];
}

/** Nearest first, then in the catalog's order. */
function reached(
  data: PersonalData,
  starts: readonly number[],
  direction: 'upstream' | 'downstream',
): Found[] {
  const { graph, datasets } = data.past;
  const { nodes, depth } = graph.walk(starts, direction, Infinity);
  const hops = new Map(Array.from(nodes, (node, i): [number, number] => [node, depth[i]!]));
  return [...hops]
    .sort((a, b) => a[1] - b[1] || a[0] - b[0])
    .map(([index]) => ({
      index,
      dataset: datasets[index]!,
      path: () => {
        const back = wayBack(graph, index, hops, direction === 'downstream' ? 'upstream' : 'downstream');
        return (direction === 'downstream' ? back.reverse() : back).map((node) => datasets[node]!);
      },
    }));
}

function systemsOf(found: readonly Found[], own: ReadonlySet<string>): System[] {
  return [...Map.groupBy(found, ({ dataset }) => dataset.namespace)]
    .sort(([a], [b]) => byText(a, b))
    .map(([namespace, all]) => ({
      namespace,
      datasets: all.length,
      nearest: all[0]!.dataset,
      path: all[0]!.path(),
      own: own.has(namespace),
      stated: [...new Set(all.flatMap(({ dataset }) => statedRecipients(dataset)))].sort(byText),
    }));
}

/** `Acme Ltd: s3://partner (3 datasets)`. */
export function systemWords({ namespace, datasets, stated }: System): string {
  const who = stated.length > 0 ? `${stated.join(', ')}: ` : '';
  return `${who}${namespace} (${datasets} ${datasets === 1 ? 'dataset' : 'datasets'})`;
}
