/** What a preview was of, so that an import applies exactly that. */
import { digestTaken } from './digest.ts';
import type { Candidate } from './recognise.ts';

export interface Expectation {
  /** Newest entry of the ledger. */
  readonly seq: number;
  readonly files: readonly { readonly path: string; readonly sha256: string }[];
}

/** The catalog or the files changed since the preview, so that another one is due. */
export class PreviewOutdated extends Error {}

/** @throws PreviewOutdated */
export function mustBeAsPreviewed(
  expect: Expectation | undefined,
  seq: number,
  candidates: readonly Candidate[],
): void {
  if (!expect) return;
  if (expect.seq !== seq) throw new PreviewOutdated('The catalog changed since the preview. Preview again.');
  const files = candidates.map(({ file, digest }) => `${file.path} ${digestTaken(digest)}`);
  if (files.join('\n') !== expect.files.map((one) => `${one.path} ${one.sha256}`).join('\n'))
    throw new PreviewOutdated('The files changed since the preview. Preview again.');
}
