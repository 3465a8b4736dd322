/** Tags that lineage can carry, and selections of them. */
import { rankOf } from '../../model/sensitivity.ts';

export type PropagatedKind = 'sensitivity' | 'category' | 'label';
export const PROPAGATED_KINDS: readonly PropagatedKind[] = ['sensitivity', 'category', 'label'];

export interface PropagatedTag {
  readonly kind: PropagatedKind;
  /** Of a label; otherwise empty. */
  readonly key: string;
  readonly value: string;
}

/** Some tags: null stands for every kind, key or value. A category stands for what lies beneath it, too. */
export interface TagSelection {
  readonly kind: PropagatedKind | null;
  readonly key: string | null;
  readonly value: string | null;
}

/** The same for tags that are the same. */
export function tagKey({
  kind,
  key,
  value,
}: {
  readonly kind: string;
  readonly key: string;
  readonly value: string;
}): string {
  return `${kind}\u0000${key}\u0000${value}`;
}

/** A statement as a tag that lineage can carry; null for one of another kind. */
export function asPropagated(said: {
  readonly kind: string;
  readonly key: string;
  readonly value: string;
}): PropagatedTag | null {
  const kind = PROPAGATED_KINDS.find((one) => one === said.kind);
  return kind === undefined ? null : { kind, key: said.key, value: said.value };
}

/** As people read it: `restricted`, `user.contact.email`, `pii=true`. */
export function tagText({ key, value }: { readonly key: string; readonly value: string }): string {
  return key === '' ? value : `${key}=${value}`;
}

/** `every tag`, `categories`, `category user.contact`, `label pii=true`. */
export function selectionText({ kind, key, value }: TagSelection): string {
  if (kind === null) return 'every tag';
  const what = [key, value].filter((part) => part !== null && part !== '').join('=');
  if (what !== '')
    return { sensitivity: `sensitivity ${what}`, category: `category ${what}`, label: `label ${what}` }[kind];
  return { sensitivity: 'sensitivity', category: 'categories', label: 'labels' }[kind];
}

/** Sensitivity first, the highest on top; then categories and labels by their words. */
export function compareTags(a: PropagatedTag, b: PropagatedTag): number {
  const kind = PROPAGATED_KINDS.indexOf(a.kind) - PROPAGATED_KINDS.indexOf(b.kind);
  if (kind !== 0) return kind;
  if (a.kind === 'sensitivity') return rankOf(b.value) - rankOf(a.value);
  return byText(a.key, b.key) || byText(a.value, b.value);
}

/** How closely a selection fits a tag; null where it does not. The larger, the more exactly it is named. */
export function closeness(selection: TagSelection, tag: PropagatedTag): number | null {
  const { kind, key, value } = selection;
  if (kind !== null && kind !== tag.kind) return null;
  if (key !== null && key !== tag.key) return null;
  if (value !== null && value !== tag.value) {
    const wider = tag.kind === 'category' && tag.value.startsWith(`${value}.`);
    if (!wider) return null;
  }
  return (kind === null ? 0 : 1) + (key === null ? 0 : 1) + (value === null ? 0 : 1 + value.length);
}

function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
