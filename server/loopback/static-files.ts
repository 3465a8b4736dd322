/**
 * The built renderer as answers, for every host that serves it: files from one folder, `index.html`
 * for every route of the app. The loopback host sends them over HTTP, the desktop app over `app:`.
 */
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.json': 'application/json',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
};

/** What a host sends back, whatever its transport. */
export interface StaticAnswer {
  readonly status: 200 | 404;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | string;
}

/**
 * Strict: nothing from elsewhere, no inline script, styles only with this load's nonce.
 * @param connect origins besides its own to which the page may connect
 */
export function contentSecurityPolicy(nonce: string, connect: readonly string[]): string {
  return [
    `default-src 'none'`,
    `script-src 'self'`,
    `style-src 'self' 'nonce-${nonce}'`,
    `img-src 'self' data: blob:`,
    `font-src 'self'`,
    ['connect-src', `'self'`, ...connect].join(' '),
    `worker-src 'self'`,
    `manifest-src 'self'`,
    `form-action 'none'`,
    `base-uri 'none'`,
    `frame-ancestors 'none'`,
    `object-src 'none'`,
  ].join('; ');
}

export const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=()',
  'x-dns-prefetch-control': 'off',
  'x-frame-options': 'DENY',
};

/**
 * Answers a GET; assets have hashed names and may be cached, the page itself never.
 * @param root folder with the built renderer
 * @throws when `index.html` cannot be read
 */
export async function answerStatic(
  root: string,
  pathname: string,
  connect: readonly string[] = [],
): Promise<StaticAnswer> {
  const path = filePath(pathname);
  if (path === null) return page(root, connect);
  const file = normalize(join(root, path));
  const inside = file.startsWith(root.endsWith(sep) ? root : root + sep);
  const body = inside ? await readFile(file).catch(() => null) : null;
  if (body === null) return { status: 404, headers: SECURITY_HEADERS, body: '' };
  return {
    status: 200,
    headers: {
      ...SECURITY_HEADERS,
      'content-type': MEDIA_TYPES[extname(file)] ?? 'application/octet-stream',
      'cache-control': path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
    },
    body,
  };
}

async function page(root: string, connect: readonly string[]): Promise<StaticAnswer> {
  const nonce = randomBytes(16).toString('base64');
  const html = await readFile(join(root, 'index.html'), 'utf8');
  return {
    status: 200,
    headers: {
      ...SECURITY_HEADERS,
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'content-security-policy': contentSecurityPolicy(nonce, connect),
    },
    body: html.replaceAll('__CSP_NONCE__', nonce),
  };
}

/** The file that an address names, or null for the app's own routes, which have no file name extension. */
function filePath(pathname: string): string | null {
  let decoded: string;
  try {
    decoded = decodeURIComponent(pathname);
  } catch {
    return null;
  }
  // The raw page would come without its policy and nonce.
  if (decoded === '/index.html' || decoded.includes('\0')) return null;
  return decoded.startsWith('/assets/') || extname(decoded) !== '' ? decoded : null;
}
