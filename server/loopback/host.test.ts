import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import type { ContractRouterClient } from '@orpc/contract';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { Catalog } from '../../catalog/catalog.ts';
import type { Contract } from '../../contract/index.ts';
import { migrationsDir, resourcesDir } from '../product.ts';
import { startLoopbackHost, type LoopbackHost } from './host.ts';

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}
type Headers = Readonly<Record<string, string>>;

let folder: string;
let catalog: Catalog;
let host: LoopbackHost;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'loopback-test-'));
  const rendererDir = join(folder, 'renderer');
  mkdirSync(rendererDir);
  writeFileSync(join(rendererDir, 'index.html'), 'the page __CSP_NONCE__');
  const path = join(folder, 'test.headwater');
  catalog = await Catalog.open({
    path,
    create: true,
    migrationsDir,
    resourcesDir,
    toolVersion: '0.0.0',
    defaultActor: 'tester',
  });
  host = await startLoopbackHost({ catalog, rendererDir, version: '0.0.0' });
});

afterEach(async () => {
  await host.close();
  await catalog.close();
  rmSync(folder, { recursive: true, force: true });
});

/** As a browser or an attacker would send it: unlike `fetch`, this lets a test set Host and Origin. */
function send(method: string, path: string, headers: Headers = {}, body = ''): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const options = { host: '127.0.0.1', port: host.port, method, path, headers };
    const request = httpRequest(options, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }),
      );
    });
    request.on('error', reject).end(body);
  });
}

const ticketPath = () => host.link.slice(`http://127.0.0.1:${host.port}`.length);
const own = () => ({ host: `127.0.0.1:${host.port}`, origin: `http://127.0.0.1:${host.port}` });

async function logIn(): Promise<string> {
  const { headers } = await send('GET', ticketPath());
  return (headers['set-cookie']?.[0] ?? '').split(';')[0] ?? '';
}

describe('the way in', () => {
  it('is the ticket, once; afterwards the cookie', async () => {
    const first = await send('GET', ticketPath());
    expect(first.status).toBe(200);
    expect(first.headers['set-cookie']?.[0]).toMatch(
      new RegExp(`^headwater_session_${host.port}=[\\w-]{43}; HttpOnly; SameSite=Strict; Path=/$`),
    );
    expect(first.body).toContain('url=/');
    expect((await send('GET', ticketPath())).status).toBe(403);
    const cookie = first.headers['set-cookie']![0]!.split(';')[0]!;
    expect((await send('GET', ticketPath(), { cookie })).headers['set-cookie']).toBeUndefined();
    expect((await send('GET', '/', { cookie })).body).toMatch(/^the page /);
  });

  it.each(['/', '/browse', '/headwater.svg', '/open', '/open?ticket=', '/open?ticket=guess'])(
    'stays shut for %s without either',
    async (path) => {
      const answer = await send('GET', path);
      expect(answer.status).toBe(403);
      expect(answer.headers['set-cookie']).toBeUndefined();
      expect(answer.body).not.toContain('the page');
    },
  );

  it('stays shut for the cookie of another session', async () => {
    const cookie = await logIn();
    const name = cookie.split('=')[0] ?? '';
    for (const bad of [`${name}=`, `${name}=${'a'.repeat(43)}`, `other=${cookie.split('=')[1] ?? ''}`]) {
      expect((await send('GET', '/', { cookie: bad })).status).toBe(403);
    }
  });

  it('knows no other name than its own, so that DNS rebinding fails even with the cookie', async () => {
    const cookie = await logIn();
    const { port } = host;
    for (const name of [
      'attacker.example',
      `attacker.example:${port}`,
      '127.0.0.1',
      `127.0.0.1:${port + 1}`,
      `127.0.0.1.attacker.example:${port}`,
    ]) {
      expect((await send('GET', '/', { cookie, host: name })).status, name).toBe(403);
      expect((await send('GET', ticketPath(), { host: name })).status, name).toBe(403);
    }
    expect((await send('GET', '/', { cookie, host: `localhost:${port}` })).status).toBe(200);
  });

  it('survives addresses that cannot be read', async () => {
    const cookie = await logIn();
    expect((await send('GET', '//', { cookie })).status).toBe(400);
    expect((await send('GET', '/%', { cookie })).status).toBe(200);
  });
});

describe('uploads', () => {
  it('need cookie, origin and the header that forms cannot send', async () => {
    const cookie = await logIn();
    const complete: Headers = { ...own(), cookie, 'x-headwater': '1' };
    const without = (name: string) =>
      Object.fromEntries(Object.entries(complete).filter(([key]) => key !== name));
    expect((await send('POST', '/uploads', complete)).status).toBe(200);
    for (const name of ['cookie', 'origin', 'x-headwater']) {
      expect((await send('POST', '/uploads', without(name))).status, name).toBe(403);
    }
    for (const origin of ['http://attacker.example', `http://127.0.0.1:${host.port + 1}`, 'null']) {
      expect((await send('POST', '/uploads', { ...complete, origin })).status, origin).toBe(403);
    }
    expect((await send('DELETE', '/uploads', complete)).status).toBe(405);
  });

  it('reach an import by their token alone, and cannot leave their folder', async () => {
    const headers: Headers = { ...own(), cookie: await logIn(), 'x-headwater': '1' };
    const { token } = JSON.parse((await send('POST', '/uploads', headers)).body) as { token: string };
    expect((await send('PUT', `/uploads/${token}/events/a.json`, headers, '{}')).status).toBe(204);
    expect((await send('PUT', `/uploads/${token}/..%2f..%2fescaped`, headers, '{}')).status).toBe(400);
    expect((await send('PUT', `/uploads/${token}x/a.json`, headers, '{}')).status).toBe(404);
    const huge = { ...headers, 'content-length': String(9 * 1024 ** 3), expect: '100-continue' };
    expect((await send('PUT', `/uploads/${token}/huge`, huge)).status).toBe(413);
  });
});

describe('the contract over a WebSocket', () => {
  const address = () => `ws://127.0.0.1:${host.port}/rpc`;

  function open(headers: Headers, to = address()): Promise<WebSocket | number> {
    return new Promise((resolve) => {
      const socket = new WebSocket(to, { headers });
      socket.on('open', () => resolve(socket));
      socket.on('unexpected-response', (_request, response) => resolve(response.statusCode ?? 0));
      socket.on('error', () => resolve(0));
    });
  }

  function clientOf(socket: WebSocket): ContractRouterClient<Contract> {
    return createORPCClient(new RPCLink({ websocket: socket as unknown as globalThis.WebSocket }));
  }

  it('is refused without cookie, with a foreign origin or elsewhere', async () => {
    const cookie = await logIn();
    const { origin } = own();
    expect(await open({ origin })).toBe(403);
    expect(await open({ cookie })).toBe(403);
    expect(await open({ cookie, origin: 'http://attacker.example' })).toBe(403);
    expect(await open({ cookie, origin: 'http://attacker.example', host: 'attacker.example' })).toBe(403);
    expect(await open({ cookie, origin }, `${address()}/more`)).toBe(403);
  });

  it('answers, reports errors as such and streams changes', async () => {
    const socket = await open({ cookie: await logIn(), origin: own().origin });
    if (typeof socket === 'number') throw new Error(`refused with ${socket}`);
    const client = clientOf(socket);
    expect(await client.system.info()).toMatchObject({ host: 'loopback', catalog: { empty: true } });
    await expect(client.imports.get({ id: 99 })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(
      client.imports.preview({ tokens: ['elsewhere'] }).then((events) => events.next()),
    ).rejects.toThrow();
    const changes = await client.system.changes();
    const next = changes.next();
    await client.system.updateSettings({ actor: 'someone else' });
    expect((await next).value).toMatchObject({ areas: expect.arrayContaining(['settings']) as string[] });
    socket.terminate();
  });

  it('loses one connection, not the host, to a message that is too large', async () => {
    const headers = { cookie: await logIn(), origin: own().origin };
    const socket = await open(headers);
    if (typeof socket === 'number') throw new Error(`refused with ${socket}`);
    socket.send(Buffer.alloc(65 * 1024 * 1024));
    await new Promise((resolve) => socket.once('close', resolve));
    const again = await open(headers);
    if (typeof again === 'number') throw new Error(`refused with ${again}`);
    expect((await clientOf(again).system.info()).host).toBe('loopback');
    again.terminate();
  });
});
