/** What a hostile sender tries against the local server, by hand over sockets. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { get } from 'node:https';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { Catalog } from '../../catalog/catalog.ts';
import { openTemporaryCatalog } from '../../catalog/testing/temp-catalog.ts';
import { startLoopbackHost, type LoopbackHost, type LoopbackOptions } from './host.ts';
import { listeningOf } from './listening.ts';
import { certificateFor } from './testing/certificate.ts';

let folder: string;
let catalog: Catalog;
let host: LoopbackHost;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'hardening-'));
  mkdirSync(join(folder, 'renderer'));
  writeFileSync(join(folder, 'renderer', 'index.html'), 'the page __CSP_NONCE__');
  catalog = await openTemporaryCatalog();
});
afterEach(async () => {
  await host.close();
  await catalog.close();
  rmSync(folder, { recursive: true, force: true });
});

async function start(options: Partial<LoopbackOptions> = {}): Promise<void> {
  host = await startLoopbackHost({
    catalog,
    rendererDir: join(folder, 'renderer'),
    version: '0',
    ...options,
  });
}

/** Everything that comes back until the other end closes. */
function raw(text: string): { socket: Socket; ended: Promise<string> } {
  const socket = connect(host.port, '127.0.0.1');
  let received = '';
  socket.setEncoding('latin1').on('data', (chunk: string) => (received += chunk));
  socket.on('error', () => {});
  socket.write(text);
  return { socket, ended: new Promise((resolve) => socket.on('close', () => resolve(received))) };
}

const head = (lines: readonly string[], first = 'GET / HTTP/1.1') => [first, ...lines, '', ''].join('\r\n');
const name = () => `Host: 127.0.0.1:${host.port}`;
const statusOf = (answer: string) => Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1] ?? 0);

async function cookie(): Promise<string> {
  const path = host.link.slice(host.link.indexOf('/open'));
  const { ended } = raw(head([name(), 'Connection: close'], `GET ${path} HTTP/1.1`));
  return /set-cookie: ([^;]+)/i.exec(await ended)?.[1] ?? '';
}

describe('slow senders', () => {
  it('of headers are cut off with 408', async () => {
    await start({ limits: { headersMs: 300 } });
    const { socket, ended } = raw(`GET / HTTP/1.1\r\n${name()}\r\n`);
    const drip = setInterval(() => socket.writable && socket.write('X-A: b\r\n'), 50);
    const answer = await ended;
    clearInterval(drip);
    expect(statusOf(answer)).toBe(408);
  });

  it('that say nothing at all are cut off', async () => {
    await start({ limits: { silentMs: 300 } });
    await raw('').ended;
    await raw(head([name(), 'Content-Length: 5'], 'POST /uploads HTTP/1.1')).ended;
  });

  it('of a body without a session are not waited for', async () => {
    await start();
    const { ended } = raw(`${head([name(), 'Content-Length: 1000000'], 'PUT /uploads/a/b HTTP/1.1')}abc`);
    expect(statusOf(await ended)).toBe(403);
  });

  it('do not keep others out: connections are counted, and given back', async () => {
    await start({ limits: { connections: 4, headersMs: 500 } });
    const idle = Array.from({ length: 8 }, () => raw('GET'));
    await Promise.all(idle.map(({ ended }) => ended));
    expect(statusOf(await raw(head([name(), 'Connection: close'])).ended)).toBe(403);
  });
});

describe('malformed and outsized requests', () => {
  it.each([
    ['headers beyond the bound', () => head([name(), `X-A: ${'a'.repeat(20_000)}`]), 431],
    ['an address beyond the bound', () => head([name()], `GET /${'a'.repeat(20_000)} HTTP/1.1`), 431],
    ['no Host', () => head([]), 400],
    ['two Hosts', () => head(['Connection: close', 'Host: attacker.example', name()]), 403],
    [
      'a length twice',
      () => head([name(), 'Content-Length: 1', 'Content-Length: 2'], 'PUT /uploads/a/b HTTP/1.1'),
      400,
    ],
    [
      'a length and chunks',
      () => head([name(), 'Content-Length: 1', 'Transfer-Encoding: chunked'], 'PUT /a HTTP/1.1'),
      400,
    ],
    ['a space in a header name', () => head([name(), 'X A: b']), 400],
    ['no HTTP', () => '\u0016\u0003\u0001 tls or worse\r\n\r\n', 400],
    [
      'an address of elsewhere',
      () => head([name(), 'Connection: close'], 'GET http://attacker.example/ HTTP/1.1'),
      403,
    ],
    ['CONNECT', () => head([name()], 'CONNECT attacker.example:443 HTTP/1.1'), 0],
  ])('%s', async (_what, text, status) => {
    await start({ limits: { silentMs: 2_000 } });
    expect(statusOf(await raw(text()).ended)).toBe(status);
    expect(statusOf(await raw(head([name(), 'Connection: close'])).ended)).toBe(403);
  });
});

describe('pages of other origins', () => {
  const tries = (site: string, mode: string, destination: string) => [
    `Sec-Fetch-Site: ${site}`,
    `Sec-Fetch-Mode: ${mode}`,
    `Sec-Fetch-Dest: ${destination}`,
  ];

  it('of this machine get nothing even with the cookie, which their requests bear', async () => {
    await start();
    const own = [name(), `Cookie: ${await cookie()}`, 'Connection: close'];
    const ask = async (more: string[], first?: string) =>
      statusOf(await raw(head([...own, ...more], first)).ended);
    expect(await ask(tries('same-site', 'no-cors', 'script'))).toBe(403);
    expect(await ask(tries('cross-site', 'no-cors', 'image'))).toBe(403);
    expect(await ask(tries('same-site', 'navigate', 'iframe'))).toBe(403);
    expect(await ask(tries('same-site', 'navigate', 'document'), 'POST /uploads HTTP/1.1')).toBe(403);
    expect(await ask(tries('same-origin', 'cors', 'empty'))).toBe(200);
    expect(await ask(tries('none', 'navigate', 'document'))).toBe(200);
    expect(await ask(tries('cross-site', 'navigate', 'document'))).toBe(200);
  });

  it('may not frame any answer', async () => {
    await start();
    expect(await raw(head([name(), 'Connection: close'])).ended).toMatch(/x-frame-options: DENY/i);
  });
});

describe('the rate', () => {
  it('of strangers is bounded apart from that of the session', async () => {
    await start({ limits: { strangers: 5 } });
    const known = await cookie();
    const statuses: number[] = [];
    for (let n = 0; n < 6; n++) statuses.push(statusOf(await raw(head([name(), 'Connection: close'])).ended));
    // One of the five was the way in.
    expect(statuses).toEqual([403, 403, 403, 403, 429, 429]);
    expect(statusOf(await raw(head([name(), `Cookie: ${known}`, 'Connection: close'])).ended)).toBe(200);
  });

  it('of the session is bounded, too', async () => {
    await start({ limits: { requests: 2 } });
    const own = [name(), `Cookie: ${await cookie()}`, 'Connection: close'];
    const answers: string[] = [];
    for (let n = 0; n < 3; n++) answers.push(await raw(head(own)).ended);
    expect(answers.map(statusOf)).toEqual([200, 200, 429]);
    expect(answers[2]).toMatch(/retry-after: 5/i);
  });
});

describe('WebSockets', () => {
  const opened = (headers: Record<string, string>, more = {}): Promise<WebSocket | number> =>
    new Promise((resolve) => {
      const socket = new WebSocket(`ws://127.0.0.1:${host.port}/rpc`, { headers, ...more });
      socket.on('open', () => resolve(socket));
      socket.on('unexpected-response', (_request, response) => resolve(response.statusCode ?? 0));
      socket.on('error', () => resolve(0));
    });
  const own = async () => ({ cookie: await cookie(), origin: `http://127.0.0.1:${host.port}` });
  const closed = (socket: WebSocket) => new Promise<number>((resolve) => socket.once('close', resolve));

  function socketOf(result: WebSocket | number): WebSocket {
    if (typeof result === 'number') throw new Error(`refused with ${result}`);
    return result;
  }

  it('are a few at a time', async () => {
    await start({ limits: { sockets: 2 } });
    const headers = await own();
    const first = socketOf(await opened(headers));
    const second = socketOf(await opened(headers));
    expect(await opened(headers)).toBe(503);
    first.close();
    await closed(first);
    socketOf(await opened(headers)).terminate();
    second.terminate();
  });

  it('with two names in the Host header are refused', async () => {
    await start();
    const headers = await own();
    const lines = Object.entries(headers).map(([key, value]) => `${key}: ${value}`);
    const upgrade = ['Connection: Upgrade', 'Upgrade: websocket', 'Sec-WebSocket-Version: 13'];
    const all = [...lines, ...upgrade, 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==', name()];
    const { ended } = raw(head([...all, 'Host: attacker.example'], 'GET /rpc HTTP/1.1'));
    expect(statusOf(await ended)).toBe(403);
  });

  it('of a page that runs wild are closed', async () => {
    await start({ limits: { messages: 20 } });
    const socket = socketOf(await opened(await own()));
    const ending = closed(socket);
    for (let n = 0; n < 30; n++) socket.send(JSON.stringify({ i: String(n), p: { u: '/system/none' } }));
    expect(await ending).toBe(1008);
  });

  it('whose other end is gone are ended', async () => {
    await start({ limits: { pingMs: 50 } });
    const socket = socketOf(await opened(await own(), { autoPong: false }));
    expect(await closed(socket)).toBe(1006);
  });

  it('are not opened by pages of other ports of this machine', async () => {
    await start();
    const headers = await own();
    expect(await opened({ ...headers, origin: `http://127.0.0.1:${host.port + 1}` })).toBe(403);
    expect(await opened({ ...headers, 'sec-fetch-site': 'same-site' })).toBe(403);
  });
});

it('speaks TLS alone where a certificate was named, with a cookie for TLS alone', async () => {
  const pair = certificateFor(folder, 'DNS:catalog.example,IP:127.0.0.1');
  await start({ listening: listeningOf({ host: '127.0.0.1', ...pair }) });
  expect(host.link).toMatch(/^https:\/\/127\.0\.0\.1:\d+\/open\?ticket=/);
  const answer = await new Promise<{ status: number; cookie: string }>((resolve, reject) => {
    get(host.link, { ca: readFileSync(pair.tlsCert) }, (response) => {
      response.resume();
      resolve({ status: response.statusCode ?? 0, cookie: response.headers['set-cookie']?.[0] ?? '' });
    }).on('error', reject);
  });
  expect(answer.status).toBe(200);
  expect(answer.cookie).toMatch(/^__Host-headwater_session_\d+=.*; Path=\/; Secure$/);
  expect(statusOf(await raw(head([name()])).ended)).not.toBe(200);
});
