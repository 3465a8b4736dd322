/** Nodes in words, for the live region and for labels. */
import type { LineageNode } from '../../../../../contract/index.ts';
import { layerOf, neighbours, type ViewIndex } from '../model/view-index.ts';

const count = (number: number, one: string, many: string) =>
  `${number.toLocaleString()} ${number === 1 ? one : many}`;

/** "12 more upstream" and the like; empty when the picture is complete on that side. */
function beyond(hidden: number, side: string): string {
  return hidden > 0 ? ` and ${hidden.toLocaleString()} more not shown ${side}` : '';
}

/** What is said of a node when the focus reaches it. */
export function describeNode(index: ViewIndex, node: LineageNode): string {
  const layer = layerOf(index, node);
  const upstream = neighbours(index, node.id, 'upstream').length;
  const downstream = neighbours(index, node.id, 'downstream').length;
  return [
    node.title,
    node.kind,
    node.sensitivity ?? 'no sensitivity set',
    node.gap ? 'lineage stops here' : null,
    node.gone ? 'not there now' : node.retired ? 'retired' : null,
    node.failedTests > 0 ? count(node.failedTests, 'failed test', 'failed tests') : null,
    `${upstream} upstream${beyond(node.hiddenUpstream, 'upstream')}`,
    `${downstream} downstream${beyond(node.hiddenDownstream, 'downstream')}`,
    `${layer.indexOf(node) + 1} of ${layer.length} in this layer`,
  ]
    .filter((part) => part !== null)
    .join(', ');
}

export function hopsInWords(node: LineageNode): string {
  if (node.side === 'root') return 'Root';
  return `${count(node.depth, 'hop', 'hops')} ${node.side}`;
}
