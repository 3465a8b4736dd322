/**
 * Which datasets a request is about. Every dataset of the catalog gets a verdict and a reason: nothing is
 * dropped silently, because the list is the proof of a reasonable search.
 */
import { byText } from '../../reports/as-of-parts.ts';
import type { PastCatalog, PastDataset } from '../../reports/as-of.ts';
import type { Taxonomy } from '../taxonomy/taxonomy.ts';
import { carriedColumns, linksOf, type CarriedColumn } from './carried.ts';
import type { ColumnLink } from '../../reports/as-of-columns.ts';

/** `check`: nothing says that personal data are in it, but data from datasets in scope flow into it. */
export type Verdict = 'in' | 'check' | 'out';

export interface ScopedColumn {
  readonly path: readonly string[];
  /** Sorted. */
  readonly categories: readonly string[];
  /** `tag`: somebody or a source says so; `lineage`: it takes its values from a column that has the tag. */
  readonly basis: 'tag' | 'lineage';
}

export interface ScopedDataset {
  readonly dataset: PastDataset;
  /** Position in the past catalog. */
  readonly index: number;
  readonly verdict: Verdict;
  readonly reason: string;
  readonly columns: readonly ScopedColumn[];
  /** Personal-data categories of the dataset itself and its columns, sorted. */
  readonly categories: readonly string[];
}

export interface Scope {
  /** All of the catalog's datasets, by namespace and name. */
  readonly all: readonly ScopedDataset[];
  readonly within: readonly ScopedDataset[];
  readonly links: readonly ColumnLink[];
}

/** Keys of labels that name the persons a dataset is about. */
const SUBJECT_KEY = /^(?:data[ _.-]?)?subjects?$/i;
const SUBJECT_LABEL = /^(?:data[ _.-]?)?subjects?\s*[:=/]\s*(.+)$/i;

export function scopeOf(past: PastCatalog, taxonomy: Taxonomy, subject: string): Scope {
  const isPersonal = (category: string) =>
    taxonomy.isA(category, 'user') || category === 'user' || category.startsWith('user.');
  const links = linksOf(past);
  const carried = carriedColumns(past, links, isPersonal);
  const first = past.datasets.map((dataset, index) =>
    judge(past, dataset, index, carried.get(dataset.id) ?? [], { isPersonal, taxonomy, subject }),
  );
  const seeds = first.filter((one) => one.verdict === 'in').map((one) => one.index);
  const fed = new Set(seeds.length > 0 ? past.graph.walk(seeds, 'downstream', Infinity).nodes : []);
  const all = first.map((one): ScopedDataset => {
    if (one.verdict !== 'out' || !fed.has(one.index) || subjectsOf(one.dataset, taxonomy).length > 0)
      return one;
    return {
      ...one,
      verdict: 'check',
      reason:
        'Data from datasets in scope flow into it, but none of its columns has a personal-data category',
    };
  });
  return { all, within: all.filter((one) => one.verdict === 'in'), links };
}

interface Judgement {
  readonly isPersonal: (category: string) => boolean;
  readonly taxonomy: Taxonomy;
  readonly subject: string;
}

function judge(
  past: PastCatalog,
  dataset: PastDataset,
  index: number,
  carried: readonly CarriedColumn[],
  by: Judgement,
): ScopedDataset {
  const own = dataset.tags
    .filter((tag) => tag.kind === 'category' && by.isPersonal(tag.value))
    .map((tag) => tag.value);
  const tagged = dataset.taggedColumns.flatMap((column): ScopedColumn[] => {
    const categories = narrowest(column.categories.filter(by.isPersonal));
    return categories.length === 0 ? [] : [{ path: column.path, categories, basis: 'tag' }];
  });
  const inherited = carried.map((column): ScopedColumn => ({
    path: column.path,
    categories: narrowest(column.categories),
    basis: 'lineage',
  }));
  const columns = [...tagged, ...inherited].sort((a, b) =>
    byText(a.path.join('\u001f'), b.path.join('\u001f')),
  );
  const categories = [...new Set([...own, ...columns.flatMap((column) => column.categories)])].sort();
  const base = { dataset, index, columns, categories };
  const about = subjectsOf(dataset, by.taxonomy);
  if (about.length > 0 && !about.includes(by.subject)) {
    return {
      ...base,
      verdict: 'out',
      reason: `Labelled as being about ${about.join(', ')}, not ${by.subject}`,
    };
  }
  const why = [
    ...(about.length > 0 ? [`labelled as being about ${by.subject}`] : []),
    ...(own.length > 0 ? [`tagged ${own.join(', ')}`] : []),
    ...(tagged.length > 0 ? [`${count(tagged.length, 'column')} with personal-data categories`] : []),
    ...(inherited.length > 0
      ? [`${count(inherited.length, 'column')} fed from personal data (${fedFrom(past, carried)})`]
      : []),
  ];
  const reason = why.length === 0 ? noReason(dataset) : sentence(why);
  return {
    ...base,
    verdict: why.length === 0 ? 'out' : 'in',
    reason: dataset.retired && why.length > 0 ? `${reason}; no source describes it any more` : reason,
  };
}

/** Without the wider terms of others in the list: `user.name.first` says more than `user.name`. */
function narrowest(categories: readonly string[]): string[] {
  return categories.filter((one) => !categories.some((other) => other.startsWith(`${one}.`)));
}

function noReason(dataset: PastDataset): string {
  if (dataset.retired) return 'No source describes it any more, and nothing marks it as personal data';
  if (!dataset.described) return 'Only mentioned by other sources; nothing marks it as personal data';
  return 'Neither it nor its columns have a personal-data category';
}

/** Data subjects that labels of the dataset name. */
export function subjectsOf(dataset: PastDataset, taxonomy: Taxonomy): string[] {
  const known = new Set(taxonomy.subjects.map((one) => one.key));
  const named = dataset.tags
    .filter((tag) => tag.kind === 'label')
    .flatMap((tag) => {
      if (SUBJECT_KEY.test(tag.key)) return tag.value.split(/[,;]/);
      const match = tag.key === '' ? SUBJECT_LABEL.exec(tag.value) : null;
      return match?.[1] === undefined ? [] : match[1].split(/[,;]/);
    })
    .map((value) => value.trim().toLowerCase().replaceAll(/[ -]/g, '_'));
  return [...new Set(named)].filter((key) => known.has(key)).sort();
}

function fedFrom(past: PastCatalog, carried: readonly CarriedColumn[]): string {
  const names = [
    ...new Set(carried.map((column) => past.datasets[past.indexOf.get(column.fromDataset)!]!.name)),
  ].sort();
  return names.length > 3
    ? `from ${names.slice(0, 3).join(', ')} and ${names.length - 3} more`
    : `from ${names.join(', ')}`;
}

/** "3 columns", "1 dataset". */
export function count(n: number, noun: string, plural = `${noun}s`): string {
  return `${n} ${n === 1 ? noun : plural}`;
}

function sentence(parts: readonly string[]): string {
  const text = parts.join('; ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}
