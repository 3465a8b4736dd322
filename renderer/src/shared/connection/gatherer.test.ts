import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { gatherer, type Area } from './gatherer.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function recorded() {
  const asked: (readonly Area[])[] = [];
  const everything = vi.fn<() => Promise<void>>(async () => {});
  const one = gatherer(async (areas) => void asked.push(areas), everything);
  return { ...one, asked, everything };
}

it('a change made here is asked for once, whether its answer or its event comes first', async () => {
  for (const first of ['answer', 'event'] as const) {
    const { changed, shown, asked, everything } = recorded();
    const event = () => changed({ revision: 7, areas: ['tags', 'ledger'] });
    if (first === 'event') event();
    let done = false;
    const wait = shown(7).then(() => (done = true));
    if (first === 'answer') {
      await vi.advanceTimersByTimeAsync(10);
      expect(done).toBe(false);
      event();
    }
    await wait;
    expect(asked).toEqual([['tags', 'ledger']]);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(asked).toHaveLength(1);
    expect(everything).not.toHaveBeenCalled();
  }
});

it('who waits does so until the answers are there', async () => {
  let answer = (): void => {};
  const { changed, shown } = gatherer(
    () => new Promise<void>((resolve) => (answer = resolve)),
    async () => {},
  );
  changed({ revision: 3, areas: ['datasets'] });
  await vi.advanceTimersByTimeAsync(300);
  let done = false;
  const wait = shown(3).then(() => (done = true));
  await vi.advanceTimersByTimeAsync(10);
  expect(done).toBe(false);
  answer();
  await wait;
});

it('many changes of others are asked for together', async () => {
  const { changed, asked } = recorded();
  changed({ revision: 1, areas: ['imports', 'datasets'] });
  changed({ revision: 2, areas: ['datasets', 'ledger'] });
  expect(asked).toEqual([]);
  await vi.advanceTimersByTimeAsync(250);
  expect(asked).toEqual([['imports', 'datasets', 'ledger']]);
});

it('a change that is never told of is not waited for without end: everything is asked for', async () => {
  const { shown, asked, everything } = recorded();
  const wait = shown(9);
  await vi.advanceTimersByTimeAsync(2_000);
  await wait;
  expect(everything).toHaveBeenCalledOnce();
  expect(asked).toEqual([]);
});
