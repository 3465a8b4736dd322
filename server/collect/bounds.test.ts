/** Clients are asked to come back when it is too much; they do so after 503 and not after 429. */
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Inbox } from '../../catalog/collect/inbox.ts';
import { temporaryFolder } from '../../catalog/testing/temp-catalog.ts';
import { BodyError, InFlight } from './body.ts';
import { Rate } from '../rate.ts';
import { startReceiver, type Receiver } from './receiver.ts';
import { runEvent, send } from './testing/sending.ts';

describe('a receiver under pressure', () => {
  let inbox: Inbox;
  let receiver: Receiver;
  const body = JSON.stringify(runEvent(1));

  beforeEach(async () => {
    inbox = new Inbox(join(temporaryFolder(), 'inbox'));
    receiver = await startReceiver({
      port: 0,
      inbox,
      version: 'test',
      gate: () => ({ requireKey: false, keySha256: null }),
      onReceived: () => {},
      onRefused: () => {},
      perMinute: 3,
    });
  });
  afterEach(async () => {
    await receiver.close();
    inbox.close();
  });

  it('takes so many requests a minute', async () => {
    const answers = [];
    for (let n = 0; n < 5; n++) answers.push(await send(receiver.port, { body }));
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 503, 503]);
    expect(answers[4]?.headers['retry-after']).toBe('5');
  });

  it('takes nothing while too much waits, or while the disk does not', async () => {
    Object.defineProperty(inbox, 'full', { get: () => true, configurable: true });
    expect((await send(receiver.port, { body })).status).toBe(503);
    Object.defineProperty(inbox, 'full', { get: () => false });
    inbox.db.exec(`CREATE TRIGGER no BEFORE INSERT ON event BEGIN SELECT RAISE(ABORT, 'disk'); END`);
    expect((await send(receiver.port, { body })).status).toBe(503);
    inbox.db.exec('DROP TRIGGER no');
    expect((await send(receiver.port, { body })).status).toBe(201);
  });
});

it('a rate refills steadily', () => {
  let now = 0;
  const rate = new Rate(60, () => now);
  for (let n = 0; n < 60; n++) expect(rate.take()).toBe(true);
  expect(rate.take()).toBe(false);
  now += 1_000;
  expect([rate.take(), rate.take()]).toEqual([true, false]);
  now += 3_600_000;
  let taken = 0;
  while (rate.take()) taken++;
  expect(taken).toBe(60);
});

it('bodies in flight are bounded together', () => {
  const inFlight = new InFlight(10);
  inFlight.add(6);
  inFlight.add(4);
  expect(() => inFlight.add(1)).toThrow(BodyError);
  inFlight.release(4);
  inFlight.add(1);
});
