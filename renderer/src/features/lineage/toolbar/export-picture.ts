/** The complete picture as a file, drawn by the engine from the model and not from the screen. */
import type { LineageExportInput, LineageView } from '../../../../../contract/index.ts';
import { client } from '../../../shared/api.ts';
import { fromBase64 } from '../../../shared/base64.ts';
import { host } from '../../../shared/host.ts';
import { say } from '../../../shared/language/say.ts';
import { told } from '../../../shared/language/told.ts';
import { toRequest } from '../state/view-request.ts';
import type { ViewState } from '../state/view-state.ts';
import { scaleFor } from './picture-file.ts';

export type ExportChoice = Pick<LineageExportInput, 'format' | 'paper'>;

async function loadImage(svg: Uint8Array<ArrayBuffer>): Promise<HTMLImageElement> {
  const image = new Image();
  const url = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml;charset=utf-8' }));
  try {
    image.src = url;
    await image.decode();
    return image;
  } finally {
    URL.revokeObjectURL(url);
  }
}

/** Drawn here, with the fonts of this system, so that names in any script are readable. */
async function toPng(
  svg: Uint8Array<ArrayBuffer>,
): Promise<{ bytes: Uint8Array<ArrayBuffer>; scale: number }> {
  const image = await loadImage(svg);
  const { naturalWidth: width, naturalHeight: height } = image;
  const scale = scaleFor(width, height);
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(width * scale));
  canvas.height = Math.max(1, Math.round(height * scale));
  const context = canvas.getContext('2d');
  if (!context) throw new Error(say('This system cannot draw pictures.'));
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise<Blob | null>((resolve) => {
    canvas.toBlob(resolve, 'image/png');
  });
  if (!blob)
    throw new Error(say('The picture is too large for a PNG file. The SVG export has no such limit.'));
  return { bytes: new Uint8Array(await blob.arrayBuffer()), scale };
}

/** Where one thing was moved by hand, or the view was saved with its places, all stand in the file as they do here. */
function placesIn(state: ViewState, view: LineageView | undefined): LineageExportInput['pins'] {
  const put = { ...state.placed, ...state.pins };
  if (Object.keys(put).length === 0) return put;
  const drawn = (view?.nodes ?? []).map(({ id, x, y }) => [String(id), { x, y }] as const);
  return { ...Object.fromEntries(drawn), ...put };
}

/**
 * Saves the picture of a view state, or the records behind it.
 * @returns what to tell the user: what the file covers, and remarks.
 */
export async function exportPicture(
  state: ViewState,
  theme: 'light' | 'dark',
  view: LineageView | undefined,
  { format, paper }: ExportChoice,
): Promise<{ readonly lines: readonly string[]; readonly incomplete: boolean } | null> {
  const drawn = format === 'png' ? 'svg' : format;
  const file = await client.lineage.export({
    ...toRequest(state),
    pins: placesIn(state, view),
    theme,
    format: drawn,
    ...(paper ? { paper } : {}),
  });
  const bytes = fromBase64(file.base64);
  const { incomplete } = file;
  const lines = [...file.covers, ...file.remarks].map((line) => told(line));
  if (format !== 'png') {
    return (await host.save(file.name, file.mediaType, bytes)) ? { lines, incomplete } : null;
  }
  const png = await toPng(bytes);
  if (!(await host.save(file.name.replace(/\.svg$/, '.png'), 'image/png', png.bytes))) return null;
  if (png.scale < 1) {
    const percent = Math.max(1, Math.round(png.scale * 100));
    lines.push(
      say('Drawn at {percent} % so that it fits a PNG file; the SVG export keeps full size.', { percent }),
    );
  }
  return { lines, incomplete };
}
