import { gzipSync } from 'node:zlib';
import { createGunzip } from 'node:zlib';
import { Readable } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sourceFile } from '../source-file.ts';
import { candidatesOf, type Candidate } from './candidates.ts';
import { memoryFile, readAll } from './testing/read-all.ts';
import { runEvent } from './testing/events.ts';

async function cut(
  content: string | Uint8Array,
  chunkSize?: number,
  maxBytes?: number,
): Promise<Candidate[]> {
  const found: Candidate[] = [];
  for await (const batch of candidatesOf(memoryFile(content, 0, chunkSize), () => undefined, maxBytes))
    found.push(...batch);
  return found;
}

const seen = (candidates: readonly Candidate[]): string[] =>
  candidates.map((one) => `${one.at}: ${one.text ?? one.problem}`);

describe('cutting a file into candidates', () => {
  it('takes newline-delimited JSON line by line, blank lines and CRLF included', async () => {
    expect(seen(await cut('{"a":1}\r\n\r\n  \n{"b":2}\n'))).toEqual(['line 1: {"a":1}\r', 'line 4: {"b":2}']);
  });

  it('takes the elements of an array', async () => {
    expect(seen(await cut(' [ {"a":"]},"} ,\n {"b":[1,{"c":2}]}, 3, "x", null ] '))).toEqual([
      'event 1: {"a":"]},"}',
      'event 2: {"b":[1,{"c":2}]}',
      'event 3: 3',
      'event 4: "x"',
      'event 5: null',
    ]);
  });

  it('takes one object over many lines, and several one after the other', async () => {
    expect(seen(await cut('{\n "a": 1\n}\n'))).toEqual(['event: {\n "a": 1\n}']);
    expect(seen(await cut('{\n"a": 1\n}\n{\n"b": 2}{"c":3}'))).toEqual([
      'event 1: {\n"a": 1\n}',
      'event 2: {\n"b": 2}',
      'event 3: {"c":3}',
    ]);
  });

  it('keeps the first candidate when the memory of its chunk is used again', async () => {
    const memory = Buffer.alloc(16);
    const chunks = async function* () {
      for (const text of ['{"a":1}\n{"b"', ':2}\n{"c":3}\n   '])
        yield memory.fill(text.padEnd(16, ' '), 0, 16);
    };
    const file = sourceFile({ index: 0, path: '', size: 32, open: chunks });
    const found: string[] = [];
    for await (const batch of candidatesOf(file, () => undefined))
      for (const { content } of batch) found.push(String(content).replaceAll(' ', ''));
    expect(found).toEqual(['{"a":1}', '{"b":2}', '{"c":3}']);
  });

  it('calls a single line an event', async () => {
    expect(seen(await cut('{"a":1}'))).toEqual(['event: {"a":1}']);
    expect(seen(await cut('\n\n{"a":1}\n'))).toEqual(['event: {"a":1}']);
  });

  it('finds nothing in an empty file', async () => {
    for (const empty of ['', ' ', '\n\n', '\ufeff', '[]', '[ ]\n']) expect(await cut(empty)).toEqual([]);
  });

  it('goes on after a torn first, middle or last line', async () => {
    expect(seen(await cut('{"a":"x\n{"b":2}\n{"c":{"d":\n{"e":5}\n{"f"'))).toEqual([
      'line 1: {"a":"x',
      'line 2: {"b":2}',
      'line 3: {"c":{"d":',
      'line 4: {"e":5}',
      'line 5: {"f"',
    ]);
  });

  it('goes on after an object that was torn inside a string', async () => {
    expect(seen(await cut('{\n "a": "x\n{"b":2}\n{\n"c":3}\n'))).toEqual([
      'event 1: unclosed',
      'event 2: {"b":2}',
      'event 3: {\n"c":3}',
    ]);
  });

  it('reports an object that never ends', async () => {
    expect(seen(await cut('{\n "a": {\n "b": 1'))).toEqual(['event: unclosed']);
    expect(seen(await cut('[{"a":1},{"b"'))).toEqual(['event 1: {"a":1}', 'event 2: unclosed']);
  });

  it('passes over what is too large without holding it', async () => {
    const large = `{"a":"${'x'.repeat(100)}"}`;
    expect(seen(await cut(`{"a":1}\n${large}\n{"b":2}\n`, 16, 50))).toEqual([
      'line 1: {"a":1}',
      'line 2: too-large',
      'line 3: {"b":2}',
    ]);
    expect(seen(await cut(`[{"a":1},${large},{"b":2}]`, 16, 50))).toEqual([
      'event 1: {"a":1}',
      'event 2: too-large',
      'event 3: {"b":2}',
    ]);
    expect(seen(await cut(`${large}\n{"b":2}`, 16, 50))).toEqual(['line 1: too-large', 'line 2: {"b":2}']);
  });

  it('reads byte-order marks and UTF-16', async () => {
    const text = '{"a":"ü€😀"}\n{"b":2}';
    const plain = seen(await cut(text));
    expect(seen(await cut(`\ufeff${text}`, 2))).toEqual(plain);
    expect(seen(await cut(Buffer.from(`\ufeff${text}`, 'utf16le'), 3))).toEqual(plain);
    expect(seen(await cut(Buffer.from(`\ufeff${text}`, 'utf16le').swap16(), 5))).toEqual(plain);
  });

  it('tells bytes that are no UTF-8 from a real replacement character', async () => {
    const [damaged, sound] = await cut(
      Buffer.concat([Buffer.from('{"a":"'), Buffer.from([0xe9]), Buffer.from('"}\n{"b":"\ufffd"}')]),
    );
    expect([damaged?.damaged, sound?.damaged]).toEqual([true, false]);
  });

  it('does not depend on where chunks end', async () => {
    const value = fc.json({ maxDepth: 3, noUnicodeString: false });
    const space = fc.constantFrom('', '\n', ' \r\n\t');
    const document = fc.oneof(
      fc
        .array(value)
        .map((values) => values.map((one) => JSON.stringify({ v: JSON.parse(one) as unknown })).join('\n')),
      fc.tuple(fc.array(value), space).map(([values, gap]) => `[${values.join(`${gap},${gap}`)}]`),
      fc
        .array(value)
        .map((values) =>
          values.map((one) => JSON.stringify({ v: JSON.parse(one) as unknown }, null, 1)).join('\n'),
        ),
      fc.string({ unit: fc.constantFrom('{', '}', '[', ']', '"', '\\', '\n', ',', 'a', '1', ' ', 'é') }),
    );
    await fc.assert(
      fc.asyncProperty(document, fc.integer({ min: 1, max: 40 }), async (content, chunkSize) => {
        expect(await cut(content, chunkSize)).toEqual(await cut(content));
      }),
      { numRuns: 400 },
    );
  });

  it('finds every value of an array and of a sequence of objects', async () => {
    const values = fc.array(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 3 })), { minLength: 1 });
    await fc.assert(
      fc.asyncProperty(values, fc.constantFrom('array', 'lines', 'pretty'), async (list, layout) => {
        const text =
          layout === 'array'
            ? JSON.stringify(list, null, 2)
            : list.map((one) => JSON.stringify(one, null, layout === 'pretty' ? 1 : 0)).join('\n');
        const found = await cut(text);
        expect(found.map((one) => JSON.parse(one.text ?? '') as unknown)).toEqual(
          JSON.parse(JSON.stringify(list)),
        );
      }),
      { numRuns: 300 },
    );
  });
});

describe('a file that breaks off', () => {
  it('keeps the events before the break and says so', async () => {
    const lines = Array.from({ length: 3000 }, (_, index) =>
      JSON.stringify(runEvent({ run: index, job: `job ${index}` })),
    ).join('\n');
    const torn = gzipSync(lines).subarray(0, -2000);
    const file = sourceFile({
      index: 0,
      path: 'torn.json.gz',
      size: torn.length,
      open: () => Readable.from([torn]).pipe(createGunzip()),
    });
    const { accepted, issues } = await readAll([
      file,
      memoryFile(JSON.stringify(runEvent({ run: 5000 })), 1),
    ]);
    expect(accepted).toBeGreaterThan(100);
    expect(issues.filter((issue) => issue.severity === 'rejected')).toMatchObject([
      { file: 0, code: 'unreadable' },
    ]);
  });

  it('keeps a single event before the break', async () => {
    const broken = sourceFile({
      index: 0,
      path: 'broken.json',
      size: 10,
      open: async function* () {
        yield Buffer.from(`${JSON.stringify(runEvent())}\n{"torn`);
        throw Object.assign(new Error('read'), { code: 'EIO' });
      },
    });
    const { accepted, issues } = await readAll([broken]);
    expect(accepted).toBe(1);
    expect(issues).toMatchObject([{ severity: 'rejected', code: 'unreadable' }]);
  });
});
