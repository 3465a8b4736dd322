/**
 * Facts of an exposure: a dashboard, notebook, model or application that reads what the project builds.
 */
import type { Fact, Target } from '../../model/facts.ts';
import type { DatasetKind } from '../../model/identity.ts';
import type { ImportContext } from '../importer.ts';
import type { ArtifactEntry } from './artifact.ts';
import { blockFacts, propertyFacts } from './block-facts.ts';
import { flowFacts } from './flow-facts.ts';
import { dbtDataset, inManifest, type Project } from './project.ts';
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
  yield* flowFacts(project, dataset, entry, context);
}
