/** Which importer each found file belongs to, by its content. */
import { SourceError, type Importer, type ImporterKind, type SourceFile } from '../importers/importer.ts';
import type { FoundFile } from './discover.ts';
import type { Issues } from './issues.ts';

/** A found file, with the importer that reads it and its role there; null where nobody does. */
export interface Candidate extends FoundFile {
  importer: Importer | null;
  role: string | null;
}

/** Bytes, as stored, of those that somebody reads. */
export const bytesToRead = (candidates: readonly Candidate[]): number =>
  candidates.reduce((sum, one) => sum + (one.importer ? one.file.size : 0), 0);

export async function recognise(
  files: readonly FoundFile[],
  importers: readonly Importer[],
  request: { readonly kind: 'auto' | ImporterKind; readonly signal: AbortSignal },
  issues: Issues,
): Promise<Candidate[]> {
  const candidates: Candidate[] = [];
  for (const found of files) {
    request.signal.throwIfAborted();
    const candidate: Candidate = { ...found, importer: null, role: null };
    candidates.push(candidate);
    const file = withHead(found.file);
    for (const importer of importers) {
      if (request.kind !== 'auto' && importer.kind !== request.kind) continue;
      try {
        const role = await importer.recognise(file);
        if (role === null) continue;
        candidate.importer = importer;
        candidate.role = role;
        break;
      } catch (error) {
        if (request.signal.aborted) throw error;
        issues.add({
          severity: 'rejected',
          file: found.file.index,
          code: error instanceof SourceError ? error.code : 'unreadable',
          message: `The file cannot be read: ${error instanceof Error ? error.message : String(error)}.`,
        });
        candidate.role = 'unreadable';
        break;
      }
    }
    if (candidate.role === null) {
      issues.add({
        severity: 'rejected',
        file: found.file.index,
        code: 'not-recognised',
        message: unrecognised(found, request.kind),
      });
    }
  }
  return candidates;
}

/** The same file, whose first bytes are read once for all who look at them. */
function withHead(file: SourceFile): SourceFile {
  let head: Uint8Array | null = null;
  async function* chunks(): AsyncGenerator<Uint8Array> {
    const known = head;
    if (known) yield known;
    let ahead = known?.length ?? 0;
    for await (const chunk of file.chunks()) {
      head ??= chunk;
      if (ahead < chunk.length) yield ahead > 0 ? chunk.subarray(ahead) : chunk;
      ahead = Math.max(0, ahead - chunk.length);
    }
  }
  return { ...file, chunks };
}

function unrecognised({ file }: FoundFile, kind: 'auto' | ImporterKind): string {
  if (file.size === 0) return 'The file is empty; it was left out.';
  return kind === 'auto'
    ? 'The content is not OpenLineage events, a dbt artifact or an AWS Glue export; it was left out.'
    : `The content is not what the ${kind} importer reads; it was left out.`;
}
