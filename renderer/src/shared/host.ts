/** What differs between the desktop app and the loopback server, behind one shape. */
import type { HeldSource } from './host-bridge.ts';
import { say } from './language/say.ts';
import { pickedFromDrop, pickedFromInput, type PickedFile } from './picked-files.ts';
import { upload, type UploadOptions } from './uploads.ts';

export type { HeldSource } from './host-bridge.ts';

const bridge = window.headwaterHost;

/** A short name for a choice of files: the common folder, the only file, or the first and how many more. */
export function labelOf(files: readonly PickedFile[]): string {
  const [first] = files;
  if (!first) return say('Nothing');
  if (files.length === 1) return first.path;
  const folder = first.path.includes('/') ? first.path.slice(0, first.path.indexOf('/') + 1) : '';
  const common = folder !== '' && files.every(({ path }) => path.startsWith(folder));
  return common
    ? folder.slice(0, -1)
    : say('{first} and {others, number} more', { first: first.path, others: files.length - 1 });
}

/** Hands files to the engine's host; the answer names them from then on. */
async function hold(files: readonly PickedFile[], options: UploadOptions = {}): Promise<HeldSource[]> {
  if (files.length === 0) return [];
  if (bridge) return bridge.hold(files.map(({ file }) => file));
  return [await upload(labelOf(files), files, options)];
}

/** Reads a drop or a list of files, then hands them on. Call it while the drop event is handled. */
async function tokensFor(source: File[] | DataTransfer): Promise<HeldSource[]> {
  if (bridge) return bridge.hold(Array.isArray(source) ? source : [...source.files]);
  const { files } = await (Array.isArray(source) ? pickedFromInput(source) : pickedFromDrop(source));
  return hold(files);
}

/**
 * Gives a file to the person: a save dialog in the desktop app, a download in the browser.
 * @param content bytes, or a text that is saved as UTF-8
 * @returns false where the dialog was dismissed; what becomes of a download is not known
 */
async function save(
  name: string,
  mediaType: string,
  content: Uint8Array<ArrayBuffer> | string,
): Promise<boolean> {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  if (bridge) return bridge.save(name, bytes);
  const address = URL.createObjectURL(new Blob([bytes], { type: mediaType }));
  const anchor = document.createElement('a');
  anchor.href = address;
  anchor.download = name;
  anchor.click();
  // The download starts in a later task and still needs the address then.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
  return true;
}

export const host = {
  kind: bridge?.kind ?? ('loopback' as const),
  /** The system's own dialogs, where the host has them. */
  choose: bridge?.choose?.bind(bridge),
  hold,
  tokensFor,
  save,
  onMenu: (listener: (command: string) => void): void => bridge?.onMenu(listener),
};
