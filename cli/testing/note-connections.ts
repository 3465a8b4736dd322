/**
 * Loaded before a program (`node --import`): notes every try to leave the process, in it and in its threads, as a line in
 * the file that HEADWATER_CONNECTIONS names. Notes and lets pass: what a firewall does is another matter.
 */
import { appendFileSync } from 'node:fs';
import { createRequire, syncBuiltinESMExports } from 'node:module';

const file = process.env['HEADWATER_CONNECTIONS'] ?? '';
const required = createRequire(import.meta.url);

export interface Tried {
  readonly kind: 'connect' | 'datagram' | 'name' | 'program';
  /** Address, name or program. */
  readonly to: string;
}

const note = (tried: Tried): void => appendFileSync(file, `${JSON.stringify(tried)}\n`);

type Method = (this: unknown, ...given: unknown[]) => unknown;

/** Puts a noting method in the place of one. */
function before(owner: object, name: string, look: (given: unknown[]) => Tried | null): void {
  const methods = owner as Record<string, Method>;
  const original = methods[name];
  if (typeof original !== 'function') return;
  methods[name] = function noting(this: unknown, ...given: unknown[]): unknown {
    const tried = look(given);
    if (tried) note(tried);
    return original.apply(this, given);
  };
}

/** Of `connect(port, host)`, `connect({port, host})`, `connect(path)`, and the form that Node makes of them. */
function addressOf([first, second]: unknown[]): string {
  if (Array.isArray(first)) return addressOf(first);
  if (typeof first === 'object' && first !== null) {
    const { host, port, path } = first as { host?: unknown; port?: unknown; path?: unknown };
    return typeof path === 'string' ? path : `${textOf(host ?? 'localhost')}:${textOf(port)}`;
  }
  return typeof first === 'string' && Number.isNaN(Number(first))
    ? first
    : `${typeof second === 'string' ? second : 'localhost'}:${textOf(first)}`;
}

const textOf = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : '?';

const net = required('node:net') as { Socket: { prototype: object } };
before(net.Socket.prototype, 'connect', (given) => ({ kind: 'connect', to: addressOf(given) }));

const dgram = required('node:dgram') as { Socket: { prototype: object } };
for (const name of ['send', 'connect'])
  before(dgram.Socket.prototype, name, (given) => ({ kind: 'datagram', to: given.map(textOf).join(' ') }));

const dns = required('node:dns') as { promises: object; Resolver: { prototype: object } };
const NAMES = [
  'lookup',
  'lookupService',
  'reverse',
  'resolve',
  'resolve4',
  'resolve6',
  'resolveTxt',
  'resolveSrv',
  'resolveAny',
];
for (const owner of [dns, dns.promises, dns.Resolver.prototype])
  for (const name of NAMES) before(owner, name, ([what]) => ({ kind: 'name', to: textOf(what) }));

const programs = required('node:child_process') as object;
for (const name of ['spawn', 'spawnSync', 'execFile', 'execFileSync', 'exec', 'execSync', 'fork'])
  before(programs, name, ([what]) => ({ kind: 'program', to: textOf(what) }));

syncBuiltinESMExports();
