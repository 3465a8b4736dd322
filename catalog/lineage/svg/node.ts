/** One node as SVG. */
import type { PlacedNode } from '../layout/types.ts';
import { HEADER_HEIGHT, nodeSize, ROW_HEIGHT, rowTop, type Badge, type DrawnNode } from './drawing.ts';
import type { Labels } from './labels.ts';
import type { Palette } from './palette.ts';
import { clip, escapeXml, fitText, num, textWidth } from './text.ts';

const PADDING = 10;
const NAME_SIZE = 13;
const SMALL = 11;
/** Semibold letters are wider by so much. */
const BOLD = 1.1;
const BADGE_SIZE = 10;
const BADGE_GAP = 4;
/** Room for `+3` where badges do not fit. */
const COUNT_WIDTH = 26;
const RADIUS = 6;
/** Tooltips repeat names in full, but not without end. */
const TITLE_LIMIT = 1_000;

/** SVG text with everything escaped. */
export function svgText(x: number, y: number, size: number, fill: string, text: string, extra = ''): string {
  return `<text x="${num(x)}" y="${num(y)}" font-size="${size}" fill="${fill}"${extra}>${escapeXml(text)}</text>`;
}

export function drawNode(node: DrawnNode, at: PlacedNode, palette: Palette, labels: Labels): string {
  const { width, height } = nodeSize(node);
  const inner = width - 2 * PADDING;
  const kind = fitText(node.kind, SMALL, inner / 2);
  const kindWidth = textWidth(kind, SMALL);
  const states = [node.root && labels.root, node.retired && labels.retired, node.gap && labels.gap];
  const title = [
    clip(node.name, TITLE_LIMIT),
    clip(node.detail ?? '', TITLE_LIMIT),
    clip(node.kind, TITLE_LIMIT),
    ...states,
  ];
  return [
    `<g transform="translate(${num(at.x)} ${num(at.y)})">`,
    `<title>${escapeXml(title.filter(Boolean).join(' · '))}</title>`,
    frame(node, width, height, palette),
    svgText(
      PADDING,
      19,
      NAME_SIZE,
      palette.text,
      fitText(node.name, NAME_SIZE, inner / BOLD),
      ' font-weight="600"',
    ),
    svgText(
      PADDING,
      35,
      SMALL,
      palette.muted,
      fitText(node.detail ?? '', SMALL, inner - kindWidth - PADDING),
    ),
    svgText(width - PADDING, 35, SMALL, palette.muted, kind, ' text-anchor="end" font-style="italic"'),
    drawBadges(node.badges ?? [], PADDING, HEADER_HEIGHT + 3, inner, palette),
    ...(node.columns ?? []).map(({ name, badges = [] }, row) =>
      drawRow(name, badges, rowTop(node, row), width, palette),
    ),
    node.moreColumns ? moreRow(node, palette, labels) : '',
    pill(node.hiddenUpstream ?? 0, 0, palette),
    pill(node.hiddenDownstream ?? 0, width, palette),
    '</g>',
  ].join('');
}

function frame(node: DrawnNode, width: number, height: number, palette: Palette): string {
  const stroke = node.gap ? palette.gap : node.root ? palette.root : palette.border;
  const dash = node.retired ? ' stroke-dasharray="4 3"' : node.gap ? ' stroke-dasharray="10 4"' : '';
  const box = `<rect width="${num(width)}" height="${num(height)}" rx="${RADIUS}"`;
  const border = `${box} fill="none" stroke="${stroke}" stroke-width="${node.root ? 2.5 : node.gap ? 2 : 1}"${dash}/>`;
  if (node.retired) return border;
  const header = `<path d="${headerPath(width, height > HEADER_HEIGHT)}" fill="${palette.header}"/>`;
  return `${box} fill="${palette.card}"/>${header}${border}`;
}

/** Round above; below as well where nothing follows the header. */
function headerPath(width: number, isFollowed: boolean): string {
  const top = `M0 ${RADIUS}a${RADIUS} ${RADIUS} 0 0 1 ${RADIUS} ${-RADIUS}H${num(width - RADIUS)}a${RADIUS} ${RADIUS} 0 0 1 ${RADIUS} ${RADIUS}`;
  if (isFollowed) return `${top}V${HEADER_HEIGHT}H0z`;
  return `${top}V${HEADER_HEIGHT - RADIUS}a${RADIUS} ${RADIUS} 0 0 1 ${-RADIUS} ${RADIUS}H${RADIUS}a${RADIUS} ${RADIUS} 0 0 1 ${-RADIUS} ${-RADIUS}z`;
}

function drawRow(
  name: string,
  badges: readonly Badge[],
  top: number,
  width: number,
  palette: Palette,
): string {
  const inner = width - 2 * PADDING;
  const room = Math.min(badgesWidth(badges), inner / 2);
  const label = fitText(name, SMALL, inner - room - BADGE_GAP);
  const text = svgText(PADDING, top + 14, SMALL, palette.text, label);
  const titled = `<g><title>${escapeXml(clip(name, TITLE_LIMIT))}</title>${text}</g>`;
  return (
    (label === name ? text : titled) + drawBadges(badges, width - PADDING - room, top + 2, room, palette)
  );
}

function moreRow(node: DrawnNode, palette: Palette, labels: Labels): string {
  const top = rowTop(node, node.columns?.length ?? 0);
  return svgText(PADDING, top + 14, SMALL, palette.muted, labels.moreColumns(node.moreColumns ?? 0));
}

/** As many badges as fit beside one another; the rest are counted. */
function drawBadges(
  badges: readonly Badge[],
  left: number,
  top: number,
  room: number,
  palette: Palette,
): string {
  const parts: string[] = [];
  let x = left;
  const shown = fittingBadges(badges, room);
  for (const badge of badges.slice(0, shown)) {
    const width = badgeWidth(badge);
    const colour = palette.badge[badge.tone ?? 'neutral'];
    parts.push(
      `<rect x="${num(x)}" y="${num(top)}" width="${num(width)}" height="${ROW_HEIGHT - 4}" rx="8" fill="none" stroke="${colour}"/>`,
      svgText(x + 5, top + 12, BADGE_SIZE, colour, fitText(badge.text, BADGE_SIZE, width - 8)),
    );
    x += width + BADGE_GAP;
  }
  if (shown < badges.length)
    parts.push(svgText(x, top + 12, BADGE_SIZE, palette.muted, `+${badges.length - shown}`));
  return parts.join('');
}

function fittingBadges(badges: readonly Badge[], room: number): number {
  if (badgesWidth(badges) <= room) return badges.length;
  let count = 0;
  while (badgesWidth(badges.slice(0, count + 1)) <= room - COUNT_WIDTH) count++;
  return count;
}

const badgeWidth = (badge: Badge): number => Math.min(110, textWidth(clip(badge.text, 60), BADGE_SIZE) + 10);

const badgesWidth = (badges: readonly Badge[]): number =>
  badges.reduce((sum, badge) => sum + badgeWidth(badge), 0) + BADGE_GAP * Math.max(0, badges.length - 1);

/** `+12` on the upper corner, for neighbours that are not drawn. */
function pill(count: number, x: number, palette: Palette): string {
  if (count <= 0) return '';
  const text = `+${count}`;
  const width = textWidth(text, SMALL) + 10;
  return [
    `<rect x="${num(x - width / 2)}" y="-9" width="${num(width)}" height="16" rx="8" fill="${palette.page}" stroke="${palette.muted}"/>`,
    svgText(x, 3, SMALL, palette.text, text, ' text-anchor="middle"'),
  ].join('');
}
