// What the calendars of date fields say.
import 'dayjs/locale/de.js';
import type { Words } from '../shared/language/say.ts';

const files = import.meta.glob<Words>('./de/*.json', { eager: true, import: 'default' });

/** German, of all parts of the app. */
export const german: Words = Object.assign({}, ...Object.values(files)) as Words;

const forms = import.meta.glob<Words>('./de/engine/*.json', { eager: true, import: 'default' });

/** German of what the engine says. */
export const germanForms: Words = Object.assign({}, ...Object.values(forms)) as Words;
