/** The complete picture as a file, drawn by the engine from the model and not from the screen. */
import { client } from '../../../shared/api.ts';
import { host } from '../../../shared/host.ts';
import { toRequest } from '../state/view-request.ts';
import type { ViewState } from '../state/view-state.ts';
import { fileName, scaleFor } from './picture-file.ts';

async function loadImage(svg: string): Promise<HTMLImageElement> {
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

async function toPng(svg: string): Promise<{ bytes: Uint8Array<ArrayBuffer>; scale: number }> {
  const image = await loadImage(svg);
  const { naturalWidth: width, naturalHeight: height } = image;
  const scale = scaleFor(width, height);
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(width * scale));
  canvas.height = Math.max(1, Math.round(height * scale));
  const context = canvas.getContext('2d');
  if (!context) throw new Error('This system cannot draw pictures.');
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise<Blob | null>((resolve) => {
    canvas.toBlob(resolve, 'image/png');
  });
  if (!blob) throw new Error('The picture is too large for a PNG file. The SVG export has no such limit.');
  return { bytes: new Uint8Array(await blob.arrayBuffer()), scale };
}

/**
 * Saves the picture of a view state.
 * @returns what to tell the user beside "saved", or null.
 */
export async function exportPicture(
  state: ViewState,
  title: string,
  theme: 'light' | 'dark',
  format: 'svg' | 'png',
): Promise<string | null> {
  const { svg } = await client.lineage.svg({ ...toRequest(state), theme });
  if (format === 'svg') {
    await host.save(fileName(title, 'svg'), 'image/svg+xml', new TextEncoder().encode(svg));
    return null;
  }
  const { bytes, scale } = await toPng(svg);
  await host.save(fileName(title, 'png'), 'image/png', bytes);
  return scale < 1
    ? `Drawn at ${Math.round(scale * 100)} % so that it fits a PNG file; the SVG export keeps full size.`
    : null;
}
