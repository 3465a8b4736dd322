/**
 * A lineage drawing as shapes on a sheet, and as one self-contained SVG file.
 *
 * Drawn from the model, so it holds everything in the view, on screen or not. No script, style sheet,
 * font or reference outside the file. The same input gives the same bytes.
 */
import type { Bounds, LayoutResult, PlacedEdge } from './layout/types.ts';
import type { DrawnEdge, DrawnGroup, Drawing } from './svg/drawing.ts';
import { ENGLISH, type Labels } from './svg/labels.ts';
import { arrowColour, drawLegend, linePaint } from './svg/legend.ts';
import { drawNode, fittedText } from './svg/node.ts';
import { PALETTES, type Palette } from './svg/palette.ts';
import { arrowPath, edgePath } from './svg/path.ts';
import { placesOf } from './svg/places.ts';
import type { GroupShape, Shape, Sheet } from './svg/shapes.ts';
import { clip, textWidth } from './svg/text.ts';
import { writeSvg } from './svg/write.ts';

export { layoutInput, nodeSize } from './svg/drawing.ts';
export type { Badge, DrawnNode, Drawing } from './svg/drawing.ts';
export type { Labels } from './svg/labels.ts';
export type { Sheet } from './svg/shapes.ts';

export interface SheetOptions {
  readonly title: string;
  /** Lines under the title: what is shown and how much of it. */
  readonly caption?: readonly string[];
  /** Lines at the foot: which state of the catalog it shows. */
  readonly footer?: readonly string[];
  readonly palette?: 'light' | 'dark';
  readonly labels?: Labels;
  /** False leaves the legend out. */
  readonly legend?: boolean;
}

const MARGIN = 28;
const MIN_WIDTH = 420;
/** A narrow drawing gets a wider sheet where its heading needs it, up to this. */
const WIDEST_HEADING = 1_000;
const TITLE_SIZE = 16;
const CAPTION_SIZE = 12;
const CAPTION_LINE = 18;
const FOOTER_SIZE = 10;
const FOOTER_LINE = 14;
const FRAME_SIZE = 12;
const LABEL_SIZE = 9;

/**
 * Draws heading, graph, legend and foot, by a layout made for the drawing or a new one.
 * @throws RangeError when the layout was made for another drawing.
 */
export function drawSheet(drawing: Drawing, options: SheetOptions, given?: LayoutResult): Sheet {
  const placed = placesOf(drawing, given);
  if (placed.nodes.length !== drawing.nodes.length || placed.edges.length !== drawing.edges.length) {
    throw new RangeError(
      `layout of ${placed.nodes.length} nodes and ${placed.edges.length} edges for a drawing of ` +
        `${drawing.nodes.length} and ${drawing.edges.length}`,
    );
  }
  const palette = PALETTES[options.palette ?? 'light'];
  const labels = options.labels ?? ENGLISH;
  const { caption = [], footer = [] } = options;
  const inner = Math.max(MIN_WIDTH, placed.bounds.width, headingWidth(options));
  const graphTop = MARGIN + TITLE_SIZE + caption.length * CAPTION_LINE + MARGIN;
  const legendTop = graphTop + placed.bounds.height + MARGIN;
  const legend =
    options.legend === false ? { shapes: [], height: 0 } : drawLegend(drawing, palette, labels, inner);
  const footTop = legendTop + legend.height + (legend.height > 0 ? MARGIN / 2 : 0);
  const foot = footer.map((line, i) =>
    fittedText([MARGIN, footTop + (i + 1) * FOOTER_LINE - 4], FOOTER_SIZE, palette.muted, line, inner),
  );
  const below = foot.length > 0 ? foot.length * FOOTER_LINE + MARGIN / 2 : 0;
  const graph: GroupShape = {
    kind: 'group',
    x: MARGIN - placed.bounds.x,
    y: graphTop - placed.bounds.y,
    shapes: [
      ...(drawing.groups ?? []).flatMap((group, i) => drawFrame(group, placed.frames[i] ?? null, palette)),
      ...drawing.edges.map((edge, i) => drawEdge(edge, placed.edges[i]!, palette)),
      ...drawing.edges.flatMap((edge, i) => drawLabel(edge, placed.edges[i]!, palette)),
      ...drawing.nodes.map((node, i) => drawNode(node, placed.nodes[i]!, palette, labels)),
    ],
  };
  return {
    width: Math.ceil(inner + 2 * MARGIN),
    height: Math.ceil(footTop + below),
    page: palette.page,
    title: options.title,
    description: clip([...caption, ...footer].join(' '), 1_000),
    shapes: [
      ...heading(options.title, caption, inner, palette),
      graph,
      ...(legend.shapes.length === 0
        ? []
        : [{ kind: 'group' as const, x: MARGIN, y: legendTop, shapes: legend.shapes }]),
      ...foot,
    ],
  };
}

/** The sheet of {@link drawSheet} as an SVG file. */
export function drawSvg(drawing: Drawing, options: SheetOptions, given?: LayoutResult): string {
  return writeSvg(drawSheet(drawing, options, given));
}

/** Width that title, caption and foot need, within bounds. */
function headingWidth({ title, caption = [], footer = [] }: SheetOptions): number {
  const widths = [
    textWidth(title.slice(0, 300), TITLE_SIZE) * 1.1,
    ...caption.map((line) => textWidth(line.slice(0, 300), CAPTION_SIZE)),
    ...footer.map((line) => textWidth(line.slice(0, 300), FOOTER_SIZE)),
  ];
  return Math.min(WIDEST_HEADING, Math.max(...widths) + 1);
}

function heading(title: string, caption: readonly string[], inner: number, palette: Palette): Shape[] {
  const top = MARGIN + TITLE_SIZE - 2;
  return [
    fittedText([MARGIN, top], TITLE_SIZE, palette.text, title, inner, { style: 'strong' }),
    ...caption.map((line, i) =>
      fittedText([MARGIN, top + (i + 1) * CAPTION_LINE], CAPTION_SIZE, palette.muted, line, inner),
    ),
  ];
}

function drawEdge(edge: DrawnEdge, placed: LayoutResult['edges'][number], palette: Palette): GroupShape {
  return {
    kind: 'group',
    x: 0,
    y: 0,
    ...(edge.title ? { title: edge.title } : {}),
    shapes: [
      { kind: 'path', d: edgePath(placed), ...linePaint(edge.style, palette) },
      { kind: 'path', d: arrowPath(placed), fill: arrowColour(edge.style, palette) },
    ],
  };
}

/** The frame of an open group, its name in the corner. */
function drawFrame({ label, detail }: DrawnGroup, frame: Bounds | null, palette: Palette): GroupShape[] {
  if (!frame) return [];
  const { x, y, width, height } = frame;
  const border = { stroke: palette.muted, strokeWidth: 1, dash: [4, 3] };
  return [
    {
      kind: 'group',
      x,
      y,
      title: [label, detail]
        .filter(Boolean)
        .map((text) => clip(text, 1_000))
        .join(' · '),
      shapes: [
        { kind: 'rect', x: 0, y: 0, width, height, radius: 8, ...border },
        fittedText([10, 20], FRAME_SIZE, palette.muted, label, width - 20, { style: 'strong' }),
      ],
    },
  ];
}

/** What is said of an edge, in the middle of its line. */
function drawLabel({ label }: DrawnEdge, { points }: PlacedEdge, palette: Palette): Shape[] {
  const middle = middleOf(points);
  if (!label || !middle) return [];
  const width = textWidth(label, LABEL_SIZE) + 10;
  const box = { x: middle.x - width / 2, y: middle.y - 8, width, height: 16, radius: 8 };
  const text = { x: middle.x, y: middle.y + 3.5, size: LABEL_SIZE, fill: palette.muted, text: label };
  return [
    { kind: 'rect', ...box, fill: palette.page, stroke: palette.line, strokeWidth: 0.75 },
    { kind: 'text', ...text, anchor: 'middle' },
  ];
}

/** The middle of the longest piece, which has most room. */
function middleOf(points: PlacedEdge['points']): { x: number; y: number } | null {
  let best: { x: number; y: number; length: number } | null = null;
  for (const [i, to] of points.entries()) {
    const from = points[i - 1];
    if (!from) continue;
    const length = Math.hypot(to.x - from.x, to.y - from.y);
    if (!best || length > best.length) best = { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2, length };
  }
  return best;
}
