/** The lineage picture as an SVG file, complete and independent of any screen. */
import { layout } from '../lineage/layout/layout.ts';
import { drawSvg, layoutInput, type Badge, type Drawing } from '../lineage/svg.ts';
import type { Catalog } from '../open.ts';
import { picture, type PictureNode, type PictureRequest } from './picture.ts';

export function pictureSvg(
  catalog: Catalog,
  request: PictureRequest,
  theme: 'light' | 'dark',
): string | null {
  const drawn = picture(catalog, request);
  if (!drawn) return null;
  const position = new Map(drawn.nodes.map((node, i) => [node.card.id, i]));
  const columnAt = (node: number, column: number) =>
    drawn.nodes[node]!.columns.findIndex((one) => one.id === column);
  const drawing: Drawing = {
    nodes: drawn.nodes.map((node) => ({
      name: node.title,
      kind: node.card.kind,
      detail: node.subtitle,
      badges: badgesOf(node),
      columns: node.columns.map((column) => ({
        name: column.name,
        ...(column.sensitivity
          ? { badges: [{ text: column.sensitivity, tone: toneOf(column.sensitivity) }] }
          : {}),
      })),
      ...(node.columns.length > 0 && node.columnsHidden > 0 ? { moreColumns: node.columnsHidden } : {}),
      root: node.side === 'root',
      retired: node.card.retired,
      gap: node.card.referencedOnly,
      hiddenUpstream: node.hiddenUpstream,
      hiddenDownstream: node.hiddenDownstream,
    })),
    edges: [
      ...drawn.edges.map((edge) => ({
        from: position.get(edge.from)!,
        to: position.get(edge.to)!,
        style: edge.basis === 'declared' ? ('declared' as const) : ('observed' as const),
        title: edge.jobs.map((job) => job.name).join(', '),
      })),
      ...drawn.columnEdges.map((edge) => {
        const [from, to] = [position.get(edge.fromNode)!, position.get(edge.toNode)!];
        return {
          from,
          to,
          fromColumn: columnAt(from, edge.fromColumn),
          toColumn: columnAt(to, edge.toColumn),
          style: edge.direct ? ('direct' as const) : ('indirect' as const),
          title: edge.subtypes.join(', '),
        };
      }),
    ],
  };
  const roots = drawn.nodes.filter((node) => node.side === 'root').map((node) => node.title);
  const { shown, wanted, upstream, downstream } = drawn.totals;
  return drawSvg(drawing, layout(layoutInput(drawing)), {
    title: `Lineage of ${roots.join(', ')}`,
    caption: [
      `Showing ${shown} of ${wanted} datasets; ${upstream} upstream and ${downstream} downstream in all.`,
      `${catalog.info().name}, revision ${catalog.revision()}.`,
    ],
    palette: theme,
  });
}

function badgesOf(node: PictureNode): Badge[] {
  const { card } = node;
  return [
    ...(card.sensitivity ? [{ text: card.sensitivity, tone: toneOf(card.sensitivity) }] : []),
    ...(card.failedTests > 0 ? [{ text: `${card.failedTests} failed`, tone: 'danger' as const }] : []),
  ];
}

function toneOf(sensitivity: string): NonNullable<Badge['tone']> {
  switch (sensitivity) {
    case 'restricted':
      return 'danger';
    case 'confidential':
      return 'warning';
    case 'internal':
      return 'info';
    default:
      return 'neutral';
  }
}
