/**
 * Who may talk to the loopback host.
 *
 * Any web page that the user visits can send requests to 127.0.0.1, and DNS rebinding can make its
 * own host name point there. So: the Host header must name this address and port, an Origin header
 * must be ours, and a session cookie is needed that only the one-time link from the terminal sets.
 */
import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

export class Guard {
  readonly #port: number;
  /** Cookies do not know ports: without it in the name, two catalogs open at once would log each other out. */
  readonly #cookie: string;
  readonly #session = randomBytes(32).toString('base64url');
  #ticket: string | null = randomBytes(32).toString('base64url');

  constructor(port: number) {
    this.#port = port;
    this.#cookie = `headwater_session_${port}`;
  }

  get origin(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** The link to open; works once. */
  get link(): string {
    return `${this.origin}/open?ticket=${this.#ticket ?? ''}`;
  }

  /** Exchanges the ticket for the session cookie; null when it was used already or is wrong. */
  redeem(ticket: string): string | null {
    if (this.#ticket === null || !equal(ticket, this.#ticket)) return null;
    this.#ticket = null;
    return `${this.#cookie}=${this.#session}; HttpOnly; SameSite=Strict; Path=/`;
  }

  /** DNS rebinding stops here: the name in the address bar must be a loopback one. */
  hostAllowed(request: IncomingMessage): boolean {
    const host = request.headers.host ?? '';
    return host === `127.0.0.1:${this.#port}` || host === `localhost:${this.#port}`;
  }

  /** Required on everything that changes state and on the WebSocket. */
  originAllowed(request: IncomingMessage): boolean {
    const origin = request.headers.origin;
    return origin === `http://${request.headers.host ?? ''}` && this.hostAllowed(request);
  }

  hasSession(request: IncomingMessage): boolean {
    for (const part of (request.headers.cookie ?? '').split(';')) {
      const [name, value] = part.trim().split('=', 2);
      if (name === this.#cookie && value !== undefined && equal(value, this.#session)) return true;
    }
    return false;
  }
}

function equal(a: string, b: string): boolean {
  const [x, y] = [Buffer.from(a), Buffer.from(b)];
  return x.length === y.length && timingSafeEqual(x, y);
}
