import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json } from '../../model/facts.ts';
import { eventHash } from './event-hash.ts';
import { RepeatedParts } from './repeated-parts.ts';

const long = 'a text that is long enough for its part to be worth finding again, whatever else there is';
const schema = (name: string): Json => ({ _producer: long, fields: [{ name, type: 'string' }] });
const event = (run: number, facets: Json, more: object = {}): Json => ({
  run: { runId: `${run}`, facets: { parent: { _producer: long, run: { runId: `${run >> 1}` } } } },
  job: { namespace: 'n', name: 'j', facets: { jobType: { _producer: long, jobType: 'JOB' } } },
  inputs: [{ namespace: 'n', name: 'd', facets }],
  ...more,
});

function expectSame(parts: RepeatedParts, text: string): Json | undefined {
  let wanted: Json;
  try {
    wanted = JSON.parse(text) as Json;
  } catch (error) {
    expect(() => parts.parse(Buffer.from(text))).toThrow((error as Error).message);
    return undefined;
  }
  const value = parts.parse(Buffer.from(text));
  // As text: it tells the order of members, which the canonical form does not.
  expect(JSON.stringify(value)).toBe(JSON.stringify(wanted));
  expect(eventHash(value, parts.formOf)).toBe(eventHash(wanted));
  return value;
}

const inputOf = (value: Json | undefined) =>
  (value as { inputs: { facets: { schema: object } }[] }).inputs[0]!.facets.schema;

describe('events whose parts repeat', () => {
  it('share a part from the third time on, and are what they were', () => {
    const parts = new RepeatedParts();
    const values = [0, 1, 2, 3, 4].map((run) =>
      expectSame(parts, JSON.stringify(event(run, { schema: schema('a') }))),
    );
    expect(inputOf(values[2])).not.toBe(inputOf(values[1]));
    expect(inputOf(values[3])).toBe(inputOf(values[2]));
    expect(inputOf(values[4])).toBe(inputOf(values[2]));
    expect(parts.formOf(inputOf(values[4]))).toBeDefined();
  });

  it('share datasets and jobs of which all facets are shared, and count what is parsed', () => {
    const parts = new RepeatedParts();
    type Whole = { readonly inputs: readonly object[]; readonly job: object };
    const read = (run: number, facets: Json): Whole =>
      expectSame(parts, JSON.stringify(event(run, facets))) as unknown as Whole;
    const facets = { schema: schema('a'), other: schema('b') };
    for (let run = 0; run < 5; run++) read(run, facets);
    const [one, other] = [read(5, facets), read(6, facets)];
    expect(one.inputs[0]).toBe(other.inputs[0]);
    expect(one.job).toBe(other.job);
    expect(parts.formOf(one.job)).toBeDefined();
    expect(inputOf(one as unknown as Json)).toBe(
      inputOf(read(7, { schema: schema('a') }) as unknown as Json),
    );
    const text = JSON.stringify(event(8, facets));
    parts.parse(Buffer.from(text));
    expect(parts.parsed).toBeLessThan(text.length - JSON.stringify([facets, one.job]).length);
  });

  it('are told apart by every byte, also of long parts', () => {
    const parts = new RepeatedParts();
    const wide = 'x'.repeat(5000);
    for (const run of [0, 1, 2, 3])
      for (const at of [0, 1, 777, 2500, 4999])
        expectSame(
          parts,
          JSON.stringify(event(run, { schema: schema(`${wide.slice(0, at)}y${wide.slice(at + 1)}`) })),
        );
  });

  it.each([
    [
      'members of the same name',
      (part: string) => `{"run":{"facets":{"a":${part},"a":${part},"b":1,"b":${part}}}}`,
    ],
    [
      'names of numbers, which come first',
      (part: string) => `{"run":{"facets":{"b":${part},"1":${part},"a":2}}}`,
    ],
    ['a member called __proto__', (part: string) => `{"run":{"facets":{"__proto__":${part},"a":${part}}}}`],
    [
      'white space',
      (part: string) => `{ "run" :\n{ "facets": { "a" :  ${part} , "b": ${part}\t,"c":${part} } } }\r`,
    ],
    ['lists', (part: string) => `{"inputs":[[${part}],{"facets":{"a":[${part}],"b":${part}}},${part}]}`],
    [
      'a list of events',
      (part: string) => `[{"run":{"facets":{"a":${part}}}},{"run":{"facets":{"a":${part}}}}]`,
    ],
    ['an object for a name', (part: string) => `{"run":{"facets":{${part}:1}}}`],
    ['a missing colon', (part: string) => `{"run":{"facets":{"a" ${part}}}}`],
    ['two values', (part: string) => `{"run":{"facets":{"a":${part}${part}}}}`],
    ['an end that is missing', (part: string) => `{"run":{"facets":{"a":${part},"b":${part.slice(0, -1)}`],
    ['too many ends', (part: string) => `{"run":{"facets":{"a":${part}}}}}}`],
    ['more behind it', (part: string) => `{"run":{"facets":{"a":${part}}}} x`],
  ])('%s', (_, make) => {
    const parts = new RepeatedParts();
    const part = JSON.stringify(schema('ü "{[\\ 😀'));
    for (let time = 0; time < 8; time++) expectSame(parts, make(part));
  });

  it('are read as by the parser, whatever they hold and however little is remembered', () => {
    const facet = fc.oneof(
      fc.constantFrom<Json>(schema('a'), schema('b'), { ...(schema('c') as object), fields: [] }),
      fc.jsonValue({ maxDepth: 4 }) as fc.Arbitrary<Json>,
      fc.string({ unit: 'binary' }).map((text) => ({ text, long })),
    );
    const name = fc.oneof(fc.constantFrom('schema', 'columnLineage', '1', '__proto__'), fc.string());
    const facets = fc.dictionary(name, facet, { maxKeys: 4 });
    const texts = fc.array(
      fc.tuple(fc.nat(3), facets, facets, fc.nat(9)).map(([run, one, other, spoil]) => {
        const text = JSON.stringify(event(run, one, { outputs: [{ facets: other, outputFacets: one }] }));
        return spoil === 0 ? text.slice(0, run * 97) + text.slice(run * 97 + 1) : text;
      }),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(texts, fc.constantFrom(300, 3_000, 1_000_000), (all, maxKept) => {
        const parts = new RepeatedParts(maxKept);
        for (let time = 0; time < 8; time++) for (const text of all) expectSame(parts, text);
      }),
      { numRuns: 60 },
    );
  });

  it.each([190, 193, 194, 195, 196, 197, 205])('may be nested %i deep', (depth) => {
    const parts = new RepeatedParts();
    const deep = { long, deep: JSON.parse('['.repeat(depth) + ']'.repeat(depth)) as Json };
    for (let time = 0; time < 6; time++) expectSame(parts, JSON.stringify(event(0, { schema: deep })));
  });

  it('are read plainly for a while where next to nothing repeats', () => {
    const parts = new RepeatedParts();
    const read = (run: number, name: string): object =>
      inputOf(expectSame(parts, JSON.stringify(event(0, { schema: schema(name) }, { at: run }))));
    for (let run = 0; run < 6_000; run++)
      parts.parse(Buffer.from(`{"run":{"facets":{"a":{"long":"${long}","run":${run}}}}}`));
    for (let run = 0; run < 4; run++) expect(read(run, 'a')).not.toBe(read(run + 1, 'a'));
    for (let run = 0; run < 9_000; run++) parts.parse(Buffer.from('{}'));
    for (let run = 5; run < 7; run++) read(run, 'a');
    expect(read(7, 'a')).toBe(read(8, 'a'));
  });
});
