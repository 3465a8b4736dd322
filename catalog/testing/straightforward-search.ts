/**
 * The search as it would be written without a thought of speed: every thing is looked at for every word, what fits is
 * sorted, and each choice of each filter is counted by looking at everything again. For tests of the one that is fast.
 */
import type { SearchRequest } from '../search/search.ts';
import { parseQuery, termsOf } from '../search/language/parse.ts';
import type { FieldTerm, Query } from '../search/language/syntax.ts';
import { fold, isUnspaced, joined, partsOf } from '../search/names/fold.ts';
import type { RandomTable } from './random-tables.ts';

const NONE = 255;
const ELSEWHERE = 6;
const CONTEXT = 20;
const LEVELS = ['public', 'internal', 'confidential', 'restricted'];
const FACETS = ['kinds', 'namespaces', 'sources', 'sensitivities', 'categories', 'labels', 'owners'] as const;
type Facets = Record<(typeof FACETS)[number], readonly string[]>;

interface Thing {
  readonly shown: string;
  readonly names: readonly string[];
  readonly dataset: Dataset;
  /** Labels, sensitivity and owners, as far as they are its own. */
  readonly said: readonly string[];
  readonly facets: Facets;
}

interface Dataset extends Thing {
  readonly retired: boolean;
  readonly mentioned: boolean;
  readonly since: number;
  readonly degree: number;
  readonly columns: Column[];
}

interface Column extends Thing {
  readonly path: string;
}

export class Straightforward {
  readonly #datasets: readonly Dataset[];
  readonly #columns: readonly Column[];

  constructor(tables: readonly RandomTable[]) {
    const heads = tables.filter(({ id, head }) => id === head);
    this.#datasets = heads
      .map((head) => datasetOf(head, tables))
      .sort((a, b) => b.degree - a.degree || order(a.shown, b.shown));
    this.#columns = this.#datasets
      .toSorted((a, b) => order(a.shown, b.shown))
      .flatMap(({ columns }) => columns);
  }

  search({ text, scope, sort, offset, limit, ...filters }: SearchRequest) {
    const { query } = parseQuery(text);
    const words = termsOf(query).filter(({ term }) => term.type === 'text');
    const asked = words.some(({ negated }) => !negated);
    // What is only mentioned is found by words and names, and not listed otherwise.
    const named = termsOf(query).some(
      ({ term, negated }) => !negated && !(term.type === 'field' && term.field !== 'name'),
    );
    const things: readonly Thing[] = scope === 'datasets' ? this.#datasets : this.#columns;
    const fitting = things
      .filter(({ dataset }) => !dataset.retired && (named || !dataset.mentioned))
      .map((thing) => ({ thing, ...levelOf(thing, scope, query, words.length) }))
      .filter(({ level, own }) => level < NONE && (scope === 'datasets' || own || !asked));
    const passing = (except?: string) =>
      fitting.filter(({ thing }) =>
        FACETS.every((facet) => facet === except || passes(thing.facets[facet], filters[facet])),
      );
    const found = passing();
    if (scope === 'columns' || sort === 'relevance') found.sort((a, b) => a.level - b.level);
    else if (sort === 'name') found.sort((a, b) => order(a.thing.shown, b.thing.shown));
    else if (sort === 'changed')
      found.sort(
        (a, b) => b.thing.dataset.since - a.thing.dataset.since || order(a.thing.shown, b.thing.shown),
      );
    return {
      total: found.length,
      hits: found.slice(offset, offset + limit).map(({ thing }) => thing.shown),
      facets: Object.fromEntries(FACETS.map((facet) => [facet, counted(passing(facet), facet)])),
    };
  }
}

function datasetOf(head: RandomTable, tables: readonly RandomTable[]): Dataset {
  const members = tables.filter((table) => table.head === head.head);
  const headOf = new Map(tables.map((table) => [table.id, table.head]));
  const pairs = new Set(
    tables.flatMap((table) => table.feeds.map((to) => `${table.head}>${headOf.get(to)!}`)),
  );
  const degree = [...pairs].map((pair) => pair.split('>')).filter(([a, b]) => a !== b);
  const columns = members.flatMap((member) => member.columns);
  const own = saidOf(members);
  const all = saidOf([...members, ...columns]);
  const owners = [...new Set(members.flatMap((member) => member.owners))];
  const dataset: Dataset = {
    shown: head.name,
    names: members.map(({ name }) => name),
    dataset: undefined as unknown as Dataset,
    said: [...own.said, ...owners],
    facets: { ...facetsOf(head, all), owners },
    retired: members.every(({ retired }) => retired),
    mentioned: members.every(({ mentioned }) => mentioned),
    since: Math.min(...members.map(({ since }) => since)),
    degree: degree.filter((pair) => pair.includes(String(head.id))).length,
    columns: [],
  };
  Object.assign(dataset, { dataset });
  const spellings = Map.groupBy(
    columns.toSorted((a, b) => a.id - b.id),
    ({ path }) => path.toLowerCase(),
  );
  const listed = [...spellings.values()].sort(([a], [b]) => (a!.ordinal ?? 1e6) - (b!.ordinal ?? 1e6));
  for (const group of listed) {
    // As SQLite has it: letters beyond ASCII have no case.
    const { path } = group[0]!;
    const said = saidOf(group.filter((one) => asciiLower(one.path) === asciiLower(path)));
    const ofIndex = saidOf(group);
    dataset.columns.push({
      shown: `${head.name} ${path}`,
      names: [path],
      path,
      dataset,
      said: ofIndex.said,
      facets: { ...facetsOf(head, said), owners },
    });
  }
  return dataset;
}

interface Said {
  readonly labels: readonly string[];
  readonly sensitivity: string | null;
}

function saidOf(several: readonly Said[]): Said & { readonly said: readonly string[] } {
  const labels = [...new Set(several.flatMap((one) => one.labels))];
  const levels = several.flatMap(({ sensitivity }) => sensitivity ?? []);
  const highest = Math.max(-1, ...levels.map((level) => LEVELS.indexOf(level)));
  return { labels, sensitivity: LEVELS[highest] ?? null, said: [...labels, ...levels] };
}

function facetsOf(head: RandomTable, { labels, sensitivity }: Said): Facets {
  return {
    kinds: [head.kind],
    namespaces: [head.namespace],
    sources: [],
    sensitivities: [sensitivity ?? 'none'],
    categories: [],
    labels,
    owners: [],
  };
}

function passes(values: readonly string[], filter: readonly string[]): boolean {
  if (filter.length === 0) return true;
  return values.some((value) => filter.includes(value)) || (values.length === 0 && filter.includes('none'));
}

function counted(things: readonly { readonly thing: Thing }[], facet: keyof Facets) {
  const counts = new Map<string, number>();
  for (const { thing } of things)
    for (const value of thing.facets[facet]) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts]
    .map(([value, count]) => ({ value, count }))
    .sort((a, b) => b.count - a.count || order(a.value, b.value));
}

/** `own`: a word is the thing's own, not only its dataset's. */
function levelOf(
  thing: Thing,
  scope: SearchRequest['scope'],
  query: Query | null,
  words: number,
): { readonly level: number; readonly own: boolean } {
  if (!query) return { level: 0, own: false };
  let own = false;
  const level = (part: Query): number => {
    switch (part.type) {
      case 'all':
        return Math.max(...part.items.map(level));
      case 'any':
        return Math.min(...part.items.map(level));
      case 'not':
        return level(part.item) === NONE ? 0 : NONE;
      case 'field': {
        if (part.field !== 'name') return fieldFits(thing, part) ? 0 : NONE;
        const named = nameLevel(thing.names, part.values[0]!.text);
        if (named < NONE) own = true;
        return named;
      }
      case 'text': {
        const { text } = part.value;
        const named = nameLevel(thing.names, text);
        const said = thing.said.some((one) => saidHas(one, text));
        if (named < NONE || said) own = true;
        if (named <= ELSEWHERE) return named;
        if (said || (scope === 'datasets' && elsewhere(thing.dataset, text))) return ELSEWHERE;
        const beside = scope === 'columns' && words > 1 && nameLevel(thing.dataset.names, text) < NONE;
        return beside ? CONTEXT : NONE;
      }
    }
  };
  const found = level(query);
  const together =
    query.type === 'all' ? query.items.flatMap((item) => (item.type === 'text' ? [item] : [])) : [];
  if (found === NONE || together.length < 2) return { level: found, own };
  const whole = nameLevel(thing.names, together.map(({ value }) => value.text).join('_'));
  return { level: Math.min(found, whole), own };
}

function elsewhere(dataset: Dataset, text: string): boolean {
  const inNamespace = text.length > 1 && fold(dataset.facets.namespaces[0]!).includes(fold(text));
  return inNamespace || dataset.columns.some(({ names }) => nameLevel(names, text) < NONE);
}

function fieldFits({ facets }: Thing, { field, values }: FieldTerm): boolean {
  const { text } = values[0]!;
  const { labels, owners, sensitivities, kinds } = facets;
  const tags = [...labels, ...sensitivities.filter((value) => value !== 'none')];
  if (field === 'owner') return owners.some((owner) => text === '*' || fold(owner).includes(text));
  if (field === 'kind') return kinds[0]!.startsWith(text);
  if (field === 'sensitivity') return sensitivities[0]!.startsWith(text);
  return text === 'none' ? tags.length === 0 : tags.some((one) => one.includes(text));
}

function saidHas(said: string, text: string): boolean {
  return partsOf(said).parts.some((part) =>
    text.length >= 3 ? part.startsWith(fold(text)) : part === fold(text),
  );
}

function nameLevel(names: readonly string[], text: string): number {
  return Math.min(NONE, ...names.map((name) => levelOfName(name, joined(text))));
}

/** See `LEVEL` in names/name-index.ts; a name's last segment begins behind its last `.`. */
function levelOfName(name: string, word: string): number {
  const { parts, before } = partsOf(name);
  const segment = before.findLastIndex((gap, at) => at > 0 && gap.includes('.'));
  const levels = parts.map((part, at) => {
    const rest = parts.slice(at);
    const leads = at === 0 || at === Math.max(0, segment);
    if (rest.join('').startsWith(word)) {
      const whole = rest.some((_, end) => rest.slice(0, end + 1).join('') === word);
      const toEnd = rest.join('') === word;
      if (toEnd && leads) return at === 0 ? 0 : 1;
      return leads ? 2 : whole ? 3 : 4;
    }
    return part.includes(word) && (word.length >= 3 || isUnspaced(word)) ? 5 : NONE;
  });
  return Math.min(NONE, ...levels);
}

const asciiLower = (text: string): string => text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
