/**
 * A lineage drawing as one self-contained SVG file.
 *
 * Drawn from the model, so it holds everything in the view, on screen or not. No script, style sheet,
 * font or reference outside the file: presentation attributes only, which every viewer understands.
 * The same input gives the same bytes.
 */
import type { LayoutResult } from './layout/types.ts';
import type { DrawnEdge, Drawing } from './svg/drawing.ts';
import { ENGLISH, type Labels } from './svg/labels.ts';
import { arrowColour, drawLegend, lineAttributes } from './svg/legend.ts';
import { drawNode, svgText } from './svg/node.ts';
import { PALETTES, type Palette } from './svg/palette.ts';
import { arrowPath, edgePath } from './svg/path.ts';
import { clip, escapeXml, fitText, num } from './svg/text.ts';

export { layoutInput, nodeSize } from './svg/drawing.ts';
export type { Badge, DrawnNode, Drawing } from './svg/drawing.ts';
export type { Labels } from './svg/labels.ts';

export interface SvgOptions {
  readonly title: string;
  /** Lines under the title: what is shown and how much of it, the revision, the date. */
  readonly caption?: readonly string[];
  readonly palette?: 'light' | 'dark';
  readonly labels?: Labels;
  /** False leaves the legend out. */
  readonly legend?: boolean;
}

const MARGIN = 28;
const MIN_WIDTH = 420;
const TITLE_SIZE = 16;
const CAPTION_SIZE = 12;
const CAPTION_LINE = 18;

/** @throws RangeError when the layout was made for another drawing. */
export function drawSvg(drawing: Drawing, layout: LayoutResult, options: SvgOptions): string {
  if (layout.nodes.length !== drawing.nodes.length || layout.edges.length !== drawing.edges.length) {
    throw new RangeError(
      `layout of ${layout.nodes.length} nodes and ${layout.edges.length} edges for a drawing of ` +
        `${drawing.nodes.length} and ${drawing.edges.length}`,
    );
  }
  const palette = PALETTES[options.palette ?? 'light'];
  const labels = options.labels ?? ENGLISH;
  const caption = options.caption ?? [];
  const inner = Math.max(MIN_WIDTH, layout.bounds.width);
  const graphTop = MARGIN + TITLE_SIZE + caption.length * CAPTION_LINE + MARGIN;
  const legendTop = graphTop + layout.bounds.height + MARGIN;
  const legend =
    options.legend === false ? { svg: '', height: 0 } : drawLegend(drawing, palette, labels, inner);
  const width = Math.ceil(inner + 2 * MARGIN);
  const height = Math.ceil(legendTop + legend.height + (legend.height > 0 ? MARGIN / 2 : 0));
  const description = clip(caption.join(' '), 1_000);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"`,
    ` font-family="system-ui, 'Segoe UI', 'Noto Sans', Arial, sans-serif" role="img">\n`,
    `<title>${escapeXml(clip(options.title, 1_000))}</title>\n<desc>${escapeXml(description)}</desc>\n`,
    `<rect width="${width}" height="${height}" fill="${palette.page}"/>\n`,
    heading(options.title, caption, inner, palette),
    `<g transform="translate(${num(MARGIN - layout.bounds.x)} ${num(graphTop - layout.bounds.y)})">\n`,
    ...drawing.edges.map((edge, i) => `${drawEdge(edge, layout.edges[i]!, palette)}\n`),
    ...drawing.nodes.map((node, i) => `${drawNode(node, layout.nodes[i]!, palette, labels)}\n`),
    '</g>\n',
    legend.svg === '' ? '' : `<g transform="translate(${MARGIN} ${num(legendTop)})">${legend.svg}</g>\n`,
    '</svg>\n',
  ].join('');
}

function heading(title: string, caption: readonly string[], inner: number, palette: Palette): string {
  const top = MARGIN + TITLE_SIZE - 2;
  const lines = caption.map((line, i) =>
    svgText(
      MARGIN,
      top + (i + 1) * CAPTION_LINE,
      CAPTION_SIZE,
      palette.muted,
      fitText(line, CAPTION_SIZE, inner),
    ),
  );
  const first = svgText(
    MARGIN,
    top,
    TITLE_SIZE,
    palette.text,
    fitText(title, TITLE_SIZE, inner),
    ' font-weight="600"',
  );
  return [first, ...lines, ''].join('\n');
}

function drawEdge(edge: DrawnEdge, placed: LayoutResult['edges'][number], palette: Palette): string {
  const title = edge.title === undefined ? '' : `<title>${escapeXml(clip(edge.title, 1_000))}</title>`;
  const line = `<path d="${edgePath(placed)}" fill="none" ${lineAttributes(edge.style, palette)}/>`;
  const arrow = `<path d="${arrowPath(placed)}" fill="${arrowColour(edge.style, palette)}"/>`;
  return `<g>${title}${line}${arrow}</g>`;
}
