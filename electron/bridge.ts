/** Answers the preload: each call from the app's own page only, each argument checked. */
import { BrowserWindow, ipcMain, type IpcMainInvokeEvent } from 'electron';
import { z } from 'zod';
import { chooseSources, saveFile } from './files.ts';
import type { HeldPaths } from './held-paths.ts';
import { CHANNELS } from './messages.ts';
import { isTrustedSender } from './rules.ts';

const pathsSchema = z.array(z.string().min(1)).max(10_000);
const whatSchema = z.enum(['files', 'folder']);
const nameSchema = z.string().min(1).max(255);
const bytesSchema = z.instanceof(Uint8Array);

/** Registers a call; refuses every sender but the page itself. */
function answer(
  channel: string,
  handler: (window: BrowserWindow, ...args: unknown[]) => Promise<unknown>,
): void {
  ipcMain.handle(channel, (event: IpcMainInvokeEvent, ...args: unknown[]) => {
    const window = BrowserWindow.fromWebContents(event.sender);
    if (!window || !isTrustedSender(event.senderFrame)) throw new Error('This sender is not answered');
    return handler(window, ...args);
  });
}

export function answerPage(held: HeldPaths): void {
  answer(CHANNELS.hold, async (_window, paths) => held.hold(pathsSchema.parse(paths)));
  answer(CHANNELS.choose, async (window, what) =>
    held.hold(await chooseSources(window, whatSchema.parse(what))),
  );
  answer(CHANNELS.save, async (window, name, bytes) =>
    saveFile(window, nameSchema.parse(name), bytesSchema.parse(bytes)),
  );
}
