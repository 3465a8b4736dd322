/** What people ask about first: critical things, then what decides and presents, then what feeds it. */
import type { Card } from '../browse/cards.ts';

/** How a steward says that something is critical. */
export const CRITICAL_TAG = { kind: 'criticality', key: '', value: 'critical' } as const;
/** How a source may say so. */
export const CRITICAL_SOURCE_TAG = { kind: 'label', key: 'criticality', value: 'critical' } as const;
/** Both, as lists show them. */
const CRITICAL_LABEL = 'criticality=critical';

export const isCritical = (card: Card): boolean => card.labels.has(CRITICAL_LABEL);

/** Where data end up in front of people or in decisions: models, dashboards, reports, interfaces. */
export const ENDPOINT_KINDS: ReadonlySet<string> = new Set(['model', 'dashboard', 'report', 'api']);

const ORDER = [
  'model',
  'dashboard',
  'report',
  'api',
  'feature',
  'metric',
  'saved query',
  'semantic model',
  'table',
  'view',
  'file',
  'topic',
  'ephemeral',
  'function',
];

/** Place of a kind in lists, the most important first; unknown kinds last. */
export function kindRank(kind: string): number {
  const at = ORDER.indexOf(kind);
  return at === -1 ? ORDER.length : at;
}

/** Critical ones first, then by kind, then nearest, then by name. */
export function byImportance(
  a: { readonly card: Card; readonly distance: number },
  b: { readonly card: Card; readonly distance: number },
): number {
  return (
    Number(isCritical(b.card)) - Number(isCritical(a.card)) ||
    kindRank(a.card.kind) - kindRank(b.card.kind) ||
    a.distance - b.distance ||
    compare(a.card.name, b.card.name) ||
    a.card.id - b.card.id
  );
}

export const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
