/** A lineage drawing as Graphviz text (the DOT language). */
import type { Drawing, DrawnEdge, DrawnGroup, DrawnNode, EdgeStyle } from '../svg/drawing.ts';
import { escapeXml } from '../svg/text.ts';
import { detailOf, oneLine, statesOf, type TextOptions } from './words.ts';

/** Nodes are `n0`, `n1` …; columns are ports `c0`, `c1` … of their node. */
export function drawDot({ nodes, edges, groups = [] }: Drawing, options: TextOptions): string {
  const label = [options.title, ...(options.caption ?? []), ...(options.footer ?? [])]
    .map(quotedPart)
    .join('\\n');
  return [
    'digraph lineage {',
    `  graph [rankdir=LR, labelloc=t, fontname="sans-serif", label="${label}"];`,
    '  node [shape=box, style="rounded,filled", fillcolor="#f1f3f5", color="#868e96", fontname="sans-serif"];',
    '  edge [color="#6c757d", fontname="sans-serif"];',
    ...nodes.map((node, i) => `  n${i} [${nodeAttributes(node)}];`),
    ...groups.map((group, g) => cluster(group, g, nodes)),
    ...edges.map(
      (edge) => `  ${end(nodes, edge, 'from')} -> ${end(nodes, edge, 'to')} [${edgeAttributes(edge)}];`,
    ),
    '}\n',
  ].join('\n');
}

function nodeAttributes(node: DrawnNode): string {
  const columns = node.columns ?? [];
  const states = statesOf(node);
  return [
    columns.length > 0
      ? `shape=plain, label=<${table(node)}>`
      : `label="${[node.name, detailOf(node)].filter(Boolean).map(quotedPart).join('\\n')}"`,
    `tooltip="${[node.name, detailOf(node), ...states].filter(Boolean).map(quotedPart).join(' · ')}"`,
    ...(node.root ? ['color="#1864ab", penwidth=2.5'] : []),
    ...(node.gap ? ['color="#c92a2a", style="rounded,dashed"'] : []),
    ...(node.retired ? ['style="rounded,dotted"'] : []),
  ].join(', ');
}

/** An HTML-like label: a cell for the name and one for each column. */
function table({ columns = [], moreColumns = 0, ...node }: DrawnNode): string {
  const colour = node.gap ? '#c92a2a' : node.root ? '#1864ab' : '#868e96';
  const detail = detailOf(node);
  const head = `<b>${text(node.name)}</b>${detail === '' ? '' : `<br/>${text(detail)}`}`;
  return [
    `<table border="0" cellborder="1" cellspacing="0" cellpadding="4" color="${colour}" bgcolor="#ffffff">`,
    `<tr><td bgcolor="#f1f3f5">${head}</td></tr>`,
    ...columns.map(({ name, badges = [] }, i) => {
      const shown = [name, ...badges.map((badge) => `[${badge.text}]`)].join(' ');
      return `<tr><td port="c${i}" align="left">${text(shown)}</td></tr>`;
    }),
    moreColumns > 0 ? `<tr><td align="left">${text(`… ${moreColumns} more`)}</td></tr>` : '',
    '</table>',
  ].join('');
}

/** Graphviz takes no empty text in an HTML-like label. */
const text = (value: string): string => escapeXml(oneLine(value)) || ' ';

const STYLES: Readonly<Record<EdgeStyle, string>> = {
  observed: 'style=solid',
  declared: 'style=dashed',
  inferred: 'style="dashed", penwidth=0.8',
  direct: 'style=solid, color="#1864ab"',
  indirect: 'style=dotted, color="#7a4d00"',
};

function edgeAttributes({ style, title, label }: DrawnEdge): string {
  return [
    STYLES[style],
    ...(label ? [`label="${quotedPart(label)}", fontsize=9`] : []),
    ...(title ? [`tooltip="${quotedPart(title)}"`] : []),
  ].join(', ');
}

/** Graphviz draws a frame around a subgraph whose name begins so. */
function cluster({ label, detail }: DrawnGroup, group: number, nodes: readonly DrawnNode[]): string {
  const members = nodes.flatMap((node, i) => (node.group === group ? [`n${i};`] : []));
  const title = [label, detail].filter(Boolean).map(quotedPart).join('\\n');
  return `  subgraph cluster_${group} { label="${title}"; style=dashed; color="#868e96"; ${members.join(' ')} }`;
}

function end(nodes: readonly DrawnNode[], edge: DrawnEdge, side: 'from' | 'to'): string {
  const column = side === 'from' ? edge.fromColumn : edge.toColumn;
  const known = column !== undefined && nodes[edge[side]]?.columns?.[column] !== undefined;
  return known ? `n${edge[side]}:c${column}:${side === 'from' ? 'e' : 'w'}` : `n${edge[side]}`;
}

/** Within quotes: Graphviz reads backslash sequences and HTML entities in labels. */
function quotedPart(value: string): string {
  return oneLine(value).replaceAll('&', '&amp;').replaceAll('\\', '\\\\').replaceAll('"', '\\"');
}
