/** The items in their order, so many at a time; the last portion may have fewer. */
export function* portions<Item>(items: Iterable<Item>, size: number): Generator<Item[], void> {
  let portion: Item[] = [];
  for (const item of items) {
    portion.push(item);
    if (portion.length < size) continue;
    yield portion;
    portion = [];
  }
  if (portion.length > 0) yield portion;
}
