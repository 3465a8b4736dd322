/**
 * A project on its way to facts: its index, the names chosen for its relations, and what is shared
 * between nodes of one relation.
 */
import type { DatasetFact, Evidence } from '../../model/facts.ts';
import { pairKey, type DatasetKey, type JobKey } from '../../model/identity.ts';
import type { ImportContext } from '../importer.ts';
import type { PhysicalTable } from './catalog-tables.ts';
import { ColumnSet } from './column-set.ts';
import type { Elsewhere } from './elsewhere.ts';
import { isSemantic, type ManifestIndex, type TableEntry } from './manifest-index.ts';
import { projectNamespace, type NamespaceChoice } from './namespace.ts';
import type { RuleSet } from './rule-set.ts';
import { foldsCase } from './relation.ts';

/** What is known of one relation while its nodes are read; several nodes may share it. */
export class RelationState {
  readonly uniqueIds: string[] = [];
  readonly columns = new ColumnSet();
  physicalDone = false;
  #said = new Set<string>();

  /** True the first time: of two nodes on one relation, the first to describe something counts. */
  first(what: string): boolean {
    if (this.#said.has(what)) return false;
    this.#said.add(what);
    return true;
  }
}

/** A manifest, and the scope in which its facts are told. */
export interface Picture {
  readonly index: ManifestIndex;
  /** Replace scope: the manifest and the catalog beside it are one picture. */
  readonly scope: string;
}

export interface Project extends Picture {
  readonly choice: NamespaceChoice;
  readonly rules: RuleSet;
  /** Accumulate scope: runs and test results add up over imports. */
  readonly runScope: string;
  readonly physical: ReadonlyMap<string, PhysicalTable>;
  /** When the catalog was written, if there is one and it says so. */
  readonly cataloguedAt: string | null;
  /** Relations whose state outlives one node, by {@link pairKey}: see {@link sharedRelations}. */
  readonly shared: ReadonlyMap<string, RelationState>;
  /** Where nodes of other projects are found. */
  readonly elsewhere: Elsewhere;
}

/**
 * Relations with more than one node, each with its nodes' ids; and those that semantic models read, whose
 * columns must be known when the semantic models are reached.
 */
export function sharedRelations(index: ManifestIndex): Map<string, RelationState> {
  const modelled = new Set<string>();
  for (const { type, parents } of index.others.values()) {
    if (type === 'semantic_model') for (const parent of parents) modelled.add(parent);
  }
  const all = new Map<string, string[]>();
  for (const { dataset, uniqueId } of index.tables.values()) {
    const key = pairKey(dataset);
    const ids = all.get(key);
    if (ids) ids.push(uniqueId);
    else all.set(key, [uniqueId]);
  }
  const shared = new Map<string, RelationState>();
  for (const [key, ids] of all) {
    if (ids.length < 2 && !ids.some((id) => modelled.has(id))) continue;
    const state = new RelationState();
    state.uniqueIds.push(...ids);
    shared.set(key, state);
  }
  return shared;
}

/** Pairs of names that differ in case only and certainly mean one relation in this warehouse. */
export function caseAliases(
  index: ManifestIndex,
): { readonly kept: TableEntry; readonly alias: TableEntry }[] {
  const folded = new Map<string, TableEntry>();
  const pairs = new Map<string, { readonly kept: TableEntry; readonly alias: TableEntry }>();
  for (const table of index.tables.values()) {
    if (!table.relation || !foldsCase(table.relation, index.metadata.adapter)) continue;
    const key = pairKey({ ...table.dataset, name: table.dataset.name.toLowerCase() });
    const kept = folded.get(key);
    if (!kept) folded.set(key, table);
    else if (kept.dataset.name !== table.dataset.name) pairs.set(table.dataset.name, { kept, alias: table });
  }
  return [...pairs.values()];
}

/** The job that builds a node. */
export const jobOf = (project: Project, uniqueId: string): JobKey => ({
  namespace: projectNamespace(project.index.project),
  name: uniqueId,
});

/** A thing that exists in dbt only: an exposure, a metric, a node that is missing. */
export const dbtDataset = (project: Project, uniqueId: string): DatasetKey => ({
  namespace: projectNamespace(project.index.project),
  name: uniqueId,
});

/** Evidence in the manifest. */
export const inManifest = (project: Picture, at: string): Evidence => ({
  scope: project.scope,
  file: project.index.artifact.file.index,
  at,
});

/** What an id in `depends_on` turns out to be. */
export type Parentage =
  | { readonly is: 'table'; readonly dataset: DatasetKey }
  | { readonly is: 'semantic'; readonly dataset: DatasetKey }
  | { readonly is: 'other-project'; readonly dataset: DatasetKey }
  | { readonly is: 'gap'; readonly dataset: DatasetKey }
  | { readonly is: 'no-table' };

/** Resolves an id: a table here or in another project, a metric or the like, a test or the like, or a gap. */
export function parentage(project: Project, uniqueId: string): Parentage {
  const own = project.index.tables.get(uniqueId);
  if (own) return { is: 'table', dataset: own.dataset };
  const other = project.index.others.get(uniqueId);
  if (other)
    return isSemantic(other.type)
      ? { is: 'semantic', dataset: dbtDataset(project, uniqueId) }
      : { is: 'no-table' };
  const foreign = project.elsewhere.find(project.index.project, uniqueId);
  if (foreign) return { is: 'other-project', dataset: foreign };
  return { is: 'gap', dataset: dbtDataset(project, uniqueId) };
}

/** Reports a parent that is nowhere, and gives it a node so that the gap is drawn. */
export function gapFact(
  project: Project,
  parent: string,
  dataset: DatasetKey,
  evidence: Evidence,
  context: ImportContext,
): DatasetFact {
  const why = project.index.disabled.has(parent) ? 'is disabled' : 'is not in the manifest';
  context.issue({
    severity: 'warning',
    file: evidence.file,
    at: evidence.at,
    code: 'dangling-parent',
    message: `The parent ${parent} ${why}. The edge is kept and the parent is drawn as a gap.`,
  });
  return { type: 'dataset', dataset, sourceId: parent, referencedOnly: true, evidence };
}
