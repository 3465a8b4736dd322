/** One HTTP request to the loopback host, answered: the way in, the renderer's files, uploads. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Rate } from '../rate.ts';
import type { Guard } from './guard.ts';
import { SECURITY_HEADERS, answerStatic } from './static-files.ts';
import { UploadError, type Uploads } from './uploads.ts';

/** What answering needs. */
export interface Serving {
  readonly guard: Guard;
  readonly uploads: Uploads;
  readonly rendererDir: string;
  /** Requests with a session, and those without. */
  readonly rates: { readonly known: Rate; readonly strangers: Rate };
}

const ENTRANCE = `<!doctype html>
<html lang="en">
  <title>Headwater</title>
  <link rel="icon" href="/headwater.svg" type="image/svg+xml">
  <meta http-equiv="refresh" content="0;url=/">
</html>
`;
const UPLOAD_ADDRESS = /^\/uploads\/([A-Za-z0-9_-]+)\/(.+)$/;
const NO_SESSION =
  'Open Headwater with the link that it printed when it started. The link works once; restart Headwater for a new one.';

/** Never throws: what goes wrong is answered, too. */
export async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  serving: Serving,
): Promise<void> {
  // A connection that breaks has nobody to answer to.
  request.on('error', () => {});
  response.on('error', () => {});
  try {
    await answerOrThrow(request, response, serving);
  } catch (error) {
    fail(request, response, error);
  }
}

async function answerOrThrow(
  request: IncomingMessage,
  response: ServerResponse,
  serving: Serving,
): Promise<void> {
  const { guard, rates } = serving;
  const refuse = (status: number, text: string) => refused(request, response, status, text);
  if (!guard.hostAllowed(request)) return refuse(403, 'This address is not served.');
  if (guard.isForeign(request)) return refuse(403, 'Requests of other pages are not served.');
  const known = guard.hasSession(request);
  if (!(known ? rates.known : rates.strangers).take()) {
    response.setHeader('retry-after', '5');
    return refuse(429, 'Too many requests in a minute.');
  }
  const url = addressOf(request, guard);
  if (!url) return refuse(400, 'The address cannot be read.');
  if (request.method === 'GET' && url.pathname === '/open') {
    return open(request, response, guard, url.searchParams.get('ticket') ?? '');
  }
  if (!known) return refuse(403, NO_SESSION);
  if (request.method === 'GET' || request.method === 'HEAD') {
    return sendStatic(response, url.pathname, serving);
  }
  if (!guard.originAllowed(request) || request.headers['x-headwater'] !== '1') {
    return refuse(403, 'The request does not come from Headwater.');
  }
  return receive(request, response, url.pathname, serving.uploads);
}

function addressOf(request: IncomingMessage, guard: Guard): URL | null {
  try {
    return new URL(request.url ?? '/', guard.origin);
  } catch {
    return null;
  }
}

async function sendStatic(response: ServerResponse, pathname: string, serving: Serving): Promise<void> {
  const { rendererDir, guard } = serving;
  const { status, headers, body } = await answerStatic(rendererDir, pathname, guard.sockets);
  response.writeHead(status, headers).end(body);
}

async function receive(
  request: IncomingMessage,
  response: ServerResponse,
  pathname: string,
  uploads: Uploads,
): Promise<void> {
  if (request.method === 'POST' && pathname === '/uploads') {
    const headers = { ...SECURITY_HEADERS, 'content-type': 'application/json', 'cache-control': 'no-store' };
    response.writeHead(200, headers).end(JSON.stringify({ token: uploads.open() }));
    return;
  }
  const [, token, path] = UPLOAD_ADDRESS.exec(pathname) ?? [];
  if (request.method === 'PUT' && token !== undefined && path !== undefined) {
    await uploads.receive(token, path, request, Number(request.headers['content-length'] ?? 0));
    response.writeHead(204, SECURITY_HEADERS).end();
    return;
  }
  refused(request, response, 405, 'This is not something Headwater answers.');
}

/**
 * Leads to the app by a page of our own rather than a redirect: a strict cookie is not sent along a
 * redirect chain that began on another site, such as a terminal shown in a web page.
 */
function open(request: IncomingMessage, response: ServerResponse, guard: Guard, ticket: string): void {
  const cookie = guard.redeem(ticket);
  if (cookie === null && !guard.hasSession(request)) {
    return refused(request, response, 403, 'This link was used already. Restart Headwater for a new one.');
  }
  const headers = {
    ...SECURITY_HEADERS,
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': `default-src 'none'; img-src 'self'; frame-ancestors 'none'`,
    'cache-control': 'no-store',
    ...(cookie === null ? {} : { 'set-cookie': cookie }),
  };
  response.writeHead(200, headers).end(ENTRANCE);
}

/** Refuses and ends the connection where a body is still to come: nobody will read it. */
function refused(request: IncomingMessage, response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, {
    ...SECURITY_HEADERS,
    'content-type': 'text/plain; charset=utf-8',
    'cache-control': 'no-store',
    ...(request.complete ? {} : { connection: 'close' }),
  });
  response.end(`${text}\n`);
}

function fail(request: IncomingMessage, response: ServerResponse, error: unknown): void {
  if (response.headersSent || response.destroyed) {
    response.destroy();
    return;
  }
  if (error instanceof UploadError) refused(request, response, error.status, error.message);
  else refused(request, response, 500, 'The request could not be answered.');
}
