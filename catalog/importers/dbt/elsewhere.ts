/**
 * Where a project finds nodes that are not its own: in other projects of the import, or in the catalog.
 *
 * What the catalog knows only from scopes that this import draws anew is no answer: it may be gone when the
 * import is done, and was not there when the same files were imported first.
 */
import type { DatasetKey } from '../../model/identity.ts';
import type { KnownDatasets } from '../importer.ts';
import { isSemantic, type ManifestIndex } from './manifest-index.ts';
import { projectNamespace } from './namespace.ts';
import { packageOfId } from './values.ts';

/** Scope of the picture that a manifest and the catalog beside it draw. */
export const projectScope = (project: string): string => `dbt:project/${project}`;

const CATALOG_SCOPE = 'dbt:catalog/';

/** Scope of a catalog that came without its manifest. */
export const catalogScope = (project: string): string => `${CATALOG_SCOPE}${project}`;

export class Elsewhere {
  readonly #known: KnownDatasets | undefined;
  /** By project; of several manifests of one, the newest. */
  readonly #indexes = new Map<string, ManifestIndex>();
  readonly #catalogued = new Map<string, DatasetKey>();
  readonly #drawnAnew = new Set<string>();
  #readsCatalogs = false;

  constructor(known: KnownDatasets | undefined) {
    this.#known = known;
  }

  /** Takes a project of the import, older pictures first. Due before anything is looked for. */
  add(index: ManifestIndex): void {
    this.#indexes.set(index.project, index);
    this.#drawnAnew.add(projectScope(index.project));
  }

  /** The import holds a catalog: what it draws, or empties, depends on what is in it. */
  readsCatalogs(): void {
    this.#readsCatalogs = true;
  }

  /** Takes a table of a catalog without a manifest. */
  catalogued(uniqueId: string, dataset: DatasetKey): void {
    this.#catalogued.set(uniqueId, dataset);
  }

  /** Whether this is the picture of its project that counts. */
  isNewest(index: ManifestIndex): boolean {
    return this.#indexes.get(index.project) === index;
  }

  /**
   * Dataset of a node that a project refers to and does not have: with the project that the node is named after
   * rather than with one that installed that as a package, in this import rather than in the catalog.
   */
  find(project: string, uniqueId: string): DatasetKey | undefined {
    const owner = packageOfId(uniqueId);
    if (owner === undefined || owner === project) return undefined;
    const own = nodeIn(this.#indexes.get(owner), uniqueId);
    if (own) return own;
    const stored = this.#stored(uniqueId);
    return (
      stored.find(({ scope }) => scope === projectScope(owner))?.dataset ??
      this.#installed(uniqueId) ??
      this.#catalogued.get(uniqueId) ??
      stored[0]?.dataset
    );
  }

  #installed(uniqueId: string): DatasetKey | undefined {
    for (const index of this.#indexes.values()) {
      const dataset = nodeIn(index, uniqueId);
      if (dataset) return dataset;
    }
    return undefined;
  }

  #stored(uniqueId: string): ReturnType<KnownDatasets['described']> {
    return (this.#known?.described(uniqueId) ?? []).filter(
      ({ scope }) => !this.#drawnAnew.has(scope) && !(this.#readsCatalogs && scope.startsWith(CATALOG_SCOPE)),
    );
  }
}

/** Dataset of a node of another project. */
function nodeIn(index: ManifestIndex | undefined, id: string): DatasetKey | undefined {
  const node = index?.others.get(id);
  if (index && node && isSemantic(node.type)) return { namespace: projectNamespace(index.project), name: id };
  return index?.tables.get(id)?.dataset;
}
