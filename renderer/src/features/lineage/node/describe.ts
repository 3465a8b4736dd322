/** Nodes in words, for the live region and for labels. */
import type { LineageNode } from '../../../../../contract/index.ts';
import { calmly } from '../../../shared/words.ts';
import { verificationWords } from '../model/verification.ts';
import { layerOf, neighbours, type ViewIndex } from '../model/view-index.ts';

const count = (number: number, one: string, many: string) =>
  `${number.toLocaleString()} ${number === 1 ? one : many}`;

/** "12 more upstream" and the like; empty when the picture is complete on that side. */
function beyond(hidden: number, side: string): string {
  return hidden > 0 ? ` and ${hidden.toLocaleString()} more not shown ${side}` : '';
}

/** What a node is, in words. */
function factsOf(node: LineageNode): (string | null)[] {
  if (node.what === 'job') {
    const { runs, lastState } = node;
    return [
      node.kind ? calmly(node.kind) : 'job',
      count(runs, 'run', 'runs'),
      lastState && `last run ${calmly(lastState)}`,
      node.incomplete ? 'lineage incomplete' : null,
    ];
  }
  if (node.what === 'group') {
    return [
      'closed group',
      count(node.datasets, 'dataset', 'datasets'),
      node.jobs > 0 ? count(node.jobs, 'job', 'jobs') : null,
      node.sensitivity,
      node.failing > 0 ? `${node.failing.toLocaleString()} failing` : null,
    ];
  }
  return [
    node.kind,
    node.sensitivity ?? 'no sensitivity set',
    verificationWords(node.verification).toLowerCase(),
    node.owners.length > 0 ? `owner ${node.owners.join(', ')}` : null,
    node.gap ? 'lineage stops here' : null,
    node.gone ? 'not there now' : node.retired ? 'retired' : null,
    node.failedTests > 0 ? count(node.failedTests, 'failed test', 'failed tests') : null,
    node.failedRun ? 'last run failed' : null,
    node.incomplete ? 'lineage incomplete' : null,
  ];
}

/** What is said of a node when the focus reaches it. */
export function describeNode(index: ViewIndex, node: LineageNode): string {
  const layer = layerOf(index, node);
  const upstream = neighbours(index, node.id, 'upstream').length;
  const downstream = neighbours(index, node.id, 'downstream').length;
  return [
    node.title,
    ...factsOf(node),
    node.dimmed ? 'does not match the filter' : null,
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
