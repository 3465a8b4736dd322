/**
 * What any block of the manifest may carry, be it a table, a column or an exposure: tags, owners and
 * properties.
 */
import type { Evidence, Fact, Target } from '../../model/facts.ts';
import type { ArtifactEntry } from './artifact.ts';
import { ownersOf } from './owners.ts';
import { inManifest, type Project, type RelationState } from './project.ts';
import type { Property } from './properties.ts';
import { tagsOf } from './tags.ts';

/** Tags and owners of a node or exposure. */
export function* blockFacts(
  project: Project,
  target: Target,
  uniqueId: string,
  entry: ArtifactEntry,
): Generator<Fact> {
  for (const { at, ...tag } of tagsOf(entry.value, project.rules)) {
    yield { type: 'tag', target, ...tag, evidence: inManifest(project, `${entry.at}.${at}`) };
  }
  for (const { at, absolute, ...owner } of ownersOf(
    uniqueId,
    entry.value,
    project.index.groups,
    project.rules,
  )) {
    yield {
      type: 'owner',
      target,
      ...owner,
      evidence: inManifest(project, absolute ? at : `${entry.at}.${at}`),
    };
  }
}

/** Properties; of two nodes on one relation the first to state a key counts. */
export function* propertyFacts(
  target: Target,
  properties: readonly Property[],
  evidence: Evidence,
  relation?: RelationState,
): Generator<Fact> {
  for (const [key, value] of properties) {
    if (relation && !relation.first(`property ${key}`)) continue;
    yield { type: 'property', target, key, value, evidence };
  }
}
