/**
 * What the engine says, in the language of the app. The engine speaks English only: its sentences are evidence,
 * stored, hashed and printed in reports as they are. Screens recognise them by their forms, which stand in the
 * engine's code (`{columns} in {datasets}`), and say what the language's catalog has for that form. What is not
 * recognised stays as the engine said it.
 */
import { IntlMessageFormat } from 'intl-messageformat';
import { language, locale } from './language.ts';
import type { Words } from './say.ts';

/** The names that a form has for what stands between its words, in their order, each once. */
interface Form {
  readonly names: readonly string[];
  readonly pattern: RegExp;
  /** Letters of its own: of two forms that fit, the one that says more itself is meant. */
  readonly weight: number;
  readonly message: string;
}

const PLACE = /\{(\w+)\}/g;
const WORD = /[\p{L}\p{N}]+/gu;
/** Sentences and parts of sentences that are put together from forms, from the outside in. */
const JOINTS = [/(\n+)/, /((?<=[.!?]) (?=[\p{Lu}\d"“]))/u, /(; )/, /( · )/, /( — )/, /(: )/, /(, )/] as const;
const SEVERAL = /[.!?] [\p{Lu}"“]|; |\n/u;
const BETWEEN = /(?<=[.!?]) (?=[\p{Lu}"“])|; |\n+/u;
const MOST_REMEMBERED = 5_000;
const DEEPEST = 6;

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);

/** @param key English, with `{name}` where something else stands */
function formOf(key: string, message: string): Form {
  const parts = key.split(PLACE);
  const words = parts.filter((_, at) => at % 2 === 0);
  return {
    names: parts.filter((_, at) => at % 2 === 1),
    pattern: new RegExp(`^${words.map(escaped).join('([^]*?)')}$`),
    weight: words.join('').length,
    message,
  };
}

/** The words of a form that stand whole in every text of the form. */
function wholeWords(key: string): string[] {
  return [...key.replaceAll(PLACE, '\0').matchAll(WORD)]
    .filter(({ 0: word, index, input }) => input[index - 1] !== '\0' && input[index + word.length] !== '\0')
    .map(([word]) => word);
}

/** Numbers as English has them become those of the region; a number without marks may be a name, and stays. */
function numberIn(text: string, region: string): string | null {
  const [, whole = '', percent = ''] = /^(\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?(?= ?%))( ?%)?$/.exec(text) ?? [];
  if (whole === '') return null;
  const value = Number(whole.replaceAll(',', ''));
  const fraction = whole.split('.')[1]?.length ?? 0;
  return value.toLocaleString(region, { minimumFractionDigits: fraction }) + percent;
}

/**
 * A function that says the engine's sentences in another language.
 * @param forms English form to an ICU message with arguments of the same names
 * @param region for numbers, as `Intl` names it
 */
export function recogniser(forms: Words, region: string): (text: string) => string {
  const whole = new Map<string, string>();
  const byWord = new Map<string, string[]>();
  const wordless: string[] = [];
  const made = new Map<string, Form>();
  const remembered = new Map<string, string>();

  const often = new Map<string, number>();
  const keys = Object.keys(forms).filter((key) => {
    if (key.includes('{')) return true;
    whole.set(key, forms[key]!);
    return false;
  });
  for (const key of keys)
    for (const word of new Set(wholeWords(key))) often.set(word, (often.get(word) ?? 0) + 1);
  for (const key of keys) {
    const rarest = wholeWords(key).reduce<string | null>(
      (best, word) => (best === null || often.get(word)! < often.get(best)! ? word : best),
      null,
    );
    if (rarest === null) wordless.push(key);
    else byWord.set(rarest, [...(byWord.get(rarest) ?? []), key]);
  }

  const form = (key: string): Form => {
    let found = made.get(key);
    if (found === undefined) made.set(key, (found = formOf(key, forms[key]!)));
    return found;
  };

  function value(text: string, depth: number): string {
    const number = numberIn(text, region);
    if (number !== null) return number;
    const inner = text.trim();
    // A single word is a name more often than a word of the language.
    if (!inner.includes(' ') || depth > DEEPEST) return text;
    return recognised(text, depth, true) ?? text;
  }

  /** Whether what stands in a place holds several sentences of which one is not the engine's: then it is no place. */
  function isStrange(text: string, depth: number): boolean {
    if (!SEVERAL.test(text)) return false;
    if (depth > DEEPEST) return true;
    if (byForm(text, depth + 1) !== null) return false;
    // A list that was cut has an end that is no sentence.
    return !text
      .split(BETWEEN)
      .every((part) => part.endsWith('…') || recognised(part, depth + 1, true) !== null);
  }

  /** @param strict refuses what a form takes for a name though it holds more than one sentence */
  function byForm(text: string, depth: number, strict = true): string | null {
    const exact = whole.get(text);
    if (exact !== undefined) return exact;
    const words = new Set([...text.matchAll(WORD)].map(([word]) => word));
    const candidates = [...wordless, ...[...words].flatMap((word) => byWord.get(word) ?? [])].map(form);
    for (const { names, pattern, message } of candidates.toSorted((a, b) => b.weight - a.weight)) {
      const fits = pattern.exec(text);
      if (fits === null || (strict && fits.slice(1).some((one) => isStrange(one, depth)))) continue;
      const values = names.map((name, at) => [name, value(fits[at + 1] ?? '', depth + 1)]);
      return said(message, Object.fromEntries(values) as Record<string, string>, region);
    }
    return null;
  }

  /** @param inPlace then a single word of a list is a name, as a place that holds one word does */
  function byParts(text: string, depth: number, inPlace: boolean): string | null {
    for (const joint of JOINTS) {
      const parts = text.split(joint);
      if (parts.length < 3) continue;
      let known = false;
      const told = parts.map((part, at) => {
        if (at % 2 === 1 || (inPlace && !part.trim().includes(' '))) return part;
        const found = recognised(part, depth + 1, inPlace);
        known ||= found !== null;
        return found ?? part;
      });
      if (known) return told.join('');
    }
    return null;
  }

  function recognised(text: string, depth: number, inPlace: boolean): string | null {
    if (depth > DEEPEST) return null;
    const found = byForm(text, depth);
    if (found !== null) return found;
    const inner = text.trim();
    if (inner === '') return null;
    if (inner !== text) {
      const told = recognised(inner, depth + 1, inPlace);
      return told === null ? null : text.replace(inner, () => told);
    }
    const first = text.charAt(0);
    if (/\p{Lu}/u.test(first)) {
      const lower = byForm(first.toLowerCase() + text.slice(1), depth);
      if (lower !== null) return lower.charAt(0).toUpperCase() + lower.slice(1);
    }
    if (text.endsWith('.') && !SEVERAL.test(text)) {
      const open = recognised(text.slice(0, -1), depth + 1, inPlace);
      if (open !== null) return `${open}.`;
    }
    return byParts(text, depth, inPlace) ?? byForm(text, depth, false);
  }

  return (text) => {
    let found = remembered.get(text);
    if (found === undefined) {
      if (remembered.size >= MOST_REMEMBERED) remembered.clear();
      remembered.set(text, (found = numberIn(text, region) ?? recognised(text, 0, false) ?? text));
    }
    return found;
  };
}

const messages = new Map<string, IntlMessageFormat>();

function said(text: string, values: Readonly<Record<string, string>>, region: string): string {
  let message = messages.get(text);
  if (message === undefined)
    messages.set(text, (message = new IntlMessageFormat(text, region, undefined, { ignoreTag: true })));
  return message.format(values) as string;
}

let recognise: ((text: string) => string) | null = null;

/** Puts the forms of the engine's sentences in place. */
export function putForms(forms: Words): void {
  const translated = Object.entries(forms).filter(([, message]) => message !== '');
  recognise = recogniser(Object.fromEntries(translated), locale);
}

/**
 * A sentence or label that the engine gave, in the language of the app; names and what people wrote are not given
 * to this function, for they stay as they are.
 */
export function told<Text extends string | null | undefined>(text: Text): Text {
  if (language === 'en' || recognise === null || typeof text !== 'string') return text;
  return recognise(text) as Text;
}
