/** The datasets of an activity: what its links find, and by which of them each dataset is in. */
import { domainsWithin } from './domains.ts';
import { rowText } from '../../stewardship/registers/rows.ts';
import type { PersonalData, PersonalDataset } from './personal.ts';
import type { ActivityLink } from './register/activity.ts';
import { matcherOf } from './vocabulary.ts';

export interface LinkedDataset {
  readonly of: PersonalDataset;
  /** In words, one for each link that finds it. */
  readonly why: readonly string[];
}

export interface LinkResult {
  readonly link: ActivityLink;
  /** The link as files write it. */
  readonly row: string;
  /** In words. */
  readonly words: string;
  /** Datasets that it finds, or of an exception takes out. */
  readonly datasets: number;
}

export interface Linked {
  readonly datasets: readonly LinkedDataset[];
  readonly links: readonly LinkResult[];
}

/** In the catalog's order. Retired datasets are left out. */
export function linkedDatasets(data: PersonalData, links: readonly ActivityLink[]): Linked {
  const found = new Map<number, string[]>();
  const results = new Map<ActivityLink, LinkResult>();
  const result = (link: ActivityLink, datasets: number) =>
    results.set(link, {
      link,
      row: rowText([link.kind, link.value, link.name]),
      words: linkWords(link),
      datasets,
    });
  for (const link of links.filter(({ kind }) => kind !== 'except')) {
    const test = testOf(data, link);
    let count = 0;
    for (const one of data.datasets) {
      const why = one.dataset.retired ? null : test(one);
      if (why === null) continue;
      count++;
      const known = found.get(one.index);
      if (known) known.push(why);
      else found.set(one.index, [why]);
    }
    result(link, count);
  }
  for (const link of links.filter(({ kind }) => kind === 'except')) {
    const test = namedBy(link);
    const out = [...found.keys()].filter((index) => test(data.datasets[index]!.dataset));
    for (const index of out) found.delete(index);
    result(link, out.length);
  }
  return {
    datasets: [...found]
      .sort(([a], [b]) => a - b)
      .map(([index, why]) => ({ of: data.datasets[index]!, why: [...new Set(why)] })),
    links: links.map((link) => results.get(link)!),
  };
}

/** `Domain finance`, `Dataset orders in postgres://db:5432`. */
export function linkWords({ kind, value, name }: ActivityLink): string {
  const what = name === '' ? value : `${name} in ${value}`;
  switch (kind) {
    case 'dataset':
      return `Dataset ${what}`;
    case 'namespace':
      return `Namespace ${what}`;
    case 'domain':
      return `Domain ${what}`;
    case 'purpose':
      return `Purpose ${what}`;
    case 'label':
      return `Label ${what}`;
    case 'category':
      return `Category of personal data ${what}`;
    case 'subject':
      return `Data subjects ${what}`;
    case 'except':
      return `Except the dataset ${what}`;
  }
}

type Named = { readonly namespace: string; readonly name: string };

/** A dataset by namespace and name; by name alone where no second part is given. */
function namedBy({ value, name }: ActivityLink): (dataset: Named) => boolean {
  if (name === '') {
    const fits = matcherOf(value);
    return (dataset) => fits(dataset.name);
  }
  const [inSpace, isNamed] = [matcherOf(value), matcherOf(name)];
  return (dataset) => isNamed(dataset.name) && inSpace(dataset.namespace);
}

/** Why a dataset is found by the link; null where it is not. */
function testOf(data: PersonalData, link: ActivityLink): (one: PersonalDataset) => string | null {
  const { kind, value } = link;
  switch (kind) {
    case 'dataset':
    case 'except': {
      const named = namedBy(link);
      const exact = !value.includes('*') && !link.name.includes('*');
      return ({ dataset }) =>
        named(dataset) ? (exact ? 'named itself' : `its name fits ${link.name || value}`) : null;
    }
    case 'namespace': {
      const fits = matcherOf(value);
      return ({ dataset }) => (fits(dataset.namespace) ? `in the namespace ${dataset.namespace}` : null);
    }
    case 'domain': {
      const within = domainsWithin(data.past.db, data.past.revision, value);
      return statedBy(
        'domain',
        (tag) => within.has(tag.value.toLowerCase()),
        (domain) => `in the domain ${domain}`,
      );
    }
    case 'purpose':
      return statedBy(
        'purpose',
        (tag) => tag.value.toLowerCase() === value.toLowerCase(),
        (purpose) => `serves the purpose ${purpose}`,
      );
    case 'label': {
      const fits = matcherOf(value);
      return statedBy(
        'label',
        (tag) => fits(labelText(tag)),
        (label) => `labelled ${label}`,
      );
    }
    case 'subject':
      return ({ subjects }) => (subjects.includes(value.toLowerCase()) ? `about ${value}` : null);
    case 'category':
      return holdsCategory(value.toLowerCase());
  }
}

interface Said {
  readonly kind: string;
  readonly key: string;
  readonly value: string;
}

const labelText = ({ key, value }: Said) => (key === '' ? value : `${key}=${value}`);

function statedBy(kind: string, fits: (tag: Said) => boolean, words: (shown: string) => string) {
  const said = (tag: Said) => words(kind === 'label' ? labelText(tag) : tag.value);
  return ({ dataset }: PersonalDataset): string | null => {
    const own = dataset.tags.find((tag) => tag.kind === kind && fits(tag));
    if (own) return said(own);
    for (const { path, tags } of dataset.taggedColumns) {
      const tag = tags.find((one) => one.kind === kind && fits(one));
      if (tag) return `its column ${path.join('.')} ${kind === 'label' ? 'is ' : ''}${said(tag)}`;
    }
    return null;
  };
}

function holdsCategory(key: string) {
  const within = (category: string) => category === key || category.startsWith(`${key}.`);
  return (one: PersonalDataset): string | null => {
    const column = one.columns.find(({ categories }) => categories.some(within));
    if (column) return `its column ${column.path.join('.')} holds ${column.categories.find(within)}`;
    const own = one.categories.find(within);
    return own === undefined ? null : `holds ${own}`;
  };
}
