/**
 * Facts of an exposure: a dashboard, notebook, model or application that reads what the project builds.
 */
import type { Fact, Target } from '../../model/facts.ts';
import type { DatasetKey, DatasetKind } from '../../model/identity.ts';
import type { ImportContext } from '../importer.ts';
import type { ArtifactEntry } from './artifact.ts';
import { blockFacts, propertyFacts } from './block-facts.ts';
import { parentsOf } from './manifest-index.ts';
import { dbtDataset, gapFact, inManifest, parentage, type Project } from './project.ts';
import { exposureProperties } from './properties.ts';
import { text } from './values.ts';

const KINDS: Readonly<Record<string, DatasetKind>> = {
  dashboard: 'dashboard',
  notebook: 'report',
  analysis: 'report',
  ml: 'model',
  application: 'api',
};

/** Dataset, flows from its parents, description, tags, owner and properties of an exposure. */
export function* exposureFacts(
  project: Project,
  entry: ArtifactEntry,
  context: ImportContext,
): Generator<Fact> {
  const uniqueId = String(entry.key);
  const dataset = dbtDataset(project, uniqueId);
  const evidence = inManifest(project, entry.at);
  const target: Target = { on: 'dataset', dataset };
  const type = text(entry.value['type'])?.toLowerCase() ?? '';
  const kind = Object.hasOwn(KINDS, type) ? KINDS[type] : undefined;
  yield { type: 'dataset', dataset, kind: kind ?? 'report', sourceId: uniqueId, evidence };
  const description = text(entry.value['description']);
  if (description !== undefined) yield { type: 'description', target, text: description, evidence };
  yield* blockFacts(project, target, uniqueId, entry);
  yield* propertyFacts(target, exposureProperties(entry.value), evidence);
  yield* flows(project, dataset, entry, context);
}

function* flows(
  project: Project,
  to: DatasetKey,
  entry: ArtifactEntry,
  context: ImportContext,
): Generator<Fact> {
  for (const { uniqueId, index } of parentsOf(entry.value)) {
    const evidence = inManifest(project, `${entry.at}.depends_on.nodes[${index}]`);
    const parent = parentage(project, uniqueId);
    if (parent.is === 'no-table') {
      for (const from of tablesBehind(project, uniqueId)) yield { type: 'flow', from, to, evidence };
      continue;
    }
    const from = parent.dataset;
    if (parent.is === 'gap') yield gapFact(project, uniqueId, from, evidence, context);
    if (parent.is === 'other-project')
      yield { type: 'dataset', dataset: from, referencedOnly: true, evidence };
    yield { type: 'flow', from, to, evidence };
  }
}

/**
 * Tables that a metric, saved query or semantic model rests on. An exposure that names a metric reads
 * them through it, and they are what is drawn.
 */
function tablesBehind(project: Project, uniqueId: string): DatasetKey[] {
  const found = new Map<string, DatasetKey>();
  const seen = new Set([uniqueId]);
  const open = [uniqueId];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const table = project.index.tables.get(id);
    if (table) found.set(id, table.dataset);
    for (const parent of table ? [] : (project.index.others.get(id)?.parents ?? [])) {
      if (seen.has(parent)) continue;
      seen.add(parent);
      open.push(parent);
    }
  }
  return [...found.values()];
}
