/**
 * The loopback host: serves the renderer and the contract on 127.0.0.1 to one browser.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { RequestHeadersPlugin } from '@orpc/server/plugins';
import { RPCHandler } from '@orpc/server/ws';
import { WebSocketServer } from 'ws';
import { keepWarm } from '../../catalog/explore/warm.ts';
import type { Catalog } from '../../catalog/open.ts';
import { Sessions } from '../access/sessions.ts';
import type { Collecting } from '../collect/collecting.ts';
import { heldContext, Holder } from '../holding/holder.ts';
import { router, type FaceContext } from '../procedures/index.ts';
import { Guard } from './guard.ts';
import { SECURITY_HEADERS, answerStatic } from './static-files.ts';
import { UploadError, Uploads } from './uploads.ts';

export interface LoopbackOptions {
  /** An open catalog, or the holder of one that may be locked. */
  readonly catalog: Catalog | Holder;
  /** Folder with the built renderer. */
  readonly rendererDir: string;
  readonly version: string;
  /** 0 or nothing: a free one. */
  readonly port?: number;
  /** Live collection, to be seen and set up from the app. */
  readonly collecting?: Collecting;
}

export interface LoopbackHost {
  /** The link to open, with its one-time ticket. */
  readonly link: string;
  readonly port: number;
  /** Ends connections and the server; leaves the catalog open. */
  close(): Promise<void>;
}

/** What answering one request needs. */
interface Serving {
  readonly guard: Guard;
  readonly uploads: Uploads;
  readonly rendererDir: string;
  /** WebSocket origins, for the content security policy. */
  readonly connect: readonly string[];
}

const MAX_MESSAGE_BYTES = 64 * 1024 * 1024;
const ENTRANCE = `<!doctype html>
<html lang="en">
  <title>Headwater</title>
  <link rel="icon" href="/headwater.svg" type="image/svg+xml">
  <meta http-equiv="refresh" content="0;url=/">
</html>
`;
const UPLOAD_ADDRESS = /^\/uploads\/([A-Za-z0-9_-]+)\/(.+)$/;

/** @throws the server's own error when the port cannot be listened on */
export async function startLoopbackHost(options: LoopbackOptions): Promise<LoopbackHost> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  const guard = new Guard(port);
  const uploads = new Uploads();
  const context = contextOf(options, uploads);
  const connect = [`ws://127.0.0.1:${port}`, `ws://localhost:${port}`];
  const serving: Serving = { guard, uploads, rendererDir: options.rendererDir, connect };
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    answer(request, response, serving).catch((error: unknown) => fail(response, error));
  });
  const sockets = serveSockets(server, guard, context);
  // A holder warms what it opens.
  const coolDown = options.catalog instanceof Holder ? () => {} : keepWarm(options.catalog);
  const { link } = guard;
  return {
    link,
    port,
    close: async () => {
      coolDown();
      for (const client of sockets.clients) client.terminate();
      sockets.close();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
      uploads.dispose();
    },
  };
}

/** Catalog and collection are looked up for each call: a holder closes and opens them. */
function contextOf({ catalog, collecting, version }: LoopbackOptions, uploads: Uploads): FaceContext {
  const shared = {
    host: 'loopback' as const,
    version,
    pathsOf: (tokens: readonly string[]) => uploads.pathsOf(tokens),
    forget: (tokens: readonly string[]) => uploads.forget(tokens),
    sessions: new Sessions(),
  };
  if (!(catalog instanceof Holder)) return { ...shared, catalog, ...(collecting ? { collecting } : {}) };
  return heldContext(catalog, shared);
}

function serveSockets(server: Server, guard: Guard, context: FaceContext): WebSocketServer {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_MESSAGE_BYTES });
  const handler = new RPCHandler<FaceContext>(router, { plugins: [new RequestHeadersPlugin()] });
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    if (request.url !== '/rpc' || !guard.originAllowed(request) || !guard.hasSession(request)) {
      socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n');
      return;
    }
    sockets.handleUpgrade(request, socket, head, (client) => {
      // A message that breaks the protocol or its size ends its own connection, not the host.
      client.on('error', () => client.terminate());
      void handler.upgrade(client, { context });
    });
  });
  return sockets;
}

async function answer(request: IncomingMessage, response: ServerResponse, serving: Serving): Promise<void> {
  const { guard } = serving;
  if (!guard.hostAllowed(request)) return plain(response, 403, 'This address is not served.');
  const url = addressOf(request, guard);
  if (!url) return plain(response, 400, 'The address cannot be read.');
  const reading = request.method === 'GET' || request.method === 'HEAD';
  if (request.method === 'GET' && url.pathname === '/open') {
    return open(request, response, guard, url.searchParams.get('ticket') ?? '');
  }
  if (!guard.hasSession(request)) {
    const words =
      'Open Headwater with the link that it printed when it started. The link works once; restart Headwater for a new one.';
    return plain(response, 403, words);
  }
  if (reading) return sendStatic(response, url.pathname, serving);
  if (!guard.originAllowed(request) || request.headers['x-headwater'] !== '1') {
    return plain(response, 403, 'The request does not come from Headwater.');
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
  const { status, headers, body } = await answerStatic(serving.rendererDir, pathname, serving.connect);
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
  plain(response, 405, 'This is not something Headwater answers.');
}

/**
 * Leads to the app by a page of our own rather than a redirect: a strict cookie is not sent along a
 * redirect chain that began on another site, such as a terminal shown in a web page.
 */
function open(request: IncomingMessage, response: ServerResponse, guard: Guard, ticket: string): void {
  const cookie = guard.redeem(ticket);
  if (cookie === null && !guard.hasSession(request)) {
    return plain(response, 403, 'This link was used already. Restart Headwater for a new one.');
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

function plain(response: ServerResponse, status: number, text: string): void {
  const headers = {
    ...SECURITY_HEADERS,
    'content-type': 'text/plain; charset=utf-8',
    'cache-control': 'no-store',
  };
  response.writeHead(status, headers).end(`${text}\n`);
}

function fail(response: ServerResponse, error: unknown): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  if (error instanceof UploadError) plain(response, error.status, error.message);
  else plain(response, 500, 'The request could not be answered.');
}
