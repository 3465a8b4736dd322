/** A comparison as a file: JSON with everything, or a CSV with a line for each aspect that differs. */
import { withRests } from '../breathe.ts';
import { csvLine, type Cell } from '../tables/table-files.ts';
import type { Of } from './compare.ts';
import type { Comparison } from './comparison.ts';
import { ASPECTS, type Judged, type Subject, type Value } from './model.ts';

export type Format = 'csv' | 'json';

/** Differences in one file at most: the most suspicious. A file tells how many there are. */
const MOST = 200_000;
/** Differences between two rests. */
const AT_ONCE = 500;

/** @throws the signal's reason once it is aborted */
export async function exported(
  comparison: Comparison,
  of: Of,
  format: Format,
  signal?: AbortSignal,
): Promise<{ name: string; text: string }> {
  const name = `compare-${of.kind}-${fileSafe(of.a)}-${fileSafe(of.b)}.${format}`;
  const lines = format === 'csv' ? csv(comparison) : json(comparison, of);
  return { name, text: (await withRests(lines, signal)).join('') };
}

const fileSafe = (value: string | number): string => String(value).replaceAll(/[^\w.-]+/g, '-');

/** In steps. */
function* pages(comparison: Comparison): Generator<readonly Judged[], void> {
  const listed = Math.min(comparison.differences, MOST);
  for (let first = 0; first < listed; first += AT_ONCE)
    yield comparison.page(first, Math.min(AT_ONCE, listed - first));
}

function* json(comparison: Comparison, of: Of): Generator<void, string[]> {
  const { totals, notes, differences } = comparison;
  const listed = Math.min(differences, MOST);
  const head = JSON.stringify({ of, totals, notes, total: differences, listed }, null, 2);
  const text = [head.slice(0, -2), ',\n  "differences": ['];
  let first = true;
  for (const page of pages(comparison)) {
    for (const item of page) {
      text.push(
        first ? '\n    ' : ',\n    ',
        JSON.stringify(lineOf(item), null, 2).replaceAll('\n', '\n    '),
      );
      first = false;
    }
    yield;
  }
  text.push(first ? ']\n}\n' : '\n  ]\n}\n');
  return text;
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

function* csv(comparison: Comparison): Generator<void, string[]> {
  const text = [csvLine(HEAD)];
  for (const page of pages(comparison)) {
    for (const item of page) for (const row of rowsOf(item)) text.push(csvLine(row));
    yield;
  }
  const { differences } = comparison;
  if (differences > MOST)
    text.push(csvLine([`The ${MOST} most suspicious of ${differences} differences are listed.`]));
  return text;
}

function rowsOf(item: Judged): Cell[][] {
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
}

const plain = (value: Value | null): Cell =>
  value === null || typeof value !== 'object' ? value : value.join('; ');
