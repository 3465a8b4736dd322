/** The words that letters need beside their templates, by language: `resources/privacy/letters/<language>/words.json`. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { RIGHTS } from '../dsar/request.ts';
import { REFUSAL_GROUNDS } from '../cases/states.ts';
import type { LetterLanguage } from '../cases/open-case.ts';

const text = z.string().min(1);
const plural = z.tuple([text, text]);
const wordsSchema = z.object({
  locale: text,
  rights: z.record(z.enum(RIGHTS), text),
  grounds: z.record(z.enum(REFUSAL_GROUNDS), text),
  reasons: z.object({ complexity: text, 'number-of-requests': text }),
  outcomes: z.record(text, text),
  origins: z.record(text, text),
  bases: z.record(text, text),
  methods: z.record(text, text),
  withheld: z.record(text, text),
  states: z.record(text, text),
  units: z.object({
    year: plural,
    month: plural,
    week: plural,
    day: plural,
    'working-day': plural,
    hour: plural,
  }),
  /** Plain names of categories; narrower ones take the name of the nearest wider one here. */
  categories: z.record(text, text),
  special: text,
  notStated: text,
  and: text,
  /** How provisions of the GDPR are cited. */
  gdprProvision: z.object({ article: text, paragraph: text, point: text }),
});
export type Words = z.infer<typeof wordsSchema>;

const read = new Map<string, Words>();

/** @throws when the file is missing or malformed */
export function wordsOf(resourcesDir: string, language: LetterLanguage): Words {
  const path = join(resourcesDir, 'privacy', 'letters', language, 'words.json');
  let words = read.get(path);
  if (!words) {
    words = wordsSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
    read.set(path, words);
  }
  return words;
}

/** `5 March 2026` in the language. */
export function dateWords(date: string, { locale }: Words): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(
    new Date(`${date}T12:00:00Z`),
  );
}

export function periodWords(
  { count, unit }: { readonly count: number; readonly unit: keyof Words['units'] },
  words: Words,
): string {
  return `${count} ${words.units[unit][count === 1 ? 0 : 1]}`;
}

/** An ISO 8601 duration in words: `P1Y6M`. What is none stays as it is. */
export function durationIn(duration: string, words: Words): string {
  const units = { Y: 'year', M: 'month', W: 'week', D: 'day' } as const;
  const match = /^P((?:\d+[YMWD])+)$/.exec(duration);
  if (!match) return duration;
  return [...match[1]!.matchAll(/(\d+)([YMWD])/g)]
    .map(([, count, unit]) => periodWords({ count: Number(count), unit: units[unit as 'Y'] }, words))
    .join(' ');
}

/** The plain name of a category, or of the nearest wider one that has a name. */
export function categoryWordsIn(key: string, words: Words): string {
  for (let at = key; at !== ''; at = at.includes('.') ? at.slice(0, at.lastIndexOf('.')) : '') {
    const name = words.categories[at];
    if (name !== undefined) return name;
  }
  return words.notStated;
}

/** `Art. 12(3) GDPR` as the language cites it; provisions of other laws stay as they are. */
export function provisionIn(provision: string, { gdprProvision }: Words): string {
  const [, article = '', paragraph = '', point = ''] =
    /^Art\. (\d+)(?:\((\d+)\)(?:\(([a-z])\))?)? GDPR$/.exec(provision) ?? [];
  if (article === '') return provision;
  const form = point ? gdprProvision.point : paragraph ? gdprProvision.paragraph : gdprProvision.article;
  return form.replace('{article}', article).replace('{paragraph}', paragraph).replace('{point}', point);
}

/** `a, b and c`. */
export function joined(parts: readonly string[], words: Words): string {
  return parts.length < 2
    ? (parts[0] ?? '')
    : `${parts.slice(0, -1).join(', ')} ${words.and} ${parts.at(-1)}`;
}
