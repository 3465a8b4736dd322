/** What stewards say is critical, and what the lineage suggests to be. */
import type { Card } from '../browse/cards.ts';
import { datasetGraph } from '../explore/graphs.ts';
import type { Catalog } from '../catalog.ts';
import type { MutationResult } from '../stewardship/change.ts';
import { tag } from '../stewardship/tag.ts';
import {
  compare,
  CRITICAL_SOURCE_TAG,
  CRITICAL_TAG,
  ENDPOINT_KINDS,
  isCritical,
  kindRank,
} from './importance.ts';

export interface RankedDataset {
  readonly card: Card;
  /** Models, dashboards, reports and interfaces downstream of it. */
  readonly endpoints: number;
  readonly upstream: number;
  readonly downstream: number;
}

/** What is said to be critical, models and dashboards first. */
export function criticalList(catalog: Catalog): RankedDataset[] {
  return ranked(catalog, [...catalog.cards().all()].filter(isCritical)).sort(
    (a, b) => kindRank(a.card.kind) - kindRank(b.card.kind) || byWeight(a, b),
  );
}

/** What is not said to be critical, by how many endpoints hang on it. */
export function criticalSuggestions(
  catalog: Catalog,
  page: { readonly offset: number; readonly limit: number },
): { readonly total: number; readonly items: readonly RankedDataset[] } {
  const endpoints = endpointCounts(catalog);
  const { cards } = datasetGraph(catalog);
  const candidates = cards
    .map((card, node) => ({ card, endpoints: endpoints[node]! }))
    .filter((one) => one.endpoints > 0 && !one.card.retired && !isCritical(one.card))
    .sort(byWeight);
  const shown = candidates.slice(page.offset, page.offset + page.limit);
  return {
    total: candidates.length,
    items: ranked(
      catalog,
      shown.map(({ card }) => card),
    ),
  };
}

/** Says, or takes back, that datasets are critical: a steward's statement, which undo takes back. */
export async function setCritical(
  catalog: Catalog,
  actor: string,
  ids: readonly number[],
  critical: boolean,
  reason?: string,
): Promise<MutationResult> {
  const targets = ids.map((id) => ({ on: 'dataset' as const, id }));
  return tag(catalog, actor, {
    targets,
    add: critical ? [CRITICAL_TAG] : [],
    remove: critical ? [] : [CRITICAL_TAG, CRITICAL_SOURCE_TAG],
    ...(reason === undefined ? {} : { reason }),
  });
}

function byWeight(
  a: { readonly card: Card; readonly endpoints: number },
  b: { readonly card: Card; readonly endpoints: number },
): number {
  return (
    b.endpoints - a.endpoints ||
    kindRank(a.card.kind) - kindRank(b.card.kind) ||
    compare(a.card.name, b.card.name) ||
    a.card.id - b.card.id
  );
}

function ranked(catalog: Catalog, cards: readonly Card[]): RankedDataset[] {
  const { graph, indexOf } = datasetGraph(catalog);
  const endpoints = endpointCounts(catalog);
  return cards.map((card) => {
    const node = indexOf.get(card.id)!;
    return {
      card,
      endpoints: endpoints[node]!,
      upstream: graph.walk(node, 'upstream', Infinity).total - 1,
      downstream: graph.walk(node, 'downstream', Infinity).total - 1,
    };
  });
}

/** Endpoints strictly downstream of each dataset: one walk upstream from every endpoint. */
function endpointCounts(catalog: Catalog): Int32Array {
  return catalog.cached('endpoint-counts', () => {
    const { graph, cards } = datasetGraph(catalog);
    const counts = new Int32Array(cards.length);
    for (const [endpoint, card] of cards.entries()) {
      if (!ENDPOINT_KINDS.has(card.kind) || card.retired) continue;
      for (const node of graph.walk(endpoint, 'upstream', Infinity).nodes)
        if (node !== endpoint) counts[node]!++;
    }
    return counts;
  });
}
