/** The built renderer over HTTP: files from one folder, `index.html` for every route of the app. */
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { extname, join, normalize, sep } from 'node:path';

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml', '.png': 'image/png', '.ico': 'image/x-icon', '.woff2': 'font/woff2', '.json': 'application/json', '.wasm': 'application/wasm',
};

/** Strict: nothing from elsewhere, no inline script, styles only with this load's nonce. */
export function contentSecurityPolicy(nonce: string, connect: readonly string[]): string {
  return [
    `default-src 'none'`, `script-src 'self'`, `style-src 'self' 'nonce-${nonce}'`, `img-src 'self' data: blob:`, `font-src 'self'`,
    `connect-src 'self' ${connect.join(' ')}`.trim(), `worker-src 'self'`, `manifest-src 'self'`, `form-action 'none'`, `base-uri 'none'`,
    `frame-ancestors 'none'`, `object-src 'none'`,
  ].join('; ');
}

export const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=()',
};

/** Answers a GET; assets have hashed names and may be cached, the page itself never. */
export async function serveStatic(root: string, pathname: string, response: ServerResponse, connect: readonly string[]): Promise<void> {
  const asset = assetPath(root, pathname);
  if (asset) {
    try {
      const body = await readFile(asset);
      response.writeHead(200, {
        ...SECURITY_HEADERS,
        'content-type': MEDIA_TYPES[extname(asset)] ?? 'application/octet-stream',
        'cache-control': pathname.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
      });
      response.end(body);
      return;
    } catch {
      if (pathname.startsWith('/assets/') || extname(pathname) !== '') {
        response.writeHead(404, SECURITY_HEADERS).end();
        return;
      }
    }
  }
  const nonce = randomBytes(16).toString('base64');
  const page = (await readFile(join(root, 'index.html'), 'utf8')).replaceAll('__CSP_NONCE__', nonce);
  response.writeHead(200, {
    ...SECURITY_HEADERS,
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'content-security-policy': contentSecurityPolicy(nonce, connect),
  });
  response.end(page);
}

/** The file that a path names, or null for the app's own routes and for anything outside the folder. */
function assetPath(root: string, pathname: string): string | null {
  let decoded: string;
  try {
    decoded = decodeURIComponent(pathname);
  } catch {
    return null;
  }
  if (decoded.includes('\0') || decoded === '/' || extname(decoded) === '') return null;
  const path = normalize(join(root, decoded));
  return path.startsWith(root.endsWith(sep) ? root : root + sep) ? path : null;
}
