import type { ChangeKind, DifferenceRow, ImportPart } from '../../../../contract/index.ts';
import { kindWord } from '../lineage/model/words.ts';
import { recordWords } from './record-names.ts';
import { say, sayIn } from '../../shared/language/say.ts';
import { told } from '../../shared/language/told.ts';

/** In the order in which people must look at them. */
export const CHANGE_KINDS: readonly {
  readonly kind: ChangeKind;
  readonly name: string;
  /** The name within a sentence. */
  readonly words: string;
  readonly color: string;
}[] = [
  { kind: 'conflict', name: say('Meets people’s work'), words: say('meets people’s work'), color: 'red' },
  { kind: 'retired', name: say('Retired'), words: say('retired'), color: 'orange' },
  { kind: 'renamed', name: say('Renamed?'), words: say('renamed?'), color: 'grape' },
  { kind: 'changed', name: say('Changed'), words: say('changed'), color: 'blue' },
  { kind: 'added', name: say('Added'), words: say('added'), color: 'teal' },
  { kind: 'join', name: sayIn('change', 'Joins'), words: sayIn('change', 'joins'), color: 'indigo' },
  { kind: 'personal-data', name: say('Personal data?'), words: say('personal data?'), color: 'pink' },
];

export function changeKind(kind: ChangeKind) {
  return CHANGE_KINDS.find((one) => one.kind === kind) ?? { kind, name: kind, words: kind, color: 'gray' };
}

/** Of a stored change, whose kind may be one of another version. */
export const changeName = (kind: string): string =>
  CHANGE_KINDS.find((one) => one.kind === kind)?.name ?? kind;

/** Values that are words of the catalog, by type of record; others are those of the sources. */
const VALUES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  alias: { joined: say('joined'), suggested: say('suggested'), rejected: sayIn('name', 'rejected') },
  edge: { declared: say('declared'), observed: say('observed'), both: sayIn('basis of an edge', 'both') },
};

/** A value before or after a change, as it is shown. */
export function valueWords(
  { change, type }: Pick<DifferenceRow, 'change' | 'type'>,
  value: string | null,
): string | null {
  if (value === null || change === 'renamed') return value;
  if (type === 'run' || type === 'flow' || change === 'personal-data') return told(value);
  if (type === 'dataset') return kindWord(value);
  const words = Object.hasOwn(VALUES, type) ? VALUES[type] : undefined;
  return words && Object.hasOwn(words, value) ? (words[value] ?? value) : value;
}

/** What changed: a name by itself, or in words (`read by load_orders`). */
export const changedName = ({ type, name }: Pick<DifferenceRow, 'type' | 'name'>): string =>
  type === 'io' ? told(name) : name;

/** `int → bigint`; one side alone where there is no other. */
export function beforeAfter(row: Pick<DifferenceRow, 'change' | 'type' | 'before' | 'after'>): string {
  const [before, after] = [valueWords(row, row.before), valueWords(row, row.after)];
  if (before !== null && after !== null) return `${before} → ${after}`;
  return after ?? before ?? '';
}

/** `columns or jobs or runs`. */
const either = (all: readonly string[]): string =>
  all.length === 0 ? '' : all.reduce((some, other) => say('{some} or {other}', { some, other }));

/** A part in words: `Retired: columns in db.orders`. */
export function partWords(part: ImportPart): string {
  const kinds = either((part.changes ?? []).map((kind) => changeKind(kind).words));
  const types = either((part.types ?? []).map(recordWords));
  const all = [kinds, types].filter((one) => one !== '').join(': ') || say('everything');
  const what = `${all.charAt(0).toUpperCase()}${all.slice(1)}`;
  // Rows without one have an empty text.
  const where = [part.dataset, part.namespace, part.scope].find((one) => one !== undefined && one !== '');
  return where === undefined ? what : say('{what} in {where}', { what, where });
}
