/** Where something was found, in words: in which file, and where in it. */
import { told } from '../../shared/language/told.ts';

/** Places such as `line 3`; keys and ids of the source hold no spaces, and stay as they are. */
export const inWords = (place: string): string => (place.includes(' ') ? told(place) : place);

/** A path; what was received has none and says when it came. */
export const pathWords = (path: string): string => (/^received \S+Z$/.test(path) ? told(path) : path);

export function placeWords(file: string | null, at: string | null): string {
  return [file === null ? null : pathWords(file), at === null ? null : inWords(at)]
    .filter((part) => part !== null)
    .join(' · ');
}
