/** A report ready to be written: names of its files, and how each is made. */
import { createHash } from 'node:crypto';
import { breathe } from '../breathe.ts';
import type { ReportDocument } from './render/document.ts';
import { toCsvZip } from './render/csv.ts';
import { toDocx } from './render/docx.ts';
import { toHtml } from './render/html.ts';
import { toJson } from './render/json.ts';
import { toPdf } from './render/pdf.ts';
import { toXlsx } from './render/xlsx.ts';

export interface PlannedFile {
  readonly name: string;
  readonly mediaType: string;
  /** @throws the signal's reason once it is aborted */
  readonly write: (signal?: AbortSignal) => Promise<Uint8Array>;
  /** The document that it is a form of; none for a file of another sort. */
  readonly of?: DocumentSource;
}

export interface DocumentSource {
  readonly document: ReportDocument;
  readonly stem: string;
}

export interface ReportModel {
  readonly files: readonly PlannedFile[];
}

/** As it stands in the catalog and in the ledger. */
export interface FileRecord {
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: number;
  readonly sha256: string;
}

export interface ReportProgress {
  readonly step: string;
  readonly done: number;
  readonly total: number;
}

const OFFICE = 'application/vnd.openxmlformats-officedocument';

/** Every form of one document; spreadsheets only where it has tables. */
export function documentFiles(document: ReportDocument, stem: string, resourcesDir: string): PlannedFile[] {
  const of: DocumentSource = { document, stem };
  const bytes = (extension: string, mediaType: string, write: PlannedFile['write']): PlannedFile => ({
    name: `${stem}${extension}`,
    mediaType,
    write,
    of,
  });
  const tabular = document.blocks.some((block) => block.kind === 'table');
  return [
    bytes(
      '.pdf',
      'application/pdf',
      async (signal) => (await toPdf(document, { resourcesDir }, signal)).bytes,
    ),
    { ...textFile(`${stem}.html`, 'text/html', () => toHtml(document)), of },
    { ...textFile(`${stem}.json`, 'application/json', () => toJson(document)), of },
    bytes('.docx', `${OFFICE}.wordprocessingml.document`, (signal) => toDocx(document, signal)),
    ...(tabular
      ? [
          bytes('.xlsx', `${OFFICE}.spreadsheetml.sheet`, (signal) => toXlsx(document, signal)),
          bytes('-tables.zip', 'application/zip', (signal) => toCsvZip(document, signal)),
        ]
      : []),
  ];
}

/** Another document in the same forms that a model has of one: a kind may have left some out. */
export function formsAgain(
  files: readonly PlannedFile[],
  source: DocumentSource,
  { document, stem }: DocumentSource,
  resourcesDir: string,
): PlannedFile[] {
  const own = files.filter(({ of }) => of === source);
  const wanted = new Set(own.map(({ name }) => name.slice(source.stem.length)));
  return documentFiles(document, stem, resourcesDir).filter(({ name }) =>
    wanted.has(name.slice(stem.length)),
  );
}

export function textFile(name: string, mediaType: string, text: () => string): PlannedFile {
  return { name, mediaType, write: async () => Buffer.from(text().toWellFormed(), 'utf8') };
}

export function fileRecord(file: Pick<PlannedFile, 'name' | 'mediaType'>, bytes: Uint8Array): FileRecord {
  return {
    name: file.name,
    mediaType: file.mediaType,
    bytes: bytes.byteLength,
    sha256: createHash('sha256').update(bytes).digest('hex'),
  };
}

/** Writes every file once to learn its digest; the bytes are made again when somebody asks for them. */
export async function digestFiles(
  model: ReportModel,
  each: (name: string) => void,
  signal?: AbortSignal,
): Promise<FileRecord[]> {
  const records: FileRecord[] = [];
  for (const file of model.files) {
    each(file.name);
    await breathe();
    signal?.throwIfAborted();
    records.push(fileRecord(file, await file.write(signal)));
  }
  return records;
}

const RESERVED = /^(?:con|prn|aux|nul|com\d|lpt\d)$/i;

/** A file name's stem from free text, safe on every system: `DSR-2026-0007`. */
export function safeStem(text: string, fallback: string): string {
  const stem = text
    .normalize('NFKD')
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/\.{2,}/g, '.')
    .replace(/^[-.]+|[-.]+$/g, '')
    .slice(0, 80);
  return stem === '' || RESERVED.test(stem.split('.')[0] ?? '') ? fallback : stem;
}
