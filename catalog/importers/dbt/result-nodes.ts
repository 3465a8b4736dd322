/**
 * What a result file's ids mean: nodes of the manifest beside it, or of a project that the catalog knows
 * from an earlier import.
 */
import type { DatasetKey, JobKey } from '../../model/identity.ts';
import type { KnownDatasets } from '../importer.ts';
import type { TableEntry } from './manifest-index.ts';
import { jobOf, parentage, type Project } from './project.ts';
import { typeOfId } from './values.ts';

/** A model, seed or snapshot that was run. */
export interface BuiltNode {
  readonly job: JobKey;
  inputs(): readonly DatasetKey[];
  /** Null for an ephemeral model. */
  readonly output: DatasetKey | null;
}

export interface ResultNodes {
  readonly project: string;
  readonly runScope: string;
  /** Where nodes are looked up, as the end of a sentence: "that … does not name". */
  readonly lookedUpIn: string;
  built(id: string): BuiltNode | null;
  source(id: string): DatasetKey | null;
  isTest(id: string): boolean;
  /** Something that dbt reports on and that is neither job nor test here: hooks, exposures, metrics. */
  isOther(id: string): boolean;
}

/** Nodes of a manifest. */
export function nodesOfManifest(project: Project): ResultNodes {
  const { index, runScope } = project;
  return {
    project: index.project,
    runScope,
    lookedUpIn: 'the manifest beside it',
    built: (id) => {
      const table = index.tables.get(id);
      return table && table.type !== 'source' ? builtNode(project, table) : null;
    },
    source: (id) => {
      const table = index.tables.get(id);
      return table?.type === 'source' ? table.dataset : null;
    },
    isTest: (id) => index.tests.has(id),
    isOther: (id) => index.others.has(id) || typeOfId(id) === 'operation',
  };
}

function builtNode(project: Project, table: TableEntry): BuiltNode {
  return {
    job: jobOf(project, table.uniqueId),
    output: table.ephemeral ? null : table.dataset,
    inputs: () =>
      table.parents.flatMap(({ uniqueId }) => {
        const parent = parentage(project, uniqueId);
        return parent.is === 'no-table' ? [] : [parent.dataset];
      }),
  };
}

const PROJECT_SCOPE = 'dbt:project/';

/** Projects that have a node of this id, as the catalog knows them. */
export const projectsWith = (id: string, known: KnownDatasets): ReadonlySet<string> =>
  new Set(
    known
      .nodes(id)
      .filter(({ scope }) => scope.startsWith(PROJECT_SCOPE))
      .map(({ scope }) => scope.slice(PROJECT_SCOPE.length)),
  );

/** Nodes of a project in the catalog. */
export function nodesOfCatalog(project: string, known: KnownDatasets): ResultNodes {
  const own = (id: string) => known.nodes(id).filter(({ scope }) => scope === `${PROJECT_SCOPE}${project}`);
  return {
    project,
    runScope: `dbt:runs/${project}`,
    lookedUpIn: `the project ${project} in the catalog`,
    built: (id) => {
      const node = own(id).find((one) => one.is === 'job');
      return node ? { job: node.job, inputs: () => node.inputs, output: node.outputs[0] ?? null } : null;
    },
    source: (id) => {
      const node = typeOfId(id) === 'source' ? own(id).find((one) => one.is === 'dataset') : undefined;
      return node?.dataset ?? null;
    },
    isTest: (id) => own(id).some(({ is }) => is === 'test'),
    // Exposures and the like are no rows of their own there; their results say nothing that is kept.
    isOther: (id) => !['model', 'seed', 'snapshot', 'source', 'test', 'unit_test'].includes(typeOfId(id)),
  };
}
