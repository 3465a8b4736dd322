/** The difference of two snapshots, entity by entity and aspect by aspect. */
import {
  ASPECTS,
  type Aspect,
  type AspectChange,
  type Difference,
  type Entity,
  type Snapshot,
  type Value,
} from './model.ts';

/** Everything that is on either side, what is alike too: in the order of the second side, then what is gone. In steps. */
export function* diff(before: Snapshot, after: Snapshot): Generator<void, Difference[]> {
  const found: Difference[] = [];
  for (const [key, entity] of after.entities) {
    found.push(differenceOf(key, before.entities.get(key) ?? null, entity));
    yield;
  }
  for (const [key, entity] of before.entities) {
    if (!after.entities.has(key)) found.push(differenceOf(key, entity, null));
    yield;
  }
  return found;
}

/** What differs of one entity; null where a side has none. */
export function differenceOf(key: string, a: Entity | null, b: Entity | null): Difference {
  const one = (b ?? a)!;
  const aspects = a && b ? changesOf(a, b) : [];
  const change = !a ? 'added' : !b ? 'removed' : aspects.length > 0 ? 'changed' : 'unchanged';
  const depth = Math.max(a?.depth ?? 0, b?.depth ?? 0);
  return { key, change, subject: one.subject, depth, aspects, before: a, after: b };
}

const KINDS = Object.keys(ASPECTS) as Aspect[];

function changesOf(a: Entity, b: Entity): AspectChange[] {
  if (a.aspects === b.aspects) return [];
  return KINDS.flatMap((aspect) => {
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
