/** What waits for a person, in groups that one decision can cover; every kind of question looks alike. */
import { many } from '../counted.ts';
import type { Card } from '../browse/cards.ts';
import type { Level } from '../model/sensitivity.ts';
import type { MutationResult } from '../stewardship/change.ts';
import type { OwnerValue } from '../stewardship/own.ts';

/** In the order in which they are best decided: what is one dataset first, reviews last. */
export const INBOX_KINDS = [
  'conflict',
  'join',
  'rename',
  'category',
  'owner',
  'propagation',
  'stale',
  'review',
] as const;
export type InboxKind = (typeof INBOX_KINDS)[number];

/** One side of a disagreement. */
export interface Side {
  /** `You`, `dbt now`, `dbt before`. */
  readonly who: string;
  readonly value: string;
  /** Revision since which it is said; null where it is not known. */
  readonly since: number | null;
  /** File and place, or who decided. */
  readonly evidence: string | null;
}

/** One thing of a group as it is shown. */
export interface InboxItem {
  /** The same as long as it is open: `column 12`. */
  readonly key: string;
  readonly title: string;
  readonly dataset: Card | null;
  readonly column: { readonly id: number; readonly path: readonly string[] } | null;
  /** Sentences, the weightiest first. */
  readonly reasons: readonly string[];
  /** 0 to 1; null where nothing is guessed. */
  readonly confidence: number | null;
  /** Before, theirs now, mine; empty where nothing disagrees. */
  readonly sides: readonly Side[];
}

/** Of one question; entries are shown only where they come into view. */
export interface InboxGroup<Entry = unknown> {
  readonly kind: InboxKind;
  /** The same as long as something in it is open. */
  readonly key: string;
  readonly title: string;
  /** How much there is, in words: `212 columns in 40 datasets`. */
  readonly size: string;
  /** What confirming and refusing do. */
  readonly explains: string;
  /** Word for yes; null where there is only no. */
  readonly confirm: string | null;
  readonly refuse: string | null;
  /** Of the least and the most certain entry; null where nothing is guessed. */
  readonly confidence: { readonly least: number; readonly most: number } | null;
  readonly entries: readonly Entry[];
  readonly datasets: number;
  keyOf(entry: Entry): string;
  show(entry: Entry): InboxItem;
  /** Of categories. */
  readonly category?: CategoryPart;
  /** Of owners: who is suggested, or null where a person has to say who. */
  readonly owner?: OwnerValue | null;
}

interface CategoryPart {
  readonly category: string;
  readonly sensitivity: Level;
  readonly strength: 'strong' | 'likely';
  /** Names of columns with how many bear them, the commonest first. */
  readonly names: readonly { readonly name: string; readonly columns: number }[];
}

/** A group with those of its entries that a decision is about. */
export interface Picked<Entry = unknown> {
  readonly group: InboxGroup<Entry>;
  readonly entries: readonly Entry[];
}

export interface Verdict {
  readonly decision: 'confirm' | 'refuse';
  /** Who owns it, where a person says other than is suggested. */
  readonly owner?: OwnerValue | undefined;
  readonly reason?: string | undefined;
}

/** `3 columns in 2 datasets` */
export function sizeInWords(columns: number, datasets: number): string {
  return `${many(columns, 'column')} in ${many(datasets, 'dataset')}`;
}

/** Least and most of some certainties. */
export function rangeOf(confidences: Iterable<number>): { readonly least: number; readonly most: number } {
  let [least, most] = [1, 0];
  for (const one of confidences) [least, most] = [Math.min(least, one), Math.max(most, one)];
  return { least: Math.min(least, most), most };
}

/** Several changes as one answer: the last that was made, all that were counted. */
export function together(results: readonly MutationResult[]): MutationResult {
  return {
    revision: results.findLast(({ revision }) => revision !== null)?.revision ?? null,
    changed: results.reduce((sum, { changed }) => sum + changed, 0),
    label: results.map(({ label }) => label).join('; ') || 'Nothing to decide',
  };
}
