/** The lineage picture as a drawing, complete and independent of any screen. */
import type { Badge, Drawing, DrawnNode } from '../lineage/svg.ts';
import { stretched } from '../lineage/svg/places.ts';
import type { Catalog } from '../catalog.ts';
import type { Card } from '../browse/cards.ts';
import { momentWords } from '../past/moment.ts';
import { picture, type Picture, type PictureNode, type PictureRequest } from './picture.ts';
import type { PictureJob } from './picture/types.ts';
import { verificationText, type Verification } from './verification.ts';

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

/** With more edges than this, only those that are inferred say how sure they are. */
const LABELLED = 80;

/** Null when none of the roots exists. */
export function drawPicture(catalog: Catalog, request: PictureRequest): DrawnPicture | null {
  const drawn = picture(catalog, request);
  if (!drawn) return null;
  const position = new Map(drawn.nodes.map((node, i) => [node.id, i]));
  const columnAt = (at: number, column: number) => {
    const node = drawn.nodes[at]!;
    return node.what === 'dataset' ? node.columns.findIndex((one) => one.id === column) : -1;
  };
  const groups = drawn.frames.map(({ label, detail }) => ({ label, detail }));
  const groupAt = new Map(drawn.frames.map(({ key }, i) => [key, i]));
  const labelled = drawn.edges.length <= LABELLED;
  const laidOut: Drawing = {
    groups,
    nodes: drawn.nodes.map((node) => {
      const group = node.group === null ? undefined : groupAt.get(node.group);
      return { ...drawnNode(node), ...(group === undefined ? {} : { group }) };
    }),
    edges: [
      ...drawn.edges.map((edge) => ({
        from: position.get(edge.from)!,
        to: position.get(edge.to)!,
        style: edge.verification.level,
        title: [edge.jobs.map((job) => job.name).join(', '), verificationText(edge.verification)]
          .filter(Boolean)
          .join('; '),
        ...(labelled || edge.verification.level === 'inferred' ? { label: labelOf(edge.verification) } : {}),
      })),
      ...drawn.columnEdges.map((edge) => {
        const [from, to] = [position.get(edge.fromNode)!, position.get(edge.toNode)!];
        return {
          from,
          to,
          fromColumn: columnAt(from, edge.fromColumn),
          toColumn: columnAt(to, edge.toColumn),
          style: edge.direct ? ('direct' as const) : ('indirect' as const),
          title: [...edge.subtypes, edge.verification].join(', '),
        };
      }),
    ],
  };
  // What was put in its place by hand, or kept in a saved view, stays there.
  const moved = Object.keys(request.pins ?? {}).length > 0;
  const drawing = moved ? { ...laidOut, places: stretched(laidOut, drawn.nodes) } : laidOut;
  const roots = drawn.nodes.filter((node) => node.side === 'root').map(fullName);
  const { shown, wanted, upstream, downstream } = drawn.totals;
  return {
    picture: drawn,
    drawing,
    title: `Lineage of ${roots.join(', ')}`,
    caption: [
      `Showing ${shown} of ${wanted} datasets; ${upstream} upstream and ${downstream} downstream in all.`,
      ...leftOut(drawn),
      ...drawn.rules,
    ],
    footer: stateOf(catalog),
  };
}

/** What was taken out by choice, and jobs beyond those drawn. */
export function leftOut({ totals }: Picture): string[] {
  const { hidden, filtered, jobs, jobsWanted } = totals;
  return [
    ...(hidden > 0 ? [`${hidden} datasets are hidden by hand.`] : []),
    ...(filtered > 0 ? [`${filtered} datasets are left out by the filter.`] : []),
    ...(jobs < jobsWanted ? [`${jobs} of ${jobsWanted} jobs.`] : []),
  ];
}

/** With the column that is followed, where one is. */
function fullName(node: PictureNode): string {
  if (node.what !== 'dataset') return node.title;
  const { card, columns } = node;
  const followed = columns.find(({ lit }) => lit === 'self');
  return followed ? `${card.name}.${followed.name}` : card.name;
}

/** Which state of the catalog a file shows: its name and revision, and the head of the ledger then. */
export function stateOf(catalog: Catalog): string[] {
  const { name, revision } = catalog.info();
  // That of the revision: handing the picture out is an entry, too, and must not make the next one another.
  const hash = catalog.store.reader
    .prepare<[number], string>('SELECT lower(hex(entry_hash)) FROM ledger_entry WHERE seq = ?')
    .pluck()
    .get(revision);
  const ledger = hash === undefined ? 'no ledger entry yet' : `ledger entry ${revision}, ${hash}`;
  const { moment } = catalog;
  if (!moment) return [`${name}, revision ${revision}; ${ledger}`];
  return [`${name}, ${momentWords(moment)}; drawn at revision ${revision}, ${ledger}`];
}

function drawnNode(node: PictureNode): DrawnNode {
  const common = {
    name: node.title,
    detail: node.subtitle,
    root: node.side === 'root',
    hiddenUpstream: node.hiddenUpstream,
    hiddenDownstream: node.hiddenDownstream,
  };
  if (node.what === 'job') return { ...common, kind: node.kind ?? 'job', badges: jobBadges(node) };
  if (node.what === 'group') {
    const counts = `${node.datasets} datasets${node.jobs > 0 ? `, ${node.jobs} jobs` : ''}`;
    return { ...common, kind: 'group', badges: [{ text: counts, tone: 'neutral' }] };
  }
  const { card, columns, columnsHidden } = node;
  return {
    ...common,
    kind: card.kind,
    badges: [...badgesOf(card), verificationBadge(node.verification)],
    columns: columns.map((column) => ({
      name: column.name,
      ...(column.sensitivity
        ? { badges: [{ text: column.sensitivity, tone: toneOf(column.sensitivity) }] }
        : {}),
    })),
    ...(columns.length > 0 && columnsHidden > 0 ? { moreColumns: columnsHidden } : {}),
    retired: card.retired,
    gap: card.referencedOnly,
  };
}

function jobBadges({ runs, lastState }: PictureJob): Badge[] {
  const failed = lastState === 'FAIL' || lastState === 'ABORT';
  return [
    { text: runs === 1 ? '1 run' : `${runs} runs`, tone: 'neutral' },
    ...(failed ? [{ text: 'last run failed', tone: 'danger' as const }] : []),
  ];
}

function verificationBadge(of: Verification): Badge {
  const checked = of.content === 'checked' ? ', content checked' : '';
  const text = of.level === 'observed' ? `observed, ${labelOf(of)}${checked}` : `${labelOf(of)}${checked}`;
  return { text, tone: of.level === 'inferred' ? 'warning' : 'neutral' };
}

/** In a word or two: `14 runs`, `declared`, `inferred 80 %`. */
function labelOf({ level, runs, confidence }: Verification): string {
  if (level === 'observed') return runs === 1 ? '1 run' : `${runs} runs`;
  return level === 'inferred' && confidence !== null ? `inferred ${Math.round(confidence * 100)} %` : level;
}

function badgesOf(card: Card): Badge[] {
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
