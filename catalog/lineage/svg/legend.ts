/** The legend: an entry for everything that occurs in the drawing, and for nothing else. */
import type { Drawing, EdgeStyle } from './drawing.ts';
import type { Labels } from './labels.ts';
import { svgText } from './node.ts';
import type { Palette } from './palette.ts';
import { num, textWidth } from './text.ts';

const SIZE = 11;
const LINE_HEIGHT = 22;
const SAMPLE = 30;
const GAP = 22;

/** Attributes of an edge's line. */
export function lineAttributes(style: EdgeStyle, palette: Palette): string {
  switch (style) {
    case 'observed':
      return `stroke="${palette.line}" stroke-width="1.5"`;
    case 'declared':
      return `stroke="${palette.line}" stroke-width="1.5" stroke-dasharray="6 4"`;
    case 'direct':
      return `stroke="${palette.direct}" stroke-width="1.5"`;
    case 'indirect':
      return `stroke="${palette.indirect}" stroke-width="1.25" stroke-dasharray="2 3"`;
  }
}

/** Colour of an edge's arrowhead. */
export function arrowColour(style: EdgeStyle, palette: Palette): string {
  return style === 'direct' ? palette.direct : style === 'indirect' ? palette.indirect : palette.line;
}

/** SVG of the legend with its origin at 0,0, in lines no wider than `maxWidth`; and its height. */
export function drawLegend(
  drawing: Drawing,
  palette: Palette,
  labels: Labels,
  maxWidth: number,
): { svg: string; height: number } {
  const parts: string[] = [];
  let x = 0;
  let y = 0;
  for (const { label, sample } of entries(drawing, palette, labels)) {
    const width = SAMPLE + 8 + textWidth(label, SIZE);
    if (x > 0 && x + width > maxWidth) {
      x = 0;
      y += LINE_HEIGHT;
    }
    const text = svgText(SAMPLE + 8, 14, SIZE, palette.muted, label);
    parts.push(`<g transform="translate(${num(x)} ${num(y)})">${sample}${text}</g>`);
    x += width + GAP;
  }
  return { svg: parts.join(''), height: parts.length === 0 ? 0 : y + LINE_HEIGHT };
}

interface Entry {
  readonly label: string;
  readonly sample: string;
}

const STYLES = ['observed', 'declared', 'direct', 'indirect'] as const satisfies readonly EdgeStyle[];

function entries({ nodes, edges }: Drawing, palette: Palette, labels: Labels): Entry[] {
  const used = new Set(edges.map(({ style }) => style));
  const lines = STYLES.filter((style) => used.has(style)).map((style) => ({
    label: labels[style],
    sample: `<path d="M0 10H${SAMPLE}" fill="none" ${lineAttributes(style, palette)}/>`,
  }));
  const box = (attributes: string): string =>
    `<rect x="3" y="3" width="${SAMPLE - 6}" height="14" rx="3" ${attributes}/>`;
  const boxes = [
    {
      used: nodes.some(({ root }) => root),
      label: labels.root,
      sample: box(`fill="${palette.header}" stroke="${palette.root}" stroke-width="2.5"`),
    },
    {
      used: nodes.some(({ retired }) => retired),
      label: labels.retired,
      sample: box(`fill="none" stroke="${palette.border}" stroke-dasharray="4 3"`),
    },
    {
      used: nodes.some(({ gap }) => gap),
      label: labels.gap,
      sample: box(
        `fill="${palette.header}" stroke="${palette.gap}" stroke-width="2" stroke-dasharray="10 4"`,
      ),
    },
    {
      used: nodes.some(
        ({ hiddenUpstream = 0, hiddenDownstream = 0 }) => hiddenUpstream + hiddenDownstream > 0,
      ),
      label: labels.hidden,
      sample: `<rect x="3" y="2" width="24" height="16" rx="8" fill="${palette.page}" stroke="${palette.muted}"/>${svgText(15, 14, SIZE, palette.text, '+n', ' text-anchor="middle"')}`,
    },
  ];
  return [...lines, ...boxes.filter((entry) => entry.used)];
}
