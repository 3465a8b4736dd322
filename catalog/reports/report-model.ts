/** A report ready to be written: names of its files, and how each is made. */
import { createHash } from 'node:crypto';
import { breathe } from '../breathe.ts';
import type { ReportDocument } from './render/document.ts';
import { toHtml } from './render/html.ts';
import { toJson } from './render/json.ts';
import { toPdf } from './render/pdf.ts';

export interface PlannedFile {
  readonly name: string;
  readonly mediaType: string;
  /** @throws the signal's reason once it is aborted */
  readonly write: (signal?: AbortSignal) => Promise<Uint8Array>;
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

/** The three forms of one document. */
export function documentFiles(document: ReportDocument, stem: string, resourcesDir: string): PlannedFile[] {
  return [
    {
      name: `${stem}.pdf`,
      mediaType: 'application/pdf',
      write: async (signal) => (await toPdf(document, { resourcesDir }, signal)).bytes,
    },
    textFile(`${stem}.html`, 'text/html', () => toHtml(document)),
    textFile(`${stem}.json`, 'application/json', () => toJson(document)),
  ];
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
