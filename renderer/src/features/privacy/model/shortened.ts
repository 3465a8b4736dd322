/** What the engine says in the place of content that is too long or too deep to be shown. */
import { told } from '../../../shared/language/told.ts';

/** A text with its length at the end where it was cut; the text itself is content, and stays as it is. */
export function shortened(text: string): string {
  const at = text.search(/ … \(\d+ characters\)$/);
  return at === -1 ? text : text.slice(0, at) + told(text.slice(at));
}

/** A value of a JSON; text stands in quotation marks there, what the engine says does not. */
export function jsonValue(value: string): string {
  return value.startsWith('nested deeper ') ? told(value) : shortened(value);
}
