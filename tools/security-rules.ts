/**
 * What the code of the desktop host and of the page must not say: the checklist of Electron's security guide, as rules over the syntax tree. `security-rules.test.ts` applies them to the code, and each of them to a
 * planted violation.
 */
import { parseAst } from 'vite';

export interface Finding {
  readonly rule: string;
  readonly line: number;
}

interface Node {
  readonly type: string;
  readonly start: number;
  readonly [key: string]: unknown;
}

interface Place {
  /** Relative to the checkout, with slashes. */
  readonly file: string;
}

type Rule = (node: Node, place: Place) => boolean;

/** Settings of a window that open it, with the value that does. */
const OPENING: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  ['nodeIntegration', true],
  ['nodeIntegrationInWorker', true],
  ['nodeIntegrationInSubFrames', true],
  ['contextIsolation', false],
  ['sandbox', false],
  ['webSecurity', false],
  ['allowRunningInsecureContent', true],
  ['experimentalFeatures', true],
  ['webviewTag', true],
  ['enableWebSQL', true],
  ['navigateOnDragDrop', true],
  ['spellcheck', true],
]);
const NETWORK = /^(?:node:)?(?:https?|http2|net|tls|dgram|dns(?:\/promises)?)$/;
const FOREIGN =
  /^(?:@electron\/remote|electron-(?:updater|log|store)|(?:node:)?child_process|electron\/remote)/;
const WEAK_SWITCH =
  /^(?:no-sandbox|disable-web-security|ignore-certificate-errors|remote-debugging-port|allow-|disable-site-isolation|js-flags|load-extension)/;

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as Node).type === 'string';
const nameOf = (value: unknown): string | null => {
  if (!isNode(value)) return null;
  if (value.type === 'Identifier') return value['name'] as string;
  if (value.type === 'Literal') return typeof value['value'] === 'string' ? value['value'] : null;
  return null;
};
/** `c` of `a.b.c` and of `a.b['c']`. */
const memberOf = (value: unknown): string | null =>
  isNode(value) && value.type === 'MemberExpression' ? nameOf(value['property']) : null;
/** `a` of `a.b`. */
const ownerOf = (value: unknown): string | null =>
  isNode(value) && value.type === 'MemberExpression'
    ? (nameOf(value['object']) ?? memberOf(value['object']))
    : null;
const calls = (node: Node, ...names: string[]): boolean =>
  node.type === 'CallExpression' && names.includes(memberOf(node['callee']) ?? nameOf(node['callee']) ?? '');
const makes = (node: Node, ...names: string[]): boolean =>
  node.type === 'NewExpression' && names.includes(nameOf(node['callee']) ?? '');
const argument = (node: Node, index: number): unknown => (node['arguments'] as unknown[])[index];
const importsFrom = (node: Node): string | null =>
  ['ImportDeclaration', 'ImportExpression', 'ExportNamedDeclaration', 'ExportAllDeclaration'].includes(
    node.type,
  )
    ? nameOf(node['source'])
    : calls(node, 'require')
      ? nameOf(argument(node, 0))
      : null;
const inHost = ({ file }: Place): boolean => file.startsWith('electron/');
const inPage = ({ file }: Place): boolean => file.startsWith('renderer/');

export const RULES: Readonly<Record<string, Rule>> = {
  /** A window's settings loosen what Electron shuts. */
  'open-window': (node) =>
    node.type === 'Property' &&
    OPENING.has(nameOf(node['key']) ?? '') &&
    isNode(node['value']) &&
    node['value']['value'] === OPENING.get(nameOf(node['key']) ?? ''),
  'blink-features': (node) => node.type === 'Property' && nameOf(node['key']) === 'enableBlinkFeatures',
  /** Windows are made in one place, with the settings stated in full. */
  'other-window': (node, { file }) =>
    makes(node, 'BrowserView', 'WebContentsView') ||
    (makes(node, 'BrowserWindow') && file !== 'electron/main-window.ts'),
  'window-opened': (node) =>
    (node.type === 'Property' && nameOf(node['key']) === 'action' && nameOf(node['value']) === 'allow') ||
    (calls(node, 'open') && ownerOf(node['callee']) === 'window'),
  /** Nothing leads out of the app: no browser is opened, no program started. */
  'way-out': (node, place) =>
    inHost(place) && calls(node, 'openExternal', 'openPath', 'beep', 'writeShortcutLink'),
  'foreign-module': (node, place) => inHost(place) && FOREIGN.test(importsFrom(node) ?? ''),
  network: (node, place) =>
    (inHost(place) && NETWORK.test(importsFrom(node) ?? '')) ||
    (inHost(place) && (calls(node, 'fetch') || makes(node, 'WebSocket', 'XMLHttpRequest', 'EventSource'))) ||
    (inHost(place) && calls(node, 'request', 'resolveHost') && ownerOf(node['callee']) === 'net'),
  /** Messages are answered in one place, which checks who sends them. */
  'unchecked-message': (node, { file }) =>
    file !== 'electron/bridge.ts' && node.type === 'CallExpression' && ownerOf(node['callee']) === 'ipcMain',
  /** The page gets functions, not the means to send anything to anybody. */
  'bare-ipc': (node) =>
    (node.type === 'Property' && nameOf(node['value']) === 'ipcRenderer') ||
    (calls(node, 'exposeInMainWorld') && nameOf(argument(node, 1)) === 'ipcRenderer'),
  'code-from-text': (node) =>
    calls(node, 'eval', 'executeJavaScript', 'executeJavaScriptInIsolatedWorld') || makes(node, 'Function'),
  certificates: (node) =>
    calls(node, 'setCertificateVerifyProc') ||
    (calls(node, 'on', 'once') && nameOf(argument(node, 0)) === 'certificate-error'),
  'weak-switch': (node) => calls(node, 'appendSwitch') && WEAK_SWITCH.test(nameOf(argument(node, 0)) ?? ''),
  'home-call': (node) =>
    node.type === 'CallExpression' &&
    ['autoUpdater', 'crashReporter'].includes(ownerOf(node['callee']) ?? ''),
  /** Only the app's own address is loaded. */
  'other-page': (node) =>
    calls(node, 'loadFile') ||
    (calls(node, 'loadURL') && !JSON.stringify(argument(node, 0) ?? null).includes('"APP_ORIGIN"')),
  'old-protocol': (node) =>
    calls(
      node,
      'registerFileProtocol',
      'registerHttpProtocol',
      'registerBufferProtocol',
      'registerStringProtocol',
      'registerStreamProtocol',
      'interceptHttpProtocol',
      'interceptFileProtocol',
    ),
  /** Text of sources becomes elements by React only, which escapes it. */
  'markup-from-text': (node, place) =>
    inPage(place) &&
    ((node.type === 'JSXAttribute' && (node['name'] as Node)['name'] === 'dangerouslySetInnerHTML') ||
      (node.type === 'AssignmentExpression' &&
        ['innerHTML', 'outerHTML', 'srcdoc'].includes(memberOf(node['left']) ?? '')) ||
      calls(node, 'insertAdjacentHTML', 'setHTMLUnsafe', 'createContextualFragment') ||
      (calls(node, 'write', 'writeln') && ownerOf(node['callee']) === 'document')),
};

/** @throws where the code cannot be read */
export function scan(code: string, file: string): Finding[] {
  const program = parseAst(code, { lang: file.endsWith('x') ? 'tsx' : 'ts' }) as unknown;
  const found: Finding[] = [];
  const walk = (value: unknown): void => {
    if (Array.isArray(value)) return value.forEach(walk);
    if (typeof value !== 'object' || value === null) return;
    if (isNode(value)) {
      for (const [rule, matches] of Object.entries(RULES)) {
        if (matches(value, { file }))
          found.push({ rule, line: code.slice(0, value.start).split('\n').length });
      }
    }
    Object.values(value).forEach(walk);
  };
  walk(program);
  return found;
}
