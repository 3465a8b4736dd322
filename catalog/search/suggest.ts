/** What may follow at the cursor of a query: fields, and values that the catalog knows. */
import { platformOf } from '../joining/platform.ts';
import { VERIFIED, type Verified } from '../explore/verification.ts';
import type { Catalog } from '../catalog.ts';
import type { FacetValue } from './data/facet-count.ts';
import { jobData, type JobEntry } from './data/jobs.ts';
import { searchData } from './data/search-data.ts';
import { nameLevels } from './evaluate/names.ts';
import { domainsOf, testOf } from './evaluate/values.ts';
import { knownValues } from './known-values.ts';
import { parseQuery, termsOf } from './language/parse.ts';
import { FACET_OF_FIELD, PARTIAL } from './lift.ts';
import { printValue } from './language/print.ts';
import { CONDITIONS, FIELD_NAMES, FIELDS, fieldNamed, type Field, type Value } from './language/syntax.ts';
import { fold, joined } from './names/fold.ts';
import { LEVEL } from './names/name-index.ts';

export interface Suggestion {
  readonly text: string;
  readonly label: string;
  readonly detail: string | null;
  readonly count: number | null;
}

export interface Suggestions {
  /** The part of the query that a suggestion replaces. */
  readonly from: number;
  readonly to: number;
  readonly items: readonly Suggestion[];
}

export type Scope = 'datasets' | 'columns' | 'jobs';

const SHOWN = 8;
const JOB_FIELDS: readonly Field[] = [
  'name',
  'namespace',
  'description',
  'kind',
  'source',
  'system',
  'tag',
  'domain',
  'owner',
  'is',
];
const JOB_CONDITIONS = ['failing', 'running', 'incomplete', 'never-ran', 'retired', 'unowned', 'undescribed'];
const ONLY_JOB_CONDITIONS = ['running', 'incomplete', 'never-ran'];
export async function suggest(
  catalog: Catalog,
  text: string,
  cursor: number,
  scope: Scope,
): Promise<Suggestions> {
  const at = Math.min(cursor, text.length);
  const started = wordAt(text, at);
  const word = text.slice(started, at);
  const sign = /^-/.exec(word)?.[0] ?? '';
  const colon = /^-?([A-Za-z][A-Za-z-]*):/.exec(word);
  const field = colon ? fieldNamed(colon[1]!) : undefined;
  if (colon && field) {
    const from = valueStart(text, started + colon[0].length, at);
    const typed = readValue(text.slice(from, at));
    const items = await valuesFor(catalog, field, typed, scope);
    return { from, to: wordEnd(text, at), items: items.slice(0, SHOWN) };
  }
  const typed = word.slice(sign.length);
  if (typed === '') return { from: at, to: at, items: [] };
  const items = [...fieldsFor(typed, scope), ...(await anywhere(catalog, typed, scope))];
  return { from: started + sign.length, to: wordEnd(text, at), items: items.slice(0, SHOWN) };
}

/** Where the word or the field term under the cursor begins: blanks within quotation marks belong to it. */
function wordAt(text: string, at: number): number {
  const term = termsOf(parseQuery(text.slice(0, at)).query).at(-1)?.term;
  const within = term && term.to === at && term.from < at;
  let start = within ? term.from : at;
  if (!within) while (start > 0 && !/[\s()]/.test(text[start - 1]!)) start--;
  else if (text[start - 1] === '-') start--;
  return start;
}

function valueStart(text: string, from: number, at: number): number {
  let start = from;
  let quoted = false;
  for (let place = from; place < at; place++) {
    if (text[place] === '"' && text[place - 1] !== '\\') quoted = !quoted;
    else if (text[place] === ',' && !quoted) start = place + 1;
  }
  return start;
}

function wordEnd(text: string, at: number): number {
  let end = at;
  while (end < text.length && !/[\s(),]/.test(text[end]!)) end++;
  return end;
}

function readValue(text: string): string {
  return text
    .replace(/^=/, '')
    .replace(/^"/, '')
    .replace(/"$/, '')
    .replace(/\\(["\\])/g, '$1');
}

function fieldsFor(typed: string, scope: Scope): Suggestion[] {
  const fields = scope === 'jobs' ? JOB_FIELDS : FIELD_NAMES;
  const lower = typed.toLowerCase();
  return fields
    .filter((name) => [name, ...FIELDS[name].also].some((word) => word.startsWith(lower)))
    .map((name) => ({ text: `${name}:`, label: `${name}:`, detail: FIELDS[name].meaning, count: null }));
}

/** Tags, owners and conditions that are called so, whatever the field. */
async function anywhere(catalog: Catalog, typed: string, scope: Scope): Promise<Suggestion[]> {
  if (typed.length < 2) return [];
  const found: Suggestion[] = [];
  for (const field of ['is', 'owner', 'tag', 'category', 'kind'] as const)
    for (const item of (await valuesFor(catalog, field, typed, scope)).slice(0, 2))
      found.push({ ...item, text: `${field}:${item.text}`, label: `${field}:${item.label}` });
  return found;
}

async function valuesFor(catalog: Catalog, field: Field, typed: string, scope: Scope): Promise<Suggestion[]> {
  switch (field) {
    case 'is':
      return conditions(typed, scope);
    case 'name':
    case 'dataset':
    case 'upstream':
    case 'downstream':
      return scope === 'jobs' ? jobNames(catalog, typed) : datasetNames(catalog, typed);
    case 'column':
      return columnNames(catalog, typed);
    case 'type':
      return types(catalog, typed);
    case 'system':
      return systems((await knownValues(catalog)).namespaces, typed);
    case 'description':
      return [];
    case 'verified':
      return scope === 'jobs' ? [] : levels(typed);
    case 'domain': {
      const labels = scope === 'jobs' ? labelsOfJobs(catalog) : (await knownValues(catalog)).labels;
      const domains = labels.flatMap(({ value, count }) =>
        domainsOf([value]).map((domain) => ({ value: domain, count })),
      );
      return asWritten(ranked(domains, typed), true);
    }
    default: {
      if (scope === 'jobs' && field !== 'source') return jobValues(catalog, field, typed);
      const facet = FACET_OF_FIELD[field]!;
      return asWritten(ranked((await knownValues(catalog))[facet], typed), PARTIAL.includes(facet));
    }
  }
}

function conditions(typed: string, scope: Scope): Suggestion[] {
  const lower = fold(typed);
  return Object.entries(CONDITIONS)
    .filter(([name]) =>
      scope === 'jobs' ? JOB_CONDITIONS.includes(name) : !ONLY_JOB_CONDITIONS.includes(name),
    )
    .filter(([name]) => name.startsWith(lower))
    .map(([name, meaning]) => ({ text: name, label: name, detail: meaning, count: null }));
}

const MEANING: Readonly<Record<Verified, string>> = {
  checked: 'A run read a version that a known run wrote',
  observed: 'Runs read or wrote it',
  declared: 'A source states it, and no run is known',
  inferred: 'Read out of code, or worked out by a rule',
};

function levels(typed: string): Suggestion[] {
  return VERIFIED.filter((name) => name.startsWith(fold(typed))).map((name) => ({
    text: name,
    label: name,
    detail: MEANING[name],
    count: null,
  }));
}

/** Those that begin with it first, the frequent ones before the rare. */
function ranked(values: readonly FacetValue[], typed: string): FacetValue[] {
  const wanted = fold(typed);
  const has = values.filter(({ value }) => fold(value).includes(wanted));
  return [
    ...has.filter(({ value }) => fold(value).startsWith(wanted)),
    ...has.filter(({ value }) => !fold(value).startsWith(wanted)),
  ];
}

function written(text: string, exact: boolean): string {
  return printValue({ text, quoted: false, exact }, true);
}

async function datasetNames(catalog: Catalog, typed: string): Promise<Suggestion[]> {
  if (joined(typed) === '') return [];
  const { datasets } = await searchData(catalog);
  const levels = nameLevels(datasets.names, asValue(typed));
  const best = new Map<number, number>();
  for (let name = 0; name < levels.length; name++) {
    const number = datasets.ofName.values[name]!;
    const card = datasets.cards[number]!;
    if (levels[name] !== LEVEL.none && !card.retired)
      best.set(number, Math.min(levels[name]!, best.get(number) ?? LEVEL.none));
  }
  return [...best]
    .sort(([a, one], [b, other]) => one - other || a - b)
    .slice(0, SHOWN)
    .map(([number]) => {
      const { name, namespace } = datasets.cards[number]!;
      return { text: written(name, true), label: name, detail: namespace, count: null };
    });
}

async function columnNames(catalog: Catalog, typed: string): Promise<Suggestion[]> {
  if (joined(typed) === '') return [];
  const { columns } = (await searchData(catalog)).columns;
  const levels = nameLevels(columns.names, asValue(joined(typed)), columns.keep);
  const names = new Set<string>();
  for (let level = 0; level <= LEVEL.within && names.size < SHOWN * 4; level++)
    for (
      let row = levels.indexOf(level);
      row !== -1 && names.size < SHOWN * 4;
      row = levels.indexOf(level, row + 1)
    )
      names.add(columns.names.text(row));
  return [...names].map((name) => ({
    text: written(name, false),
    label: name,
    detail: null,
    count: null,
  }));
}

async function types(catalog: Catalog, typed: string): Promise<Suggestion[]> {
  const { columns } = (await searchData(catalog)).columns;
  const test = testOf(asValue(typed));
  return columns.types
    .filter((type) => type !== '' && test(type))
    .sort((a, b) => a.length - b.length || (a < b ? -1 : 1))
    .slice(0, SHOWN)
    .map((type) => ({ text: written(type, false), label: type, detail: null, count: null }));
}

function systems(namespaces: readonly FacetValue[], typed: string): Suggestion[] {
  const counts = new Map<string, { name: string; count: number }>();
  for (const { value, count } of namespaces) {
    const { id, name } = platformOf(value);
    if (id === '' || !(fold(id).startsWith(fold(typed)) || fold(name).includes(fold(typed)))) continue;
    counts.set(id, { name, count: count + (counts.get(id)?.count ?? 0) });
  }
  return [...counts]
    .sort(([, a], [, b]) => b.count - a.count)
    .map(([id, { name, count }]) => ({
      text: written(id, false),
      label: id,
      detail: name === id ? null : name,
      count,
    }));
}

function jobNames(catalog: Catalog, typed: string): Suggestion[] {
  const data = jobData(catalog);
  const levels = nameLevels(data.names, asValue(typed));
  const names = [...levels.keys()].filter((name) => levels[name] !== LEVEL.none);
  const jobs = new Set(
    names.sort((a, b) => levels[a]! - levels[b]! || a - b).map((name) => data.ofName.values[name]!),
  );
  return [...jobs].slice(0, SHOWN).map((number) => {
    const { name, namespace } = data.jobs[number]!;
    return { text: written(name, true), label: name, detail: namespace, count: null };
  });
}

function jobValues(catalog: Catalog, field: Field, typed: string): Suggestion[] {
  const values = countedOfJobs(catalog, (job) =>
    field === 'owner'
      ? job.owners
      : field === 'tag'
        ? job.labels
        : field === 'namespace'
          ? [job.namespace]
          : field === 'kind' && job.kind !== null
            ? [job.kind]
            : [],
  );
  return asWritten(ranked(values, typed), field !== 'kind');
}

function labelsOfJobs(catalog: Catalog): FacetValue[] {
  return countedOfJobs(catalog, ({ labels }) => labels);
}

/** What jobs have, the most frequent first. */
function countedOfJobs(catalog: Catalog, valuesOf: (job: JobEntry) => readonly string[]): FacetValue[] {
  const counts = new Map<string, number>();
  for (const job of jobData(catalog).jobs)
    for (const value of valuesOf(job)) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].map(([value, count]) => ({ value, count })).sort((a, b) => b.count - a.count);
}

/** `exact`: with `=`, as the whole value is meant. */
function asWritten(values: readonly FacetValue[], exact: boolean): Suggestion[] {
  return values.map(({ value, count }) => ({
    text: written(value, exact),
    label: value,
    detail: null,
    count,
  }));
}

function asValue(text: string): Value {
  return { text, quoted: false, exact: false, from: 0, to: 0 };
}
