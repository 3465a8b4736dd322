/** What the text forms of a drawing say of a node. */
import type { DrawnNode } from '../svg/drawing.ts';
import { ENGLISH } from '../svg/labels.ts';
import { clip } from '../svg/text.ts';

export interface TextOptions {
  readonly title: string;
  /** Lines under the title. */
  readonly caption?: readonly string[];
  /** Which state of the catalog it shows. */
  readonly footer?: readonly string[];
}

/** Names are written in full, but not without end. */
const LONGEST = 2_000;

/** Well-formed, on one line, without control characters. */
export function oneLine(text: string): string {
  return clip(text, LONGEST)
    .toWellFormed()
    .replace(/[\p{Cc}\u2028\u2029\uFFFE\uFFFF]+/gu, ' ')
    .trim();
}

/** The second line: where it lies, what it is, and its badges. */
export function detailOf({ detail = '', kind, badges = [] }: Omit<DrawnNode, 'name'>): string {
  return [detail, kind, ...badges.map(({ text }) => text)].filter(Boolean).join(' · ');
}

/** What colours and strokes show, in words; neighbours that are left out among them. */
export function statesOf({
  root,
  retired,
  gap,
  hiddenUpstream = 0,
  hiddenDownstream = 0,
}: DrawnNode): string[] {
  return [
    ...(root ? [ENGLISH.root] : []),
    ...(retired ? [ENGLISH.retired] : []),
    ...(gap ? [ENGLISH.gap] : []),
    ...(hiddenUpstream > 0 ? [`${hiddenUpstream} more upstream`] : []),
    ...(hiddenDownstream > 0 ? [`${hiddenDownstream} more downstream`] : []),
  ];
}
