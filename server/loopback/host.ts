/**
 * The loopback host: serves the renderer and the contract on 127.0.0.1 to one browser.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { keepWarm } from '../../catalog/explore/warm.ts';
import type { Catalog } from '../../catalog/catalog.ts';
import { Sessions } from '../access/sessions.ts';
import type { Collecting } from '../collect/collecting.ts';
import { Holder } from '../holding/holder.ts';
import { heldContext } from '../procedures/face-context.ts';
import type { FaceContext } from '../procedures/index.ts';
import { Rate } from '../rate.ts';
import { answer, type Serving } from './answer.ts';
import { Guard } from './guard.ts';
import { LIMITS, type Limits } from './limits.ts';
import { LOOPBACK, type Listening } from './listening.ts';
import { serveSockets } from './sockets.ts';
import { Uploads } from './uploads.ts';

export interface LoopbackOptions {
  /** An open catalog, or the holder of one that may be locked. */
  readonly catalog: Catalog | Holder;
  /** Folder with the built renderer. */
  readonly rendererDir: string;
  readonly version: string;
  /** 0 or nothing: a free one. */
  readonly port?: number;
  /** On this machine only, unless said otherwise. */
  readonly listening?: Listening;
  /** Live collection, to be seen and set up from the app. */
  readonly collecting?: Collecting;
  readonly limits?: Partial<Limits>;
}

export interface LoopbackHost {
  /** The link to open, with its one-time ticket. */
  readonly link: string;
  readonly port: number;
  /** Ends connections and the server; leaves the catalog open. */
  close(): Promise<void>;
}

/** @throws the server's own error when the port cannot be listened on */
export async function startLoopbackHost(options: LoopbackOptions): Promise<LoopbackHost> {
  const limits: Limits = { ...LIMITS, ...options.limits };
  const listening = options.listening ?? LOOPBACK;
  const server = serverWith(limits, listening);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, listening.address, resolve);
  });
  const { port } = server.address() as AddressInfo;
  const guard = new Guard({ scheme: listening.tls ? 'https' : 'http', names: listening.names, port });
  const uploads = new Uploads();
  const serving: Serving = {
    guard,
    uploads,
    rendererDir: options.rendererDir,
    rates: { known: new Rate(limits.requests), strangers: new Rate(limits.strangers) },
  };
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    void answer(request, response, serving);
  });
  const sockets = serveSockets(server, guard, contextOf(options, uploads), limits);
  // A holder warms what it opens.
  const coolDown = options.catalog instanceof Holder ? () => {} : keepWarm(options.catalog);
  const { link } = guard;
  return {
    link,
    port,
    close: async () => {
      coolDown();
      sockets.close();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
      uploads.dispose();
    },
  };
}

/** Slow and silent senders are cut off; Node answers 408 and 431 by itself. */
function serverWith(limits: Limits, { tls }: Listening): Server {
  const settings = {
    headersTimeout: limits.headersMs,
    requestTimeout: limits.requestMs,
    keepAliveTimeout: limits.idleMs,
    connectionsCheckingInterval: Math.min(2_000, limits.headersMs),
    maxHeaderSize: limits.headerBytes,
  };
  const server = tls
    ? createTlsServer({ ...settings, ...tls, minVersion: 'TLSv1.2' })
    : createServer(settings);
  server.maxConnections = limits.connections;
  server.setTimeout(limits.silentMs);
  return server;
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
