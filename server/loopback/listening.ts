/**
 * Where the host listens, and under which names it answers. On this machine alone, unless a person asked for
 * more; beyond it only with TLS, as the session and everything that is shown would cross the network.
 */
import { X509Certificate, createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';

/** As it can be asked for on a command line. */
export interface Asked {
  /** Address or name to listen at; 127.0.0.1 without. */
  readonly host?: string | undefined;
  /** PEM files. */
  readonly tlsCert?: string | undefined;
  readonly tlsKey?: string | undefined;
}

export interface Listening {
  /** What the socket is bound to. */
  readonly address: string;
  /** Names, besides which a Host header may name no other. IPv6 addresses in brackets. */
  readonly names: readonly string[];
  readonly tls?: { readonly cert: Buffer; readonly key: Buffer };
}

/** What was asked for cannot be done; the message is for the person. */
export class ListeningError extends Error {}

export const LOOPBACK: Listening = { address: '127.0.0.1', names: ['127.0.0.1', 'localhost'] };

const ANYWHERE: ReadonlySet<string> = new Set(['0.0.0.0', '::']);

/** Whether nobody on another machine can reach it. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}

/**
 * Reads and checks what was asked for.
 * @throws ListeningError for an address beyond this machine without TLS, and for a certificate that browsers
 *   would refuse: not for this name, out of date, of another key
 */
export function listeningOf(
  { host = LOOPBACK.address, tlsCert, tlsKey }: Asked,
  now = new Date(),
): Listening {
  if ((tlsCert === undefined) !== (tlsKey === undefined)) {
    throw new ListeningError('TLS needs both a certificate (--tls-cert) and its key (--tls-key).');
  }
  if (tlsCert === undefined || tlsKey === undefined) {
    if (isLoopback(host)) return plain(host);
    throw new ListeningError(
      `${host} can be reached from other machines, where Headwater listens with TLS only. ` +
        'Name a certificate and its key (--tls-cert, --tls-key), or leave --host away.',
    );
  }
  const tls = { cert: read(tlsCert, 'certificate'), key: read(tlsKey, 'key') };
  return { address: addressOf(host), names: certified(host, tls, now), tls };
}

function plain(host: string): Listening {
  if (host === 'localhost' || host === LOOPBACK.address) return LOOPBACK;
  return { address: host, names: [bracketed(host), 'localhost'] };
}

/** `localhost` may stand for an address of IPv6 where browsers try that of IPv4 only. */
const addressOf = (host: string): string => (host === 'localhost' ? LOOPBACK.address : host);

const bracketed = (host: string): string => (isIP(host) === 6 ? `[${host}]` : host.toLowerCase());

/** The names of the certificate that are answered to: the first is that of the link. */
function certified(host: string, tls: { cert: Buffer; key: Buffer }, now: Date): string[] {
  let certificate: X509Certificate;
  try {
    certificate = new X509Certificate(tls.cert);
    if (!certificate.checkPrivateKey(createPrivateKey(tls.key))) {
      throw new ListeningError('The key does not belong to the certificate.');
    }
  } catch (cause) {
    if (cause instanceof ListeningError) throw cause;
    throw new ListeningError(
      'The certificate or its key cannot be read: PEM without a passphrase is expected.',
      {
        cause,
      },
    );
  }
  if (now < certificate.validFromDate || now > certificate.validToDate) {
    const period = `${certificate.validFrom} to ${certificate.validTo}`;
    throw new ListeningError(`The certificate is not valid today, but from ${period}.`);
  }
  const names = namesIn(certificate.subjectAltName ?? '');
  const own = bracketed(host);
  if (ANYWHERE.has(host)) {
    if (names.length > 0) return names;
  } else if (names.includes(own)) return [own, ...names.filter((name) => name !== own)];
  const list = names.length === 0 ? 'no name' : names.join(', ');
  throw new ListeningError(`The certificate is for ${list}, not for ${host}: browsers would refuse it.`);
}

/** Exact names only: one with a wildcard does not say under which name the host is opened. */
function namesIn(alternatives: string): string[] {
  return alternatives.split(', ').flatMap((entry) => {
    const colon = entry.indexOf(':');
    const [kind, value] = [entry.slice(0, colon), entry.slice(colon + 1)];
    if (kind === 'IP Address') return [bracketed(shortest(value))];
    return kind === 'DNS' && /^[a-z0-9.-]+$/i.test(value) ? [value.toLowerCase()] : [];
  });
}

/** Certificates write IPv6 addresses in full, browsers in their shortest form. */
function shortest(address: string): string {
  return isIP(address) === 6 ? new URL(`http://[${address}]/`).hostname.slice(1, -1) : address;
}

function read(path: string, what: string): Buffer {
  try {
    return readFileSync(path);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new ListeningError(`The ${what} cannot be read: ${reason}`, { cause });
  }
}
