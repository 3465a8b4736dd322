/** Shuts every door that the app does not need. The rules themselves are in rules.ts. */
import { app, type Session, type WebContents, type WebPreferences } from 'electron';
import { mayNavigate, mayRequest, mayUse } from './rules.ts';

/** Stated in full, so that no default of a later Electron can loosen one of them. */
export function webPreferences(preload: string): WebPreferences {
  return {
    preload,
    contextIsolation: true,
    sandbox: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webviewTag: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    enableWebSQL: false,
    navigateOnDragDrop: false,
    safeDialogs: true,
    // The spelling checker downloads its dictionaries.
    spellcheck: false,
    devTools: !app.isPackaged,
  };
}

/** No request leaves the machine, no permission is granted, no dictionary is fetched. */
export function secureSession(session: Session): void {
  session.webRequest.onBeforeRequest((details, done) => done({ cancel: !mayRequest(details.url) }));
  session.setPermissionRequestHandler((_contents, permission, done) => done(mayUse(permission)));
  session.setPermissionCheckHandler((_contents, permission) => mayUse(permission));
  session.setDevicePermissionHandler(() => false);
  session.setSpellCheckerEnabled(false);
  session.on('will-download', (_event, item) => {
    // Files are handed out by the save dialog; only what the page itself made may be downloaded.
    if (!item.getURL().startsWith('blob:')) item.cancel();
  });
}

/** No page leads anywhere else, opens windows or embeds others. */
export function secureContents(contents: WebContents): void {
  contents.on('will-frame-navigate', (details) => {
    if (!mayNavigate(details.url)) details.preventDefault();
  });
  contents.on('will-redirect', (details) => {
    if (!mayNavigate(details.url)) details.preventDefault();
  });
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}
