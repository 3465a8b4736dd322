/** Values of a query among names. */
import type { Value } from '../language/syntax.ts';
import { joined, partsOf } from '../names/fold.ts';
import { bytesOf, copyOf, noLevels, placesOf } from '../levels.ts';
import { LEVEL, type NameIndex } from '../names/name-index.ts';
import { keepBoth, raiseTo } from '../quads.ts';
import { isAnything, patternOf } from './values.ts';

/** Parts of names that stand for a mistyped word, at most. */
const NEAR = 60;

/** Levels of all names. `match` looks a joined word up, where there is a faster way than the index itself. */
export function nameLevels(names: NameIndex, value: Value, match?: (word: string) => Uint8Array): Uint8Array {
  if (isAnything(value)) return bytesOf(names.count, LEVEL.exact);
  const pattern = patternOf(value);
  if (pattern) {
    const levels = noLevels(names.count);
    names.matchPattern(pattern.pattern, pattern.pieces, levels);
    return levels;
  }
  const word = joined(value.text);
  const found = match?.(word) ?? matched(names, word);
  if (!value.exact) return found;
  const levels = noLevels(names.count);
  for (const name of placesOf(found)) if (found[name]! <= LEVEL.lastPart) levels[name] = found[name]!;
  return levels;
}

/** Levels of names that have the value but for typing mistakes, each of its parts for itself. */
export function nearLevels(
  names: NameIndex,
  value: Value,
  match?: (word: string) => Uint8Array,
): { levels: Uint8Array; instead: string[] } {
  const { parts } = partsOf(value.text);
  const none = () => noLevels(names.count);
  if (value.exact || value.quoted || patternOf(value) || parts.length === 0)
    return { levels: none(), instead: [] };
  const instead: string[] = [];
  const levels = bytesOf(names.count, LEVEL.exact);
  for (const part of parts) {
    const own = match ? copyOf(match(part)) : matched(names, part);
    instead.push(...names.matchNear(part, own, NEAR));
    keepBoth(levels, own);
  }
  raiseTo(levels, LEVEL.near);
  return { levels, instead };
}

function matched(names: NameIndex, word: string): Uint8Array {
  const levels = noLevels(names.count);
  names.match(word, levels);
  return levels;
}
