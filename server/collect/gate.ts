/**
 * Who may send events. The receiver listens on 127.0.0.1 only, yet any web page can send requests
 * there: so the Host header must be a name of this computer (against DNS rebinding), and whatever a
 * page sent (it has an Origin) is refused. Clients show the key.
 */
import type { IncomingMessage } from 'node:http';
import { keyMatches } from '../../catalog/collect/settings.ts';

/** As containers on this computer call it; no public name can end in `.internal`. */
const HOST_NAMES = new Set(['127.0.0.1', 'localhost', 'host.docker.internal', 'host.containers.internal']);

export interface Gate {
  readonly requireKey: boolean;
  readonly keySha256: string | null;
}

export interface Refusal {
  readonly status: number;
  readonly message: string;
}

/** Null when the request may come in. */
export function refusalOf(request: IncomingMessage, gate: Gate, write: boolean): Refusal | null {
  const host = (request.headers.host ?? '').toLowerCase().replace(/:\d+$/, '');
  if (!HOST_NAMES.has(host)) return { status: 403, message: 'This host name is not served.' };
  if (request.headers.origin !== undefined || request.headers['sec-fetch-site'] === 'cross-site') {
    return { status: 403, message: 'Requests from web pages are not served.' };
  }
  if (!write || !gate.requireKey) return null;
  const key = /^bearer +(\S+) *$/i.exec(request.headers.authorization ?? '')?.[1];
  if (key === undefined) {
    return { status: 401, message: 'A key is needed: send "Authorization: Bearer <key>".' };
  }
  const right = gate.keySha256 !== null && keyMatches(key, gate.keySha256);
  return right ? null : { status: 401, message: 'The key is not the one of this catalog.' };
}
