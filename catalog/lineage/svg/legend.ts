/** The legend: an entry for everything that occurs in the drawing, and for nothing else. */
import type { Drawing, EdgeStyle } from './drawing.ts';
import type { Labels } from './labels.ts';
import type { Palette } from './palette.ts';
import type { Paint, Shape } from './shapes.ts';
import { textWidth } from './text.ts';

const SIZE = 11;
const LINE_HEIGHT = 22;
const SAMPLE = 30;
const GAP = 22;

/** How an edge's line is drawn. */
export function linePaint(style: EdgeStyle, palette: Palette): Paint {
  switch (style) {
    case 'observed':
      return { stroke: palette.line, strokeWidth: 1.5 };
    case 'declared':
      return { stroke: palette.line, strokeWidth: 1.5, dash: [6, 4] };
    case 'inferred':
      return { stroke: palette.line, strokeWidth: 1.5, dash: [9, 3, 2, 3] };
    case 'direct':
      return { stroke: palette.direct, strokeWidth: 1.5 };
    case 'indirect':
      return { stroke: palette.indirect, strokeWidth: 1.25, dash: [2, 3] };
  }
}

/** Colour of an edge's arrowhead. */
export function arrowColour(style: EdgeStyle, palette: Palette): string {
  return style === 'direct' ? palette.direct : style === 'indirect' ? palette.indirect : palette.line;
}

/** The legend with its origin at 0,0, in lines no wider than `maxWidth`; and its height. */
export function drawLegend(
  drawing: Drawing,
  palette: Palette,
  labels: Labels,
  maxWidth: number,
): { readonly shapes: readonly Shape[]; readonly height: number } {
  const shapes: Shape[] = [];
  let x = 0;
  let y = 0;
  for (const { label, sample } of entries(drawing, palette, labels)) {
    const width = SAMPLE + 8 + textWidth(label, SIZE);
    if (x > 0 && x + width > maxWidth) {
      x = 0;
      y += LINE_HEIGHT;
    }
    const text = { x: SAMPLE + 8, y: 14, size: SIZE, fill: palette.muted, text: label };
    shapes.push({ kind: 'group', x, y, shapes: [...sample, { kind: 'text', ...text }] });
    x += width + GAP;
  }
  return { shapes, height: shapes.length === 0 ? 0 : y + LINE_HEIGHT };
}

interface Entry {
  readonly label: string;
  readonly sample: readonly Shape[];
}

const STYLES = [
  'observed',
  'declared',
  'inferred',
  'direct',
  'indirect',
] as const satisfies readonly EdgeStyle[];

function entries({ nodes, edges, groups = [] }: Drawing, palette: Palette, labels: Labels): Entry[] {
  const used = new Set(edges.map(({ style }) => style));
  const lines = STYLES.filter((style) => used.has(style)).map((style) => ({
    label: labels[style],
    sample: [{ kind: 'path' as const, d: `M0 10H${SAMPLE}`, ...linePaint(style, palette) }],
  }));
  const box = (paint: Paint): Shape => ({
    kind: 'rect',
    ...{ x: 3, y: 3, width: SAMPLE - 6, height: 14, radius: 3 },
    ...paint,
  });
  const boxes = [
    {
      used: nodes.some(({ root }) => root),
      label: labels.root,
      sample: [box({ fill: palette.header, stroke: palette.root, strokeWidth: 2.5 })],
    },
    {
      used: nodes.some(({ retired }) => retired),
      label: labels.retired,
      sample: [box({ stroke: palette.border, dash: [4, 3] })],
    },
    {
      used: nodes.some(({ gap }) => gap),
      label: labels.gap,
      sample: [box({ fill: palette.header, stroke: palette.gap, strokeWidth: 2, dash: [10, 4] })],
    },
    {
      used: groups.length > 0,
      label: labels.group,
      sample: [box({ stroke: palette.muted, dash: [4, 3] })],
    },
    {
      used: nodes.some(
        ({ hiddenUpstream = 0, hiddenDownstream = 0 }) => hiddenUpstream + hiddenDownstream > 0,
      ),
      label: labels.hidden,
      sample: hiddenSample(palette),
    },
  ];
  return [...lines, ...boxes.filter((entry) => entry.used)];
}

function hiddenSample(palette: Palette): Shape[] {
  const place = { x: 3, y: 2, width: 24, height: 16, radius: 8 };
  const text = { x: 15, y: 14, size: SIZE, fill: palette.text, text: '+n', anchor: 'middle' as const };
  return [
    { kind: 'rect', ...place, fill: palette.page, stroke: palette.muted },
    { kind: 'text', ...text },
  ];
}
