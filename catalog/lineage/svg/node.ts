/** One node as shapes. */
import type { PlacedNode } from '../layout/types.ts';
import {
  BADGE_GAP,
  BADGE_SIZE,
  badgesWidth,
  badgeWidth,
  BOLD,
  HEADER_HEIGHT,
  NAME_SIZE,
  nodeSize,
  PADDING,
  ROW_HEIGHT,
  rowTop,
  SMALL,
  type Badge,
  type DrawnNode,
} from './drawing.ts';
import type { Labels } from './labels.ts';
import type { Palette } from './palette.ts';
import type { GroupShape, Paint, Shape, TextShape } from './shapes.ts';
import { clip, fitText, num, textWidth } from './text.ts';

/** Room for `+3` where badges do not fit. */
const COUNT_WIDTH = 26;
const RADIUS = 6;
const TITLE_LIMIT = 1_000;

type TextExtra = Pick<TextShape, 'anchor' | 'style'>;

/** A line of text that is cut with an ellipsis where it does not fit. */
export function fittedText(
  [x, y]: readonly [number, number],
  size: number,
  fill: string,
  text: string,
  room: number,
  extra: TextExtra = {},
): TextShape {
  const fitted = fitText(text, size, extra.style === 'strong' ? room / BOLD : room);
  return { kind: 'text', x, y, size, fill, text: fitted, room, ...extra };
}

export function drawNode(node: DrawnNode, at: PlacedNode, palette: Palette, labels: Labels): GroupShape {
  const { width, height } = nodeSize(node);
  const inner = width - 2 * PADDING;
  const kind = fittedText([width - PADDING, 35], SMALL, palette.muted, node.kind, inner / 2, {
    anchor: 'end',
    style: 'emphasis',
  });
  const detailRoom = inner - textWidth(kind.text, SMALL) - PADDING;
  const states = [node.root && labels.root, node.retired && labels.retired, node.gap && labels.gap];
  const title = [node.name, node.detail ?? '', node.kind].map((text) => clip(text, TITLE_LIMIT));
  return {
    kind: 'group',
    x: at.x,
    y: at.y,
    title: [...title, ...states].filter(Boolean).join(' · '),
    shapes: [
      ...frame(node, width, height, palette),
      fittedText([PADDING, 19], NAME_SIZE, palette.text, node.name, inner, { style: 'strong' }),
      fittedText([PADDING, 35], SMALL, palette.muted, node.detail ?? '', detailRoom),
      kind,
      ...drawBadges(node.badges ?? [], PADDING, HEADER_HEIGHT + 3, inner, palette),
      ...(node.columns ?? []).flatMap(({ name, badges = [] }, row) =>
        drawRow(name, badges, rowTop(node, row), width, palette),
      ),
      ...(node.moreColumns ? [moreRow(node, palette, labels)] : []),
      ...pill(node.hiddenUpstream ?? 0, 0, palette),
      ...pill(node.hiddenDownstream ?? 0, width, palette),
    ],
  };
}

function frame(node: DrawnNode, width: number, height: number, palette: Palette): Shape[] {
  const box = { kind: 'rect' as const, x: 0, y: 0, width, height, radius: RADIUS };
  const dash = node.retired ? [4, 3] : node.gap ? [10, 4] : null;
  const border: Paint = {
    stroke: node.gap ? palette.gap : node.root ? palette.root : palette.border,
    strokeWidth: node.root ? 2.5 : node.gap ? 2 : 1,
    ...(dash ? { dash } : {}),
  };
  if (node.retired) return [{ ...box, ...border }];
  const header = { d: headerPath(width, height > HEADER_HEIGHT), fill: palette.header };
  return [
    { ...box, fill: palette.card },
    { kind: 'path', ...header },
    { ...box, ...border },
  ];
}

/** Round above; below as well where nothing follows the header. */
function headerPath(width: number, isFollowed: boolean): string {
  const [r, right, bottom] = [RADIUS, num(width), HEADER_HEIGHT];
  const top = `M0 ${r}Q0 0 ${r} 0H${num(width - r)}Q${right} 0 ${right} ${r}`;
  if (isFollowed) return `${top}V${bottom}H0Z`;
  return `${top}V${bottom - r}Q${right} ${bottom} ${num(width - r)} ${bottom}H${r}Q0 ${bottom} 0 ${bottom - r}Z`;
}

function drawRow(
  name: string,
  badges: readonly Badge[],
  top: number,
  width: number,
  palette: Palette,
): Shape[] {
  const inner = width - 2 * PADDING;
  const room = Math.min(badgesWidth(badges), inner / 2);
  const label = fittedText([PADDING, top + 14], SMALL, palette.text, name, inner - room - BADGE_GAP);
  const titled: Shape = { kind: 'group', x: 0, y: 0, title: clip(name, TITLE_LIMIT), shapes: [label] };
  return [
    label.text === name ? label : titled,
    ...drawBadges(badges, width - PADDING - room, top + 2, room, palette),
  ];
}

function moreRow(node: DrawnNode, palette: Palette, labels: Labels): TextShape {
  const y = rowTop(node, node.columns?.length ?? 0) + 14;
  const text = labels.moreColumns(node.moreColumns ?? 0);
  return { kind: 'text', x: PADDING, y, size: SMALL, fill: palette.muted, text };
}

/** As many badges as fit beside one another; the rest are counted. */
function drawBadges(
  badges: readonly Badge[],
  left: number,
  top: number,
  room: number,
  palette: Palette,
): Shape[] {
  const shapes: Shape[] = [];
  let x = left;
  const shown = fittingBadges(badges, room);
  for (const badge of badges.slice(0, shown)) {
    const width = badgeWidth(badge);
    const colour = palette.badge[badge.tone ?? 'neutral'];
    const place = { x, y: top, width, height: ROW_HEIGHT - 4, radius: 8 };
    shapes.push(
      { kind: 'rect', ...place, stroke: colour },
      fittedText([x + 5, top + 12], BADGE_SIZE, colour, badge.text, width - 8),
    );
    x += width + BADGE_GAP;
  }
  if (shown < badges.length) {
    const text = `+${badges.length - shown}`;
    shapes.push({ kind: 'text', x, y: top + 12, size: BADGE_SIZE, fill: palette.muted, text });
  }
  return shapes;
}

function fittingBadges(badges: readonly Badge[], room: number): number {
  if (badgesWidth(badges) <= room) return badges.length;
  let count = 0;
  while (badgesWidth(badges.slice(0, count + 1)) <= room - COUNT_WIDTH) count++;
  return count;
}

/** `+12` on the upper corner, for neighbours that are not drawn. */
function pill(count: number, x: number, palette: Palette): Shape[] {
  if (count <= 0) return [];
  const text = `+${count}`;
  const width = textWidth(text, SMALL) + 10;
  const place = { x: x - width / 2, y: -9, width, height: 16, radius: 8 };
  return [
    { kind: 'rect', ...place, fill: palette.page, stroke: palette.muted },
    { kind: 'text', x, y: 3, size: SMALL, fill: palette.text, text, anchor: 'middle' },
  ];
}
