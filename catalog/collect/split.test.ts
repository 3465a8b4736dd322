import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { split, splitLine } from './split.ts';

const event = (n: number, more: Record<string, unknown> = {}) => ({
  ...more,
  run: { runId: `run-${n}` },
  job: { namespace: 'j', name: `${n}` },
});
const bytes = (text: string) => Buffer.from(text, 'utf8');
const json = fc.jsonValue({ maxDepth: 4 });
const events = fc.array(
  json.map((value, n = 1) => event(n, { extra: value })),
  { maxLength: 12 },
);

describe('however events are laid out, each keeps its own bytes', () => {
  const layouts: readonly (readonly [string, (parts: readonly string[]) => string])[] = [
    ['an array', (parts) => `[${parts.join(',')}]`],
    ['an array with air', (parts) => ` [\n ${parts.join(' ,\r\n\t')} ]\n`],
    ['lines', (parts) => parts.map((part) => `${part}\n`).join('')],
    ['lines without the last newline', (parts) => parts.join('\n')],
  ];
  it.each(layouts)('%s', async (_, layout) => {
    await fc.assert(
      fc.asyncProperty(events, async (values) => {
        const parts = values.map((value) => JSON.stringify(value));
        const found = await split(bytes(layout(parts)));
        expect(found.events.map((one) => Buffer.from(one.bytes).toString('utf8').trim())).toEqual(parts);
        expect(found.events.every((one) => one.rejected === undefined)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it('pretty-printed, one after the other', async () => {
    const text = [event(1), event(2)].map((value) => JSON.stringify(value, null, 2)).join('\n');
    const found = await split(bytes(text));
    expect(found.events.map(({ at }) => at)).toEqual(['event 1', 'event 2']);
    expect(found.events.map((one) => JSON.parse(Buffer.from(one.bytes).toString()) as unknown)).toEqual([
      event(1),
      event(2),
    ]);
  });
});

it('never throws, whatever comes', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (content) => {
      const { events: found } = await split(content);
      expect(found.every(({ at }) => at !== '')).toBe(true);
    }),
    { numRuns: 300 },
  );
  for (const content of ['[', '[[[', '{"a":', '\ufeff', '[1,2,"x",null]', '['.repeat(100_000)]) {
    const { events: found } = await split(bytes(content));
    expect(found.every(({ rejected }) => rejected !== undefined)).toBe(true);
  }
  expect((await split(gzipSync('{}'))).events.every(({ rejected }) => rejected?.malformed)).toBe(true);
});

it('tells what is no event from what is no JSON', async () => {
  const { events: found } = await split(bytes(`${JSON.stringify(event(1))}\n{"a":1}\n{"b\n`));
  expect(found.map(({ rejected }) => rejected?.malformed)).toEqual([undefined, false, true]);
  expect(splitLine(bytes('{"b'), 'line 1')).toBeNull();
  expect(splitLine(bytes('{"b":1}'), 'line 1')?.rejected?.malformed).toBe(false);
});
