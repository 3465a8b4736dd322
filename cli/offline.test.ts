/**
 * The promise to work offline: the main job, from import to verification, tries to reach nothing but this machine. Counted
 * in the process, by a hook that notes each try, and, where the system lets a test have a network of its own, by
 * the kernel, in a network that has no way out.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../catalog/testing/temp-catalog.ts';
import type { Tried } from './testing/note-connections.ts';

const mainJob = fileURLToPath(new URL('testing/main-job.ts', import.meta.url));
const hook = new URL('testing/note-connections.ts', import.meta.url).href;
const LOOPBACK = /^(?:127\.\d+\.\d+\.\d+|localhost|\[?::1\]?)(?::\d+)?$/;

/** A network with nothing in it but the loopback interface; what the kernel counted comes last. */
const ALONE = [
  '--user',
  '--map-root-user',
  '--net',
  'sh',
  '-c',
  'ip link set lo up && "$@"; code=$?; echo ---; cat /proc/net/snmp /proc/net/snmp6; exit $code',
  'alone',
];
const aloneIsAllowed = (): boolean =>
  process.platform === 'linux' && spawnSync('unshare', [...ALONE, 'true']).status === 0;

const alone = aloneIsAllowed();

interface Outcome {
  readonly said: string;
  readonly tried: readonly Tried[];
  /** Tries to reach what is not there, as the kernel counted them: IPv4 and IPv6. */
  readonly noRoutes: number | null;
}

/** Runs Node with the hook, alone if so wished. */
function run(args: readonly string[], inNamespace: boolean): Outcome {
  const folder = temporaryFolder();
  const notes = join(folder, 'connections');
  mkdirSync(join(folder, 'data'));
  const node = [process.execPath, '--import', hook, ...args];
  const [program = '', ...rest] = inNamespace ? ['unshare', ...ALONE, ...node] : node;
  const result = spawnSync(program, rest, {
    encoding: 'utf8',
    env: { ...process.env, HEADWATER_DATA: join(folder, 'data'), HEADWATER_CONNECTIONS: notes },
  });
  if (result.status !== 0) throw new Error(`ended with ${result.status}: ${result.stderr.slice(-2_000)}`);
  const [said = '', counters] = result.stdout.split('---\n');
  const lines = existsSync(notes) ? readFileSync(notes, 'utf8').trimEnd().split('\n') : [];
  return {
    said,
    tried: lines.map((line) => JSON.parse(line) as Tried),
    noRoutes: counters === undefined ? null : noRoutesIn(counters),
  };
}

/** `Ip: OutNoRoutes` of /proc/net/snmp and `Ip6OutNoRoutes` of /proc/net/snmp6. */
function noRoutesIn(counters: string): number {
  const [names = [], values = []] = counters
    .split('\n')
    .filter((line) => line.startsWith('Ip: '))
    .map((line) => line.split(' '));
  const at = names.indexOf('OutNoRoutes');
  const six = /^Ip6OutNoRoutes\s+(\d+)/m.exec(counters)?.[1];
  if (at < 0 || six === undefined) throw new Error('The kernel does not count tries without a route');
  return Number(values[at]) + Number(six);
}

const outside = ({ kind, to }: Tried) => kind === 'datagram' || kind === 'program' || !LOOPBACK.test(to);

describe('the counters', () => {
  const script = `
    import net from 'node:net';
    import dns from 'node:dns/promises';
    import { createSocket } from 'node:dgram';
    import { Worker } from 'node:worker_threads';
    const ignore = () => {};
    net.connect(80, '192.0.2.1').on('error', ignore).setTimeout(200, function () { this.destroy(); });
    await dns.lookup('catalog.invalid').catch(ignore);
    await fetch('http://192.0.2.2:8080/', { signal: AbortSignal.timeout(200) }).catch(ignore);
    const socket = createSocket('udp4').on('error', ignore);
    socket.send('x', 9, '192.0.2.3', () => socket.close());
    const inThread = "import net from 'node:net'; net.connect(81, '192.0.2.4').on('error', () => {}).setTimeout(200, function () { this.destroy(); })";
    const thread = new Worker(inThread, { eval: true });
    await new Promise((resolve) => thread.once('exit', resolve));
  `;

  it('see every way out, also from a thread', () => {
    const { tried } = run(['--input-type=module', '-e', script], false);
    const seen = tried.filter(outside).map(({ kind, to }) => `${kind} ${to}`);
    expect(seen).toEqual(
      expect.arrayContaining([
        'connect 192.0.2.1:80',
        'name catalog.invalid',
        'connect 192.0.2.2:8080',
        expect.stringMatching(/^datagram .*192\.0\.2\.3/),
        'connect 192.0.2.4:81',
      ]),
    );
  });

  it.skipIf(!aloneIsAllowed())(
    'of the kernel see them, too (needs network namespaces without privileges)',
    () => {
      expect(run(['--input-type=module', '-e', script], true).noRoutes).toBeGreaterThanOrEqual(3);
    },
  );
});

describe('the main job', () => {
  it(`tries to reach nothing but this machine${alone ? ', in a network without a way out' : ' (no network namespaces here: counted in the process only)'}`, () => {
    const { said, tried, noRoutes } = run([mainJob, temporaryFolder()], alone);
    expect(said).toBe('done\n');
    expect(tried.filter(outside)).toEqual([]);
    // The page's own connection, so the hook was there.
    expect(tried.some(({ kind, to }) => kind === 'connect' && LOOPBACK.test(to))).toBe(true);
    expect(noRoutes).toBe(alone ? 0 : null);
  }, 400_000);
});
