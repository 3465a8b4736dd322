/** What an import changed, in words. */
import { say } from '../../shared/language/say.ts';

/** `3 added, 1 changed`; `no change` when everything is zero. */
export function changeWords({
  added,
  changed,
  retired,
}: {
  added: number;
  changed: number;
  retired: number;
}): string {
  const parts = [
    added > 0 ? say('{added, number} added', { added }) : '',
    changed > 0 ? say('{changed, number} changed', { changed }) : '',
    retired > 0 ? say('{retired, number} retired', { retired }) : '',
  ].filter(Boolean);
  return parts.length > 0 ? parts.join(', ') : say('no change');
}

type Counts = Readonly<
  Record<string, { readonly added: number; readonly changed: number; readonly retired: number }>
>;

/** The sum over all types of record. */
export function changeTotals(changes: Counts): { added: number; changed: number; retired: number } {
  const all = Object.values(changes);
  const sum = (pick: (one: (typeof all)[number]) => number) =>
    all.reduce((total, one) => total + pick(one), 0);
  return {
    added: sum((one) => one.added),
    changed: sum((one) => one.changed),
    retired: sum((one) => one.retired),
  };
}
