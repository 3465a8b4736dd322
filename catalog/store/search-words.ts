/**
 * Text as the search index takes it, and words as it is asked for them: parts of names apart, and every
 * character of a script without blanks (Chinese, Japanese …) by itself, so that any run of them is a phrase.
 */
import { isUnspaced, partsOf } from '../search/names/fold.ts';

/** The words of a text with blanks between them. */
export function spaced(text: string): string {
  return wordsOf(text).join(' ');
}

export function wordsOf(text: string): string[] {
  return partsOf(text).parts.flatMap((part) => (isUnspaced(part) ? [...part] : [part]));
}
