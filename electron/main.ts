/** The desktop app's main process: wires window, menu, files and engine together and does nothing itself. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { BrowserWindow, Menu, app, safeStorage, session, shell } from 'electron';
import { dataFolder, defaultCatalogPath, productRoot, rendererDir } from '../server/product.ts';
import { declareScheme, serveRenderer } from './app-protocol.ts';
import { answerPage } from './bridge.ts';
import { EngineProcess } from './engine-process.ts';
import { askAfterFailure, chooseCatalog, placeNewCatalog } from './files.ts';
import { HeldPaths } from './held-paths.ts';
import { catalogFromArguments, isCatalogPath } from './launch.ts';
import { openWindow } from './main-window.ts';
import { menuTemplate } from './menu.ts';
import { CHANNELS, type EngineFailure } from './messages.ts';
import { Secrets } from './secrets.ts';
import { secureContents, secureSession } from './security.ts';
import { readRemembered, withRecent, writeRemembered, type Remembered } from './window-state.ts';

const desktopFolder = join(dataFolder(), 'desktop');
const statePath = join(desktopFolder, 'window.json');
const logPath = join(desktopFolder, 'engine.log');

let remembered: Remembered = readRemembered(statePath);
let window: BrowserWindow | null = null;
let failure: EngineFailure | null = null;
/** A catalog that the system asked for before the app was ready. */
let requested = catalogFromArguments(process.argv, process.cwd());
let quitting = false;

const held = new HeldPaths();
const engine = new EngineProcess({
  entry: join(import.meta.dirname, 'engine.js'),
  logPath,
  held,
  secrets: new Secrets(join(desktopFolder, 'keys'), safeStorage),
  onOpened: (catalog) => {
    failure = null;
    app.addRecentDocument(catalog);
    remember({ recent: withRecent(remembered.recent, catalog) });
    window?.setTitle(`${catalog} — Headwater`);
    refreshMenu();
  },
  onFailed: (cause) => {
    failure = { cause, logPath };
    window?.webContents.send(CHANNELS.engineFailed, failure);
    if (window) void offerAnother(window, cause);
  },
  onRestarted: () => {
    if (window) engine.connect(window.webContents);
  },
});

function remember(part: Partial<Remembered>): void {
  remembered = { ...remembered, ...part };
  writeRemembered(statePath, remembered);
}

/**
 * Opens a catalog in the window; the page starts afresh with it. Only the default catalog is made when
 * it is missing: a remembered one that is gone must be said to be gone.
 */
async function openCatalog(path: string, create = path === defaultCatalogPath()): Promise<void> {
  failure = null;
  await engine.open(path, create);
  if (window) window.reload();
  else showWindow();
}

async function offerAnother(over: BrowserWindow, cause: string): Promise<void> {
  const catalog = engine.catalog ?? defaultCatalogPath();
  const choice = await askAfterFailure(over, catalog, cause);
  const path = choice === 'again' ? catalog : choice === 'another' ? await chooseCatalog(over) : null;
  if (path !== null) await openCatalog(path);
}

function showWindow(): void {
  window = openWindow({
    preload: join(import.meta.dirname, 'preload.cjs'),
    icon: join(productRoot, 'resources', 'icons', 'headwater.png'),
    remembered,
    onLoaded: (loaded) => {
      if (failure) loaded.webContents.send(CHANNELS.engineFailed, failure);
      else engine.connect(loaded.webContents);
    },
    onClosing: remember,
  });
  window.on('closed', () => (window = null));
}

async function openOther(): Promise<void> {
  const path = window ? await chooseCatalog(window) : null;
  if (path !== null) await openCatalog(path);
}

async function openNew(): Promise<void> {
  const path = window ? await placeNewCatalog(window) : null;
  if (path !== null) await openCatalog(path, true);
}

function refreshMenu(): void {
  const actions = {
    command: (id: string) => window?.webContents.send(CHANNELS.menu, id),
    newCatalog: () => void openNew(),
    openCatalog: () => void openOther(),
    openRecent: (path: string) => void openCatalog(path),
    showCatalog: () => engine.catalog !== null && shell.showItemInFolder(engine.catalog),
    showLog: () => shell.showItemInFolder(logPath),
  };
  const state = { platform: process.platform, recent: remembered.recent, packaged: app.isPackaged };
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(actions, state)));
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
    bringForward();
  });
  app.on('open-file', (event, path) => {
    event.preventDefault();
    if (!isCatalogPath(path)) return;
    if (app.isReady()) void openCatalog(path);
    else requested = path;
  });
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
    void engine.close().finally(() => app.quit());
  });
}

async function start(): Promise<void> {
  await app.whenReady();
  secureSession(session.defaultSession);
  serveRenderer(rendererDir);
  answerPage(held);
  refreshMenu();
  await openCatalog(requested ?? remembered.recent.find((path) => existsSync(path)) ?? defaultCatalogPath());
}

app.setName('Headwater');
app.setPath('userData', desktopFolder);
app.setPath('sessionData', join(desktopFolder, 'session'));
app.enableSandbox();
declareScheme();
if (app.requestSingleInstanceLock()) {
  listen();
  void start();
} else {
  app.exit(0);
}
