/** Answers the preload: each call from the app's own page only, each argument checked. */
import { BrowserWindow, ipcMain, nativeTheme, type IpcMainInvokeEvent } from 'electron';
import { z } from 'zod';
import { chooseSources, saveFile } from './files.ts';
import type { HeldPaths } from './held-paths.ts';
import { CHANNELS } from './messages.ts';
import { localeSchema, menuCommandSchema, systemNoticeSchema, type MenuCommand } from './page-shapes.ts';
import { showNotice } from './notices.ts';
import { isTrustedSender } from './rules.ts';

const pathsSchema = z.array(z.string().min(1)).max(10_000);
const whatSchema = z.enum(['files', 'folder']);
const nameSchema = z.string().min(1).max(255);
const commandsSchema = z.array(menuCommandSchema).max(500);
const themeSchema = z.enum(['system', 'light', 'dark']);
const shareSchema = z.number().min(0).max(1).nullable();
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

export interface PageCalls {
  readonly held: HeldPaths;
  /** The page's commands changed. */
  readonly onCommands: (commands: readonly MenuCommand[]) => void;
  /** The page is in this language. */
  readonly onLocale: (locale: string) => void;
  /** A notice was clicked on: the command that it names. */
  readonly onNotice: (command: string) => void;
}

export function answerPage({ held, onCommands, onLocale, onNotice }: PageCalls): void {
  answer(CHANNELS.hold, async (_window, paths) => held.hold(pathsSchema.parse(paths)));
  answer(CHANNELS.choose, async (window, what) =>
    held.hold(await chooseSources(window, whatSchema.parse(what))),
  );
  answer(CHANNELS.save, async (window, name, bytes) =>
    saveFile(window, nameSchema.parse(name), bytesSchema.parse(bytes)),
  );
  answer(CHANNELS.commands, async (_window, commands) => onCommands(commandsSchema.parse(commands)));
  answer(CHANNELS.notify, async (window, notice) =>
    showNotice(window, systemNoticeSchema.parse(notice), onNotice),
  );
  answer(CHANNELS.look, async (_window, theme) => {
    // Menus, dialogs and title bars follow the page; `system` lets both follow the system.
    nativeTheme.themeSource = themeSchema.parse(theme);
  });
  answer(CHANNELS.speak, async (_window, locale) => onLocale(localeSchema.parse(locale)));
  answer(CHANNELS.progress, async (window, share) => window.setProgressBar(shareSchema.parse(share) ?? -1));
}
