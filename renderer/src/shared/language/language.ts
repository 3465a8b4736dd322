/**
 * The language of the app. English texts stand in the code and are the keys; other languages are catalogs of
 * messages in ICU MessageFormat under `words/`, one that is needed is loaded before anything is drawn.
 */
import type { Settings } from '../../../../contract/index.ts';

type LanguageChoice = Settings['language'];
export type Language = Exclude<LanguageChoice, 'system'>;

/** Names of languages in themselves, so that whoever needs one finds it. */
export const LANGUAGE_NAME: Readonly<Record<Language, string>> = { en: 'English', de: 'Deutsch' };

const CHOICE_KEY = 'headwater.language';

const isLanguage = (value: string | null | undefined): value is Language =>
  typeof value === 'string' && Object.hasOwn(LANGUAGE_NAME, value);

/** The first language of the system that the app speaks; English where it speaks none of them. */
export function languageFor(choice: LanguageChoice, system: readonly string[]): Language {
  if (choice !== 'system') return choice;
  return system.map((tag) => tag.split('-')[0]?.toLowerCase()).find(isLanguage) ?? 'en';
}

/** Region and all: numbers and dates of a German in Austria are Austrian, whatever comes first in the list. */
export function localeFor(language: Language, system: readonly string[]): string {
  return system.find((tag) => tag.split('-')[0]?.toLowerCase() === language) ?? language;
}

const systemLanguages = (): readonly string[] =>
  typeof navigator === 'undefined' ? ['en'] : navigator.languages;

function remembered(): LanguageChoice {
  if (typeof window === 'undefined') return 'system';
  const value = window.localStorage.getItem(CHOICE_KEY);
  return isLanguage(value) ? value : 'system';
}

/** Fixed for the life of the page: texts are made when modules are loaded, too. */
export const language: Language = languageFor(remembered(), systemLanguages());
/** For `Intl`. */
export const locale: string = localeFor(language, systemLanguages());

/**
 * Takes over what the settings of the catalog say, which are the record; the browser's storage holds a copy so
 * that the first picture is in the right language.
 * @returns whether the page has to be loaded anew to be in that language
 */
export function rememberLanguage(choice: LanguageChoice): boolean {
  if (choice === 'system') window.localStorage.removeItem(CHOICE_KEY);
  else window.localStorage.setItem(CHOICE_KEY, choice);
  return languageFor(choice, systemLanguages()) !== language;
}
