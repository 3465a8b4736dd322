/**
 * Facts of what a project defines on top of its tables: semantic models, metrics, saved queries and
 * functions. Each is a dataset of a kind of its own; lineage runs through them as dbt states it.
 */
import type { Fact, Target } from '../../model/facts.ts';
import { pairKey, type DatasetKey } from '../../model/identity.ts';
import type { ImportContext } from '../importer.ts';
import type { ArtifactEntry } from './artifact.ts';
import { blockFacts, propertyFacts } from './block-facts.ts';
import { flowFacts } from './flow-facts.ts';
import { parentsOf, SEMANTIC_COLLECTIONS } from './manifest-index.ts';
import { dbtDataset, inManifest, type Project } from './project.ts';
import { datasetName } from './relation.ts';
import { semanticProperties } from './semantic-properties.ts';
import { tagsOf } from './tags.ts';
import { list, record, text, type JsonRecord } from './values.ts';

/** Dataset, flows, columns, description, tags, owner and properties of one of them. */
export function* semanticFacts(
  project: Project,
  entry: ArtifactEntry,
  context: ImportContext,
): Generator<Fact> {
  const kind = SEMANTIC_COLLECTIONS.get(entry.top);
  if (kind === undefined) return;
  const uniqueId = String(entry.key);
  const dataset = dbtDataset(project, uniqueId);
  const evidence = inManifest(project, entry.at);
  const target: Target = { on: 'dataset', dataset };
  yield { type: 'dataset', dataset, kind, sourceId: uniqueId, evidence };
  const description = text(entry.value['description']);
  if (description !== undefined) yield { type: 'description', target, text: description, evidence };
  yield* blockFacts(project, target, uniqueId, entry);
  yield* propertyFacts(target, semanticProperties(kind, entry.value), evidence);
  if (kind === 'semantic model') yield* elementFacts(project, dataset, entry);
  yield* flowFacts(project, dataset, entry, context);
  if (kind === 'saved query') yield* exportFacts(project, dataset, entry);
}

const ELEMENTS = ['entities', 'dimensions', 'measures'] as const;

/** Entities, dimensions and measures are the columns of a semantic model. */
function* elementFacts(project: Project, dataset: DatasetKey, entry: ArtifactEntry): Generator<Fact> {
  const seen = new Set<string>();
  for (const element of ELEMENTS) {
    for (const [index, item] of list(entry.value[element]).entries()) {
      const block = record(item);
      const name = text(block['name']);
      if (name === undefined || seen.has(name.toLowerCase())) continue;
      const path = [name];
      const at = `${entry.at}.${element}[${index}]`;
      const evidence = inManifest(project, at);
      const type = text(block['type']) ?? text(block['agg']);
      const dataType = element === 'measures' ? `measure ${type ?? ''}`.trim() : type;
      yield {
        type: 'column',
        dataset,
        path,
        ordinal: seen.size,
        evidence,
        ...(dataType !== undefined && { dataType }),
      };
      seen.add(name.toLowerCase());
      const target: Target = { on: 'column', dataset, path };
      const description = text(block['description']) ?? text(block['label']);
      if (description !== undefined) yield { type: 'description', target, text: description, evidence };
      for (const { at: below, ...tag } of tagsOf(block, project.rules)) {
        yield { type: 'tag', target, ...tag, evidence: inManifest(project, `${at}.${below}`) };
      }
      yield* elementEdge(project, { dataset, path }, element, block, entry, at);
    }
  }
}

const IDENTIFIER = /^[\p{L}_][\p{L}\p{N}_$]*$/u;

/** The one column that an element names; an expression is not taken apart here. */
function* elementEdge(
  project: Project,
  to: { readonly dataset: DatasetKey; readonly path: readonly string[] },
  element: (typeof ELEMENTS)[number],
  block: JsonRecord,
  entry: ArtifactEntry,
  at: string,
): Generator<Fact> {
  const parents = parentsOf(entry.value);
  const parent = parents.length === 1 ? project.index.tables.get(parents[0]?.uniqueId ?? '') : undefined;
  const named = text(block['expr'])?.trim() ?? text(block['name']) ?? '';
  if (!parent || !IDENTIFIER.test(named)) return;
  const path = project.shared.get(pairKey(parent.dataset))?.columns.find(named);
  if (path === undefined) return;
  const subtype = element === 'measures' ? 'AGGREGATION' : 'IDENTITY';
  yield {
    type: 'column-edge',
    from: { dataset: parent.dataset, path },
    to,
    transformations: [{ type: 'DIRECT', subtype }],
    evidence: inManifest(project, at),
  };
}

/** Tables that a saved query is written to, where it says which. */
function* exportFacts(project: Project, from: DatasetKey, entry: ArtifactEntry): Generator<Fact> {
  for (const [index, item] of list(entry.value['exports']).entries()) {
    const config = record(record(item)['config']);
    const schema = text(config['schema_name']) ?? text(config['schema']);
    const identifier = text(config['alias']) ?? text(record(item)['name']);
    const database = text(config['database']);
    if (schema === undefined || identifier === undefined || database === undefined) continue;
    const evidence = inManifest(project, `${entry.at}.exports[${index}]`);
    const { namespace } = project.choice;
    const relation = { database, schema, identifier, quoted: true };
    const dataset = { namespace, name: datasetName(relation, project.index.metadata.adapter, namespace) };
    const kind = text(config['export_as'])?.toLowerCase() === 'view' ? 'view' : 'table';
    yield { type: 'dataset', dataset, kind, evidence };
    yield { type: 'flow', from, to: dataset, evidence };
  }
}
