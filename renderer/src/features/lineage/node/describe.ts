/** Nodes in words, for the live region and for labels. */
import type { LineageNode } from '../../../../../contract/index.ts';
import { calmly, stateName } from '../../../shared/words.ts';
import { say, sayIn } from '../../../shared/language/say.ts';
import { verificationClause } from '../model/verification.ts';
import { layerOf, neighbours, type ViewIndex } from '../model/view-index.ts';
import { kindWord, levelWord } from '../model/words.ts';

/** What stands before a node, and whether the picture is complete on that side. */
function upstreamOf(shown: number, hidden: number): string {
  return hidden > 0
    ? say('{shown, number} upstream and {hidden, number} more not shown upstream', { shown, hidden })
    : say('{shown, number} upstream', { shown });
}

function downstreamOf(shown: number, hidden: number): string {
  return hidden > 0
    ? say('{shown, number} downstream and {hidden, number} more not shown downstream', { shown, hidden })
    : say('{shown, number} downstream', { shown });
}

/** What a node is, in words. */
function factsOf(node: LineageNode): (string | null)[] {
  if (node.what === 'job') {
    const { runs, lastState } = node;
    return [
      node.kind ? calmly(node.kind) : say('job'),
      say('{runs, plural, one {# run} other {# runs}}', { runs }),
      lastState && say('last run {state}', { state: stateName(lastState) }),
      node.incomplete ? say('lineage incomplete') : null,
    ];
  }
  if (node.what === 'group') {
    return [
      say('closed group'),
      say('{datasets, plural, one {# dataset} other {# datasets}}', { datasets: node.datasets }),
      node.jobs > 0 ? say('{jobs, plural, one {# job} other {# jobs}}', { jobs: node.jobs }) : null,
      node.sensitivity && levelWord(node.sensitivity),
      node.failing > 0 ? say('{datasets, number} failing', { datasets: node.failing }) : null,
    ];
  }
  return [
    kindWord(node.kind),
    node.sensitivity ? levelWord(node.sensitivity) : say('no sensitivity set'),
    verificationClause(node.verification),
    node.owners.length > 0 ? say('owner {owners}', { owners: node.owners.join(', ') }) : null,
    node.gap ? say('lineage stops here') : null,
    node.gone ? say('not there now') : node.retired ? say('retired') : null,
    node.failedTests > 0
      ? say('{tests, plural, one {# failed test} other {# failed tests}}', { tests: node.failedTests })
      : null,
    node.failedRun ? say('last run failed') : null,
    node.incomplete ? say('lineage incomplete') : null,
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
    node.dimmed ? say('does not match the filter') : null,
    upstreamOf(upstream, node.hiddenUpstream),
    downstreamOf(downstream, node.hiddenDownstream),
    say('{position, number} of {nodes, number} in this layer', {
      position: layer.indexOf(node) + 1,
      nodes: layer.length,
    }),
  ]
    .filter((part) => part !== null)
    .join(', ');
}

export function hopsInWords(node: LineageNode): string {
  if (node.side === 'root') return sayIn('of a picture', 'Root');
  return node.side === 'upstream'
    ? say('{hops, plural, one {# hop} other {# hops}} upstream', { hops: node.depth })
    : say('{hops, plural, one {# hop} other {# hops}} downstream', { hops: node.depth });
}
