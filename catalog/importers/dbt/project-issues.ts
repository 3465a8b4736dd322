/**
 * What a project holds that is not imported, or was imported with a doubt: one message a matter.
 */
import type { ImportContext, ImportIssue } from '../importer.ts';
import { parseSchemaVersion, type Artifact } from './artifact.ts';
import { many, sample } from './issue-words.ts';
import { isSemantic, type ManifestIndex } from './manifest-index.ts';
import type { NamespaceChoice } from './namespace.ts';
import type { Project } from './project.ts';
import { isAmbiguous } from './test-nodes.ts';

/** Newest schema versions that this importer was written for. Previews of dbt 2 stamped manifests v20. */
const KNOWN = { manifest: 12, catalog: 1, run_results: 6, sources: 3, semantic_manifest: 1 } as const;
const PREVIEW_MANIFEST = 20;

/** Reports an artifact that is newer than this importer; it is read all the same. */
export function reportVersion({ file, metadata }: Artifact, context: ImportContext): void {
  const schema = parseSchemaVersion(metadata.schemaVersion);
  if (!schema) {
    const message = 'The file does not say which version of the format it is. It was read by its content.';
    context.issue({
      severity: 'warning',
      file: file.index,
      at: 'metadata',
      code: 'unknown-version',
      message,
    });
    return;
  }
  const { role, version } = schema;
  if (version <= KNOWN[role] || (role === 'manifest' && version === PREVIEW_MANIFEST)) return;
  const message = `This is ${role} v${version}; the newest known version is v${KNOWN[role]}. What is known of the format was read.`;
  context.issue({ severity: 'warning', file: file.index, at: 'metadata', code: 'newer-version', message });
}

/** Says how the namespace came about, unless it was given or is certain. */
export function reportNamespace(index: ManifestIndex, choice: NamespaceChoice, context: ImportContext): void {
  const { basis, namespace } = choice;
  const file = index.artifact.file.index;
  if (basis === 'catalog') {
    const message = `The manifest does not name the database server. The catalog holds tables of these names under ${namespace}, so the project's relations are placed there.`;
    context.issue({ severity: 'warning', file, code: 'namespace-guessed', message });
  } else if (basis === 'project' && [...index.tables.values()].some(({ relation }) => relation !== null)) {
    const offered = choice.guesses.length > 0 ? ` It may be one of these: ${sample(choice.guesses)}.` : '';
    const message = `The manifest does not name the database server. The project's relations are placed under ${namespace}; give a connection namespace to join them with other sources.${offered}`;
    context.issue({ severity: 'warning', file, code: 'namespace-unknown', message });
  }
}

/** What is listed in the manifest and not drawn. */
export function reportLeftOut(index: ManifestIndex, context: ImportContext): void {
  const warn = (code: string, message: string, at?: string): void => {
    const place: Pick<ImportIssue, 'at'> = at === undefined ? {} : { at };
    context.issue({ severity: 'warning', file: index.artifact.file.index, code, message, ...place });
  };
  if (index.tables.size === 0)
    warn('no-tables', 'The manifest lists no models, seeds, snapshots or sources.');
  const { disabledListed: listed, disabledMarked: marked } = index;
  if (listed + marked > 0) {
    const disabled = `${many(listed, 'disabled node is', 'disabled nodes are')} listed in the manifest and not imported as lineage.`;
    const enabled = `${many(marked, 'node is', 'nodes are')} marked as not enabled.`;
    const message = [...(listed > 0 ? [disabled] : []), ...(marked > 0 ? [enabled] : [])].join(' ');
    warn('disabled-nodes', message, 'disabled');
  }
  for (const [type, count] of undrawn(index)) {
    const name = type.replaceAll('_', ' ');
    const message = `${many(count, `entry of type ${name} is`, `entries of type ${name} are`)} listed in the manifest and not drawn.`;
    warn('not-drawn', message);
  }
  if (index.unattached.length > 0) {
    const ids = sample(index.unattached.map(({ uniqueId }) => uniqueId));
    warn(
      'unattached-test',
      `${many(index.unattached.length, 'test reads', 'tests read')} no table of this project and could not be kept: ${ids}.`,
    );
  }
  const ambiguous = [...index.tests.values()].filter((test) => isAmbiguous(test, index.tables));
  if (ambiguous.length > 0) {
    const ids = sample(ambiguous.map(({ uniqueId }) => uniqueId));
    warn(
      'ambiguous-test',
      `${many(ambiguous.length, 'test reads', 'tests read')} several tables; each is kept with the first of them: ${ids}.`,
    );
  }
}

function undrawn(index: ManifestIndex): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { type } of index.others.values()) {
    if (type === 'exposure' || type === 'test' || type === 'unit_test' || isSemantic(type)) continue;
    counts.set(type, (counts.get(type) ?? 0) + 1);
  }
  return counts;
}

/** Relations that two jobs write: the later run replaces what the earlier one built. */
export function reportSharedWriters(project: Project, context: ImportContext): void {
  for (const { uniqueIds } of project.shared.values()) {
    const writers = uniqueIds.filter((id) => !id.startsWith('source.'));
    if (writers.length < 2) continue;
    const message = `${writers.length} nodes build the same relation: ${sample(writers)}. They are one dataset here.`;
    context.issue({
      severity: 'warning',
      file: project.index.artifact.file.index,
      at: `nodes.${writers[1]}`,
      code: 'shared-relation',
      message,
    });
  }
}
