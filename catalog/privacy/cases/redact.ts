/**
 * Taking other people's data out of an attachment: on a copy, place by place, each with its reason and who
 * decided. The original stays as it was.
 */
import type { Catalog } from '../../catalog.ts';
import type { Json } from '../../model/facts.ts';
import { Refused } from '../../stewardship/refused.ts';
import { addRecord, readRecord, type Added } from './records.ts';

/** Why something is withheld. */
export const REDACTION_REASONS = [
  'third party',
  'privilege',
  'trade secret',
  'security',
  'exemption',
] as const;
export type RedactionReason = (typeof REDACTION_REASONS)[number];

export interface Redaction {
  /**
   * Of a CSV: `row 3 column "notes"`, given as {row, column}; without a row the whole column. Of JSON: a
   * pointer (RFC 6901). Rows count from 1 below the line of headers.
   */
  readonly row?: number | undefined;
  readonly column?: string | undefined;
  readonly pointer?: string | undefined;
  readonly reason: RedactionReason;
  /** In words, for the internal file. */
  readonly why: string;
}

export interface RedactOrder {
  readonly reference: string;
  readonly record: number;
  readonly redactions: readonly Redaction[];
  /** A copy that was redacted elsewhere: for PDF, whose text only a PDF tool can take out. */
  readonly copy?: Uint8Array | undefined;
}

/** @throws Refused for places that the attachment does not have */
export async function redact(catalog: Catalog, actor: string, order: RedactOrder): Promise<Added> {
  const { row, meta, content } = readRecord(catalog, order.reference, order.record);
  if (row.kind !== 'attachment' && row.kind !== 'redacted')
    throw new Refused('INVALID', `Record ${order.record} is a ${row.kind}, not an attachment.`);
  if (order.redactions.length === 0) throw new Refused('INVALID', 'Name at least one place and its reason.');
  const redacted = order.copy ?? redactedCopy(meta.mediaType, content, order.redactions);
  if (Buffer.compare(Buffer.from(redacted), content) === 0)
    throw new Refused('INVALID', 'The copy is the same as the original.');
  return addRecord(catalog, actor, {
    reference: order.reference,
    kind: 'redacted',
    task: row.task,
    ofId: row.id,
    content: redacted,
    meta: {
      name: meta.name.replace(/(\.[^.]*)?$/, '-redacted$1'),
      mediaType: meta.mediaType,
      note: '',
      redactions: order.redactions.map((one) => ({
        place: placeWords(one),
        reason: one.reason,
        by: actor,
        why: one.why,
      })),
    },
  });
}

function placeWords({ row, column, pointer }: Redaction): string {
  if (pointer !== undefined) return pointer;
  return [
    ...(row === undefined ? [] : [`row ${row}`]),
    ...(column === undefined ? [] : [`column ${column}`]),
  ].join(', ');
}

function redactedCopy(mediaType: string, content: Buffer, redactions: readonly Redaction[]): Buffer {
  const text = content.toString('utf8');
  if (mediaType === 'text/csv') return Buffer.from(redactCsv(text, redactions), 'utf8');
  if (mediaType === 'application/json') return Buffer.from(redactJson(text, redactions), 'utf8');
  throw new Refused(
    'INVALID',
    'Only CSV and JSON can be redacted here. Take the text out of a PDF with a tool that removes it (a black box alone does not) and give that copy.',
  );
}

const mark = (reason: RedactionReason): string => `[withheld: ${reason}]`;

interface Cell {
  readonly from: number;
  readonly to: number;
  readonly value: string;
}

/** All text outside the named cells stays as it is, byte for byte. */
export function redactCsv(text: string, redactions: readonly Redaction[]): string {
  const [head, ...rows] = csvCells(text);
  const headers = (head ?? []).map((cell) => cell.value.trim());
  const marks = new Map<Cell, string>();
  for (const one of redactions) {
    const named = (_: unknown, index: number) => one.column === undefined || headers[index] === one.column;
    if (one.column !== undefined && !headers.includes(one.column))
      throw new Refused('INVALID', `There is no column "${one.column}"; there are ${headers.join(', ')}.`);
    if (one.column === undefined && one.row === undefined)
      throw new Refused('INVALID', 'A place in a CSV is a row, a column, or both.');
    if (one.row !== undefined && !rows[one.row - 1])
      throw new Refused('INVALID', `There is no row ${one.row}; there are ${rows.length}.`);
    const chosen = one.row === undefined ? rows : [rows[one.row - 1]!];
    for (const row of chosen)
      // Columns of the same name all count: which one was meant cannot be told.
      for (const cell of row.filter(named)) if (cell.value !== '') marks.set(cell, mark(one.reason));
  }
  let [out, at] = ['', 0];
  for (const [cell, words] of [...marks].sort(([a], [b]) => a.from - b.from)) {
    out += text.slice(at, cell.from) + words;
    at = cell.to;
  }
  return out + text.slice(at);
}

/** Records as cells with their places in the text (RFC 4180); the separator is told from the first line. */
export function csvCells(text: string): Cell[][] {
  const start = text.startsWith('\uFEFF') ? 1 : 0;
  const first = /^[^\r\n]*/.exec(text.slice(start))?.[0] ?? '';
  const separator = [',', ';', '\t'].sort((a, b) => first.split(b).length - first.split(a).length)[0]!;
  const records: Cell[][] = [];
  let row: Cell[] = [];
  for (let at = start; at <= text.length;) {
    const end = endOfCell(text, at, separator);
    const raw = text.slice(at, end);
    const value = raw.startsWith('"')
      ? raw.slice(1, raw.endsWith('"') ? -1 : undefined).replaceAll('""', '"')
      : raw;
    row.push({ from: at, to: end, value });
    if (text[end] === separator) {
      at = end + 1;
      continue;
    }
    if (row.length > 1 || value !== '') records.push(row);
    row = [];
    if (end >= text.length) break;
    at = end + (text[end] === '\r' && text[end + 1] === '\n' ? 2 : 1);
  }
  return records;
}

function endOfCell(text: string, from: number, separator: string): number {
  let at = from;
  if (text[at] === '"') {
    for (at++; at < text.length; at++) {
      if (text[at] !== '"') continue;
      if (text[at + 1] !== '"') break;
      at++;
    }
    at++;
  }
  while (at < text.length && text[at] !== separator && text[at] !== '\n' && text[at] !== '\r') at++;
  return Math.min(at, text.length);
}

export function redactJson(text: string, redactions: readonly Redaction[]): string {
  try {
    return redactedJson(text, redactions);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new Refused(
      'INVALID',
      'This JSON is nested too deep to be written again; attach a copy of your own.',
    );
  }
}

function redactedJson(text: string, redactions: readonly Redaction[]): string {
  const root = { value: parseFaithfully(text) };
  for (const { pointer, reason } of redactions) {
    if (pointer === undefined || !/^(?:\/.*)$/s.test(pointer))
      throw new Refused('INVALID', 'A place in JSON is a pointer such as /orders/0/notes.');
    const keys = pointer
      .slice(1)
      .split('/')
      .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
    const last = keys.pop()!;
    const holder = keys.reduce<unknown>((value, key) => childOf(value, key), root.value);
    if (childOf(holder, last) === undefined)
      throw new Refused('INVALID', `There is nothing at ${pointer.slice(0, 120)}.`);
    (holder as Record<string, Json>)[last] = mark(reason);
  }
  return `${JSON.stringify(root.value, null, 2)}\n`;
}

/** Not in the library's types yet. */
const { rawJSON } = JSON as typeof JSON & { readonly rawJSON: (text: string) => unknown };

/** Numbers keep the digits in which they are written: a long account number is not rounded in the copy. */
function parseFaithfully(text: string): Json {
  return JSON.parse(text, (_key, value: unknown, context?: { readonly source?: string }) =>
    typeof value === 'number' && context?.source !== undefined && String(value) !== context.source
      ? rawJSON(context.source)
      : value,
  ) as Json;
}

function childOf(value: unknown, key: string): unknown {
  if (Array.isArray(value) && !/^(?:0|[1-9]\d*)$/.test(key)) return undefined;
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as Record<string, unknown>)[key]
    : undefined;
}
