/**
 * Tells dbt artifacts by their content. The schema URL in `metadata` decides; where the writer put
 * other keys first (a pretty-printer that sorts keys), the file is scanned on to find it.
 */
import { SourceError, type SourceFile } from '../importer.ts';
import { glimpse, parseSchemaVersion, type ArtifactRole, type Glimpse } from './artifact.ts';
import { compiledRole, type CompiledRole } from './compiled-files.ts';

const HEAD = 64 * 1024;

/** Top-level keys that no other format of this catalog has; one of them is reason to read on. */
const MANIFEST_KEYS = new Set([
  'semantic_models',
  'project_configuration',
  'child_map',
  'parent_map',
  'macros',
  'disabled',
  'group_map',
  'exposures',
]);
const NODE_ID = /^(model|seed|snapshot|source|test|analysis|operation)\.[^.]+\./;

/**
 * Role of the file among dbt's artifacts, or null. Compiled SQL is told by where it lies. Reads the first 64 KB, more only for sorted keys.
 * Throws {@link SourceError} `unreadable` when the bytes cannot be had.
 */
export async function recognise(file: SourceFile): Promise<ArtifactRole | CompiledRole | null> {
  const compiled = compiledRole(file.path);
  if (compiled !== null) return compiled;
  try {
    const head = await glimpse(file, HEAD);
    const role = roleOf(head);
    if (role || head.tops.includes('metadata') || !looksLikeDbt(head)) return role;
    const whole = await glimpse(file);
    if (isSemanticManifest(whole)) return 'semantic_manifest';
    return roleOf(whole) ?? (isBareManifest(whole) ? 'manifest' : null);
  } catch (error) {
    if (error instanceof SourceError && error.code !== 'unreadable') return null;
    throw error;
  }
}

const roleOf = (seen: Glimpse): ArtifactRole | null =>
  parseSchemaVersion(seen.metadata.schemaVersion)?.role ?? null;

/** It has no metadata; its keys tell. */
const isSemanticManifest = ({ tops }: Glimpse): boolean =>
  ['semantic_models', 'metrics', 'project_configuration'].every((top) => tops.includes(top)) &&
  !tops.includes('nodes');

function looksLikeDbt(seen: Glimpse): boolean {
  return seen.tops.some((top) => MANIFEST_KEYS.has(top)) || NODE_ID.test(seen.firstNode ?? '');
}

/** A manifest whose metadata was stripped. */
const isBareManifest = (seen: Glimpse): boolean =>
  seen.tops.includes('nodes') && seen.tops.includes('parent_map');
