/**
 * How names and words are brought to one form: letter case, diacritics, ligatures and width do not count,
 * and a name falls into parts at `_`, `-`, `.`, `/`, blanks and at a capital letter in the middle (`customerId`).
 */

export interface Parts {
  /** Folded, never empty strings. */
  readonly parts: readonly string[];
  /** What stands before each part, as written; '' at a capital letter and often before the first. */
  readonly before: readonly string[];
}

/** Letters that Unicode does not take apart. */
const LETTERS: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
  ŋ: 'n',
  ħ: 'h',
};
const SPECIAL = /[ßæœøłđðþıŋħ]/g;
/** Accents of Latin, Greek and Cyrillic; marks of other scripts tell words apart and stay. */
const ACCENTS = /[\u0300-\u036f]/g;
// oxlint-disable-next-line no-control-regex -- the range of ASCII
const ASCII = /^[\x00-\x7f]*$/;

/** One form for comparing; idempotent. */
export function fold(text: string): string {
  const lower = text.toLowerCase();
  if (ASCII.test(lower)) return lower;
  return lower
    .normalize('NFKD')
    .replace(ACCENTS, '')
    .normalize('NFC')
    .toLowerCase()
    .replace(SPECIAL, (letter) => LETTERS[letter] ?? letter);
}

/** Scripts that are written without blanks: any run of their characters may be a word. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}ー々]/u;

export function isUnspaced(text: string): boolean {
  return UNSPACED.test(text);
}

/** The parts of a name. */
export function partsOf(name: string): Parts {
  return ASCII.test(name) ? asciiParts(name) : unicodeParts(name);
}

const OTHER = 0;
const LOWER = 1;
const UPPER = 2;
const DIGIT = 3;

const CLASS = new Uint8Array(128);
for (let code = 0; code < 128; code++) {
  if (code >= 97 && code <= 122) CLASS[code] = LOWER;
  else if (code >= 65 && code <= 90) CLASS[code] = UPPER;
  else if (code >= 48 && code <= 57) CLASS[code] = DIGIT;
}

function asciiParts(name: string): Parts {
  const parts: string[] = [];
  const before: string[] = [];
  const lower = name.toLowerCase();
  let start = -1;
  let gap = 0;
  let last = OTHER;
  for (let at = 0; at < name.length; at++) {
    const kind = CLASS[name.charCodeAt(at)]!;
    if (kind === OTHER) {
      if (start >= 0) {
        parts.push(lower.slice(start, at));
        start = -1;
        gap = at;
      }
    } else if (start < 0) {
      before.push(name.slice(gap, at));
      start = at;
    } else if (
      kind === UPPER &&
      (last === LOWER || (last === UPPER && CLASS[name.charCodeAt(at + 1)] === LOWER))
    ) {
      parts.push(lower.slice(start, at));
      before.push('');
      start = at;
    }
    last = kind;
  }
  if (start >= 0) parts.push(lower.slice(start));
  return { parts, before };
}

const WORD = /[\p{L}\p{N}\p{M}\p{Co}]+/gu;
const HUMP = /(?<=\p{Ll})(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})/u;
const RUNS = new RegExp(`(?:${UNSPACED.source}|\\p{M})+|(?:(?!${UNSPACED.source}).)+`, 'gu');

function unicodeParts(name: string): Parts {
  const parts: string[] = [];
  const before: string[] = [];
  let end = 0;
  // Composed first: a mark that stands by itself would end a hump.
  const text = name.normalize('NFC');
  for (const match of text.matchAll(WORD)) {
    let gap = text.slice(end, match.index);
    end = match.index + match[0].length;
    for (const hump of match[0].split(HUMP)) {
      for (const [run] of hump.matchAll(RUNS)) {
        const folded = fold(run);
        if (folded === '') continue;
        parts.push(folded);
        before.push(gap);
        gap = '';
      }
    }
  }
  return { parts, before };
}

/** A word or phrase of a query, for comparing with names: its parts, one after the other. */
export function joined(text: string): string {
  return partsOf(text).parts.join('');
}
