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
/** Splits into words and what separates them, by turns. */
const PIECES = /([./\\:]+)/;

export interface Withheld {
  /** In lower case: names, and the last parts that no dataset bears that is shown. */
  readonly names: ReadonlySet<string>;
  /** Of how many parts there are names, the most first. */
  readonly lengths: readonly number[];
  /** Names that are no words: looked for as they are. */
  readonly phrases: readonly string[];
}

export const NOTHING_WITHHELD: Withheld = { names: new Set(), lengths: [], phrases: [] };

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
    const lower = lowered(name);
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
  const lengths = new Set([...names].map((name) => name.split(SEPARATOR).length));
  return { names, lengths: [...lengths].sort((a, b) => b - a), phrases };
}

/** In lower case and as long as before, so that places in one are places in the other; İ alone would be two letters. */
function lowered(text: string): string {
  return text.replaceAll('\u0130', 'i').toLowerCase();
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

export function inText(text: string, withheld: Withheld): string {
  let said = text.replace(WORDS, (run) => inRun(run, withheld));
  let lower = lowered(said);
  for (const phrase of withheld.phrases) {
    if (!lower.includes(phrase)) continue;
    said = withoutPhrase(said, lower, phrase);
    lower = lowered(said);
  }
  return said;
}

/** A dotted run of words: the longest parts of it that are names go first. */
function inRun(run: string, { names, lengths }: Withheld): string {
  const pieces = lowered(run).split(PIECES);
  const said = run.split(PIECES);
  const gone = new Set<number>();
  for (const length of lengths) {
    const last = 2 * length - 2;
    for (let at = 0; at + last < pieces.length; at += 2) {
      if (!names.has(pieces.slice(at, at + last + 1).join(''))) continue;
      const own = Array.from({ length: last + 1 }, (_, n) => at + n);
      if (own.some((place) => gone.has(place))) continue;
      for (const place of own) {
        gone.add(place);
        said[place] = place === at ? WITHHELD : '';
      }
    }
  }
  return said.join('');
}

function withoutPhrase(text: string, lower: string, phrase: string): string {
  let said = '';
  let at = 0;
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
