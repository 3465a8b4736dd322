/**
 * Reads the files of an export: answers of calls, scripts, notebooks.
 */
import { SourceError, type ImportContext, type RecognisedFile, type SourceFile } from '../importer.ts';
import { DocumentReader } from './document-reader.ts';
import { parseDocuments } from './documents.ts';
import { GlueExport } from './export.ts';
import type { ItemShelf } from './item-shelf.ts';
import { readTablesOneByOne } from './large-listing.ts';
import { decodeNotebook } from './notebook.ts';
import { operationOf, shapeOf } from './operations.ts';

/** Reads all files. Problems go to the context; a file that cannot be read never stops the others. */
export async function readExport(
  files: readonly RecognisedFile[],
  context: ImportContext,
  progress: { bytes: number },
  shelf: ItemShelf,
): Promise<GlueExport> {
  const out = new GlueExport(shelf);
  for (const { file, role } of files) {
    context.signal.throwIfAborted();
    try {
      await readFile(file, role, out, context);
    } catch (error) {
      if (!(error instanceof SourceError)) throw error;
      context.issue({
        severity: 'rejected',
        file: file.index,
        code: error.code,
        message: `The file could not be read: ${error.message}.`,
      });
    }
    progress.bytes += file.size;
    context.progress(progress.bytes);
  }
  return out;
}

async function readFile(
  file: SourceFile,
  role: string,
  out: GlueExport,
  context: ImportContext,
): Promise<void> {
  if (role === 'get-tables' && (await readTablesOneByOne(file, out, context))) return;
  const text = await file.text();
  if (role === 'script') {
    readScript(file, text, out, context);
    return;
  }
  out.votes.read(text);
  const { documents, problems } = parseDocuments(text);
  for (const problem of problems) context.issue({ severity: 'rejected', file: file.index, ...problem });
  for (const document of documents) {
    const operation = operationOf(shapeOf(document.value));
    if (operation) {
      new DocumentReader(file, document, out, context).read(operation);
    } else {
      const at = `document ${document.number}`;
      const message = 'This part is not the output of a known AWS Glue call. It was left out.';
      context.issue({ severity: 'rejected', file: file.index, at, code: 'unknown-document', message });
    }
  }
}

function readScript(file: SourceFile, text: string, out: GlueExport, context: ImportContext): void {
  const language = /\.scala(?:\.gz)?$/i.test(file.path) ? 'scala' : 'python';
  const code = /\.ipynb(?:\.gz)?$/i.test(file.path) ? decodeNotebook(text) : text;
  if (code === null) {
    const message = 'The notebook is not valid JSON with cells. Nothing of it was kept.';
    context.issue({ severity: 'rejected', file: file.index, code: 'not-json', message });
    return;
  }
  out.scripts.push({ file: file.index, path: file.path, text: code, language });
}
