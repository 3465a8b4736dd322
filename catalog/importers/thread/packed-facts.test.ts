import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Fact, Json } from '../../model/facts.ts';
import { wellFormed } from '../../model/well-formed.ts';
import { FactPacker, FactUnpacker, type PackedFacts } from './packed-facts.ts';

const datasets = ['a', 'b', 'c'].map((name) => ({ namespace: 'n', name }));
const jobs = ['j', 'k'].map((name) => ({ namespace: 'etl', name }));
const runs = jobs.flatMap((job) => ['1', '2'].map((runId) => ({ runId, job })));
const columns = datasets.flatMap((dataset) => [['x'], ['x', 'y']].map((path) => ({ dataset, path })));
const evidences = ['line 1', 'line 2'].map((at) => ({ scope: 'openlineage', file: 0, at }));
const seen: readonly Json[] = [{ columns: [['id', 'int']] }, { columns: [], columnsTotal: 0 }, 'plain', null];

const of = <Value>(values: readonly Value[]): fc.Arbitrary<Value> => fc.constantFrom(...values);
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 6 }),
  fc.constantFrom('\ud800', 'a\udc00', '\\ud800', '😀'),
);
// Written as JSON, zero has no sign.
const json = fc
  .jsonValue({ stringUnit: 'binary', maxDepth: 3 })
  .map((value) => JSON.parse(JSON.stringify(value)) as Json);
const shapes: fc.Arbitrary<Fact> = fc.oneof(
  fc.record(
    { type: of(['scope'] as const), scope: text, mode: of(['replace'] as const), asOf: text },
    { requiredKeys: ['type', 'scope', 'mode'] },
  ),
  fc.record(
    {
      type: of(['run'] as const),
      run: of(runs),
      parent: of(runs),
      code: fc.oneof(of(seen), json),
      explicitFlows: fc.boolean(),
      evidence: of(evidences),
    },
    { requiredKeys: ['type', 'run', 'evidence'] },
  ),
  fc.record(
    {
      type: of(['run-input', 'run-output'] as const),
      run: of(runs),
      dataset: of(datasets),
      rowCount: fc.double(),
      seen: of(seen),
      statedAt: text,
      evidence: of(evidences),
    },
    { requiredKeys: ['type', 'run', 'dataset', 'evidence'] },
  ),
  fc.record(
    {
      type: of(['column-edge'] as const),
      from: of(columns),
      to: of(columns),
      run: of(runs),
      transformations: fc.array(fc.record({ type: of(['DIRECT'] as const), description: text })),
      yields: fc.boolean(),
      evidence: of(evidences),
    },
    { requiredKeys: ['type', 'from', 'to', 'transformations', 'evidence'] },
  ),
  fc.record({
    type: of(['property'] as const),
    target: fc.oneof(
      fc.record({ on: of(['run'] as const), run: of(runs) }),
      fc.record({ on: of(['column'] as const), dataset: of(datasets), path: fc.array(text) }),
    ),
    key: text,
    value: json,
    evidence: of(evidences),
  }),
);

/** As it comes out of the other thread. */
const sent = (packed: PackedFacts): PackedFacts => structuredClone(packed);

it('any facts come out as they went in, however little is remembered', () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(shapes, { maxLength: 12 }), { maxLength: 6 }),
      fc.constantFrom(1, 3, 1000),
      (batches, most) => {
        const [packer, unpacker] = [new FactPacker(most), new FactUnpacker()];
        for (const facts of batches)
          expect(unpacker.unpack(sent(packer.pack(facts)))).toEqual(wellFormed(facts));
      },
    ),
    { numRuns: 300 },
  );
});

it('what facts share they share afterwards, over batches too', () => {
  const [packer, unpacker] = [new FactPacker(), new FactUnpacker()];
  const edge = (from: number, to: number, run: number): Fact => ({
    type: 'column-edge',
    from: columns[from]!,
    to: columns[to]!,
    run: runs[run]!,
    transformations: [],
    evidence: evidences[0]!,
  });
  const given = [[edge(0, 1, 0), edge(1, 2, 0)], [edge(0, 2, 1)]];
  const [one, two, three] = given.flatMap((facts) => unpacker.unpack(sent(packer.pack(facts)))) as Extract<
    Fact,
    { type: 'column-edge' }
  >[];
  expect(one!.run).toBe(two!.run);
  expect(one!.evidence).toBe(three!.evidence);
  expect([one!.to, one!.from, two!.to]).toEqual([columns[1], columns[0], columns[2]]);
  expect(one!.to).toBe(two!.from);
  expect(one!.from).toBe(three!.from);
  expect(one!.run!.job).toBe(three!.run!.job);
  expect(one!.from.dataset).toBe(one!.to.dataset);
});
