/** Lists of the contract come in pages: as many of them as a command shows. */

/** Rows that one call answers at most. */
const PAGE = 500;

/** `total` counts all that there are, listed or not: what an exit code speaks of. */
export interface Listed<Item> {
  readonly total: number;
  readonly items: Item[];
}

/**
 * Page after page up to the limit, which may be 0 or Infinity.
 * @returns what the first page says, with the items of all
 */
export async function pages<Answer extends Listed<unknown>>(
  limit: number,
  ask: (page: { readonly offset: number; readonly limit: number }) => Promise<Answer>,
): Promise<Answer> {
  const first = await ask({ offset: 0, limit: Math.max(1, Math.min(PAGE, limit)) });
  const items = first.items.slice(0, limit);
  while (items.length < Math.min(limit, first.total)) {
    const next = await ask({ offset: items.length, limit: Math.min(PAGE, limit - items.length) });
    if (next.items.length === 0) break;
    items.push(...next.items);
  }
  return { ...first, items };
}
