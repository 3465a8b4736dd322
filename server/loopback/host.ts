/**
 * The loopback host: serves the renderer and the contract on 127.0.0.1 to one browser.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { RPCHandler } from '@orpc/server/ws';
import { WebSocketServer } from 'ws';
import type { Catalog } from '../../catalog/open.ts';
import { router, type FaceContext } from '../procedures/index.ts';
import { Guard } from './guard.ts';
import { SECURITY_HEADERS, serveStatic } from './static-files.ts';
import { UploadError, Uploads } from './uploads.ts';

export interface LoopbackOptions {
  readonly catalog: Catalog;
  /** Folder with the built renderer. */
  readonly rendererDir: string;
  readonly version: string;
  /** 0 or nothing: a free one. */
  readonly port?: number;
}

export interface LoopbackHost {
  /** The link to open, with its one-time ticket. */
  readonly link: string;
  readonly port: number;
  /** Ends connections and the server; leaves the catalog open. */
  close(): Promise<void>;
}

const MAX_MESSAGE_BYTES = 64 * 1024 * 1024;

export async function startLoopbackHost(options: LoopbackOptions): Promise<LoopbackHost> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  const guard = new Guard(port);
  const uploads = new Uploads();
  const context: FaceContext = {
    catalog: options.catalog, host: 'loopback', version: options.version, pathsOf: (tokens) => uploads.pathsOf(tokens),
  };
  const connect = [`ws://127.0.0.1:${port}`, `ws://localhost:${port}`];
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    answer(request, response, guard, uploads, options.rendererDir, connect).catch((error: unknown) => fail(response, error));
  });
  const sockets = serveSockets(server, guard, context);
  return {
    link: guard.link,
    port,
    close: async () => {
      for (const client of sockets.clients) client.terminate();
      sockets.close();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
      uploads.dispose();
    },
  };
}

function serveSockets(server: Server, guard: Guard, context: FaceContext): WebSocketServer {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_MESSAGE_BYTES });
  const handler = new RPCHandler<FaceContext>(router);
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    if (request.url !== '/rpc' || !guard.originAllowed(request) || !guard.hasSession(request)) {
      socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n');
      return;
    }
    sockets.handleUpgrade(request, socket, head, (client) => {
      void handler.upgrade(client, { context });
    });
  });
  return sockets;
}

async function answer(
  request: IncomingMessage, response: ServerResponse, guard: Guard, uploads: Uploads, rendererDir: string, connect: readonly string[],
): Promise<void> {
  if (!guard.hostAllowed(request)) return plain(response, 403, 'This address is not served.');
  const url = new URL(request.url ?? '/', guard.origin);
  if (request.method === 'GET' && url.pathname === '/open') return open(request, response, guard, url.searchParams.get('ticket') ?? '');
  if (!guard.hasSession(request)) {
    return plain(response, 403, 'Open Headwater with the link that it printed when it started. The link works once; restart Headwater for a new one.');
  }
  if (request.method === 'GET' || request.method === 'HEAD') return serveStatic(rendererDir, url.pathname, response, connect);
  if (!guard.originAllowed(request) || request.headers['x-headwater'] !== '1') return plain(response, 403, 'The request does not come from Headwater.');
  if (request.method === 'POST' && url.pathname === '/uploads') {
    response.writeHead(200, { ...SECURITY_HEADERS, 'content-type': 'application/json' }).end(JSON.stringify({ token: uploads.open() }));
    return;
  }
  const upload = /^\/uploads\/([A-Za-z0-9_-]+)\/(.+)$/.exec(url.pathname);
  if (request.method === 'PUT' && upload) {
    await uploads.receive(upload[1]!, upload[2]!, request);
    response.writeHead(204, SECURITY_HEADERS).end();
    return;
  }
  return plain(response, 405, 'This is not something Headwater answers.');
}

function open(request: IncomingMessage, response: ServerResponse, guard: Guard, ticket: string): void {
  const cookie = guard.redeem(ticket);
  if (!cookie && !guard.hasSession(request)) {
    return plain(response, 403, 'This link was used already. Restart Headwater for a new one.');
  }
  response.writeHead(303, { ...SECURITY_HEADERS, location: '/', 'cache-control': 'no-store', ...(cookie ? { 'set-cookie': cookie } : {}) }).end();
}

function plain(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { ...SECURITY_HEADERS, 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' }).end(`${text}\n`);
}

function fail(response: ServerResponse, error: unknown): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  if (error instanceof UploadError) plain(response, error.status, error.message);
  else plain(response, 500, 'The request could not be answered.');
}
