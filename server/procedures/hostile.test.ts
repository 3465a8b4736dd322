/**
 * Hostile input through every procedure of the contract: whatever a page sends, it is answered or refused in words; nothing
 * ends as an error of the inside, nothing is left half done, and the next question is answered.
 */
import { call, isProcedure, os, type AnyProcedure } from '@orpc/server';
import { ORPCError } from '@orpc/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Catalog } from '../../catalog/catalog.ts';
import { openTemporaryCatalog } from '../../catalog/testing/temp-catalog.ts';
import { shaped, shapeOf } from '../testing/shaped-input.ts';
import { router, type FaceContext } from './index.ts';
import { FaceError } from './trouble.ts';

/** Those that go on until they are ended, or reach out of this machine when they are rightly asked. */
const ENDLESS: ReadonlySet<string> = new Set(['system.changes', 'collect.changes']);

/** Rightly asked, these reach out of this machine, or do much. */
const REACHING = /^(?:aws\.|imports\.sample$)/;
/** Inputs of the right shape for each procedure; `HEADWATER_HOSTILE=200` for long runs. */
const TURNS = Number(process.env['HEADWATER_HOSTILE'] ?? 4);

function deep(levels: number): unknown {
  let value: unknown = 'end';
  for (let n = 0; n < levels; n++) value = n % 2 === 0 ? [value] : { a: value };
  return value;
}

const LONG = 'x'.repeat(2_000_000);
const NASTY = `'); DROP TABLE dataset; --\u0000\u202e\ud800<img src=x onerror=alert(1)>../../../../etc/passwd`;
/** One value for every field that there may be. */
const KEYS = [
  ...[
    'id',
    'ids',
    'limit',
    'offset',
    'text',
    'query',
    'q',
    'namespace',
    'name',
    'path',
    'paths',
    'tokens',
    'key',
  ],
  ...[
    'kind',
    'reference',
    'revision',
    'at',
    'from',
    'to',
    'selection',
    'dataset',
    'datasets',
    'column',
    'columns',
  ],
  ...[
    'direction',
    'depth',
    'content',
    'base64',
    'input',
    'filter',
    'sort',
    'value',
    'reason',
    'items',
    'changes',
  ],
];
const filled = (value: unknown): unknown => Object.fromEntries(KEYS.map((key) => [key, value]));

const INPUTS: readonly (readonly [what: string, value: unknown])[] = [
  ['nothing', undefined],
  ['null', null],
  ['a number that is none', Number.NaN],
  ['a long text', LONG],
  ['a list', Array.from({ length: 10_000 }, (_, n) => n)],
  ['depth', deep(2_000)],
  [
    'names of prototypes',
    JSON.parse('{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}'),
  ],
  ['fields of nasty text', filled(NASTY)],
  ['fields of long text', filled(LONG)],
  ['fields of negative numbers', filled(-1)],
  ['fields of huge numbers', filled(Number.MAX_SAFE_INTEGER)],
  ['fields of fractions', filled(0.5)],
  ['fields of lists', filled([NASTY, -1, null])],
  ['fields of objects', filled({ a: { b: NASTY } })],
  ['fields of depth', filled(deep(500))],
];

function proceduresIn(node: unknown, path: readonly string[] = []): [string, AnyProcedure][] {
  if (isProcedure(node)) return [[path.join('.'), node]];
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([name, child]) => proceduresIn(child, [...path, name]));
}

const procedures = proceduresIn(router).filter(([path]) => !ENDLESS.has(path));
/** How often something was done rather than refused: where it never is, nothing was tried. */
let answered = 0;
let catalog: Catalog;
let context: FaceContext;

beforeAll(async () => {
  catalog = await openTemporaryCatalog();
  context = {
    catalog,
    host: 'loopback',
    version: 'test',
    pathsOf: async () => {
      throw new FaceError(404, 'There is no such upload');
    },
  };
});
afterAll(() => catalog.close());

/** What came of it: `answered`, or the code with which it was refused. */
async function send(procedure: AnyProcedure, input: unknown): Promise<string> {
  try {
    const answer: unknown = await call(procedure, input, { context });
    if (typeof answer === 'object' && answer !== null && Symbol.asyncIterator in answer) {
      for await (const event of answer as AsyncIterable<unknown>) void event;
    }
    answered++;
    return 'answered';
  } catch (error) {
    return error instanceof ORPCError
      ? error.code
      : `thrown: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
  }
}

describe('every procedure', () => {
  it('is found', () => expect(procedures.length).toBeGreaterThan(100));

  it.each(procedures)('%s refuses in words what it cannot do', async (_path, procedure) => {
    const wrong: string[] = [];
    for (const [what, value] of INPUTS) {
      const outcome = await send(procedure, value);
      if (outcome === 'INTERNAL_SERVER_ERROR' || outcome.startsWith('thrown'))
        wrong.push(`${what}: ${outcome.slice(0, 600)}`);
    }
    expect(wrong).toEqual([]);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  it.each(procedures.filter(([path]) => !REACHING.test(path)))(
    '%s does, or refuses in words, what is asked in the right shape',
    async (_path, procedure) => {
      const shape = shapeOf((procedure as { '~orpc': { inputSchema?: unknown } })['~orpc'].inputSchema);
      if (!shape) return;
      const wrong: string[] = [];
      for (let turn = 0; turn < TURNS; turn++) {
        const input = shaped(shape, { turn, whole: turn % 3 !== 2 });
        const outcome = await send(procedure, input);
        if (outcome === 'INTERNAL_SERVER_ERROR' || outcome.startsWith('thrown'))
          wrong.push(`${JSON.stringify(input).slice(0, 300)}: ${outcome.slice(0, 600)}`);
      }
      expect(wrong).toEqual([]);
    },
    240_000,
  );

  it('that breaks would be found', async () => {
    const broken = os
      .$context<FaceContext>()
      .input(z.object({ text: z.string() }))
      .handler(() => {
        throw new TypeError('of the inside');
      });
    expect(await send(broken, { text: 'x' })).toMatch(/^thrown: TypeError/);
    expect(await send(broken, { text: 5 })).toBe('BAD_REQUEST');
  });

  it('afterwards the catalog is whole, and much was done', () => {
    expect(answered).toBeGreaterThan(300);
    expect(catalog.store.reader.pragma('integrity_check', { simple: true })).toBe('ok');
    expect(catalog.info().revision).toBeGreaterThanOrEqual(0);
  });
});
