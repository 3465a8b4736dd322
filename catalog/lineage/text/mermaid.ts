/** A lineage drawing as a Mermaid flowchart. */
import type { Drawing, DrawnEdge, DrawnNode, EdgeStyle } from '../svg/drawing.ts';
import { detailOf, oneLine, type TextOptions } from './words.ts';

/** Edges that Mermaid draws unless it is configured to draw more (`maxEdges`). */
export const MERMAID_EDGES = 500;
/** Characters that it reads unless configured to read more (`maxTextSize`). */
export const MERMAID_CHARACTERS = 50_000;

/** Nodes are `n0`, `n1` …; one with columns is a subgraph of that name, its columns are `n0c0`, `n0c1` … */
export function drawMermaid({ nodes, edges, groups = [] }: Drawing, options: TextOptions): string {
  const notes = [...(options.caption ?? []), ...(options.footer ?? [])].map((line) => `%% ${comment(line)}`);
  const ofClass = (name: string, has: (node: DrawnNode) => boolean | undefined): string[] => {
    const members = nodes.flatMap((node, i) => (has(node) ? [`n${i}`] : []));
    return members.length > 0 ? [`  class ${members.join(',')} ${name}`] : [];
  };
  return [
    '---',
    `title: ${JSON.stringify(oneLine(options.title))}`,
    '---',
    'flowchart LR',
    ...notes,
    ...nodes.flatMap((node, i) => (node.group === undefined ? nodeLines(node, i) : [])),
    ...groups.flatMap(({ label }, group) => [
      `  subgraph g${group}["${escaped(label) || ' '}"]`,
      ...nodes.flatMap((node, i) => (node.group === group ? nodeLines(node, i) : [])),
      '  end',
    ]),
    ...edges.map(
      (edge) => `  ${end(nodes, edge, 'from')} ${ARROWS[edge.style]}${said(edge)} ${end(nodes, edge, 'to')}`,
    ),
    '  classDef root stroke:#1864ab,stroke-width:3px',
    '  classDef gap stroke:#c92a2a,stroke-dasharray:8 4',
    '  classDef retired stroke-dasharray:3 3',
    ...ofClass('root', ({ root }) => root),
    ...ofClass('gap', ({ gap, root }) => gap && !root),
    ...ofClass('retired', ({ retired, gap, root }) => retired && !gap && !root),
    '',
  ].join('\n');
}

/** Solid where observed or direct, dotted where declared or indirect. */
const ARROWS: Readonly<Record<EdgeStyle, string>> = {
  observed: '-->',
  declared: '-.->',
  inferred: '-.->',
  direct: '==>',
  indirect: '-.->',
};

/** What stands on the line. */
const said = ({ label }: DrawnEdge): string => (label ? `|"${escaped(label)}"|` : '');

function nodeLines(node: DrawnNode, i: number): string[] {
  const { hiddenUpstream = 0, hiddenDownstream = 0, columns = [], moreColumns = 0 } = node;
  const hidden = [
    ...(hiddenUpstream > 0 ? [`+${hiddenUpstream} upstream`] : []),
    ...(hiddenDownstream > 0 ? [`+${hiddenDownstream} downstream`] : []),
  ];
  const label = [node.name, detailOf(node), ...hidden].filter(Boolean).map(escaped).join('<br/>');
  if (columns.length === 0) return [`  n${i}["${label || ' '}"]`];
  return [
    `  subgraph n${i}["${label || ' '}"]`,
    ...columns.map(({ name, badges = [] }, c) => {
      const shown = [name, ...badges.map((badge) => `[${badge.text}]`)].map(escaped).join(' ');
      return `    n${i}c${c}["${shown || ' '}"]`;
    }),
    ...(moreColumns > 0 ? [`    n${i}more["… ${moreColumns} more"]`] : []),
    '  end',
  ];
}

function end(nodes: readonly DrawnNode[], edge: DrawnEdge, side: 'from' | 'to'): string {
  const column = side === 'from' ? edge.fromColumn : edge.toColumn;
  const known = column !== undefined && nodes[edge[side]]?.columns?.[column] !== undefined;
  return known ? `n${edge[side]}c${column}` : `n${edge[side]}`;
}

/** Letters, digits and harmless signs stand as they are; everything else as Mermaid's entity code. */
function escaped(value: string): string {
  return oneLine(value).replace(
    /[^\p{L}\p{M}\p{N} _.,:/()+·…-]/gu,
    (character) => `#${character.codePointAt(0)};`,
  );
}

/** A comment ends with the line; braces and percent signs would begin a directive. */
const comment = (value: string): string => oneLine(value).replace(/[%{}]/g, ' ');
