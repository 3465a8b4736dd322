import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { setConnection } from './state.ts';
import { SwappableLink } from './swappable-link.ts';

const answering = (answer: unknown) => ({ call: () => Promise.resolve(answer) });

beforeEach(() => {
  vi.useFakeTimers();
  setConnection({ state: 'connecting' });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('a link that outlives its connections', () => {
  it('lets calls wait for the first connection', async () => {
    const link = new SwappableLink();
    const answer = link.call([], null, { context: {} });
    link.use(answering('first'));
    await expect(answer).resolves.toBe('first');
  });

  it('fails calls that were cut off, and waits with later ones', async () => {
    const link = new SwappableLink();
    let cut: (error: Error) => void = () => undefined;
    link.use({ call: () => new Promise((_, reject) => (cut = reject)) });
    const lost = link.call([], null, { context: {} });
    link.use(null);
    cut(new Error('socket closed'));
    await expect(lost).rejects.toMatchObject({ name: 'ConnectionLostError' });
    const later = link.call([], null, { context: {} });
    link.use(answering('again'));
    await expect(later).resolves.toBe('again');
  });

  it('passes on what the engine answers, errors included', async () => {
    const link = new SwappableLink();
    link.use({ call: () => Promise.reject(new Error('refused')) });
    await expect(link.call([], null, { context: {} })).rejects.toThrow('refused');
  });

  it('does not wait for ever', async () => {
    const link = new SwappableLink();
    const answer = link.call([], null, { context: {} });
    const settled = answer.catch((error: unknown) => error);
    await vi.advanceTimersByTimeAsync(20_000);
    expect(await settled).toMatchObject({ name: 'ConnectionLostError' });
  });

  it('stops waiting when the caller does', async () => {
    const link = new SwappableLink();
    const ending = new AbortController();
    const answer = link.call([], null, { context: {}, signal: ending.signal });
    ending.abort(new Error('enough'));
    await expect(answer).rejects.toThrow('enough');
  });

  it('fails at once when the engine failed for good, now or while a call waits', async () => {
    const link = new SwappableLink();
    const waiting = link.call([], null, { context: {} });
    setConnection({ state: 'failed', failure: { cause: 'The file is newer', logPath: '/log' } });
    await expect(waiting).rejects.toMatchObject({
      name: 'EngineFailedError',
      message: 'The file is newer',
      logPath: '/log',
    });
    await expect(link.call([], null, { context: {} })).rejects.toMatchObject({ name: 'EngineFailedError' });
  });
});
