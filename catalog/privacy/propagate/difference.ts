/** What applying would change: what is computed against what the last propagation stored. */
import { columnPlace, placeText } from './names.ts';
import type { Propagation } from './compute.ts';
import type { SpreadTag } from './propagate.ts';
import { CARRIED } from './spread.ts';
import type { StoredTag } from './statements.ts';
import { closeness, tagKey, tagText, type PropagatedTag, type TagSelection } from './tags.ts';

/** An entry of a tag's spread. */
export interface Derivation {
  readonly of: SpreadTag;
  readonly entry: number;
}

export interface Difference {
  /** Carried and not stored. */
  readonly added: readonly Derivation[];
  /** Stored, and follows no more: the cause is gone, or the tag is stated there itself. */
  readonly retracted: readonly StoredTag[];
  /** Stored from another cause than the nearest one now. */
  readonly renewed: readonly { readonly derivation: Derivation; readonly row: StoredTag }[];
  /** Stored and still right. */
  readonly kept: number;
}

/** @param only leaves tags that none of these fits as they are; empty: all tags. */
export function difference(now: Propagation, only: readonly TagSelection[] = []): Difference {
  const chosen = (tag: PropagatedTag): boolean =>
    only.length === 0 || only.some((selection) => closeness(selection, tag) !== null);
  const stored = new Map<string, Map<number, StoredTag>>();
  const retracted: StoredTag[] = [];
  for (const row of now.words.statements.stored) {
    if (!chosen(row)) continue;
    const key = tagKey(row);
    let ofTag = stored.get(key);
    if (!ofTag) stored.set(key, (ofTag = new Map()));
    // Columns that were joined since may each have a row; one is enough.
    if (row.node === -1 || ofTag.has(row.node)) retracted.push(row);
    else ofTag.set(row.node, row);
  }
  const added: Derivation[] = [];
  const renewed: { derivation: Derivation; row: StoredTag }[] = [];
  let kept = 0;
  for (const of of now.result.tags) {
    if (!chosen(of.tag)) continue;
    const ofTag = stored.get(tagKey(of.tag));
    for (const entry of of.derived) {
      if (of.spread.strength[entry] !== CARRIED) continue;
      const node = of.spread.node[entry]!;
      const row = ofTag?.get(node);
      if (!row) {
        added.push({ of, entry });
        continue;
      }
      ofTag?.delete(node);
      if (row.reason === causeText(now, { of, entry })) kept++;
      else renewed.push({ derivation: { of, entry }, row });
    }
  }
  for (const ofTag of stored.values()) retracted.push(...ofTag.values());
  return { added, retracted, renewed, kept };
}

/** Kept with a tag that is carried on: where it comes from. */
export function causeText(now: Propagation, { of, entry }: Derivation): string {
  return `${tagText(of.tag)} of ${placeText(columnPlace(now, of.spread.cause[entry]!))}, carried on along lineage`;
}
