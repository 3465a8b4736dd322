/** Files of an import in the words of its outcome and of the ledger. */
import type { ImporterKind } from '../importers/importer.ts';
import { SOURCE_NAMES } from '../model/sources.ts';
import { digestTaken } from './digest.ts';
import type { ImportedFile } from './outcome.ts';
import type { Candidate } from './recognise.ts';

export function describeFile(one: Candidate): ImportedFile {
  return {
    path: one.file.path,
    sha256: digestTaken(one.digest),
    bytes: one.file.size,
    importer: one.importer?.kind ?? null,
    role: one.role,
  };
}

/** What the ledger calls an import of these files. */
export function labelOf(paths: readonly string[], importers: readonly ImporterKind[]): string {
  const [first] = paths;
  const roots = new Set(paths.map((path) => path.split('/')[0]));
  const sources = importers.map((kind) => SOURCE_NAMES[kind]).join(', ');
  if (paths.length === 1) return `Imported ${first} (${sources})`;
  return roots.size === 1
    ? `Imported ${[...roots][0]} (${paths.length} files) (${sources})`
    : `Imported ${paths.length} files (${sources})`;
}
