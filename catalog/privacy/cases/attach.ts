/** Files of a case: results of search tasks, letters as received, redacted copies. */
import { basename } from 'node:path';
import type { Catalog } from '../../catalog.ts';
import { readCsvRecords } from '../../tables/csv-records.ts';
import { Refused } from '../../stewardship/refused.ts';
import { loadCase } from './read.ts';
import { addRecord, type Added } from './records.ts';

export const RESULT_TYPES = ['text/csv', 'application/json', 'application/pdf'] as const;

export interface AttachOrder {
  readonly reference: string;
  readonly name: string;
  readonly content: Uint8Array;
  /** The search task that it is a result of; null: it belongs to the case. */
  readonly task: string | null;
  readonly note?: string;
}

/** @throws Refused for a task that the case does not have, and for results that are no CSV, JSON or PDF */
export async function attachFile(catalog: Catalog, actor: string, order: AttachOrder): Promise<Added> {
  const { reference, content, task } = order;
  const mediaType = mediaTypeOf(content, order.name);
  if (task !== null) {
    checkTask(catalog, reference, task);
    if (!(RESULT_TYPES as readonly string[]).includes(mediaType))
      throw new Refused(
        'INVALID',
        `${order.name} is no CSV, JSON or PDF that can be read; results are attached as one of these.`,
      );
  }
  if (content.length === 0) throw new Refused('INVALID', `${order.name} is empty.`);
  return addRecord(catalog, actor, {
    reference,
    kind: 'attachment',
    task,
    content,
    meta: { name: plainName(order.name), mediaType, note: order.note ?? '', redactions: [] },
  });
}

function checkTask(catalog: Catalog, reference: string, task: string): void {
  const { id } = loadCase(catalog.store.reader, reference);
  const known = catalog.store.reader
    .prepare<[number], { task: string }>(
      `SELECT DISTINCT task FROM case_store WHERE case_id = ? AND work = 'search' ORDER BY task`,
    )
    .all(id)
    .map((row) => row.task);
  if (!known.includes(task))
    throw new Refused(
      'NOT_FOUND',
      `Case ${reference} has no search task ${task}${known.length > 0 ? `; it has ${known.join(', ')}` : ' yet'}.`,
    );
}

function plainName(name: string): string {
  const plain = basename(name.replaceAll('\\', '/'))
    .replaceAll(/[\p{Cc}\p{Cf}]/gu, '')
    .slice(0, 200);
  return plain === '' || plain === '.' || plain === '..' ? 'attachment' : plain;
}

/** By the content; the name decides only between texts. */
export function mediaTypeOf(content: Uint8Array, name: string): string {
  const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  if (bytes.subarray(0, 1024).includes('%PDF-')) return 'application/pdf';
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return 'application/octet-stream';
  }
  if (text.includes('\u0000')) return 'application/octet-stream';
  if (isJson(text)) return 'application/json';
  if (/\.(?:csv|tsv)$/i.test(name) && readCsvRecords(text).unclosed === null) return 'text/csv';
  return 'text/plain';
}

function isJson(text: string): boolean {
  if (!/^\s*[[{]/.test(text)) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
