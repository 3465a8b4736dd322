/** Answers that a query asks for again with every key that is typed after them. */
const KEPT = 16;

/** The answer, from those kept or made now; the one that was not asked for longest is forgotten. */
export function keptIn<Key, Answer>(kept: Map<Key, Answer>, key: Key, make: () => Answer): Answer {
  const answer = kept.get(key) ?? make();
  kept.delete(key);
  kept.set(key, answer);
  if (kept.size > KEPT) kept.delete(kept.keys().next().value!);
  return answer;
}
