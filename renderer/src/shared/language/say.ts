/** Every text that a person reads, in the language of the app. */
import { IntlMessageFormat } from 'intl-messageformat';
import { language, locale } from './language.ts';

export type Words = Readonly<Record<string, string>>;
export type Values = Readonly<Record<string, string | number>>;

let words: Words = {};
const formats = new Map<string, IntlMessageFormat | string>();

/** Puts a catalog of messages in place: English text to the text of the language. */
export function putWords(catalog: Words): void {
  words = catalog;
  formats.clear();
}

/** What stands between a text and what tells it from the same text elsewhere, in catalogs. */
export const CONTEXT_MARK = ' @@ ';

function made(key: string, text: string, tags: boolean): IntlMessageFormat | string {
  const place = tags ? `<>${key}` : key;
  let format = formats.get(place);
  if (format === undefined) {
    const translated = words[key] ?? text;
    const isEnglish = words[key] === undefined;
    format =
      /[{}']/.test(translated) || tags
        ? new IntlMessageFormat(translated, isEnglish && language !== 'en' ? 'en' : locale, undefined, {
            ignoreTag: !tags,
          })
        : translated;
    formats.set(place, format);
  }
  return format;
}

/**
 * A text in the language of the app.
 * @param text English, in ICU MessageFormat: `{count, plural, one {# file} other {# files}} in {folder}`. It has to
 *   be a literal: catalogs of messages are checked against what stands in the code
 * @param values of its arguments
 */
export function say(text: string, values?: Values): string {
  const format = made(text, text, false);
  return typeof format === 'string' ? format : (format.format(values) as string);
}

/** A text that means different things in different places; `context` says which, in a word or two. */
export function sayIn(context: string, text: string, values?: Values): string {
  const format = made(`${text}${CONTEXT_MARK}${context}`, text, false);
  return typeof format === 'string' ? format : (format.format(values) as string);
}

/** As {@link say}, for a text with tags: the message itself, which `Say` fills. */
export const tagged = (text: string): IntlMessageFormat => made(text, text, true) as IntlMessageFormat;
