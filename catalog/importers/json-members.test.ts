import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SourceError } from './importer.ts';
import { jsonMembers, MemberScanner, type JsonMember, type MemberOptions } from './json-members.ts';

const everything: MemberOptions = { want: () => true };

/** Cuts bytes at the given fractions, so that every state of the scanner meets a chunk's end. */
function cut(bytes: Uint8Array, sizes: readonly number[]): Uint8Array[] {
  const parts: Uint8Array[] = [];
  let at = 0;
  for (let i = 0; at < bytes.length; i++) {
    const size = Math.max(1, sizes[i % Math.max(1, sizes.length)] ?? bytes.length);
    parts.push(bytes.slice(at, at + size));
    at += size;
  }
  return parts;
}

async function* stream(parts: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  for (const part of parts) {
    yield await Promise.resolve(part);
    part.fill(0x78); // a producer may reuse its buffer once it is asked for the next one
  }
}

async function members(
  text: string | Uint8Array,
  sizes: readonly number[] = [],
  options = everything,
): Promise<JsonMember[]> {
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text;
  const out: JsonMember[] = [];
  for await (const member of jsonMembers(stream(cut(bytes, sizes)), options)) out.push(member);
  return out;
}

/** The same entries, by JSON.parse. */
function expected(text: string): JsonMember[] {
  const root = JSON.parse(text) as Record<string, unknown>;
  return Object.entries(root).flatMap(([top, value]): JsonMember[] => {
    if (Array.isArray(value)) return value.map((item, key) => ({ top, key, value: item }));
    if (value !== null && typeof value === 'object') {
      return Object.entries(value).map(([key, item]) => ({ top, key, value: item as JsonMember['value'] }));
    }
    return [{ top, key: null, value: value as JsonMember['value'] }];
  });
}

const sizes = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 });
const root = fc.dictionary(
  fc.string({ unit: 'grapheme' }),
  fc.oneof(
    fc.jsonValue({ maxDepth: 4 }),
    fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 3 })),
    fc.array(fc.jsonValue()),
  ),
);

describe('jsonMembers', () => {
  it('finds the end of long texts, whatever they hold and wherever the chunks end (property)', async () => {
    const unit = fc.constantFrom('"', '\\', 'a', 'bc', ' ', '\n', '{', '}', '[', ']', ',', 'é');
    const long = fc.string({ unit, minLength: 20, maxLength: 150 });
    const entry = fc.oneof(long, fc.array(long, { maxLength: 3 }), fc.dictionary(long, long, { maxKeys: 2 }));
    const chunks = fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(fc.array(entry, { maxLength: 4 }), long, chunks, async (items, name, parts) => {
        const text = JSON.stringify({ [name]: items, last: name });
        expect(await members(text, parts)).toEqual(expected(text));
      }),
      { numRuns: 400 },
    );
  });

  it('yields what JSON.parse reads, wherever the chunks end', async () => {
    await fc.assert(
      fc.asyncProperty(root, sizes, fc.constantFrom(0, 2, '\t'), async (value, parts, indent) => {
        const text = JSON.stringify(value, null, indent);
        expect(await members(text, parts)).toEqual(expected(text));
      }),
      { numRuns: 400 },
    );
  });

  it('yields only the wanted collections, and steps over the others', async () => {
    await fc.assert(
      fc.asyncProperty(root, sizes, fc.string(), async (value, parts, extra) => {
        const text = JSON.stringify({ ...value, [extra]: { a: 1 } });
        const got = await members(text, parts, { want: (top) => top === extra });
        expect(got).toEqual(expected(text).filter((member) => member.top === extra));
      }),
    );
  });

  it('refuses every proper prefix of a document', async () => {
    await fc.assert(
      fc.asyncProperty(
        root,
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        sizes,
        async (value, share, parts) => {
          const bytes = new TextEncoder().encode(JSON.stringify(value));
          await expect(members(bytes.slice(0, Math.floor(bytes.length * share)), parts)).rejects.toThrow(
            SourceError,
          );
        },
      ),
    );
  });

  it('refuses or marks whatever JSON.parse refuses after one byte is changed', async () => {
    await fc.assert(
      fc.asyncProperty(
        root,
        fc.nat(),
        fc.constantFrom('{', '}', '[', ']', ',', ':', '"', 'x'),
        async (value, seed, byte) => {
          const text = JSON.stringify(value);
          const at = seed % text.length;
          const changed = text.slice(0, at) + byte + text.slice(at + 1);
          let whole = true;
          try {
            JSON.parse(changed);
          } catch {
            whole = false;
          }
          let accepted = true;
          try {
            accepted = (await members(changed)).every((member) => member.problem === undefined);
          } catch (error) {
            expect(error).toBeInstanceOf(SourceError);
            accepted = false;
          }
          expect(accepted).toBe(whole && changed.startsWith('{'));
        },
      ),
      { numRuns: 600 },
    );
  });

  it('names the entry and the byte where a file is cut off', async () => {
    const text = '{"metadata": {"v": 1}, "nodes": {"model.shop.orders": {"columns": {"id"';
    await expect(members(text)).rejects.toMatchObject({
      code: 'truncated-json',
      message: `the file ends after ${text.length} bytes inside nodes.model.shop.orders; it is cut off and was not read`,
    });
  });

  it.each([
    ['', 'empty-file'],
    ['   \n', 'truncated-json'],
    ['[1]', 'malformed-json'],
    ['null', 'malformed-json'],
    ['{"a" 1}', 'malformed-json'],
    ['{"a":1,}', 'malformed-json'],
    ['{"a":[1,]}', 'malformed-json'],
    ['{"a":{"b":1 "c":2}}', 'malformed-json'],
    ['{"a":{,}}', 'malformed-json'],
    ['{"a":1} {', 'malformed-json'],
    ['{"\\q":1}', 'malformed-json'],
  ])('refuses %j as %s', async (text, code) => {
    await expect(members(text)).rejects.toMatchObject({ code });
  });

  it('marks one bad entry and keeps its neighbours', async () => {
    const deep = `${'['.repeat(300)}${']'.repeat(300)}`;
    const text = `{"n":{"a":1,"b":{"x":tru},"c":${deep},"d":"${'y'.repeat(200)}","e":[2]}}`;
    const got = await members(text, [7], { want: () => true, maxMemberBytes: 700 });
    expect(got.map((member) => [member.key, member.problem ?? member.value])).toEqual([
      ['a', 1],
      ['b', 'malformed'],
      ['c', 'too-deep'],
      ['d', 'y'.repeat(200)],
      ['e', [2]],
    ]);
    const small = await members(text, [7], { want: () => true, maxMemberBytes: 100 });
    expect(small.find((member) => member.key === 'd')?.problem).toBe('too-large');
  });

  it('is not shaken by a million brackets', async () => {
    const text = `{"n":{"a":${'['.repeat(1e6)}${']'.repeat(1e6)},"b":1},"skipped":${'['.repeat(1e6)}${']'.repeat(1e6)}}`;
    const got = await members(text, [65_536], { want: (top: string) => top === 'n' });
    expect(got.map((member) => member.problem ?? member.value)).toEqual(['too-deep', 1]);
  });

  it('reads the NaN and Infinity that Python writes as null, but not inside strings', async () => {
    const [member] = await members('{"s":{"a":{"x":NaN,"y":-Infinity,"z":"NaN \\" Infinity"}}}');
    expect(member?.value).toEqual({ x: null, y: null, z: 'NaN " Infinity' });
  });

  it('keeps prototype keys as plain keys', async () => {
    const got = await members('{"__proto__":{"constructor":{"__proto__":1}}}');
    expect(got[0]).toMatchObject({ top: '__proto__', key: 'constructor' });
    expect(Object.keys(got[0]?.value as object)).toEqual(['__proto__']);
  });

  it('reads byte-order marks and UTF-16', async () => {
    const text = '{"a":{"ä😀":"ß"}}';
    const utf16 = new Uint8Array(Buffer.from(`\ufeff${text}`, 'utf16le'));
    const utf16be = new Uint8Array(Buffer.from(utf16).swap16());
    const utf8 = new TextEncoder().encode(`\ufeff${text}`);
    for (const bytes of [utf16, utf16be, utf8]) {
      expect(await members(bytes, [1, 2, 3])).toEqual([{ top: 'a', key: 'ä😀', value: 'ß' }]);
    }
  });

  it('lists the top-level keys that it met', () => {
    const scanner = new MemberScanner({ want: () => false });
    scanner.push(new TextEncoder().encode('{"metadata":{"a":"}"},"nodes":{"x":['));
    expect(scanner.tops).toEqual(['metadata', 'nodes']);
  });
});
