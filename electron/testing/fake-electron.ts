/**
 * Stands for Electron in tests: the parts that the host uses, each of which notes what was done with it. A fresh one
 * for each import, so tests reset modules.
 */
import { EventEmitter } from 'node:events';

export type Call = readonly [what: string, ...details: unknown[]];

/** Everything that was asked of the system, in order. */
export const calls: Call[] = [];
const note = (what: string, ...details: unknown[]): void => void calls.push([what, ...details]);

/** What dialogs answer, in order; `cancelled` when none is left. */
export const answers: unknown[] = [];
const answer = async (what: string, cancelled: unknown, ...details: unknown[]): Promise<unknown> => {
  note(what, ...details);
  return answers.shift() ?? cancelled;
};

class FakeApp extends EventEmitter {
  isPackaged = true;
  lock = true;
  ready = false;
  readonly commandLine = { appendSwitch: (...given: string[]) => note('switch', ...given) };
  whenReady = async () => void (this.ready = true);
  isReady = () => this.ready;
  requestSingleInstanceLock = () => this.lock;
  setName = (name: string) => note('setName', name);
  setAppUserModelId = (id: string) => note('setAppUserModelId', id);
  setPath = (name: string, path: string) => note('setPath', name, path);
  enableSandbox = () => note('enableSandbox', this.ready);
  addRecentDocument = (path: string) => note('addRecentDocument', path);
  clearRecentDocuments = () => note('clearRecentDocuments');
  /** What the system is set to. */
  languages = ['en-US'];
  getPreferredSystemLanguages = () => this.languages;
  quit = () => note('quit');
  exit = (code: number) => note('exit', code);
}

export class FakeContents extends EventEmitter {
  windowOpen: ((details: unknown) => { action: string }) | null = null;
  setWindowOpenHandler(handler: (details: unknown) => { action: string }): void {
    this.windowOpen = handler;
  }
  send(channel: string, ...details: unknown[]): void {
    note('send', channel, ...details);
  }
  postMessage(channel: string): void {
    note('postMessage', channel);
  }
}

export class FakeWindow extends EventEmitter {
  static all: FakeWindow[] = [];
  static getAllWindows = () => FakeWindow.all;
  static fromWebContents = (contents: unknown) =>
    FakeWindow.all.find((window) => window.webContents === contents) ?? null;
  readonly webContents = new FakeContents();
  readonly options: Record<string, unknown>;
  focused = true;
  minimized = false;
  destroyed = false;
  constructor(options: Record<string, unknown>) {
    super();
    this.options = options;
    FakeWindow.all.push(this);
    app.emit('web-contents-created', {}, this.webContents);
  }
  isFocused = () => this.focused;
  isMinimized = () => this.minimized;
  isMaximized = () => false;
  isDestroyed = () => this.destroyed;
  getNormalBounds = () => ({ x: 10, y: 20, width: 800, height: 600 });
  maximize = () => note('maximize');
  restore = () => void (this.minimized = false);
  show = () => note('show');
  focus = () => note('focus');
  reload = () => note('reload');
  setTitle = (title: string) => note('setTitle', title);
  setProgressBar = (share: number) => note('setProgressBar', share);
  loadURL = async (address: string) => note('loadURL', address);
}

export class FakeProcess extends EventEmitter {
  readonly stdout = new EventEmitter();
  readonly stderr = new EventEmitter();
  readonly posted: { kind: string }[] = [];
  postMessage(message: { kind: string }): void {
    this.posted.push(message);
    if (message.kind === 'close') queueMicrotask(() => this.emit('exit', 0));
  }
  kill = () => note('kill');
}
/** Engine processes, the newest last. */
export const engines: FakeProcess[] = [];

export class FakeNotification extends EventEmitter {
  static supported = true;
  static all: FakeNotification[] = [];
  static isSupported = () => FakeNotification.supported;
  readonly options: { title: string; body: string };
  constructor(options: { title: string; body: string }) {
    super();
    this.options = options;
  }
  show = () => void FakeNotification.all.push(this);
}

/** What pages may call, by channel. */
export const handlers = new Map<string, (event: unknown, ...given: unknown[]) => unknown>();
/** What the session decides by. */
export const session = {
  beforeRequest: null as
    null | ((details: { url: string }, done: (answer: { cancel?: boolean }) => void) => void),
  permissionRequest: null as null | ((contents: unknown, name: string, done: (ok: boolean) => void) => void),
  permissionCheck: null as null | ((contents: unknown, name: string) => boolean),
  device: null as null | (() => boolean),
  spelling: true,
  downloads: new EventEmitter(),
};
export const schemes: unknown[] = [];
export const protocolHandlers = new Map<string, (request: Request) => Promise<Response>>();

const app = new FakeApp();
const defaultSession = {
  webRequest: {
    onBeforeRequest: (handler: typeof session.beforeRequest) => void (session.beforeRequest = handler),
  },
  setPermissionRequestHandler: (handler: typeof session.permissionRequest) =>
    void (session.permissionRequest = handler),
  setPermissionCheckHandler: (handler: typeof session.permissionCheck) =>
    void (session.permissionCheck = handler),
  setDevicePermissionHandler: (handler: typeof session.device) => void (session.device = handler),
  setSpellCheckerEnabled: (on: boolean) => void (session.spelling = on),
  on: (event: string, listener: (...given: unknown[]) => void) => session.downloads.on(event, listener),
};

export const electron = {
  app,
  BrowserWindow: FakeWindow,
  Menu: {
    buildFromTemplate: (template: unknown) => template,
    setApplicationMenu: (template: unknown) => note('menu', template),
  },
  MessageChannelMain: class {
    readonly port1 = {};
    readonly port2 = {};
  },
  Notification: FakeNotification,
  dialog: {
    showOpenDialog: (...given: unknown[]) => answer('openDialog', { filePaths: [] }, ...given),
    showSaveDialog: (...given: unknown[]) => answer('saveDialog', { filePath: '', canceled: true }, ...given),
    showMessageBox: (_window: unknown, options: { cancelId: number }) =>
      answer('messageBox', { response: options.cancelId }, options),
    showErrorBox: (...given: unknown[]) => note('errorBox', ...given),
  },
  ipcMain: {
    handle: (channel: string, handler: (event: unknown, ...given: unknown[]) => unknown) =>
      void handlers.set(channel, handler),
  },
  nativeTheme: { shouldUseDarkColors: false, themeSource: 'system' },
  protocol: {
    registerSchemesAsPrivileged: (list: unknown[]) => void schemes.push(...list),
    handle: (scheme: string, handler: (request: Request) => Promise<Response>) =>
      void protocolHandlers.set(scheme, handler),
  },
  safeStorage: {
    isEncryptionAvailable: () => false,
    encryptString: (text: string) => Buffer.from(text),
    decryptString: (bytes: Buffer) => bytes.toString(),
  },
  screen: { getAllDisplays: () => [{ workArea: { x: 0, y: 0, width: 1920, height: 1080 } }] },
  session: { defaultSession },
  shell: { showItemInFolder: (path: string) => note('showItemInFolder', path) },
  utilityProcess: {
    fork: (entry: string) => {
      const started = new FakeProcess();
      engines.push(started);
      note('fork', entry);
      return started;
    },
  },
};
