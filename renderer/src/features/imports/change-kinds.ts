import type { ChangeKind, DifferenceRow, ImportPart } from '../../../../contract/index.ts';
import { recordName } from './record-names.ts';

/** In the order in which people must look at them. */
export const CHANGE_KINDS: readonly {
  readonly kind: ChangeKind;
  readonly name: string;
  readonly color: string;
}[] = [
  { kind: 'conflict', name: 'Meets people’s work', color: 'red' },
  { kind: 'retired', name: 'Retired', color: 'orange' },
  { kind: 'renamed', name: 'Renamed?', color: 'grape' },
  { kind: 'changed', name: 'Changed', color: 'blue' },
  { kind: 'added', name: 'Added', color: 'teal' },
  { kind: 'join', name: 'Joins', color: 'indigo' },
  { kind: 'personal-data', name: 'Personal data?', color: 'pink' },
];

export function changeKind(kind: ChangeKind) {
  return CHANGE_KINDS.find((one) => one.kind === kind) ?? { kind, name: kind, color: 'gray' };
}

/** Of a stored change, whose kind may be one of another version. */
export const changeName = (kind: string): string =>
  CHANGE_KINDS.find((one) => one.kind === kind)?.name ?? kind;

/** `int → bigint`; one side alone where there is no other. */
export function beforeAfter({ before, after }: Pick<DifferenceRow, 'before' | 'after'>): string {
  if (before !== null && after !== null) return `${before} → ${after}`;
  return after ?? before ?? '';
}

/** A part in words: `Retired columns in db.orders`. */
export function partWords(part: ImportPart): string {
  const kinds = (part.changes ?? []).map((kind) => changeKind(kind).name.toLowerCase()).join(' or ');
  const types = (part.types ?? []).map((type) => recordName(type).toLowerCase()).join(' or ');
  const what = [kinds, types].filter((one) => one !== '').join(': ') || 'everything';
  const where = part.dataset ?? part.namespace ?? part.scope;
  return `${what.charAt(0).toUpperCase()}${what.slice(1)}${where === undefined ? '' : ` in ${where}`}`;
}
