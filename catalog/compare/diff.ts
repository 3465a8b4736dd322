/** The difference of two snapshots, entity by entity and aspect by aspect. */
import { byText } from '../reports/as-of-parts.ts';
import {
  ASPECTS,
  type Aspect,
  type AspectChange,
  type Difference,
  type Entity,
  type Snapshot,
  type Value,
} from './model.ts';

/** Everything that is on either side, what is alike too, in order of key. */
export function diff(before: Snapshot, after: Snapshot): Difference[] {
  const keys = new Set([...before.entities.keys(), ...after.entities.keys()]);
  return [...keys].sort(byText).map((key) => {
    const [a, b] = [before.entities.get(key) ?? null, after.entities.get(key) ?? null];
    const one = (b ?? a)!;
    const aspects = a && b ? changesOf(a, b) : [];
    const change = !a ? 'added' : !b ? 'removed' : aspects.length > 0 ? 'changed' : 'unchanged';
    const depth = Math.max(a?.depth ?? 0, b?.depth ?? 0);
    return { key, change, subject: one.subject, depth, aspects, before: a, after: b };
  });
}

function changesOf(a: Entity, b: Entity): AspectChange[] {
  return (Object.keys(ASPECTS) as Aspect[]).flatMap((aspect) => {
    const [before, after] = [a.aspects.get(aspect) ?? null, b.aspects.get(aspect) ?? null];
    if (same(before, after)) return [];
    const [from, to] = [listOf(before), listOf(after)];
    return [
      {
        aspect,
        before,
        after,
        added: to.filter((item) => !from.includes(item)),
        removed: from.filter((item) => !to.includes(item)),
      },
    ];
  });
}

function same(a: Value | null, b: Value | null): boolean {
  if (a === null || b === null || typeof a !== 'object' || typeof b !== 'object') return a === b;
  return a.length === b.length && a.every((item, index) => item === b[index]);
}

/** The items of a list; nothing for a single value. */
function listOf(value: Value | null): readonly string[] {
  return typeof value === 'object' && value !== null ? value : [];
}
