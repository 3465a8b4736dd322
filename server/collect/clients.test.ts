/** Requests byte by byte as the OpenLineage clients for Python and Java send them, and their behaviour after 503. */
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Inbox } from '../../catalog/collect/inbox.ts';
import { keyDigest } from '../../catalog/collect/settings.ts';
import { temporaryFolder } from '../../catalog/testing/temp-catalog.ts';
import { startReceiver } from './receiver.ts';
import { collectIn, runEvent, settingsOf } from './testing/sending.ts';

const KEY = 'hw_client-key';

/** Sends what is given over one connection, request after request; answers the status lines. */
function exchange(port: number, requests: readonly Buffer[]): Promise<string[]> {
  return new Promise((resolve, reject) => {
    const statuses: string[] = [];
    const socket = connect(port, '127.0.0.1');
    let text = '';
    const next = (): void => {
      const request = requests[statuses.length];
      if (request) socket.write(request);
      else {
        socket.end();
        resolve(statuses);
      }
    };
    socket.on('connect', next).on('error', reject);
    socket.on('data', (data) => {
      text += data.toString('latin1');
      const end = text.indexOf('\r\n\r\n');
      if (end < 0) return;
      const length = Number(/content-length: (\d+)/i.exec(text)?.[1] ?? 0);
      if (text.length < end + 4 + length) return;
      const status = text.slice(0, text.indexOf('\r\n'));
      text = text.slice(end + 4 + length);
      if (status.includes(' 100 ')) return;
      statuses.push(status);
      next();
    });
  });
}

const lines = (...parts: readonly string[]): Buffer => Buffer.from(`${parts.join('\r\n')}\r\n\r\n`, 'latin1');

/** `openlineage-python` with requests: gzip level 3, Content-Length, keep-alive. */
function python(port: number, event: object, path = '/api/v1/lineage'): Buffer {
  const body = gzipSync(JSON.stringify(event), { level: 3 });
  return Buffer.concat([
    lines(
      `POST ${path} HTTP/1.1`,
      `Host: 127.0.0.1:${port}`,
      'User-Agent: python-requests/2.32.3',
      'Accept-Encoding: gzip, deflate',
      'Accept: */*',
      'Connection: keep-alive',
      `Authorization: Bearer ${KEY}`,
      'Content-Type: application/json',
      'Content-Encoding: gzip',
      `Content-Length: ${body.length}`,
    ),
    body,
  ]);
}

/** `openlineage-java` with Apache HttpClient 5: gzip in chunks, no Content-Length. */
function java(port: number, event: object, path = '/api/v1/lineage', expectContinue = false): Buffer {
  const body = gzipSync(JSON.stringify(event));
  const chunks = [body.subarray(0, 10), body.subarray(10)].flatMap((part) => [
    Buffer.from(`${part.length.toString(16)}\r\n`),
    part,
    Buffer.from('\r\n'),
  ]);
  return Buffer.concat([
    lines(
      `POST ${path} HTTP/1.1`,
      `Authorization: Bearer ${KEY}`,
      'Accept: application/json',
      'Content-Encoding: gzip',
      'Transfer-Encoding: chunked',
      'Content-Type: application/json; charset=UTF-8',
      `Host: 127.0.0.1:${port}`,
      ...(expectContinue ? ['Expect: 100-continue'] : []),
      'Connection: keep-alive',
      'User-Agent: Apache-HttpClient/5.3.1 (Java/17.0.9)',
      'Accept-Encoding: gzip, x-gzip, deflate',
    ),
    ...chunks,
    Buffer.from('0\r\n\r\n'),
  ]);
}

describe('clients with a key, over one connection', () => {
  let running: Awaited<ReturnType<typeof collectIn>>;
  beforeEach(async () => {
    const settings = settingsOf({ enabled: true, port: 0, requireKey: true, keySha256: keyDigest(KEY) });
    running = await collectIn(temporaryFolder(), settings);
  });
  afterEach(() => running.close());
  const runs = async (): Promise<number> => {
    await running.collecting.drain();
    return running.catalog.store.reader.prepare<[], { n: number }>('SELECT COUNT(*) AS n FROM run').get()!.n;
  };

  it('Python: every base address that its url joining makes', async () => {
    const { port } = running;
    const requests = ['/api/v1/lineage', '/ol/api/v1/lineage', '/lineage'].map((path, n) =>
      python(port, runEvent(n), path),
    );
    expect(await exchange(port, requests)).toEqual(Array(3).fill('HTTP/1.1 201 Created'));
    expect(await runs()).toBe(3);
  });

  it('Java: with a path of its own or a slash alone, with url parameters, with Expect', async () => {
    const { port } = running;
    const requests = [
      java(port, runEvent(1)),
      java(port, runEvent(2), '/'),
      java(port, runEvent(3), '/api/v1/lineage?param=value&x=%20'),
      java(port, runEvent(4), '/api/v1/lineage', true),
    ];
    expect(await exchange(port, requests)).toEqual(Array(4).fill('HTTP/1.1 201 Created'));
    expect(await runs()).toBe(4);
  });

  it('the two in turns, the same event twice: it counts once', async () => {
    const { port } = running;
    const sent = await exchange(port, [
      python(port, runEvent(1)),
      java(port, runEvent(1)),
      java(port, runEvent(2)),
    ]);
    expect(sent).toEqual(Array(3).fill('HTTP/1.1 201 Created'));
    expect(await runs()).toBe(2);
  });
});

it('Python sends again after 503, with growing pauses, and nothing is lost', async () => {
  const inbox = new Inbox(join(temporaryFolder(), 'inbox'));
  const gate = { requireKey: true, keySha256: keyDigest(KEY) };
  let full = true;
  Object.defineProperty(inbox, 'full', { get: () => full });
  const receiver = await startReceiver({
    port: 0,
    inbox,
    version: 'test',
    gate: () => gate,
    onReceived: () => {},
    onRefused: () => {},
  });
  const statuses: string[] = [];
  for (let attempt = 0; attempt <= 5; attempt++) {
    const [status] = await exchange(receiver.port, [python(receiver.port, runEvent(1))]);
    statuses.push(status!.split(' ')[1]!);
    if (status!.includes('201')) break;
    // Its pauses are 0.3 · 2ⁿ seconds; a hundredth of them will do here.
    await pause(3 * 2 ** attempt);
    if (attempt === 1) full = false;
  }
  expect(statuses).toEqual(['503', '503', '201']);
  expect(inbox.db.prepare<[], { n: number }>('SELECT COUNT(*) AS n FROM event').get()!.n).toBe(1);
  await receiver.close();
  inbox.close();
});
