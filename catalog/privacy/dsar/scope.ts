/**
 * Which datasets a request is about. Every dataset of the catalog gets a verdict and a reason: nothing is
 * dropped silently, because the list is the proof of a reasonable search.
 */
import { counted } from '../../counted.ts';
import type { ColumnLink, PastColumn } from '../../past/as-of-columns.ts';
import { byText } from '../../past/as-of-parts.ts';
import type { PastCatalog, PastDataset } from '../../past/as-of.ts';
import type { Taxonomy } from '../taxonomy/taxonomy.ts';
import { carriedColumns, linksOf, type CarriedColumn, type Seed } from './carried.ts';
import type { LabelRules, PersonalLabel } from './labels.ts';
import { ROOT, namedCategories } from './named.ts';
import { neighbours } from './neighbours.ts';
import type { ScopedColumn, ScopedDataset } from './scoped.ts';

export interface Scope {
  /** All of the catalog's datasets, by namespace and name. */
  readonly all: readonly ScopedDataset[];
  readonly within: readonly ScopedDataset[];
  readonly links: readonly ColumnLink[];
}

/** Keys of labels that name the persons a dataset is about. */
const SUBJECT_KEY = /^(?:data[ _.-]?)?subjects?$/i;
const SUBJECT_LABEL = /^(?:data[ _.-]?)?subjects?\s*[:=/]\s*(.+)$/i;

export interface ScopeRules {
  readonly taxonomy: Taxonomy;
  readonly labels: LabelRules;
  /** fideslang data subject of the request. */
  readonly subject: string;
}

export function scopeOf(past: PastCatalog, rules: ScopeRules): Scope {
  const { taxonomy, labels } = rules;
  const isPersonal = (category: string) =>
    taxonomy.isA(category, ROOT) || category === ROOT || category.startsWith(`${ROOT}.`);
  const links = linksOf(past);
  const seedOf = (column: PastColumn): Seed => {
    const categories = column.categories.filter(isPersonal);
    return {
      categories: namedCategories(categories),
      personal: categories.length > 0 || labels.personal(column.tags).length > 0,
    };
  };
  const carried = carriedColumns(past, links, seedOf);
  const first = past.datasets.map((dataset, index) =>
    judge(past, dataset, index, carried.get(dataset.id) ?? [], { ...rules, isPersonal }),
  );
  const near = neighbours(past, first, links);
  const all = first.map((one): ScopedDataset => {
    const reason = one.verdict === 'out' ? near.get(one.index) : undefined;
    return reason === undefined || subjectsOf(one.dataset, taxonomy).length > 0
      ? one
      : { ...one, verdict: 'check', reason };
  });
  return { all, within: all.filter((one) => one.verdict === 'in'), links };
}

interface Judgement extends ScopeRules {
  readonly isPersonal: (category: string) => boolean;
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
  const labels = by.labels.personal(dataset.tags);
  const columns = columnsInScope(dataset, carried, by);
  const categories = [...new Set([...own, ...columns.flatMap((column) => column.categories)])].sort();
  const freeText = dataset.taggedColumns
    .filter(({ tags }) =>
      tags.some((tag) => tag.kind === 'label' && by.labels.saysFreeText(tag.key, tag.value)),
    )
    .map((column) => column.path.join('.'));
  const base = { dataset, index, columns, categories, labels, freeText };
  const about = subjectsOf(dataset, by.taxonomy);
  if (about.length > 0 && !about.includes(by.subject)) {
    return {
      ...base,
      verdict: 'out',
      reason: `Labelled as being about ${about.join(', ')}, not ${by.subject}`,
    };
  }
  const n = (basis: ScopedColumn['basis']) => columns.filter((column) => column.basis === basis).length;
  const source = fedFrom(past, carried);
  const why = [
    ...(about.length > 0 ? [`labelled as being about ${by.subject}`] : []),
    ...(own.includes(ROOT) ? ['marked as personal data'] : []),
    ...namedCategories(own).map((category) => `holds ${category}`),
    ...(n('tag') > 0 ? [`${counted(n('tag'), 'column')} with a stated personal-data category`] : []),
    ...labelReasons(labels, columns),
    ...(n('lineage') > 0
      ? [
          `${counted(n('lineage'), 'column')} with values from personal data, by column lineage from ${source}`,
        ]
      : []),
  ];
  if (why.length === 0) return { ...base, verdict: 'out', reason: noReason(dataset) };
  const retired = dataset.retired ? ['no source describes it any more'] : [];
  return { ...base, verdict: 'in', reason: sentence([...why, ...retired]) };
}

/** Columns that are known to hold personal data, by path. */
function columnsInScope(
  dataset: PastDataset,
  carried: readonly CarriedColumn[],
  { isPersonal, labels: rules }: Judgement,
): ScopedColumn[] {
  const keyOf = (path: readonly string[]) => path.join('\u001f').toLowerCase();
  const fed = new Map(carried.map((column) => [keyOf(column.path), column]));
  const said = dataset.taggedColumns.flatMap((column): ScopedColumn[] => {
    const stated = narrowest(column.categories.filter(isPersonal));
    const labels = rules.personal(column.tags);
    const { path } = column;
    const inherited = narrowest(fed.get(keyOf(path))?.categories ?? []);
    if (namedCategories(stated).length > 0 || (stated.length > 0 && inherited.length === 0))
      return [{ path, categories: stated, basis: 'tag', labels }];
    if (inherited.length > 0) return [{ path, categories: inherited, basis: 'lineage', labels }];
    if (labels.length > 0) return [{ path, categories: [], basis: 'label', labels }];
    return fed.has(keyOf(path)) ? [{ path, categories: [], basis: 'lineage', labels }] : [];
  });
  const known = new Set(said.map((column) => keyOf(column.path)));
  const inherited = carried
    .filter((column) => !known.has(keyOf(column.path)))
    .map((column): ScopedColumn => {
      const categories = narrowest(column.categories);
      return { path: column.path, categories, basis: 'lineage', labels: [] };
    });
  return [...said, ...inherited].sort((a, b) => byText(a.path.join('\u001f'), b.path.join('\u001f')));
}

/** Different labels that a reason names. */
const LABELS_NAMED = 4;

/** A label, whether the dataset has it, and how many of its columns. */
interface LabelPlaces {
  readonly label: PersonalLabel;
  dataset: boolean;
  columns: number;
}

/** Of a source with one label. */
function reasonOf(by: string, { label: { label }, dataset, columns }: LabelPlaces): string {
  if (!dataset) return `labelled personal data by ${by} (${label} on ${counted(columns, 'column')})`;
  return columns > 0
    ? `labelled personal data by ${by} (${label} on the dataset and ${counted(columns, 'column')})`
    : `labelled personal data by ${by} (${label} on the dataset)`;
}

/** "labelled personal data by AWS Glue (pii=true on 9 columns)", one for each that says so. */
function labelReasons(own: readonly PersonalLabel[], columns: readonly ScopedColumn[]): string[] {
  const found = new Map<string, LabelPlaces>();
  const entry = (label: PersonalLabel) => {
    const key = `${label.by}\u0000${label.label}`;
    const known = found.get(key) ?? { label, dataset: false, columns: 0 };
    found.set(key, known);
    return known;
  };
  for (const label of own) entry(label).dataset = true;
  for (const column of columns) for (const label of column.labels) entry(label).columns++;
  const bySource = Map.groupBy(found.values(), (one) => one.label.by);
  return [...bySource]
    .sort(([a], [b]) => byText(a, b))
    .map(([by, all]) => {
      const ordered = [...all].sort((a, b) => b.columns - a.columns || byText(a.label.label, b.label.label));
      const [only, ...others] = ordered;
      if (only && others.length === 0) return reasonOf(by, only);
      const named = ordered.slice(0, LABELS_NAMED).map(({ label, dataset, columns: n }) => {
        const places = [...(dataset ? ['the dataset'] : []), ...(n > 0 ? [counted(n, 'column')] : [])];
        return `${label.label} on ${places.join(' and ')}`;
      });
      const rest = ordered.length > LABELS_NAMED ? [`${ordered.length - LABELS_NAMED} more`] : [];
      return `labelled personal data by ${by} (${[...named, ...rest].join(', ')})`;
    });
}

/** Without the wider terms of others in the list: `user.name.first` says more than `user.name`. */
function narrowest(categories: readonly string[]): string[] {
  return categories.filter((one) => !categories.some((other) => other.startsWith(`${one}.`)));
}

function noReason(dataset: PastDataset): string {
  if (dataset.retired) return 'No source describes it any more, and nothing marks it as personal data';
  if (!dataset.described) return 'Only mentioned by other sources; nothing marks it as personal data';
  return 'Nothing marks it or its columns as personal data';
}

/** Data subjects that statements and labels of the dataset name. */
export function subjectsOf(dataset: PastDataset, taxonomy: Taxonomy): string[] {
  const known = new Set(taxonomy.subjects.map((one) => one.key));
  const stated = dataset.tags.filter((tag) => tag.kind === 'subject').map((tag) => tag.value);
  const named = dataset.tags
    .filter((tag) => tag.kind === 'label')
    .flatMap((tag) => {
      if (SUBJECT_KEY.test(tag.key)) return tag.value.split(/[,;]/);
      const match = tag.key === '' ? SUBJECT_LABEL.exec(tag.value) : null;
      return match?.[1] === undefined ? [] : match[1].split(/[,;]/);
    })
    .map((value) => value.trim().toLowerCase().replaceAll(/[ -]/g, '_'));
  return [...new Set([...stated, ...named])].filter((key) => known.has(key)).sort();
}

function fedFrom(past: PastCatalog, carried: readonly CarriedColumn[]): string {
  const names = [
    ...new Set(carried.map((column) => past.datasets[past.indexOf.get(column.fromDataset)!]!.name)),
  ].sort();
  return names.length > 3 ? `${names.slice(0, 3).join(', ')} and ${names.length - 3} more` : names.join(', ');
}

function sentence(parts: readonly string[]): string {
  const text = parts.join('; ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}
