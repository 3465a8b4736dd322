/**
 * Names the relations of all projects of an import, before facts are made of any.
 */
import type { ImportOptions } from '../importer.ts';
import type { ManifestIndex } from './manifest-index.ts';
import { chooseNamespace, projectNamespace, type NamespaceChoice } from './namespace.ts';
import { datasetName } from './relation.ts';

/**
 * Answers what was chosen for each project, in order. A project that is recognised by its tables is so also by
 * those that the import itself places elsewhere: it would be when the same files are imported once more.
 */
export function nameRelations(indexes: readonly ManifestIndex[], options: ImportOptions): NamespaceChoice[] {
  const choices: NamespaceChoice[] = [];
  const placed = new Map<string, Set<string>>();
  const namespacesHolding = (names: readonly string[]): string[][] => {
    const held = options.namespacesHolding?.(names);
    return names.map((name, at) => [...new Set([...(held?.[at] ?? []), ...(placed.get(name) ?? [])])]);
  };
  const isPlaced = (at: number): boolean => choices[at]!.basis !== 'project';
  for (let waiting = [...indexes.keys()]; waiting.length > 0;) {
    for (const at of waiting) {
      choices[at] = choiceFor(indexes[at]!, { ...options, namespacesHolding });
      nameTables(indexes[at]!, choices[at]);
    }
    const found = waiting.filter(isPlaced);
    waiting = found.length > 0 ? waiting.filter((at) => !isPlaced(at)) : [];
    if (waiting.length > 0) for (const at of found) note(indexes[at]!, placed);
  }
  return choices;
}

function note({ tables }: ManifestIndex, placed: Map<string, Set<string>>): void {
  for (const { relation, dataset } of tables.values()) {
    if (!relation) continue;
    const namespaces = placed.get(dataset.name);
    if (namespaces) namespaces.add(dataset.namespace);
    else placed.set(dataset.name, new Set([dataset.namespace]));
  }
}

function choiceFor({ project, metadata, tables }: ManifestIndex, options: ImportOptions): NamespaceChoice {
  const relations = [...tables.values()].flatMap(({ relation }) => relation ?? []);
  return chooseNamespace(project, metadata.adapter, relations, options);
}

function nameTables({ project, metadata, tables }: ManifestIndex, { namespace }: NamespaceChoice): void {
  for (const table of tables.values()) {
    table.dataset = table.relation
      ? { namespace, name: datasetName(table.relation, metadata.adapter, namespace) }
      : { namespace: projectNamespace(project), name: table.uniqueId };
  }
}
