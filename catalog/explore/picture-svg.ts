/** The lineage picture as a drawing, complete and independent of any screen. */
import type { Badge, Drawing } from '../lineage/svg.ts';
import type { Catalog } from '../open.ts';
import { picture, type Picture, type PictureNode, type PictureRequest } from './picture.ts';

/** What of the picture goes into a file, whatever its format. */
export interface DrawnPicture {
  readonly picture: Picture;
  readonly drawing: Drawing;
  readonly title: string;
  /** What is shown, and how much of it. */
  readonly caption: readonly string[];
  /** Which state of the catalog it shows. */
  readonly footer: readonly string[];
}

/** Null when none of the roots exists. */
export function drawPicture(catalog: Catalog, request: PictureRequest): DrawnPicture | null {
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
  const roots = drawn.nodes.filter((node) => node.side === 'root').map(fullName);
  const { shown, wanted, upstream, downstream } = drawn.totals;
  return {
    picture: drawn,
    drawing,
    title: `Lineage of ${roots.join(', ')}`,
    caption: [
      `Showing ${shown} of ${wanted} datasets; ${upstream} upstream and ${downstream} downstream in all.`,
    ],
    footer: stateOf(catalog),
  };
}

/** With the column that is followed, where one is. */
function fullName({ card, columns }: PictureNode): string {
  const followed = columns.find(({ lit }) => lit === 'self');
  return followed ? `${card.name}.${followed.name}` : card.name;
}

/** Which state of the catalog a file shows: its name and revision, and the head of the ledger then. */
export function stateOf(catalog: Catalog): string[] {
  const { name, revision, ledgerHead, ledgerSize } = catalog.info();
  const ledger = ledgerHead === null ? 'no ledger entry yet' : `ledger entry ${ledgerSize}, ${ledgerHead}`;
  return [`${name}, revision ${revision}; ${ledger}`];
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
