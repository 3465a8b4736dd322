import { describe, expect, it } from 'vitest';
import { newestProgress, streamed } from './stream.ts';

async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const all: Item[] = [];
  for await (const item of items) all.push(item);
  return all;
}

describe('streamed', () => {
  it('yields what the work emits and ends with it', async () => {
    const events = streamed<number>(async ({ emit }) => {
      emit(1);
      await Promise.resolve();
      emit(2);
    });
    expect(await collect(events)).toEqual([1, 2]);
  });

  it('throws what the work throws, after what it emitted', async () => {
    const seen: number[] = [];
    const failing = async () => {
      for await (const event of streamed<number>(async ({ emit }) => {
        emit(1);
        throw new Error('broken');
      }))
        seen.push(event);
    };
    await expect(failing()).rejects.toThrow('broken');
    expect(seen).toEqual([1]);
  });

  it('aborts the work when the reader stops, and waits for it to wind up', async () => {
    let wound = false;
    for await (const event of streamed<number>(({ emit, signal }) => {
      emit(1);
      return new Promise((resolve) =>
        signal.addEventListener('abort', () => {
          setTimeout(() => {
            wound = true;
            resolve();
          }, 5);
        }),
      );
    })) {
      expect(event).toBe(1);
      break;
    }
    expect(wound).toBe(true);
  });

  it('passes on an abort from outside', async () => {
    const controller = new AbortController();
    const events = streamed<number>(
      ({ signal, emit }) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => reject(signal.reason as Error));
          emit(1);
        }),
      { signal: controller.signal },
    );
    expect((await events.next()).value).toBe(1);
    controller.abort();
    await expect(events.next()).rejects.toThrow('Cancelled');
  });

  it('keeps only the newest progress that nobody has taken', async () => {
    const events = streamed<{ type: string; n: number }>(
      async ({ emit }) => {
        for (let n = 1; n <= 100; n++) emit({ type: 'progress', n });
        emit({ type: 'done', n: -1 });
      },
      { join: newestProgress },
    );
    expect((await collect(events)).map(({ n }) => n)).toEqual([100, -1]);
  });
});
