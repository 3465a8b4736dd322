/** The map of one thing, source to prediction: everything that it comes from, and where it ends up. */
import type { Card } from '../browse/cards.ts';
import { datasetGraph } from '../explore/graphs.ts';
import { asOfOf, presentInPast } from '../past/moment.ts';
import { DOWNSTREAM, UPSTREAM } from '../lineage/walk.ts';
import type { Catalog } from '../catalog.ts';
import { Gaps } from './gaps.ts';

export interface MapOf {
  readonly card: Card;
  /** The past moment that it shows, in words; null: now. */
  readonly asOf: string | null;
  /** What of it is not as of that moment, in sentences. */
  readonly rules: readonly string[];
  /** The thing itself first, then by distance; members of a cycle with it count as upstream. */
  readonly cards: readonly Card[];
  readonly upstream: number;
  readonly downstream: number;
  /** Upstream datasets that nothing feeds, and that are no gaps. */
  readonly sources: number;
  /** Downstream datasets that feed nothing. */
  readonly ends: number;
  /** Dataset → why lineage stops there, upstream of it. */
  readonly gaps: ReadonlyMap<number, string>;
  /** Hops upstream (negative) or downstream of it, by dataset. */
  readonly hops: ReadonlyMap<number, number>;
}

/** Null when there is no such dataset. */
export function mapOf(catalog: Catalog, id: number): MapOf | null {
  const { graph, cards, indexOf } = datasetGraph(catalog);
  const card = catalog.cards().get(id);
  const start = card && indexOf.get(card.id);
  if (!card || start === undefined) return null;
  const walk = graph.walk(start, 'both', Infinity);
  const gaps = new Gaps(catalog);
  const found = new Map<number, string>();
  const hops = new Map<number, number>();
  let [upstream, downstream] = [0, 0];
  walk.nodes.forEach((node, i) => {
    const side = walk.side[i]!;
    const isUp = node === start || (side & UPSTREAM) !== 0;
    hops.set(cards[node]!.id, isUp ? -walk.depth[i]! : walk.depth[i]!);
    if ((side & UPSTREAM) !== 0) upstream++;
    if ((side & DOWNSTREAM) !== 0) downstream++;
    const [gap] = isUp ? gaps.of(cards[node]!) : [];
    if (gap) found.set(cards[node]!.id, gap.reason);
  });
  return {
    card,
    asOf: asOfOf(catalog.moment),
    rules: presentInPast(catalog.moment),
    cards: Array.from(walk.nodes, (node) => cards[node]!),
    upstream,
    downstream,
    sources: [...graph.roots(start)].filter((node) => !found.has(cards[node]!.id)).length,
    ends: graph.leaves(start).length,
    gaps: found,
    hops,
  };
}
