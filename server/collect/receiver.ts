/**
 * The receiver: takes OpenLineage events over HTTP, at every address to which its clients post them.
 *
 * `POST /api/v1/lineage` is the usual one. A base address with a path makes clients post to `/`, or puts
 * that path before; some name the endpoint `lineage`; batches have `/batch` behind. All are taken, the
 * query does not matter. A base address with a path and nothing behind (`/ol`) looks like any other: there, only
 * what is an event is taken.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Inbox } from '../../catalog/collect/inbox.ts';
import { BodyError, InFlight, readBody } from './body.ts';
import { refusalOf, type Gate } from './gate.ts';
import { Rate } from '../rate.ts';
import { NOT_HERE, receive, type Answer } from './receive.ts';

export interface ReceiverOptions {
  /** Asked at each request, so that a new key counts at once and connections stay open. */
  readonly gate: () => Gate;
  /** 0: a free one. */
  readonly port: number;
  readonly inbox: Inbox;
  readonly version: string;
  /** Events were stored. */
  readonly onReceived: () => void;
  /** A request was refused. */
  readonly onRefused: (refused: RefusedRequest) => void;
  /** Requests a minute. */
  readonly perMinute?: number;
}

export interface RefusedRequest {
  readonly at: string;
  readonly status: number;
  readonly message: string;
  /** What the sender calls itself. */
  readonly client: string;
}

export interface Receiver {
  readonly port: number;
  /** Requests that have come in are answered; then the port is closed. */
  close(): Promise<void>;
}

const PER_MINUTE = 60_000;
const MAX_CONNECTIONS = 512;
/** How long headers, a whole request, and an idle connection may take. Milliseconds. */
const HEADERS_MS = 10_000;
const REQUEST_MS = 60_000;
const IDLE_MS = 65_000;
const CLOSING_MS = 3_000;
const INFORMATION = new Set(['/', '/api/v1', '/api/v1/namespaces', '/health', '/healthcheck']);
const JSON_TYPES = /^application\/(?:(?:[\w.-]+\+)?json|x-ndjson|jsonl?|x-jsonlines)$/;

/** @throws the server's own error when the port cannot be listened on */
export async function startReceiver(options: ReceiverOptions): Promise<Receiver> {
  const server = createServer({
    headersTimeout: HEADERS_MS,
    requestTimeout: REQUEST_MS,
    keepAliveTimeout: IDLE_MS,
    connectionsCheckingInterval: 2_000,
  });
  server.maxConnections = MAX_CONNECTIONS;
  const handling = new Handling(options);
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    void handling.handle(request, response);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, '127.0.0.1', resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () => closed(server, handling),
  };
}

async function closed(server: Server, handling: Handling): Promise<void> {
  handling.closing = true;
  const ended = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const timer = setTimeout(() => server.closeAllConnections(), CLOSING_MS);
  await ended;
  clearTimeout(timer);
}

class Handling {
  readonly #options: ReceiverOptions;
  readonly #inFlight = new InFlight();
  readonly #rate: Rate;
  closing = false;

  constructor(options: ReceiverOptions) {
    this.#options = options;
    this.#rate = new Rate(options.perMinute ?? PER_MINUTE);
  }

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    // A connection that breaks has nobody to answer to.
    request.on('error', () => {});
    response.on('error', () => {});
    try {
      send(response, await this.#answer(request), this.closing);
    } catch (error) {
      const status = error instanceof BodyError ? error.status : 500;
      const message = error instanceof BodyError ? error.message : 'The request could not be answered.';
      this.#options.onRefused({ at: new Date().toISOString(), status, message, client: clientOf(request) });
      refuse(request, response, status, message);
    }
  }

  async #answer(request: IncomingMessage): Promise<Answer> {
    const write = request.method === 'POST';
    const path = (request.url ?? '/').replace(/[?#].*$/s, '');
    const refusal = refusalOf(request, this.#options.gate(), write);
    if (refusal) throw new BodyError(refusal.status, refusal.message);
    if (!write) return this.#information(request, path);
    const address = addressOf(path);
    if (this.closing) throw new BodyError(503, 'The receiver is being closed; send it again later.');
    if (!this.#rate.take()) throw new BodyError(503, 'Too many requests in a minute; send it again later.');
    if (this.#options.inbox.full) throw new BodyError(503, 'Too many events wait; send it again later.');
    const type = (request.headers['content-type'] ?? 'application/json').split(';')[0]!.trim().toLowerCase();
    if (!JSON_TYPES.test(type)) {
      if (address === null) throw new BodyError(404, NOT_HERE);
      throw new BodyError(415, 'Events are taken as Content-Type: application/json.');
    }
    const { bytes, release } = await readBody(request, this.#inFlight);
    try {
      return await receive(this.#options.inbox, bytes, {
        batch: address === 'batch',
        strange: address === null,
        client: clientOf(request),
      });
    } finally {
      release();
      this.#options.onReceived();
    }
  }

  /** For people with a browser or curl: that something is here, and where events go. */
  #information(request: IncomingMessage, path: string): Answer {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      throw new BodyError(405, 'Events are posted.');
    }
    if (!INFORMATION.has(path)) {
      if (addressOf(path) !== null) throw new BodyError(405, 'Events are posted.');
      throw new BodyError(404, NOT_HERE);
    }
    const { version } = this.#options;
    return {
      status: 200,
      body: { service: 'Headwater OpenLineage receiver', version, post: '/api/v1/lineage' },
    };
  }
}

/** Any prefix counts, since clients put one before: `/`, `…/`, `…/lineage`, `…/lineage/batch`. */
function addressOf(path: string): 'event' | 'batch' | null {
  const [last, before] = path.split('/').filter(Boolean).toReversed();
  if (last === 'lineage') return 'event';
  if (last === 'batch' && before === 'lineage') return 'batch';
  return path.endsWith('/') ? 'event' : null;
}

function clientOf(request: IncomingMessage): string {
  return (request.headers['user-agent'] ?? '').slice(0, 200);
}

function send(response: ServerResponse, answer: Answer, last: boolean): void {
  const headers = { ...FIXED, ...(last ? { connection: 'close' } : {}) };
  if (answer.body === undefined) {
    response.writeHead(answer.status, { ...headers, 'content-length': 0 }).end();
    return;
  }
  const text = `${JSON.stringify(answer.body)}\n`;
  response
    .writeHead(answer.status, {
      ...headers,
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(text),
    })
    .end(text);
}

const FIXED = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' } as const;

/**
 * Refuses, and lets the sender finish: one that is cut off while it sends sees a broken connection, not
 * the reason. What it still sends is thrown away.
 */
function refuse(request: IncomingMessage, response: ServerResponse, status: number, message: string): void {
  if (response.headersSent || response.destroyed) return;
  const text = `${JSON.stringify({ code: status, message })}\n`;
  response
    .writeHead(status, {
      ...FIXED,
      ...(status === 401 ? { 'www-authenticate': 'Bearer' } : {}),
      ...(status === 405 ? { allow: 'GET, HEAD, POST' } : {}),
      ...(status === 503 ? { 'retry-after': '5' } : {}),
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(text),
    })
    .end(text);
  request.unpipe();
  request.resume();
}
