import { Agent } from 'node:http';
import { connect } from 'node:net';
import { gzipSync, deflateSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { keyDigest } from '../../catalog/collect/settings.ts';
import { temporaryFolder } from '../../catalog/testing/temp-catalog.ts';
import { collectIn, runEvent, send, settingsOf, type Sent } from './testing/sending.ts';

type Running = Awaited<ReturnType<typeof collectIn>>;

let running: Running;

async function restart(settings = settingsOf({ enabled: true, port: 0 })): Promise<void> {
  running = await collectIn(temporaryFolder(), settings);
}

beforeEach(() => restart());
afterEach(() => running.close());

const text = (n: number) => JSON.stringify(runEvent(n));
const post = (sent: Sent) => send(running.port, sent);
const inbox = () => running.collecting.status().inbox;
const namesOf = ({ catalog }: Running): string[] =>
  catalog.store.reader
    .prepare<[], { name: string }>('SELECT name FROM dataset ORDER BY name')
    .all()
    .map(({ name }) => name);
const runs = () =>
  running.catalog.store.reader.prepare<[], { n: number }>('SELECT COUNT(*) AS n FROM run').get()!.n;

describe('what clients send', () => {
  it.each([
    '/api/v1/lineage',
    '/api/v1/lineage/',
    '/api/v1/lineage?source=spark&x=%2F',
    '/lineage',
    '/',
    '/?param=a',
    '/ol/',
    '/ol/api/v1/lineage',
    '//api/v1/lineage',
    '/deep/er/lineage',
    '/ol',
    '/deep/er?x=1',
  ])('one event to %s is 201, without a body', async (path) => {
    const answer = await post({ path, body: text(1) });
    expect(answer).toMatchObject({ status: 201, body: '', headers: { 'content-length': '0' } });
    await running.collecting.drain();
    expect(runs()).toBe(1);
  });

  it.each(['/api/v1/lineage/batch', '/lineage/batch', '/ol/api/v1/lineage/batch/', '/api/v1/lineage', '/'])(
    'an array to %s is answered event by event',
    async (path) => {
      const body = JSON.stringify([runEvent(1), { job: {} }, runEvent(2), 7]);
      const answer = await post({ path, body });
      expect(answer.status).toBe(200);
      expect(JSON.parse(answer.body)).toEqual({
        status: 'partial_success',
        summary: { received: 4, successful: 2, failed: 2, retriable: 0, non_retriable: 2 },
        failed_events: [
          { index: 1, reason: expect.stringContaining('job.namespace') as string, retriable: false },
          { index: 3, reason: expect.any(String) as string, retriable: false },
        ],
      });
      await running.collecting.drain();
      expect([runs(), inbox().rejected]).toEqual([2, 2]);
    },
  );

  it('an empty array is nothing, successfully', async () => {
    const answer = await post({ path: '/api/v1/lineage/batch', body: ' [ ] ' });
    expect(answer.status).toBe(200);
    expect(JSON.parse(answer.body)).toMatchObject({ status: 'success', summary: { received: 0 } });
  });

  it('one event to the address of batches counts as a batch of one', async () => {
    const answer = await post({ path: '/api/v1/lineage/batch', body: text(1) });
    expect(JSON.parse(answer.body)).toMatchObject({ status: 'success', summary: { received: 1 } });
  });

  it('lines of events are taken as a batch', async () => {
    const headers = { 'content-type': 'application/x-ndjson' };
    const answer = await post({ headers, body: `${text(1)}\n${text(2)}\n` });
    expect(JSON.parse(answer.body)).toMatchObject({ summary: { received: 2, successful: 2 } });
  });

  it.each([
    ['gzip with Content-Length', { 'content-encoding': 'gzip' }, gzipSync(text(1))],
    ['gzip in chunks', { 'content-encoding': 'gzip' }, cut(gzipSync(text(1)), 7)],
    ['x-gzip', { 'content-encoding': 'X-GZip' }, gzipSync(text(1))],
    ['deflate', { 'content-encoding': 'deflate' }, deflateSync(text(1))],
    ['chunks', {}, cut(Buffer.from(text(1)), 5)],
    ['charset', { 'content-type': 'application/json; charset=UTF-8' }, text(1)],
    ['a byte-order mark', {}, `\ufeff${text(1)}`],
    ['pretty-printed', {}, JSON.stringify(runEvent(1), null, 2)],
    ['identity', { 'content-encoding': 'identity' }, text(1)],
  ])('%s', async (_, headers, body) => {
    expect((await post({ headers, body })).status).toBe(201);
    await running.collecting.drain();
    expect(runs()).toBe(1);
  });

  it('job and dataset events', async () => {
    const head = { eventTime: '2026-01-01T00:00:00Z', producer: 'p', schemaURL: 's' };
    const job = { ...head, job: { namespace: 'jobs', name: 'j' }, outputs: [{ namespace: 'db', name: 'o' }] };
    const dataset = { ...head, dataset: { namespace: 'db', name: 'd' } };
    expect((await post({ body: JSON.stringify(job) })).status).toBe(201);
    expect((await post({ body: JSON.stringify(dataset) })).status).toBe(201);
    await running.collecting.drain();
    expect(namesOf(running)).toEqual(['d', 'o']);
  });

  it('keeps connections open', async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const ports = new Set<number | undefined>();
    agent.on('free', (socket: { localPort?: number }) => ports.add(socket.localPort));
    for (let n = 0; n < 5; n++) expect((await post({ body: text(n), agent })).status).toBe(201);
    // A refusal, too, leaves the connection whole.
    expect((await post({ body: '{}', agent })).status).toBe(400);
    expect((await post({ body: text(9), agent })).status).toBe(201);
    agent.destroy();
    expect(ports.size).toBe(1);
  });

  it('a hundred at once, in one import and one ledger entry', async () => {
    const answers = await Promise.all(Array.from({ length: 100 }, (_, n) => post({ body: text(n) })));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    expect(inbox()).toMatchObject({ waiting: 100, received: 100 });
    await running.collecting.drain();
    expect(runs()).toBe(100);
    expect(running.catalog.info().ledgerSize).toBe(1);
    expect(inbox()).toMatchObject({ waiting: 0, imported: 100, known: 0 });
  });

  it('the same event again changes nothing and makes no ledger entry', async () => {
    await post({ body: text(1) });
    await running.collecting.drain();
    await post({ body: JSON.stringify(runEvent(1), null, 1) });
    await post({ body: text(1) });
    await running.collecting.drain();
    expect(inbox()).toMatchObject({ received: 3, imported: 1, known: 2, waiting: 0 });
    expect(running.catalog.info().ledgerSize).toBe(1);
  });

  it('evidence says when it was received, which event, and its digest', async () => {
    await post({ body: text(1) });
    await running.collecting.drain();
    const file = running.catalog.store.reader
      .prepare<[], { path: string; sha256: string; at: string }>(
        'SELECT f.path, f.sha256, r.at FROM run_output r JOIN source_file f ON f.id = r.file_id',
      )
      .get()!;
    expect(file.path).toMatch(/^received \d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    expect([file.sha256, file.at]).toEqual([keyDigest(text(1)), 'event']);
    await post({ body: text(2) });
    await post({ body: text(3) });
    await running.collecting.drain();
    const places = running.catalog.store.reader
      .prepare<[], { at: string }>('SELECT at FROM run_output ORDER BY run_id')
      .all();
    expect(places.map(({ at }) => at)).toEqual(['event', 'event 1', 'event 2']);
    const label = running.catalog.store.reader
      .prepare<[], { label: string; actor: string }>('SELECT label, actor FROM import_batch ORDER BY id')
      .all();
    expect(label).toEqual([
      { label: 'Received 1 event (OpenLineage)', actor: 'Live collection' },
      { label: 'Received 2 events (OpenLineage)', actor: 'Live collection' },
    ]);
  });
});

describe('what is refused', () => {
  it.each([
    ['nothing', '', 400],
    ['no JSON', '{"eventType": ', 400],
    ['text', 'hello', 400],
    ['a number', '7', 400],
    ['no event', '{"a": 1}', 400],
    ['a run without id', JSON.stringify(runEvent(1, { run: {} })), 400],
    ['prototype keys', '{"__proto__": {"run": {}}, "constructor": 1}', 400],
    ['deep nesting', '['.repeat(200_000), 400],
  ])('%s', async (_, body, status) => {
    const answer = await post({ body });
    expect(answer.status).toBe(status);
    expect(JSON.parse(answer.body)).toMatchObject({ code: status, message: expect.any(String) as string });
    expect(inbox().waiting).toBe(0);
  });

  it('lists an event that cannot be used with its reason, until it is dismissed', async () => {
    await post({ body: JSON.stringify(runEvent(1, { run: {} })), headers: { 'user-agent': 'client/1' } });
    const { items, total } = running.collecting.events('rejected', { offset: 0, limit: 10 });
    expect(total).toBe(1);
    expect(items[0]).toMatchObject({
      client: 'client/1',
      reason: expect.stringContaining('runId') as string,
    });
    expect(running.collecting.dismissRejected()).toBe(1);
    expect(inbox().rejected).toBe(0);
  });

  it.each([
    ['another packing', { 'content-encoding': 'br' }, text(1), 415],
    ['another type', { 'content-type': 'text/plain' }, text(1), 415],
    ['damaged gzip', { 'content-encoding': 'gzip' }, Buffer.from('no gzip at all'), 400],
    ['gzip that ends early', { 'content-encoding': 'gzip' }, gzipSync(text(1)).subarray(0, 60), 400],
  ])('%s', async (_, headers, body, status) => {
    expect((await post({ headers, body })).status).toBe(status);
    expect(inbox().received).toBe(0);
  });

  it('too much: announced, in chunks, or only when unpacked', async () => {
    const announced = await post({
      headers: { expect: '100-continue' },
      body: Buffer.alloc(65 * 1024 * 1024),
    });
    expect(announced.status).toBe(413);
    const part = Buffer.alloc(8 * 1024 * 1024, 0x20);
    expect((await post({ body: Array.from({ length: 9 }, () => part) })).status).toBe(413);
    const bomb = gzipSync(Buffer.alloc(300 * 1024 * 1024, 0x20), { level: 1 });
    expect(bomb.length).toBeLessThan(4 * 1024 * 1024);
    const before = process.memoryUsage().rss;
    expect((await post({ headers: { 'content-encoding': 'gzip' }, body: bomb })).status).toBe(413);
    expect(process.memoryUsage().rss - before).toBeLessThan(256 * 1024 * 1024);
    expect((await post({ body: text(1) })).status).toBe(201);
  });

  it.each([
    ['GET', '/api/v1/lineage', 405],
    ['PUT', '/api/v1/lineage', 405],
    ['OPTIONS', '/api/v1/lineage', 405],
    ['DELETE', '/', 405],
    ['POST', '/api/v1/namespaces', 404],
    ['POST', '/notlineage', 404],
    ['GET', '/nothing', 404],
  ])('%s %s', async (method, path, status) => {
    const answer = await post({ method, path });
    expect(answer.status).toBe(status);
    expect(answer.headers['access-control-allow-origin']).toBeUndefined();
  });

  it.each([
    ['nothing', ''],
    ['no JSON', 'hello'],
    ['no event', '{"name": "x"}'],
    ['an array with something else in it', JSON.stringify([runEvent(1), {}])],
    ['an empty array', '[]'],
  ])('at an address that only events are taken at, %s, and nothing of it is kept', async (_what, body) => {
    expect((await post({ path: '/ol', body })).status).toBe(404);
    expect((await post({ path: '/ol', body: 'a=b', headers: { 'content-type': 'text/plain' } })).status).toBe(
      404,
    );
    expect(inbox()).toMatchObject({ waiting: 0, rejected: 0 });
  });

  it.each(['/', '/api/v1/namespaces', '/?x=1'])('but GET %s tells where one is', async (path) => {
    const answer = await post({ method: 'GET', path });
    expect(answer.status).toBe(200);
    expect(JSON.parse(answer.body)).toMatchObject({ post: '/api/v1/lineage' });
  });

  it('foreign host names and web pages, with or without a key', async () => {
    const { port } = running;
    for (const host of [
      'attacker.example',
      `attacker.example:${port}`,
      '127.0.0.1.attacker.example',
      '[::1]',
    ]) {
      expect((await post({ headers: { host }, body: text(1) })).status, host).toBe(403);
    }
    for (const origin of ['http://attacker.example', `http://127.0.0.1:${port}`, 'null']) {
      expect((await post({ headers: { origin }, body: text(1) })).status, origin).toBe(403);
    }
    for (const host of [`localhost:${port}`, `host.docker.internal:${port}`, '127.0.0.1']) {
      expect((await post({ headers: { host }, body: text(1) })).status, host).toBe(201);
    }
  });
});

describe('with a key', () => {
  const key = 'hw_test-key';
  beforeEach(async () => {
    await running.close();
    await restart(settingsOf({ enabled: true, port: 0, requireKey: true, keySha256: keyDigest(key) }));
  });

  it.each([`Bearer ${key}`, `bearer ${key}`, `BEARER   ${key} `])('%s comes in', async (authorization) => {
    expect((await post({ headers: { authorization }, body: text(1) })).status).toBe(201);
  });

  it.each([undefined, '', 'Bearer', 'Bearer ', `Bearer ${key}x`, 'Bearer hw_other', `Basic ${key}`, key])(
    '%s does not, and says so',
    async (authorization) => {
      const headers = authorization === undefined ? {} : { authorization };
      const answer = await post({ headers, body: text(1) });
      expect(answer).toMatchObject({ status: 401, headers: { 'www-authenticate': 'Bearer' } });
      expect(inbox().received).toBe(0);
      expect(running.collecting.status().receiver.lastRefused).toMatchObject({ status: 401 });
    },
  );

  it('that was not made yet, nothing comes in', async () => {
    await running.close();
    await restart(settingsOf({ enabled: true, port: 0, requireKey: true, keySha256: null }));
    const headers = { authorization: `Bearer ${key}` };
    expect((await post({ headers, body: text(1) })).status).toBe(401);
  });
});

it('gives up on a sender that never ends its headers', async () => {
  const socket = connect(running.port, '127.0.0.1');
  socket.on('error', () => {});
  socket.write('POST /api/v1/lineage HTTP/1.1\r\nHost: 127.0.0.1\r\n');
  const drip = setInterval(() => socket.write('X-A: b\r\n'), 500);
  const started = Date.now();
  // However the connection ends: closed or reset.
  await new Promise((resolve) => socket.resume().on('close', resolve));
  clearInterval(drip);
  expect(Date.now() - started).toBeLessThan(20_000);
});

it('answers 503 when closing, and closes the port', async () => {
  const { port } = running;
  await running.close();
  await expect(send(port, { body: text(1) })).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  await restart();
});

function cut(bytes: Buffer, length: number): Buffer[] {
  const parts: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += length) parts.push(bytes.subarray(at, at + length));
  return parts;
}
