/** Shapes as SVG: presentation attributes only, which every viewer understands. */
import type { Paint, Shape, Sheet, TextShape } from './shapes.ts';
import { clip, escapeXml, num } from './text.ts';

/** Tooltips repeat names in full, but not without end. */
const TITLE_LIMIT = 1_000;

/** A sheet as one self-contained file. */
export function writeSvg(sheet: Sheet): string {
  const { width, height } = sheet;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"`,
    ` font-family="system-ui, 'Segoe UI', 'Noto Sans', Arial, sans-serif" role="img">\n`,
    `<title>${escapeXml(clip(sheet.title, TITLE_LIMIT))}</title>\n`,
    `<desc>${escapeXml(clip(sheet.description, TITLE_LIMIT))}</desc>\n`,
    `<rect width="${width}" height="${height}" fill="${sheet.page}"/>\n`,
    ...sheet.shapes.map((shape) => `${svgOf(shape)}\n`),
    '</svg>\n',
  ].join('');
}

function svgOf(shape: Shape): string {
  switch (shape.kind) {
    case 'rect': {
      const { x, y, width, height, radius } = shape;
      const round = radius ? ` rx="${num(radius)}"` : '';
      return `<rect x="${num(x)}" y="${num(y)}" width="${num(width)}" height="${num(height)}"${round}${paintOf(shape)}/>`;
    }
    case 'path':
      return `<path d="${shape.d}"${paintOf(shape)}/>`;
    case 'text':
      return textOf(shape);
    case 'group': {
      const moved =
        shape.x === 0 && shape.y === 0 ? '' : ` transform="translate(${num(shape.x)} ${num(shape.y)})"`;
      const title =
        shape.title === undefined ? '' : `<title>${escapeXml(clip(shape.title, TITLE_LIMIT))}</title>`;
      return `<g${moved}>${title}${shape.shapes.map(svgOf).join('')}</g>`;
    }
  }
}

function paintOf({ fill, stroke, strokeWidth, dash }: Paint): string {
  return [
    ` fill="${fill ?? 'none'}"`,
    stroke === undefined ? '' : ` stroke="${stroke}"`,
    stroke === undefined || strokeWidth === undefined ? '' : ` stroke-width="${num(strokeWidth)}"`,
    stroke === undefined || dash === undefined ? '' : ` stroke-dasharray="${dash.map(num).join(' ')}"`,
  ].join('');
}

function textOf({ x, y, size, fill, text, anchor, style }: TextShape): string {
  const extra = [
    anchor === undefined || anchor === 'start' ? '' : ` text-anchor="${anchor}"`,
    style === 'strong' ? ' font-weight="600"' : style === 'emphasis' ? ' font-style="italic"' : '',
  ].join('');
  return `<text x="${num(x)}" y="${num(y)}" font-size="${size}" fill="${fill}"${extra}>${escapeXml(text)}</text>`;
}
