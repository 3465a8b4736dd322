/** Other names of a project's relations: spelled in another case, imported before, named by other projects. */
import type { AliasFact } from '../../model/facts.ts';
import type { DatasetKey } from '../../model/identity.ts';
import type { ImportContext } from '../importer.ts';
import type { TableEntry } from './manifest-index.ts';
import { projectNamespace } from './namespace.ts';
import { caseAliases, inManifest, type Picture, type Project } from './project.ts';
import { datasetName } from './relation.ts';
import { portions } from '../../portions.ts';

/** Certain aliases only: they join at once. */
export function* aliasFacts(project: Project, options: ImportContext['options']): Generator<AliasFact> {
  for (const { kept, alias } of caseAliases(project.index)) {
    yield certain(project, alias, kept.dataset, alias.dataset);
  }
  yield* formerNames(project, options);
}

function certain(project: Picture, node: TableEntry, dataset: DatasetKey, alias: DatasetKey): AliasFact {
  const collection = node.type === 'source' ? 'sources' : 'nodes';
  const evidence = inManifest(project, `${collection}.${node.uniqueId}`);
  return { type: 'alias', dataset, alias, basis: 'relation', certainty: 'certain', evidence };
}

/**
 * Imported before under another namespace, as none was known or another one was given: what stewards
 * said there belongs here.
 */
function* formerNames(project: Project, options: ImportContext['options']): Generator<AliasFact> {
  const { index, choice } = project;
  const { known } = options;
  if (!known) return;
  const former = new Set([projectNamespace(index.project), ...choice.former]);
  former.delete(choice.namespace);
  if (former.size === 0) return;
  for (const tables of portions(index.tables.values(), ASKED_AT_ONCE)) {
    const names = tables.flatMap((table) =>
      [...former].flatMap((namespace) =>
        table.relation
          ? {
              table,
              key: { namespace, name: datasetName(table.relation, index.metadata.adapter, namespace) },
            }
          : [],
      ),
    );
    const had = known.had(names.map(({ key }) => key));
    for (const [at, { table, key }] of names.entries())
      if (had[at]) yield certain(project, table, table.dataset, key);
  }
}

/**
 * Gaps that other projects, or other states of this one, could only draw where they read this one. To be told when
 * all projects of the import are read: their gaps count as those of earlier imports do.
 */
export function* gapsClosed(project: Picture, options: ImportContext['options']): Generator<AliasFact> {
  const { known } = options;
  if (!known) return;
  for (const tables of portions(project.index.tables.values(), ASKED_AT_ONCE)) {
    const gaps = known.gaps(tables.map(({ uniqueId }) => uniqueId));
    for (const [at, table] of tables.entries())
      for (const gap of gaps[at]!)
        if (gap.namespace.startsWith('dbt://') && gap.namespace !== table.dataset.namespace)
          yield certain(project, table, table.dataset, gap);
  }
}

/** The catalog may be another thread's: a question takes its time, however little is asked. */
const ASKED_AT_ONCE = 1_000;
