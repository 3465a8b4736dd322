/** An attachment as something to look at and to choose places in: rows of a CSV, pointers of a JSON, lines of text. */
import type { Catalog } from '../../catalog.ts';
import { readRecord } from './records.ts';
import { csvCells } from './redact.ts';

/** Longest text of one place that is shown; the rest is said to be there. */
const SHOWN = 400;
/** Deepest nesting of a JSON that is listed. */
const DEEPEST = 64;

export interface PreviewPage {
  readonly offset: number;
  readonly limit: number;
}

export type AttachmentPreview =
  | {
      readonly kind: 'csv';
      readonly headers: readonly string[];
      /** Rows count from 1 below the line of headers. */
      readonly rows: readonly { readonly row: number; readonly cells: readonly string[] }[];
      readonly total: number;
    }
  | {
      readonly kind: 'json';
      readonly places: readonly JsonPlace[];
      readonly total: number;
    }
  | { readonly kind: 'text'; readonly lines: readonly string[]; readonly total: number }
  /** Only a program of its own shows it. */
  | { readonly kind: 'other'; readonly total: 0 };

export interface JsonPlace {
  /** RFC 6901. */
  readonly pointer: string;
  readonly depth: number;
  /** Of an object or a list: how many it holds. */
  readonly holds: number | null;
  /** Of anything else: its value as JSON. */
  readonly value: string;
}

const shortened = (text: string): string =>
  text.length <= SHOWN ? text : `${text.slice(0, SHOWN).toWellFormed()} … (${text.length} characters)`;

/** One page of an attachment. @throws Refused when there is no such record or the desk is closed */
export function previewAttachment(
  catalog: Catalog,
  reference: string,
  record: number,
  { offset, limit }: PreviewPage,
): AttachmentPreview {
  const { meta, content } = readRecord(catalog, reference, record);
  const page = <Item>(all: readonly Item[]): readonly Item[] => all.slice(offset, offset + limit);
  switch (meta.mediaType) {
    case 'text/csv': {
      const [head = [], ...rows] = csvCells(content.toString('utf8'));
      return {
        kind: 'csv',
        headers: head.map((cell) => cell.value.trim()),
        rows: page(rows).map((cells, index) => ({
          row: offset + index + 1,
          cells: cells.map((cell) => shortened(cell.value)),
        })),
        total: rows.length,
      };
    }
    case 'application/json': {
      const places = jsonPlaces(JSON.parse(content.toString('utf8')) as unknown);
      return { kind: 'json', places: page(places), total: places.length };
    }
    case 'text/plain': {
      const lines = content.toString('utf8').split(/\r\n|\r|\n/);
      return { kind: 'text', lines: page(lines).map(shortened), total: lines.length };
    }
    default:
      return { kind: 'other', total: 0 };
  }
}

/** Deeper than is listed, the whole is one place: it can be withheld, not looked into. */
function valueText(value: unknown): string {
  return typeof value === 'object' && value !== null
    ? `nested deeper than ${DEEPEST} levels`
    : shortened(JSON.stringify(value));
}

/** Every place of a JSON value in the order in which it is written, the whole left out. */
export function jsonPlaces(root: unknown): JsonPlace[] {
  const places: JsonPlace[] = [];
  const waiting: { readonly pointer: string; readonly depth: number; readonly value: unknown }[] = [
    { pointer: '', depth: 0, value: root },
  ];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { pointer, depth, value } = next;
    const children =
      typeof value === 'object' && value !== null && depth < DEEPEST
        ? Object.entries(value as Record<string, unknown>)
        : null;
    if (pointer !== '')
      places.push({
        pointer,
        depth,
        holds: children?.length ?? null,
        value: children === null ? valueText(value) : '',
      });
    for (const [key, child] of (children ?? []).toReversed())
      waiting.push({
        pointer: `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`,
        depth: depth + 1,
        value: child,
      });
  }
  return places;
}
