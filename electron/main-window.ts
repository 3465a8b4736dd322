/** The one window: where it stands, what it loads, what it remembers. */
import { BrowserWindow, nativeTheme, screen } from 'electron';
import type { Log } from './log.ts';
import { recoverPage } from './page-recovery.ts';
import { APP_ORIGIN } from './rules.ts';
import { webPreferences } from './security.ts';
import { visibleBounds, type Remembered } from './window-state.ts';

const DEFAULT_SIZE = { width: 1440, height: 920 };
/** The page's own surface colours, so that the window does not flash before the first picture. */
const SURFACE = { light: '#f7f9fa', dark: '#141414' };

/** After the last of a row of moves; also an app that is killed finds its place again. */
const SETTLED_MS = 1_000;

export interface WindowOptions {
  readonly preload: string;
  readonly icon: string;
  readonly remembered: Remembered;
  /** The page is there, also after a reload. */
  readonly onLoaded: (window: BrowserWindow) => void;
  readonly log: Log;
  /** It was moved or sized, or is closing. */
  readonly onPlaced: (place: Pick<Remembered, 'bounds' | 'maximized'>) => void;
}

export function openWindow(options: WindowOptions): BrowserWindow {
  const screens = screen.getAllDisplays().map((display) => display.workArea);
  const bounds = visibleBounds(options.remembered.bounds, screens);
  const window = new BrowserWindow({
    ...DEFAULT_SIZE,
    ...bounds,
    minWidth: 720,
    minHeight: 480,
    show: false,
    title: 'Headwater',
    icon: options.icon,
    backgroundColor: nativeTheme.shouldUseDarkColors ? SURFACE.dark : SURFACE.light,
    webPreferences: webPreferences(options.preload),
  });
  if (options.remembered.maximized) window.maximize();
  window.once('ready-to-show', () => window.show());
  window.webContents.on('did-finish-load', () => options.onLoaded(window));
  recoverPage(window, options.log);
  rememberPlace(window, options.onPlaced);
  void window.loadURL(`${APP_ORIGIN}/`);
  return window;
}

function rememberPlace(window: BrowserWindow, onPlaced: WindowOptions['onPlaced']): void {
  let timer: NodeJS.Timeout | undefined;
  const place = () => {
    clearTimeout(timer);
    if (!window.isDestroyed())
      onPlaced({ bounds: window.getNormalBounds(), maximized: window.isMaximized() });
  };
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(place, SETTLED_MS);
  };
  window.on('resize', soon);
  window.on('move', soon);
  window.on('close', place);
  window.on('closed', () => clearTimeout(timer));
}
