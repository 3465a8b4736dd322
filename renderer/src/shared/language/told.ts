/** What the engine says, in the language of the app. */
import { language, locale } from './language.ts';
import { recogniser } from './recogniser.ts';
import type { Words } from './say.ts';

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
