/** Names of datasets for the two lines of a node. */
import type { Card } from '../../browse/cards.ts';

/** OpenLineage's naming of a Glue table under the catalog's ARN. */
const GLUE_TABLE = /^table\/([^/]+)\/([^/]+)$/;

/**
 * `orders` over `shop.analytics`: the last part of each name, and what stands before it. The namespace
 * stands there only where nothing else does, or where two datasets would otherwise look the same.
 */
export function titlesOf(cards: readonly Card[]): { title: string; subtitle: string }[] {
  const parts = cards.map(partsOf);
  const key = (part: { title: string; before: string }) => JSON.stringify([part.title, part.before]);
  const times = new Map<string, number>();
  for (const part of parts) times.set(key(part), (times.get(key(part)) ?? 0) + 1);
  return parts.map((part, i) => {
    const { namespace } = cards[i]!;
    const alike = (times.get(key(part)) ?? 0) > 1;
    const subtitle = !part.before ? namespace : alike ? `${part.before} · ${namespace}` : part.before;
    return { title: part.title, subtitle };
  });
}

/** The last part of a dataset's name, and the path before it. */
export function partsOf({ namespace, name, kind }: Pick<Card, 'namespace' | 'name' | 'kind'>): {
  title: string;
  before: string;
} {
  const glue = namespace.startsWith('arn:') ? GLUE_TABLE.exec(name) : null;
  if (glue) return { title: glue[2]!, before: glue[1]! };
  const title = kind === 'file' && !name.includes('/') ? name : lastPart(name);
  return {
    title,
    before: name.endsWith(title) ? name.slice(0, -title.length).replace(/[./]+$/, '') : '',
  };
}

/** `orders` of `db.shop.orders` and of `table/shop/orders`; `part-0.csv` of `raw/part-0.csv`. */
function lastPart(name: string): string {
  const trimmed = name.replace(/[/.]+$/, '');
  const separator = trimmed.includes('/') ? '/' : '.';
  return trimmed.slice(trimmed.lastIndexOf(separator) + 1) || name;
}
