/**
 * Who may talk to the loopback host.
 *
 * Any web page that the user visits can send requests to 127.0.0.1, and DNS rebinding can make its
 * own host name point there. So: the Host header must name this address and port, an Origin header
 * must be ours, and a session cookie is needed that only the one-time link from the terminal sets.
 * Pages of other ports of this machine are of the same _site_, so their requests bear the cookie; browsers tell by
 * `Sec-Fetch-Site` that they are of another origin.
 */
import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

export interface Address {
  readonly scheme: 'http' | 'https';
  /** The first is the one of the link. */
  readonly names: readonly string[];
  readonly port: number;
}

export class Guard {
  readonly #scheme: Address['scheme'];
  readonly #hosts: readonly string[];
  /** Cookies do not know ports: without it in the name, two catalogs open at once would log each other out. */
  readonly #cookie: string;
  readonly #session = randomBytes(32).toString('base64url');
  #ticket: string | null = randomBytes(32).toString('base64url');

  constructor({ scheme, names, port }: Address) {
    this.#scheme = scheme;
    const standard = scheme === 'https' ? 443 : 80;
    // Browsers leave the port of the scheme away.
    this.#hosts = names.map((name) => (port === standard ? name : `${name}:${port}`));
    this.#cookie = `${scheme === 'https' ? '__Host-' : ''}headwater_session_${port}`;
  }

  get origin(): string {
    return `${this.#scheme}://${this.#hosts[0] ?? ''}`;
  }

  /** Where pages of this host may open a WebSocket. */
  get sockets(): string[] {
    return this.#hosts.map((host) => `${this.#scheme === 'https' ? 'wss' : 'ws'}://${host}`);
  }

  /** The link to open; works once. */
  get link(): string {
    return `${this.origin}/open?ticket=${this.#ticket ?? ''}`;
  }

  /** Exchanges the ticket for the session cookie; null when it was used already or is wrong. */
  redeem(ticket: string): string | null {
    if (this.#ticket === null || !equal(ticket, this.#ticket)) return null;
    this.#ticket = null;
    const secure = this.#scheme === 'https' ? '; Secure' : '';
    return `${this.#cookie}=${this.#session}; HttpOnly; SameSite=Strict; Path=/${secure}`;
  }

  /** DNS rebinding stops here: the name in the address bar must be one of ours. */
  hostAllowed(request: IncomingMessage): boolean {
    // Of several, each reader might believe another (RFC 9112, 3.2).
    const once = request.headersDistinct['host']?.length === 1;
    return once && this.#hosts.includes((request.headers.host ?? '').toLowerCase());
  }

  /** Required on everything that changes state and on the WebSocket. */
  originAllowed(request: IncomingMessage): boolean {
    const host = (request.headers.host ?? '').toLowerCase();
    return request.headers.origin === `${this.#scheme}://${host}` && this.hostAllowed(request);
  }

  /** Whether a page of another origin had this sent, other than by leading its whole window here. */
  isForeign({ method, headers }: IncomingMessage): boolean {
    const site = headers['sec-fetch-site'];
    if (site === undefined || site === 'same-origin' || site === 'none') return false;
    const leads = headers['sec-fetch-mode'] === 'navigate' && headers['sec-fetch-dest'] === 'document';
    return !(leads && method === 'GET');
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
