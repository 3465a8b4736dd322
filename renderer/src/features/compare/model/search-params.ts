/** The address of a comparison. */
import type { CompareOf } from '../../../../../contract/index.ts';
import { readTime } from './at.ts';

export type Kind = CompareOf['kind'];

/** Search parameters of `/compare`. */
export interface CompareSearch {
  kind?: Kind;
  /** A revision, a time, or a run; the earlier one mostly. */
  a?: number | string;
  b?: number | string;
  view?: 'picture' | 'table';
  /** What is alike is listed too. */
  same?: 'show';
  /** Key of the difference that is opened; the first where it is absent. */
  item?: string;
}

/** The two that are compared. */
export const SIDES = ['a', 'b'] as const;

const KINDS: readonly Kind[] = ['revisions', 'times', 'runs'];

function readWhole(value: unknown, low: number): number | undefined {
  const number = typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isSafeInteger(number) && number >= low ? number : undefined;
}

/** The router's `validateSearch` of `/compare`. Never throws. */
export function validateCompareSearch(search: Record<string, unknown>): CompareSearch {
  const kind = KINDS.find((one) => one === search['kind']);
  const side = (value: unknown): number | string | undefined =>
    kind === 'times' ? (readTime(value) ?? undefined) : readWhole(value, kind === 'runs' ? 1 : 0);
  const [a, b] = kind ? [side(search['a']), side(search['b'])] : [];
  const view = search['view'];
  return {
    ...(kind ? { kind } : {}),
    ...(a === undefined ? {} : { a }),
    ...(b === undefined ? {} : { b }),
    ...(view === 'picture' || view === 'table' ? { view } : {}),
    ...(search['same'] === 'show' ? { same: 'show' } : {}),
    ...(typeof search['item'] === 'string' ? { item: search['item'].slice(0, 4096) } : {}),
  };
}

/** What is compared; null until both sides are chosen. */
export function compareOf({ kind, a, b }: CompareSearch): CompareOf | null {
  if (a === undefined || b === undefined) return null;
  if (kind === 'times') return { kind, a: String(a), b: String(b) };
  return kind === 'runs' || kind === 'revisions' ? { kind, a: Number(a), b: Number(b) } : null;
}
