/** Reminders as an iCalendar file (RFC 5545): whole days, no personal data, the same input gives the same bytes. */
import type { Catalog } from '../../catalog.ts';
import type { DueItem } from './due.ts';

const ALARM_DAYS = 2;

/** One event for each item. @param made RFC 3339 instant of the state that it was made from */
export function calendarFile(items: readonly DueItem[], made: string): string {
  const stamp = made.replace(/[-:]/g, '').replace(/\.\d+/, '');
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Headwater//Desk//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    ...items.flatMap((item) => eventLines(item, stamp)),
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join('');
}

function eventLines({ reference, kind, date, law, words }: DueItem, stamp: string): string[] {
  const summary = `${reference}: ${words}`;
  return [
    'BEGIN:VEVENT',
    `UID:${escaped(`${encodeURIComponent(reference)}-${kind}-${encodeURIComponent(law)}@headwater`)}`,
    `DTSTAMP:${stamp}`,
    `DTSTART;VALUE=DATE:${date.replaceAll('-', '')}`,
    `SUMMARY:${escaped(summary)}`,
    ...(law === '' ? [] : [`CATEGORIES:${escaped(law)}`]),
    'TRANSP:TRANSPARENT',
    'BEGIN:VALARM',
    'ACTION:DISPLAY',
    `DESCRIPTION:${escaped(summary)}`,
    `TRIGGER:-P${ALARM_DAYS}D`,
    'END:VALARM',
    'END:VEVENT',
  ];
}

/** RFC 5545, 3.3.11. */
function escaped(text: string): string {
  return text
    .toWellFormed()
    .replaceAll('\\', '\\\\')
    .replaceAll(/\r\n|\r|\n/g, '\\n')
    .replaceAll(/[;,]/g, (mark) => `\\${mark}`)
    .replaceAll(/\p{Cc}/gu, ' ');
}

/** Lines of at most 75 bytes, never cut within a character (RFC 5545, 3.1). */
function folded(line: string): string {
  let [out, bytes] = ['', 0];
  for (const character of line) {
    const size = Buffer.byteLength(character, 'utf8');
    if (bytes + size > 75) {
      out += '\r\n ';
      bytes = 1;
    }
    out += character;
    bytes += size;
  }
  return out;
}

/** Time of the newest entry of the ledger: the state that a file is made from. */
export function newestMoment(catalog: Catalog): string {
  const row = catalog.store.reader
    .prepare<[], { at: string }>('SELECT at FROM ledger_entry ORDER BY seq DESC LIMIT 1')
    .get();
  return row?.at ?? '1970-01-01T00:00:00.000Z';
}
