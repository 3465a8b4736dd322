/** Catalogs of messages, each loaded only where its language is spoken. */
import { language, locale } from '../shared/language/language.ts';
import { putWords } from '../shared/language/say.ts';
import { putForms } from '../shared/language/told.ts';

/** Puts the texts of the app's language in place; English needs none. */
export async function loadWords(): Promise<void> {
  document.documentElement.lang = locale;
  if (language !== 'de') return;
  try {
    const { german, germanForms } = await import('./de.ts');
    putWords(german);
    putForms(germanForms);
  } catch {
    // An app in English is better than none.
  }
}
