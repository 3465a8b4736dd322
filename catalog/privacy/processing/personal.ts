/** Which datasets hold personal data, of which categories and about whom: once for all activities of a moment. */
import type { PastCatalog } from '../../past/as-of.ts';
import { loadLabelRules } from '../dsar/labels.ts';
import { scopeOf, subjectsOf, type Scope } from '../dsar/scope.ts';
import type { ScopedDataset } from '../dsar/scoped.ts';
import { loadTaxonomy, type Taxonomy } from '../taxonomy/taxonomy.ts';

export interface PersonalData {
  readonly past: PastCatalog;
  readonly taxonomy: Taxonomy;
  readonly links: Scope['links'];
  /** By position in the past catalog. */
  readonly datasets: readonly PersonalDataset[];
}

export interface PersonalDataset extends ScopedDataset {
  readonly personal: boolean;
  /** Keys of the data subjects that are stated. */
  readonly subjects: readonly string[];
}

export function personalData(past: PastCatalog, resourcesDir: string): PersonalData {
  const taxonomy = loadTaxonomy(resourcesDir);
  const labels = loadLabelRules(resourcesDir);
  // The verdict is about one kind of person; what the columns hold is not.
  return personalIn(past, taxonomy, scopeOf(past, { taxonomy, labels, subject: '' }));
}

/** The same of a scope that is known already. */
export function personalIn(past: PastCatalog, taxonomy: Taxonomy, scope: Scope): PersonalData {
  const datasets = scope.all.map((one): PersonalDataset => {
    const subjects = subjectsOf(one.dataset, taxonomy);
    const personal =
      one.columns.length > 0 || one.categories.length > 0 || one.labels.length > 0 || subjects.length > 0;
    return { ...one, personal, subjects };
  });
  return { past, taxonomy, links: scope.links, datasets };
}
