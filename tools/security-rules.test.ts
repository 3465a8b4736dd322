import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from './run.ts';
import { RULES, scan } from './security-rules.ts';

const sources = ['electron', 'renderer/src'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => `${folder}/${name.replaceAll('\\', '/')}`)
    .filter((name) => /\.tsx?$/.test(name) && !/\.test\.tsx?$|\/testing\//.test(name)),
);

const PLANTED: Readonly<Record<string, readonly string[]>> = {
  'open-window': [
    'new BrowserWindow({ webPreferences: { nodeIntegration: true } })',
    'const p = { contextIsolation: false }',
    "const p = { 'sandbox': false }",
    'const p = { webSecurity: false, spellcheck: false }',
  ],
  'blink-features': ["const p = { enableBlinkFeatures: 'X' }"],
  'other-window': ['new BrowserWindow({})', 'new WebContentsView()'],
  'window-opened': ["contents.setWindowOpenHandler(() => ({ action: 'allow' }))", "window.open('x')"],
  'way-out': ["shell.openExternal('https://x')", "electron.shell['openPath'](p)"],
  'foreign-module': [
    "import { exec } from 'node:child_process'",
    "import u from 'electron-updater'",
    "require('@electron/remote')",
  ],
  network: [
    "import http from 'node:http'",
    "await import('dns/promises')",
    "fetch('x')",
    'net.request(u)',
    "new WebSocket('x')",
  ],
  'unchecked-message': ["ipcMain.handle('x', f)", "electron.ipcMain.on('x', f)"],
  'bare-ipc': ["contextBridge.exposeInMainWorld('x', ipcRenderer)", "expose('x', { ipc: ipcRenderer })"],
  'code-from-text': ["eval('x')", "new Function('x')", "contents.executeJavaScript('x')"],
  certificates: ['session.setCertificateVerifyProc(f)', "app.on('certificate-error', f)"],
  'weak-switch': [
    "app.commandLine.appendSwitch('no-sandbox')",
    "line.appendSwitch('remote-debugging-port', '9222')",
  ],
  'home-call': ["crashReporter.start({ submitURL: 'x' })", 'autoUpdater.checkForUpdates()'],
  'other-page': [
    "window.loadURL('https://example.org')",
    "window.loadFile('x.html')",
    'window.loadURL(address)',
  ],
  'old-protocol': ["protocol.registerFileProtocol('x', f)"],
};
const PLANTED_IN_PAGE = [
  'const a = <div dangerouslySetInnerHTML={{ __html: x }} />',
  'element.innerHTML = x',
  "element.insertAdjacentHTML('beforeend', x)",
  'document.write(x)',
];

describe('the desktop host and the page', () => {
  it('say nothing that the rules forbid', () => {
    expect(sources.length).toBeGreaterThan(100);
    const found = sources.flatMap((file) =>
      scan(readFileSync(join(root, file), 'utf8'), file).map(({ rule, line }) => `${file}:${line} ${rule}`),
    );
    expect(found).toEqual([]);
  });

  it('load no script, style or picture from elsewhere', () => {
    const page = readFileSync(join(root, 'renderer/index.html'), 'utf8');
    expect(page).not.toMatch(/(?:src|href)="(?:https?:)?\/\//);
    expect(page).not.toMatch(/<script(?![^>]*\bsrc=)/);
    expect(page).not.toMatch(/\son\w+=|<style|style="/);
  });
});

describe('every rule', () => {
  it('has a planted violation', () => {
    expect([...Object.keys(PLANTED), 'markup-from-text'].sort()).toEqual(Object.keys(RULES).sort());
  });

  it.each(Object.entries(PLANTED).flatMap(([rule, lines]) => lines.map((line) => [rule, line] as const)))(
    '%s catches: %s',
    (rule, line) => expect(scan(`\n${line};`, 'electron/planted.ts')).toContainEqual({ rule, line: 2 }),
  );

  it.each(PLANTED_IN_PAGE)('markup-from-text catches: %s', (line) => {
    expect(scan(line, 'renderer/src/planted.tsx')).toContainEqual({ rule: 'markup-from-text', line: 1 });
  });

  it('lets pass what is right', () => {
    const fine = `
      import { app } from 'electron';
      const p = { nodeIntegration: false, contextIsolation: true, sandbox: true, spellcheck: false };
      contents.setWindowOpenHandler(() => ({ action: 'deny' }));
      line.appendSwitch('disable-background-networking');
      window.loadURL(\`\${APP_ORIGIN}/\`);
      shell.showItemInFolder(path);
    `;
    expect(scan(fine, 'electron/fine.ts')).toEqual([]);
  });
});
