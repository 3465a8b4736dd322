/** What a blast radius adds up to: categories, people, receivers, numbers, and what is not known. */
import { byText } from '../../past/as-of-parts.ts';
import type { PastDataset } from '../../past/as-of.ts';
import { nearest } from '../dsar/categories.ts';
import { NOT_STATED, ROOT, namedCategories } from '../dsar/named.ts';
import type { Taxonomy } from '../taxonomy/taxonomy.ts';
import {
  activitiesIn,
  receiversOf,
  transfersOf,
  type Receiver,
  type StatedTransfer,
  type SummedActivity,
} from './receivers.ts';
import { CARRIES, isAffected, type AffectedDataset, type Arrival, type Blast } from './blast.ts';

export interface AffectedCategory {
  readonly key: string;
  /** As the taxonomy calls it. */
  readonly name: string;
  /** To be read after “We hold …”. */
  readonly plainName: string;
  readonly art9: boolean;
  readonly art10: boolean;
  /** Affected datasets with it: in which the data themselves are or may be, and others. */
  readonly carried: number;
  readonly weaker: number;
}

export interface AffectedSubject {
  readonly key: string;
  readonly name: string;
  readonly datasets: number;
  /** The largest row count among held datasets about them; rows are not people. */
  readonly largest: { readonly dataset: string; readonly rows: number; readonly counted: boolean } | null;
}

export interface RadiusGap {
  readonly key: string;
  readonly text: string;
  readonly count: number;
}

export interface BlastSummary {
  readonly counts: Readonly<Record<Arrival, number>>;
  readonly affected: number;
  readonly withPersonal: number;
  readonly categories: readonly AffectedCategory[];
  readonly subjects: readonly AffectedSubject[];
  readonly receivers: readonly Receiver[];
  readonly transfers: readonly StatedTransfer[];
  /** Processing activities that hold affected datasets. */
  readonly activities: readonly SummedActivity[];
  /** Affected ones that present data or learn from them. */
  readonly outlets: readonly AffectedDataset[];
  /** Rows of held datasets with personal data, as far as known: their sum, over how many of how many. */
  readonly rows: { readonly sum: number; readonly known: number; readonly of: number };
  readonly unowned: number;
  readonly gaps: readonly RadiusGap[];
}

const OUTLETS = new Set(['dashboard', 'report', 'api', 'model', 'feature']);

/** @param country of the organisation, which tells third countries; empty where the settings name none */
export function summaryOf(blast: Blast, taxonomy: Taxonomy, country: string): BlastSummary {
  const affected = blast.datasets.filter(isAffected);
  const count = (arrival: Arrival) => blast.datasets.filter((one) => one.arrival === arrival).length;
  const personal = affected.filter((one) => one.categories.length > 0);
  const held = personal.filter((one) => one.arrival === 'held');
  const counted = held.flatMap((one) => (one.volume?.basis === 'counted' ? [one.volume.rows] : []));
  return {
    counts: {
      held: count('held'),
      raw: count('raw'),
      derived: count('derived'),
      influence: count('influence'),
      unknown: count('unknown'),
      'not-carried': count('not-carried'),
    },
    affected: affected.length,
    withPersonal: personal.length,
    categories: categoriesOf(affected, taxonomy),
    subjects: subjectsOf(affected, taxonomy),
    receivers: receiversOf(blast, affected),
    transfers: transfersOf(blast, country),
    activities: activitiesIn(blast),
    outlets: affected.filter((one) => OUTLETS.has(one.dataset.kind)),
    rows: { sum: counted.reduce((sum, rows) => sum + rows, 0), known: counted.length, of: held.length },
    unowned: affected.filter((one) => one.dataset.owners.length === 0).length,
    gaps: gapsOf(blast, affected, country),
  };
}

function categoriesOf(affected: readonly AffectedDataset[], taxonomy: Taxonomy): AffectedCategory[] {
  const found = new Map<string, { carried: number; weaker: number }>();
  for (const { arrival, columns, categories } of affected) {
    for (const key of categories) {
      const own = columns.filter(
        (one) =>
          one.categories.includes(key) || (key === ROOT && namedCategories(one.categories).length === 0),
      );
      const carried = own.length === 0 ? CARRIES.has(arrival) : own.some((one) => CARRIES.has(one.arrival));
      const entry = found.get(key) ?? { carried: 0, weaker: 0 };
      found.set(key, entry);
      if (carried) entry.carried++;
      else entry.weaker++;
    }
  }
  return [...found]
    .sort(([a], [b]) => byText(a, b))
    .map(([key, counts]) => {
      const category = nearest(key, taxonomy);
      return {
        key,
        name: key === ROOT ? NOT_STATED : (category?.name ?? key),
        plainName: key === ROOT ? NOT_STATED : (category?.plainName.en ?? key),
        art9: category?.gdprArt9 ?? false,
        art10: category?.gdprArt10 ?? false,
        ...counts,
      };
    });
}

function subjectsOf(affected: readonly AffectedDataset[], taxonomy: Taxonomy): AffectedSubject[] {
  const keys = [...new Set(affected.flatMap((one) => one.subjects))].sort(byText);
  return keys.map((key) => {
    const about = affected.filter((one) => one.subjects.includes(key));
    const largest = about
      .flatMap((one) =>
        one.arrival === 'held' && one.volume ? [{ name: one.dataset.name, ...one.volume }] : [],
      )
      .sort((a, b) => b.rows - a.rows || byText(a.name, b.name))[0];
    return {
      key,
      name: taxonomy.subjects.find((one) => one.key === key)?.name ?? key,
      datasets: about.length,
      largest: largest
        ? { dataset: largest.name, rows: largest.rows, counted: largest.basis === 'counted' }
        : null,
    };
  });
}

function gapsOf(blast: Blast, affected: readonly AffectedDataset[], country: string): RadiusGap[] {
  const inActivities = new Set(blast.activities.flatMap(({ nodes }) => nodes));
  const n = (fits: (one: AffectedDataset) => boolean) => affected.filter(fits).length;
  const all: RadiusGap[] = [
    gap(
      'empty',
      blast.start.empty.length,
      `What was named leads to no dataset of that moment: ${blast.start.empty.join('; ')}`,
    ),
    gap(
      'unknown',
      n((one) => one.arrival === 'unknown'),
      'Datasets read an affected one, and no column lineage says which columns: anything of it may be there',
    ),
    gap(
      'may-be',
      n((one) => one.arrival !== 'unknown' && one.mayBe !== null),
      'Affected datasets may hold more than column lineage shows, because another way to them is not traced by columns',
    ),
    gap(
      'not-carried',
      blast.datasets.length - affected.length,
      'Datasets are downstream, but column lineage shows nothing affected arriving; where their columns are not all traced, look',
    ),
    gap(
      'no-category',
      n((one) => one.categories.length === 0),
      'Affected datasets of which nobody has said whether they hold personal data',
    ),
    gap(
      'category-not-stated',
      n((one) => one.categories.includes(ROOT)),
      'Affected datasets with personal data of a kind that nobody has stated',
    ),
    gap(
      'no-subject',
      n((one) => one.categories.length > 0 && one.subjects.length === 0),
      'Affected datasets with personal data, and nothing says about whom',
    ),
    gap(
      'no-activity',
      n((one) => one.categories.length > 0 && !inActivities.has(one.node)),
      'Affected datasets with personal data that no processing activity holds: who receives them is stated by labels at most',
    ),
    gap(
      'no-instrument',
      transfersOf(blast, country).filter((one) => one.thirdCountry && one.instrument === '').length,
      'Receivers in third countries of which no decision, safeguard or derogation of Art. 45 to 49 is stated',
    ),
    gap(
      'no-rows',
      n((one) => one.arrival === 'held' && one.volume === null),
      'Compromised datasets without any row count',
    ),
    gap(
      'no-owner',
      n((one) => one.dataset.owners.length === 0),
      'Affected datasets without an owner to ask',
    ),
    gap(
      'mentioned',
      n((one) => !one.dataset.described),
      'Affected datasets that sources only mention: what is in them is not known',
    ),
    gap(
      'joins',
      blast.openSuggestions,
      'Suggestions that two names are one dataset wait for a decision; each may hide a way onward',
    ),
  ];
  return all.filter((one) => one.count > 0);
}

function gap(key: string, count: number, text: string): RadiusGap {
  return { key, text, count };
}

/** Datasets of one radius that are not affected in another, by id of the group. */
export function affectedOnlyIn(one: Blast, other: Blast): PastDataset[] {
  const there = new Set(other.datasets.filter(isAffected).flatMap(({ dataset }) => dataset.members));
  return one.datasets
    .filter((each) => isAffected(each) && !each.dataset.members.some((id) => there.has(id)))
    .map(({ dataset }) => dataset);
}
