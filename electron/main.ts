/** The desktop app's main process: wires window, menu, files and engine together and does nothing itself. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { BrowserWindow, Menu, app, safeStorage, session, shell } from 'electron';
import { restoreSafeCopy, safeCopiesOf, type SafeCopy } from '../catalog/store/safe-copies.ts';
import { dataFolder, defaultCatalogPath, productRoot, rendererDir, version } from '../server/product.ts';
import { declareScheme, serveRenderer } from './app-protocol.ts';
import { answerPage } from './bridge.ts';
import { EngineProcess } from './engine-process.ts';
import { askAfterFailure, chooseCatalog, placeNewCatalog, sayFailure } from './files.ts';
import { HeldPaths } from './held-paths.ts';
import { catalogFromArguments, isCatalogPath, sourcesFromArguments } from './launch.ts';
import { Log } from './log.ts';
import { openWindow } from './main-window.ts';
import { menuTemplate } from './menu.ts';
import { CHANNELS, type EngineFailure, type OpeningFailure } from './messages.ts';
import { stayOffline } from './offline.ts';
import type { MenuCommand } from './page-shapes.ts';
import { Secrets } from './secrets.ts';
import { secureContents, secureSession } from './security.ts';
import { readRemembered, withRecent, writeRemembered, type Remembered } from './window-state.ts';
import { say, speak, spokenOf } from './words.ts';

const desktopFolder = join(dataFolder(), 'desktop');
const statePath = join(desktopFolder, 'window.json');
const log = new Log(join(desktopFolder, 'headwater.log'));

let remembered: Remembered = readRemembered(statePath);
if (remembered.locale !== null) speak(remembered.locale);
let window: BrowserWindow | null = null;
let failure: EngineFailure | null = null;
let commands: readonly MenuCommand[] = [];
/** A catalog that the system asked for before the app was ready. */
let requested = catalogFromArguments(process.argv, process.cwd());
/** Files that were dropped on the icon and not handed to a page yet. */
let dropped = sourcesFromArguments(process.argv, process.cwd(), app.isPackaged);
let pageIsThere = false;
let quitting = false;

const held = new HeldPaths();
const engine = new EngineProcess({
  entry: join(import.meta.dirname, 'engine.js'),
  log,
  held,
  secrets: new Secrets(join(desktopFolder, 'keys'), safeStorage),
  onOpened: (catalog) => {
    failure = null;
    app.addRecentDocument(catalog);
    remember({ recent: withRecent(remembered.recent, catalog) });
    window?.setTitle(`${catalog} — Headwater`);
    refreshMenu();
  },
  onFailed: (why) => {
    failure = { cause: why.cause, logPath: log.path };
    window?.webContents.send(CHANNELS.engineFailed, failure);
    if (window) void offerAfterFailure(window, why);
  },
  onRestarted: () => {
    if (window) engine.connect(window.webContents);
  },
});

function remember(part: Partial<Remembered>): void {
  remembered = { ...remembered, ...part };
  try {
    writeRemembered(statePath, remembered);
  } catch {
    log.note('the window state could not be written');
  }
}

/**
 * Opens a catalog in the window; the page starts afresh with it. Only the default catalog is made when
 * it is missing: a remembered one that is gone must be said to be gone.
 */
async function openCatalog(path: string, create = path === defaultCatalogPath()): Promise<void> {
  failure = null;
  await engine.open(path, create);
  if (quitting) return;
  if (window) window.reload();
  else showWindow();
}

async function offerAfterFailure(over: BrowserWindow, why: OpeningFailure): Promise<void> {
  const catalog = engine.catalog ?? defaultCatalogPath();
  // Another file than a damaged one is not to be replaced.
  const copy = why.problem === 'damaged' ? (safeCopiesOf(catalog)[0] ?? null) : null;
  const choice = await askAfterFailure(over, catalog, { ...why, copy: copy && new Date(copy.at) });
  if (choice === 'copy' && copy) return useCopy(over, catalog, copy);
  const path = choice === 'again' ? catalog : choice === 'another' ? await chooseCatalog(over) : null;
  if (path !== null) await openCatalog(path);
}

/** The engine has to let go of the file first. */
async function useCopy(over: BrowserWindow, catalog: string, copy: SafeCopy): Promise<void> {
  await engine.close();
  try {
    await restoreSafeCopy(catalog, copy);
    log.note('the last safe copy was put in place');
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error);
    log.note('the last safe copy could not be put in place');
    return offerAfterFailure(over, { cause, problem: null });
  }
  await openCatalog(catalog, false);
}

function showWindow(): void {
  window = openWindow({
    preload: join(import.meta.dirname, 'preload.cjs'),
    icon: join(productRoot, 'resources', 'icons', 'headwater.png'),
    remembered,
    log,
    onLoaded: (loaded) => {
      pageIsThere = true;
      if (failure) loaded.webContents.send(CHANNELS.engineFailed, failure);
      else engine.connect(loaded.webContents);
      void handOver();
    },
    onPlaced: remember,
  });
  window.on('closed', () => {
    window = null;
    pageIsThere = false;
    commands = [];
    refreshMenu();
  });
}

/** Gives the page what was dropped on the icon: to be looked at before it is imported. */
async function handOver(): Promise<void> {
  if (!window || !pageIsThere || dropped.length === 0) return;
  const paths = dropped;
  dropped = [];
  const sources = await held.hold(paths);
  if (sources.length > 0) window?.webContents.send(CHANNELS.sources, sources);
}

async function openOther(): Promise<void> {
  const path = window ? await chooseCatalog(window) : null;
  if (path !== null) await openCatalog(path);
}

async function openNew(): Promise<void> {
  const path = window ? await placeNewCatalog(window) : null;
  if (path !== null) await openCatalog(path, true);
}

const runCommand = (id: string): void => window?.webContents.send(CHANNELS.menu, id);

function refreshMenu(): void {
  const actions = {
    command: runCommand,
    newCatalog: () => void openNew(),
    openCatalog: () => void openOther(),
    openRecent: (path: string) => void openCatalog(path),
    clearRecent: () => {
      app.clearRecentDocuments();
      remember({ recent: [] });
      refreshMenu();
    },
    showCatalog: () => engine.catalog !== null && shell.showItemInFolder(engine.catalog),
    showLog: () => shell.showItemInFolder(log.path),
  };
  const { platform } = process;
  const state = { platform, recent: remembered.recent, packaged: app.isPackaged, commands };
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(actions, state)));
}

/** Menus and dialogs are in the language of the page, also before it is there the next time. */
function followLanguage(locale: string): void {
  if (locale === remembered.locale) return;
  remember({ locale });
  speak(locale);
  refreshMenu();
}

function bringForward(): void {
  if (!window) return;
  if (window.isMinimized()) window.restore();
  window.focus();
}

function listen(): void {
  app.on('web-contents-created', (_event, contents) => secureContents(contents));
  app.on('second-instance', (_event, argv, folder) => {
    const catalog = catalogFromArguments(argv, folder);
    if (catalog !== null && catalog !== engine.catalog) void openCatalog(catalog);
    dropped.push(...sourcesFromArguments(argv, folder, app.isPackaged));
    void handOver();
    bringForward();
  });
  app.on('open-file', (event, path) => {
    event.preventDefault();
    if (!isCatalogPath(path)) {
      dropped.push(path);
      void handOver();
    } else if (app.isReady()) void openCatalog(path);
    else requested = path;
  });
  app.on('child-process-gone', (_event, { type, reason }) => log.note(`process gone: ${type}, ${reason}`));
  app.on('activate', () => {
    if (BrowserWindow.getAllWindows().length === 0) showWindow();
  });
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  app.on('will-quit', (event) => {
    if (quitting) return;
    quitting = true;
    event.preventDefault();
    void engine.end().finally(() => app.quit());
  });
}

async function start(): Promise<void> {
  await app.whenReady();
  if (remembered.locale === null) speak(spokenOf(app.getPreferredSystemLanguages()));
  log.note(
    `Headwater ${version} starts, Electron ${process.versions['electron'] ?? ''}, ${process.platform}`,
  );
  secureSession(session.defaultSession);
  serveRenderer(rendererDir);
  answerPage({
    held,
    onCommands: (list) => {
      commands = list;
      refreshMenu();
    },
    onLocale: followLanguage,
    onNotice: runCommand,
  });
  refreshMenu();
  await openCatalog(requested ?? remembered.recent.find((path) => existsSync(path)) ?? defaultCatalogPath());
}

/** The catalog is not harmed by an end at any moment; going on in an unknown state might be. */
function endAfterFault(error: unknown): void {
  log.printed(`${error instanceof Error ? (error.stack ?? error.message) : 'Error'}\n`);
  log.note('the main process ends after a fault');
  sayFailure(
    say('Headwater has to close'),
    say('Everything that was saved is in the catalog. The log has the details.'),
  );
  app.exit(1);
}

app.setName('Headwater');
// Notices and the list of recent files go by it.
if (process.platform === 'win32') app.setAppUserModelId('app.headwater.desktop');
app.setPath('userData', desktopFolder);
app.setPath('sessionData', join(desktopFolder, 'session'));
app.enableSandbox();
stayOffline(app.commandLine);
declareScheme();
process.on('uncaughtException', endAfterFault);
process.on('unhandledRejection', endAfterFault);
if (app.requestSingleInstanceLock()) {
  listen();
  void start();
} else {
  app.exit(0);
}
