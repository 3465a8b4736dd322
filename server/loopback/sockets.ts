/** The contract over WebSockets: for pages of this host with the session, a few at a time. */
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { RequestHeadersPlugin } from '@orpc/server/plugins';
import { RPCHandler } from '@orpc/server/ws';
import { WebSocketServer, type WebSocket } from 'ws';
import { router, type FaceContext } from '../procedures/index.ts';
import { Rate } from '../rate.ts';
import type { Guard } from './guard.ts';
import type { Limits } from './limits.ts';

/** As RFC 6455, 7.4.1 numbers them. */
const POLICY_VIOLATION = 1008;

export interface Sockets {
  /** Ends all of them. */
  close(): void;
}

export function serveSockets(server: Server, guard: Guard, context: FaceContext, limits: Limits): Sockets {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: limits.messageBytes });
  const handler = new RPCHandler<FaceContext>(router, { plugins: [new RequestHeadersPlugin()] });
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    // One that breaks off has nobody to answer to.
    socket.on('error', () => {});
    const refusal = refusalOf(request, guard, sockets.clients.size >= limits.sockets);
    if (refusal !== null) {
      socket.end(`HTTP/1.1 ${refusal}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
      return;
    }
    sockets.handleUpgrade(request, socket, head, (client) => {
      // A message that breaks the protocol or its size ends its own connection, not the host.
      client.on('error', () => client.terminate());
      boundMessages(client, limits.messages);
      void handler.upgrade(client, { context });
    });
  });
  const stopPinging = endDeadOnes(sockets, limits.pingMs);
  return {
    close: () => {
      stopPinging();
      for (const client of sockets.clients) client.terminate();
      sockets.close();
    },
  };
}

function refusalOf(request: IncomingMessage, guard: Guard, full: boolean): string | null {
  const path = request.url === '/rpc';
  if (!path || !guard.originAllowed(request) || guard.isForeign(request) || !guard.hasSession(request)) {
    return '403 Forbidden';
  }
  return full ? '503 Service Unavailable' : null;
}

/** A page that runs wild loses its connection; it opens another, as after any break. */
function boundMessages(client: WebSocket, perMinute: number): void {
  const rate = new Rate(perMinute);
  client.on('message', () => {
    if (!rate.take()) client.close(POLICY_VIOLATION, 'Too many messages in a minute');
  });
}

/** A machine that went to sleep, or a cable that was pulled, says no goodbye. */
function endDeadOnes(sockets: WebSocketServer, everyMs: number): () => void {
  const silent = new WeakSet<WebSocket>();
  const timer = setInterval(() => {
    for (const client of sockets.clients) {
      if (silent.has(client)) {
        client.terminate();
        continue;
      }
      silent.add(client);
      client.once('pong', () => silent.delete(client));
      client.ping();
    }
  }, everyMs).unref();
  return () => clearInterval(timer);
}
