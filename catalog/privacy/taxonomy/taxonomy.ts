/**
 * The privacy taxonomy: what kinds of personal data there are, about whom, and for what they are used.
 * Terms are fideslang keys (`user.contact.email`); a dot leads from the wider to the narrower term.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type Origin,
  type OverlayEntry,
  type OverlayFile,
  type PublishedTerm,
  type TaxonomyFile,
  overlayFile,
  taxonomyFile,
} from './files.ts';
import type { Level } from '../../model/sensitivity.ts';

export interface Term {
  readonly key: string;
  readonly name: string;
  readonly description: string;
  readonly parent: string | null;
  /** Key to use instead; null for a term in use. */
  readonly replacedBy: string | null;
}

export interface DataCategory extends Term {
  /** Words for the person concerned, to be read after “We hold …”. */
  readonly plainName: { readonly en: string; readonly de: string };
  /** Special category of personal data, Art. 9(1) GDPR. */
  readonly gdprArt9: boolean;
  /** Criminal convictions and offences, Art. 10 GDPR. */
  readonly gdprArt10: boolean;
  /** Sensitive personal information, Cal. Civ. Code § 1798.140(ae). */
  readonly cpraSpi: boolean;
  readonly defaultSensitivity: Level;
  /** Where such data usually comes from; null where nothing can be presumed. */
  readonly originDefault: Origin | null;
  /** False for a category of fideslang, true for one that this product adds. */
  readonly extension: boolean;
}

export interface Taxonomy {
  /** Sorted by key, a wider term before its narrower ones. */
  readonly categories: readonly DataCategory[];
  readonly subjects: readonly Term[];
  readonly uses: readonly Term[];
  /** Credit line that must go wherever the terms are shown or exported. */
  readonly attribution: string;
  readonly release: string;
  /** The category of a key; null for a key that the taxonomy does not have. */
  category(key: string): DataCategory | null;
  /** Wider terms of a category, subject or use, nearest first; empty for a root or an unknown key. */
  ancestors(key: string): readonly string[];
  /** True when `key` is `ancestor` or lies beneath it. False for keys that the taxonomy does not have. */
  isA(key: string, ancestor: string): boolean;
}

/** A taxonomy file that contradicts itself. */
export class TaxonomyError extends Error {
  override readonly name = 'TaxonomyError';
}

/**
 * Reads the bundled taxonomy and its overlay from `<resourcesDir>/privacy/`.
 * @throws TaxonomyError or a zod error that names the member at fault.
 */
export function loadTaxonomy(resourcesDir: string): Taxonomy {
  const read = (name: string): unknown =>
    JSON.parse(readFileSync(join(resourcesDir, 'privacy', name), 'utf8'));
  return buildTaxonomy(
    taxonomyFile.parse(read('taxonomy.json')),
    overlayFile.parse(read('taxonomy-overlay.json')),
  );
}

/** Joins a taxonomy with its overlay. @throws TaxonomyError */
export function buildTaxonomy(file: TaxonomyFile, overlay: OverlayFile): Taxonomy {
  const own = new Set(overlay.extensions.map(({ key }) => key));
  const extensions = overlay.extensions.map((term) => ({
    ...term,
    version_deprecated: null,
    replaced_by: null,
  }));
  const terms = toTerms('category', [...file.data_categories, ...extensions]);
  const subjects = toTerms('subject', file.data_subjects);
  const uses = toTerms('use', file.data_uses);
  const parents = new Map([...terms, ...subjects, ...uses].map(({ key, parent }) => [key, parent]));

  const ancestors = (key: string): readonly string[] => {
    const chain: string[] = [];
    for (let up = parents.get(key) ?? null; up !== null; up = parents.get(up) ?? null) chain.push(up);
    return chain;
  };
  const entries = overlayByKey(overlay, terms);
  const categories = terms.map((term) => flagged(term, ancestors(term.key), entries, own.has(term.key)));
  const byKey = new Map(categories.map((category) => [category.key, category]));
  return {
    categories,
    subjects,
    uses,
    attribution: file.attribution,
    release: file.release,
    category: (key) => byKey.get(key) ?? null,
    ancestors,
    isA: (key, ancestor) => parents.has(key) && (key === ancestor || ancestors(key).includes(ancestor)),
  };
}

/** Checks that keys are unique and that every parent exists one level up, which also rules out circles. */
function toTerms(what: string, published: readonly PublishedTerm[]): Term[] {
  const keys = new Set(published.map(({ key }) => key));
  if (keys.size < published.length) throw new TaxonomyError(`a ${what} is listed twice`);
  for (const { key, parent } of published) {
    if (parent === null) continue;
    if (!keys.has(parent))
      throw new TaxonomyError(`${what} ${key} has the parent ${parent}, which is not listed`);
    if (!key.startsWith(`${parent}.`))
      throw new TaxonomyError(`${what} ${key} is not named after its parent ${parent}`);
  }
  return published
    .map(({ key, name, description, parent, replaced_by }) => ({
      key,
      name,
      description,
      parent,
      replacedBy: replaced_by,
    }))
    .sort((a, b) => (a.key < b.key ? -1 : 1));
}

function overlayByKey(overlay: OverlayFile, terms: readonly Term[]): ReadonlyMap<string, OverlayEntry> {
  const known = new Set(terms.map(({ key }) => key));
  const unknown = overlay.categories.find(({ key }) => !known.has(key));
  if (unknown) throw new TaxonomyError(`the overlay describes ${unknown.key}, which is not a category`);
  return new Map(overlay.categories.map((entry) => [entry.key, entry]));
}

/** Adds what the overlay says, from the term itself or else from the nearest wider term that says it. */
function flagged(
  term: Term,
  wider: readonly string[],
  entries: ReadonlyMap<string, OverlayEntry>,
  extension: boolean,
): DataCategory {
  const chain = [term.key, ...wider].map((key) => entries.get(key)).filter((entry) => entry !== undefined);
  const nearest = <K extends keyof OverlayEntry>(member: K): OverlayEntry[K] | undefined =>
    chain.find((entry) => entry[member] !== undefined)?.[member];
  return {
    ...term,
    extension,
    gdprArt9: nearest('gdprArt9') ?? false,
    gdprArt10: nearest('gdprArt10') ?? false,
    cpraSpi: nearest('cpraSpi') ?? false,
    defaultSensitivity: nearest('defaultSensitivity') ?? 'confidential',
    originDefault: nearest('originDefault') ?? null,
    plainName: nearest('plainName') ?? { en: term.name, de: term.name },
  };
}
