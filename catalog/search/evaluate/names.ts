/** Values of a query among names. */
import type { Value } from '../language/syntax.ts';
import { fold, joined, partsOf } from '../names/fold.ts';
import { bytesOf, copyOf, noLevels, placesOf } from '../levels.ts';
import { LEVEL, type NameIndex } from '../names/name-index.ts';
import { keepBoth, raiseTo } from '../quads.ts';
import { isAnything, patternOf } from './values.ts';

/** Parts of names that stand for a mistyped word, at most. */
const NEAR = 60;

/** Levels for a word or pattern, from those kept or filled in now; to be read, not written. */
type Keep = (key: string, fill: (levels: Uint8Array) => void) => Uint8Array;

/** Levels of all names, to be read. `keep`: where names are so many that answers are worth keeping. */
export function nameLevels(names: NameIndex, value: Value, keep: Keep = filled(names)): Uint8Array {
  if (isAnything(value)) return bytesOf(names.count, LEVEL.exact);
  const pattern = patternOf(value);
  if (pattern)
    return keep(fold(value.text), (levels) => names.matchPattern(pattern.glob, pattern.pieces, levels));
  const word = joined(value.text);
  const found = keep(word, (levels) => names.match(word, levels));
  if (!value.exact) return found;
  const levels = copyOf(found);
  for (const name of placesOf(found)) if (found[name]! > LEVEL.lastPart) levels[name] = LEVEL.none;
  return levels;
}

function filled(names: NameIndex): Keep {
  return (_key, fill) => {
    const levels = noLevels(names.count);
    fill(levels);
    return levels;
  };
}

/** Levels of names that have the value but for typing mistakes, each of its parts for itself. */
export function nearLevels(
  names: NameIndex,
  value: Value,
  keep: Keep = filled(names),
): { levels: Uint8Array; instead: string[] } {
  const { parts } = partsOf(value.text);
  const none = () => noLevels(names.count);
  if (value.exact || value.quoted || patternOf(value) || parts.length === 0)
    return { levels: none(), instead: [] };
  const instead: string[] = [];
  const levels = bytesOf(names.count, LEVEL.exact);
  for (const part of parts) {
    const own = copyOf(keep(part, (levels) => names.match(part, levels)));
    instead.push(...names.matchNear(part, own, NEAR));
    keepBoth(levels, own);
  }
  raiseTo(levels, LEVEL.near);
  return { levels, instead };
}
