import type { ChangeKind, DifferenceRow, ImportPart } from '../../../../contract/index.ts';
import { recordWords } from './record-names.ts';
import { say, sayIn } from '../../shared/language/say.ts';

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

/** `int → bigint`; one side alone where there is no other. */
export function beforeAfter({ before, after }: Pick<DifferenceRow, 'before' | 'after'>): string {
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
  const where = part.dataset ?? part.namespace ?? part.scope;
  return where === undefined ? what : say('{what} in {where}', { what, where });
}
