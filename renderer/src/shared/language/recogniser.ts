/**
 * The engine speaks English only: its sentences are evidence, stored, hashed and printed in reports as they are. They
 * are recognised by their forms, which stand in the engine's code (`{columns} in {datasets}`), and said as the
 * catalog of another language has that form. What is not recognised stays as the engine said it.
 */
import { IntlMessageFormat } from 'intl-messageformat';
import { formsByWord, type Place } from './forms.ts';
import type { Words } from './say.ts';

const LIST = /(, )/;
/** What joins sentences and parts of sentences, from the outside in. The end of a sentence is not that of `Art.`. */
const JOINTS = [
  /(\n+)/,
  /((?<=[.!?])(?<!\bArt\.) (?=[\p{Lu}\d"“]))/u,
  /(; )/,
  /( · )/,
  /( — )/,
  /(: )/,
  /( and )/,
  LIST,
] as const;
const SEVERAL = /[.!?] [\p{Lu}"“]|; |\n/u;
const BETWEEN = /(?<=[.!?]) (?=[\p{Lu}"“])|; |\n+/u;
/** What the classifier says that a word of a name means: `“naiss” (birth, French)`. */
const MEANING = /(?<=”) \(([^()]+)\)/g;
const MOST_REMEMBERED = 5_000;
const DEEPEST = 6;

/** Numbers as English has them become those of the region; a number without marks may be a name, and stays. */
function numberIn(text: string, region: string): string | null {
  const [, whole = '', percent = ''] = /^(\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?(?= ?%))( ?%)?$/.exec(text) ?? [];
  if (whole === '') return null;
  const value = Number(whole.replaceAll(',', ''));
  const fraction = whole.split('.')[1]?.length ?? 0;
  return value.toLocaleString(region, { minimumFractionDigits: fraction }) + percent;
}

/** A civil date as English has it becomes that of the region. */
function dateIn(text: string, region: string): string | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return null;
  const date = new Date(`${text}T00:00:00Z`);
  // Days that a month has not are another month's days, or none.
  if (Number.isNaN(date.getTime()) || !date.toISOString().startsWith(text)) return null;
  return date.toLocaleDateString(region, { dateStyle: 'medium', timeZone: 'UTC' });
}

/** A number that is no name, with or without the marks of English. */
const counted = (text: string, region: string): string =>
  /^\d+$/.test(text) ? Number(text).toLocaleString(region) : (numberIn(text, region) ?? text);

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/**
 * A function that says the engine's sentences in another language.
 * @param forms English form to an ICU message with arguments of the same names
 * @param region for numbers, as `Intl` names it
 */
export function recogniser(forms: Words, region: string): (text: string) => string {
  const whole = new Map(Object.entries(forms).filter(([key]) => !key.includes('{')));
  const formsFor = formsByWord(forms);
  const remembered = new Map<string, string>();
  const messages = new Map<string, IntlMessageFormat>();

  function said(text: string, values: Readonly<Record<string, string>>): string {
    let message = messages.get(text);
    if (message === undefined)
      messages.set(text, (message = new IntlMessageFormat(text, region, undefined, { ignoreTag: true })));
    return message.format(values) as string;
  }

  function value({ holds, quoted }: Place, text: string, depth: number): string {
    if (holds === 'number') return counted(text, region);
    const figure = quoted ? null : (numberIn(text, region) ?? dateIn(text, region));
    if (figure !== null) return figure;
    const inner = text.trim();
    // A single word is a name more often than a word of the language; a code of two, as `opt-out`, is none.
    if (!inner.includes(' ')) return inner.includes('-') ? (whole.get(inner) ?? text) : text;
    return depth > DEEPEST ? text : (recognised(text, depth) ?? text);
  }

  /** Whether what stands in a place holds several sentences of which one is not the engine's: then it is no place. */
  function isStrange({ holds }: Place, text: string, depth: number): boolean {
    if (holds === 'several' || !SEVERAL.test(text)) return false;
    if (depth > DEEPEST) return true;
    if (byForm(text, depth + 1) !== null) return false;
    // A list that was cut has an end that is no sentence.
    return !text.split(BETWEEN).every((part) => part.endsWith('…') || recognised(part, depth + 1) !== null);
  }

  /** A text without places, also with a capital letter or a full stop of its own. */
  function asWritten(text: string): string | null {
    const open = text.endsWith('.') ? inEitherCase(text.slice(0, -1)) : null;
    return inEitherCase(text) ?? (open === null ? null : `${open}.`);
  }

  function inEitherCase(text: string): string | null {
    const exact = whole.get(text);
    if (exact !== undefined) return exact;
    const small = whole.get(text.charAt(0).toLowerCase() + text.slice(1));
    return small === undefined ? null : capital(small);
  }

  /** @param strict refuses what a form takes for a name though it holds more than one sentence */
  function byForm(text: string, depth: number, strict = true): string | null {
    const exact = asWritten(text);
    if (exact !== null) return exact;
    for (const { places, pattern, message } of formsFor(text)) {
      const [, ...fits] = pattern.exec(text) ?? [null];
      if (fits.length === 0 || (strict && places.some((place, at) => isStrange(place, fits[at]!, depth))))
        continue;
      const values = places.map((place, at) => [place.name, value(place, fits[at]!, depth + 1)]);
      return said(message, Object.fromEntries(values) as Record<string, string>);
    }
    return null;
  }

  /** A form that begins small, at the beginning of a sentence; a label, within one. */
  function byOtherCase(text: string, depth: number): string | null {
    const first = text.charAt(0);
    if (/\p{Lu}/u.test(first)) {
      const small = byForm(first.toLowerCase() + text.slice(1), depth);
      return small === null ? null : capital(small);
    }
    return /\p{Ll}/u.test(first) && text.includes(' ') ? byForm(capital(text), depth) : null;
  }

  function byParts(text: string, depth: number): string | null {
    for (const joint of JOINTS) {
      const parts = text.split(joint);
      if (parts.length < 3) continue;
      const found = parts.map((part, at) =>
        at % 2 === 1 ? (whole.get(part) ?? null) : (dateIn(part, region) ?? recognised(part, depth + 1)),
      );
      // Among names, a word of the language is a name as well: `id, access`.
      const maybeName = (at: number): boolean =>
        joint === LIST && at % 2 === 0 && /\p{L}/u.test(parts[at]!) && !parts[at]!.includes(' ');
      const hasNames = parts.some((_, at) => maybeName(at) && found[at] === null);
      const known = found.map((one, at) => (hasNames && maybeName(at) ? null : one));
      if (known.some((one, at) => at % 2 === 0 && one !== null))
        return parts.map((part, at) => known[at] ?? part).join('');
    }
    return byBrackets(text, depth);
  }

  /** Something, and in brackets at its end what is said of it. */
  function byBrackets(text: string, depth: number): string | null {
    const at = text.indexOf(' (');
    if (at === -1 || !text.endsWith(')')) return null;
    const [before, within] = [text.slice(0, at), text.slice(at + 2, -1)];
    const first = before.includes(' ') ? recognised(before, depth + 1) : dateIn(before, region);
    const second = recognised(within, depth + 1);
    return first === null && second === null ? null : `${first ?? before} (${second ?? within})`;
  }

  /** In brackets after a quotation stand words of the language, which by themselves may be names: `(birth)`. */
  function withMeanings(text: string): string | null {
    const word = (name: string): string | undefined => whole.get(`(${name})`)?.slice(1, -1);
    const meaning = (inside: string): string => {
      const at = inside.lastIndexOf(', ');
      const known = word(inside);
      if (known !== undefined || at === -1) return known ?? inside;
      return [inside.slice(0, at), inside.slice(at + 2)].map((one) => word(one) ?? one).join(', ');
    };
    const told = text.replaceAll(MEANING, (_, inside: string) => ` (${meaning(inside)})`);
    return told === text ? null : told;
  }

  function recognised(text: string, depth: number): string | null {
    if (depth > DEEPEST) return null;
    const found = byForm(text, depth) ?? withMeanings(text);
    if (found !== null) return found;
    const inner = text.trim();
    if (inner === '') return null;
    if (inner !== text) {
      const told = recognised(inner, depth + 1);
      return told === null ? null : text.replace(inner, () => told);
    }
    const other = byOtherCase(text, depth);
    if (other !== null) return other;
    if (text.endsWith('.')) {
      const open = text.slice(0, -1);
      // What is more than one sentence has its full stop in the last of them, unless all of it is one form.
      const told = SEVERAL.test(text)
        ? (byForm(open, depth) ?? byOtherCase(open, depth))
        : recognised(open, depth + 1);
      if (told !== null) return `${told}.`;
    }
    return byParts(text, depth) ?? byForm(text, depth, false);
  }

  return (text) => {
    let found = remembered.get(text);
    if (found === undefined) {
      if (remembered.size >= MOST_REMEMBERED) remembered.clear();
      remembered.set(text, (found = numberIn(text, region) ?? recognised(text, 0) ?? text));
    }
    return found;
  };
}
