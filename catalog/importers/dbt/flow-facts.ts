/**
 * Flows into what is no table: an exposure, a metric, a semantic model, a saved query. dbt states them
 * itself, in `depends_on`; no job moves the data.
 */
import type { Fact } from '../../model/facts.ts';
import type { DatasetKey } from '../../model/identity.ts';
import type { ImportContext } from '../importer.ts';
import type { ArtifactEntry } from './artifact.ts';
import { parentsOf } from './manifest-index.ts';
import { gapFact, inManifest, parentage, type Project } from './project.ts';

/** One flow for each parent in `depends_on.nodes`; a parent that is nowhere is drawn as a gap. */
export function* flowFacts(
  project: Project,
  to: DatasetKey,
  entry: ArtifactEntry,
  context: ImportContext,
): Generator<Fact> {
  for (const { uniqueId, index } of parentsOf(entry.value)) {
    const evidence = inManifest(project, `${entry.at}.depends_on.nodes[${index}]`);
    if (uniqueId === entry.key) continue;
    const parent = parentage(project, uniqueId);
    if (parent.is === 'no-table') continue;
    const from = parent.dataset;
    if (parent.is === 'gap') yield gapFact(project, uniqueId, from, evidence, context);
    if (parent.is === 'other-project')
      yield { type: 'dataset', dataset: from, referencedOnly: true, evidence };
    yield { type: 'flow', from, to, evidence };
  }
}
