/** What may be meant by what is typed into a cell. Pure. */
import type { SheetField } from '../../../../../contract/index.ts';
import { say } from '../../../shared/language/say.ts';

export interface Option {
  /** As it is written in a cell. */
  readonly text: string;
  readonly label: string;
  readonly detail: string;
}

export type Vocabulary = Readonly<Record<NonNullable<SheetField['keyOf']>, readonly Option[]>>;

const SHOWN = 30;
const YES: readonly Option[] = [{ text: 'yes', label: 'yes', detail: say('as it is now') }];

function optionsOf(field: SheetField, vocabulary: Vocabulary): readonly Option[] {
  if (field.among) return field.among.map((text) => ({ text, label: text, detail: '' }));
  if (field.holds === 'review') return YES;
  return field.keyOf ? vocabulary[field.keyOf] : [];
}

/** Behind the last semicolon that no backslash precedes. */
function lastItem(text: string): { readonly before: string; readonly item: string } {
  const match = /^((?:\\[\s\S]|[^\\])*;)?([\s\S]*)$/.exec(text);
  return { before: match?.[1] ?? '', item: (match?.[2] ?? text).trim() };
}

/** Those that fit what is typed last: beginnings first. */
export function optionsFor(field: SheetField, text: string, vocabulary: Vocabulary): Option[] {
  const { before, item } = field.many ? lastItem(text) : { before: '', item: text.trim() };
  const taken = new Set(before.split(';').map((one) => one.trim()));
  const word = item.toLowerCase();
  const ranked = optionsOf(field, vocabulary).flatMap((option) => {
    if (taken.has(option.text)) return [];
    const [written, label] = [option.text.toLowerCase(), option.label.toLowerCase()];
    if (written.startsWith(word) || label.startsWith(word)) return [{ option, rank: 0 }];
    return written.includes(word) || label.includes(word) ? [{ option, rank: 1 }] : [];
  });
  return ranked
    .sort((a, b) => a.rank - b.rank)
    .slice(0, SHOWN)
    .map(({ option }) => option);
}

/** The text of the cell once an option is taken. */
export function withOption(field: SheetField, text: string, option: Option): string {
  if (!field.many) return option.text;
  const { before } = lastItem(text);
  return `${before === '' ? '' : `${before} `}${option.text}`;
}

/** A sign that would divide or end a value, as it is written in a cell with several. */
export function writtenItem(text: string, signs = ';'): string {
  return [...text].map((sign) => (sign === '\\' || signs.includes(sign) ? `\\${sign}` : sign)).join('');
}
