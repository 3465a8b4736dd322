/**
 * Withholds the names of what is hidden from texts: labels of ledger entries, SQL, evidence, messages. The tables are
 * veiled (veil.ts); this catches what people and sources wrote of a hidden dataset elsewhere.
 */
import type { Database } from 'better-sqlite3';

export const WITHHELD = '[hidden]';
/** Shorter last parts of names (`id`, `raw`) are words like any other. */
const SHORTEST_PART = 4;
const WORDS = /[\p{L}\p{N}_$-]+(?:[./\\:]+[\p{L}\p{N}_$-]+)*/gu;
const SEPARATOR = /[./\\:]+/;

export interface Withheld {
  /** In lower case: names, and the last parts that no dataset bears that is shown. */
  readonly names: ReadonlySet<string>;
  /** Names that are no words: looked for as they are. */
  readonly phrases: readonly string[];
}

/** From a connection without a veil. */
export function withheldNames(db: Database, hidden: ReadonlySet<number>): Withheld {
  const names = new Set<string>();
  const parts = new Set<string>();
  const shown = new Set<string>();
  const phrases: string[] = [];
  const rows = db.prepare<[], { id: number; name: string }>(
    `SELECT d.canonical_id AS id, d.name FROM dataset d UNION SELECT d.canonical_id, a.name FROM alias a JOIN dataset d ON d.id = a.dataset_id`,
  );
  for (const { id, name } of rows.iterate()) {
    const lower = name.toLowerCase();
    const last = lower.split(SEPARATOR).at(-1)!;
    if (!hidden.has(id)) shown.add(lower).add(last);
    else {
      if (!isWord(lower)) phrases.push(lower);
      names.add(lower);
      if (last.length >= SHORTEST_PART) parts.add(last);
    }
  }
  for (const part of parts) if (!shown.has(part)) names.add(part);
  for (const name of names) if (shown.has(name) && !name.includes('.')) names.delete(name);
  return { names, phrases };
}

function isWord(name: string): boolean {
  const [first] = name.match(WORDS) ?? [];
  return first === name;
}

/** The same value, with every such name replaced; numbers and shape stay. */
export function withhold<Value>(value: Value, from: Withheld): Value {
  return within(value, from, 0) as Value;
}

const DEEPEST = 200;

function within(value: unknown, from: Withheld, depth: number): unknown {
  if (typeof value === 'string') return inText(value, from);
  if (typeof value !== 'object' || value === null || depth > DEEPEST) return value;
  if (Array.isArray(value)) return value.map((item) => within(item, from, depth + 1));
  if (Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      inText(key, from),
      key === 'base64' && typeof item === 'string' ? inFile(item, from) : within(item, from, depth + 1),
    ]),
  );
}

export function inText(text: string, { names, phrases }: Withheld): string {
  let said = text.replace(WORDS, (run) => inRun(run, names));
  for (const phrase of phrases) said = replaceAll(said, phrase);
  return said;
}

/** A dotted run of words: the longest part of it that is a name goes first. */
function inRun(run: string, names: ReadonlySet<string>): string {
  if (names.has(run.toLowerCase())) return WITHHELD;
  const pieces = run.split(/([./\\:]+)/);
  if (pieces.length === 1) return run;
  for (let length = pieces.length - 2; length >= 1; length -= 2)
    for (let at = 0; at + length <= pieces.length; at += 2) {
      if (
        !names.has(
          pieces
            .slice(at, at + length)
            .join('')
            .toLowerCase(),
        )
      )
        continue;
      const [before, after] = [pieces.slice(0, at).join(''), pieces.slice(at + length).join('')];
      return `${inRun(before, names)}${WITHHELD}${inRun(after, names)}`;
    }
  return run;
}

function replaceAll(text: string, phrase: string): string {
  let said = '';
  let at = 0;
  const lower = text.toLowerCase();
  for (let found = lower.indexOf(phrase); found >= 0; found = lower.indexOf(phrase, at)) {
    said += `${text.slice(at, found)}${WITHHELD}`;
    at = found + phrase.length;
  }
  return said + text.slice(at);
}

/** Files of text are texts; other files are made from what is shown. */
function inFile(base64: string, from: Withheld): string {
  const bytes = Buffer.from(base64, 'base64');
  const text = bytes.toString('utf8');
  if (text.includes('\u0000') || !Buffer.from(text, 'utf8').equals(bytes)) return base64;
  return Buffer.from(inText(text, from), 'utf8').toString('base64');
}
