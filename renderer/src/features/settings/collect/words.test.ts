import { expect, it } from 'vitest';
import type { CollectStatus } from '../../../../../contract/index.ts';
import { headline } from './words.ts';

const OFF: CollectStatus = {
  available: true,
  receiver: {
    enabled: false,
    port: 5100,
    requireKey: true,
    hasKey: false,
    state: 'off',
    problem: null,
    address: null,
    lastRefused: null,
  },
  watch: { enabled: false, folder: null, state: 'off', problem: null, files: 0, passedOver: 0 },
  inbox: {
    problem: null,
    waiting: 0,
    waitingBytes: 0,
    oldestWaitingAt: null,
    lastReceivedAt: null,
    received: 0,
    imported: 0,
    known: 0,
    rejected: 0,
    lastImport: null,
  },
};

it('says nothing while it is off', () => expect(headline(OFF)).toBeNull());

it('says where events are received and how many wait', () => {
  const on: CollectStatus = {
    ...OFF,
    receiver: { ...OFF.receiver, enabled: true, state: 'on', address: 'http://127.0.0.1:5100' },
    inbox: { ...OFF.inbox, waiting: 1, lastReceivedAt: new Date().toISOString() },
  };
  expect(headline(on)).toMatchObject({ text: 'Collecting, 1 event', failed: false });
  expect(headline(on)!.detail).toContain('http://127.0.0.1:5100');
});

it('a problem comes first', () => {
  const failed: CollectStatus = {
    ...OFF,
    receiver: { ...OFF.receiver, enabled: true, state: 'failed', problem: 'Port 5100 is used.' },
  };
  expect(headline(failed)).toEqual({ text: 'Not collecting', detail: 'Port 5100 is used.', failed: true });
});
