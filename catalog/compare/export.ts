/** A comparison as a file: JSON with everything, or a CSV with a line for each aspect that differs. */
import type { Comparison, Of } from './compare.ts';
import { ASPECTS, type Judged, type Subject, type Value } from './model.ts';

export type Format = 'csv' | 'json';

export function exported(comparison: Comparison, of: Of, format: Format): { name: string; text: string } {
  const name = `compare-${of.kind}-${fileSafe(of.a)}-${fileSafe(of.b)}.${format}`;
  return { name, text: format === 'csv' ? csv(comparison.items) : json(comparison, of) };
}

const fileSafe = (value: string | number): string => String(value).replaceAll(/[^\w.-]+/g, '-');

function json({ items, notes, totals }: Comparison, of: Of): string {
  const differences = items.filter(({ change }) => change !== 'unchanged').map(lineOf);
  return `${JSON.stringify({ of, totals, notes, differences }, null, 2)}\n`;
}

/** A difference as the interfaces for programs tell it. */
export function lineOf({ change, subject, suspicion, reasons, aspects, depth }: Judged) {
  return {
    change,
    what: wordsOf(subject),
    subject,
    suspicion: Math.round(suspicion * 10) / 10,
    reasons,
    depth,
    aspects: aspects.map(({ aspect, before, after }) => ({ aspect, before, after })),
  };
}

/** `refresh_latest reads users/snapshots`. */
export function wordsOf(subject: Subject): string {
  switch (subject.on) {
    case 'dataset':
      return subject.name;
    case 'job':
      return `job ${subject.name}`;
    case 'edge':
      return `${subject.from.name} → ${subject.to.name}`;
    case 'reads':
    case 'writes':
      return `${subject.job.name} ${subject.on} ${subject.dataset.name}`;
  }
}

const HEAD = ['change', 'what', 'suspicion', 'reasons', 'aspect', 'before', 'after'];

function csv(items: readonly Judged[]): string {
  const rows = items
    .filter(({ change }) => change !== 'unchanged')
    .flatMap((item) => {
      const start = [
        item.change,
        wordsOf(item.subject),
        item.suspicion.toFixed(1),
        item.reasons.map(({ text }) => text).join(' '),
      ];
      const aspects = item.aspects.map(({ aspect, before, after }) => [
        ASPECTS[aspect],
        plain(before),
        plain(after),
      ]);
      return (aspects.length > 0 ? aspects : [['', '', '']]).map((aspect) => [...start, ...aspect]);
    });
  return [HEAD, ...rows].map((row) => row.map(cell).join(',')).join('\r\n') + '\r\n';
}

const plain = (value: Value | null): string =>
  value === null ? '' : typeof value === 'object' ? value.join('; ') : String(value);

/** RFC 4180. A leading sign that a spreadsheet would take for a formula is shown as text. */
function cell(value: string): string {
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
