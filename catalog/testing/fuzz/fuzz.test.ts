/** A small part of what `npm run fuzz` tries, the same inputs every time. */
import { describe, expect, it } from 'vitest';
import type { Importer } from '../../importers/importer.ts';
import { SOURCE_KINDS } from '../../model/sources.ts';
import { checkImporter } from './check-importer.ts';
import { runCampaign } from './campaign.ts';
import { inputOf } from './input.ts';

describe.each(SOURCE_KINDS)('%s', (kind) => {
  it('takes hundreds of damaged and made-up inputs without crash, hang or partial write', async () => {
    const result = await runCampaign({ kind, seed: 'every build', first: 0, count: 400, wholeEvery: 20 });
    expect(result.failures.map(({ number, reason }) => `${number}: ${reason}`)).toEqual([]);
    expect(result.inputs).toBe(400);
    expect(result.whole).toBe(20);
    // Inputs that nobody takes for this kind of source would show nothing.
    expect(result.accepted).toBeGreaterThan(150);
    expect(result.complained).toBeGreaterThan(100);
  });

  it('makes the same input for the same seed and number', () => {
    const digest = (number: number) =>
      inputOf(kind, 'a seed', number).map(
        ({ path, bytes }) => `${path} ${Buffer.from(bytes).toString('base64')}`,
      );
    for (const number of [0, 1, 2, 3, 4]) expect(digest(number)).toEqual(digest(number));
    expect(digest(0)).not.toEqual(digest(1));
  });
});

describe('a broken promise is seen', () => {
  const files = [{ path: 'a.json', bytes: Buffer.from('{}') }];
  const broken = (read: Importer['read']): Importer => ({ kind: 'dbt', recognise: async () => 'test', read });
  const evidence = { scope: 's', file: 0, at: '' };
  const scope = { type: 'scope', scope: 's', mode: 'replace' } as const;
  const dataset = { namespace: 'n', name: 'd' };

  it.each([
    [
      'a throw',
      async function* () {
        yield [];
        throw new TypeError('x is undefined');
      },
    ],
    [
      'a fact before its scope',
      async function* () {
        yield [{ type: 'dataset' as const, dataset, evidence }];
      },
    ],
    [
      'evidence in no file',
      async function* () {
        yield [scope, { type: 'dataset' as const, dataset, evidence: { ...evidence, file: 7 } }];
      },
    ],
    [
      'a name that is no text',
      async function* () {
        const wrong = { namespace: 'n', name: 5 } as unknown as typeof dataset;
        yield [scope, { type: 'dataset' as const, dataset: wrong, evidence }];
      },
    ],
    [
      'an issue without a message',
      async function* (_files, context) {
        context.issue({ severity: 'warning', code: 'a', message: '' });
        yield [];
      },
    ],
  ] satisfies [string, Importer['read']][])('%s', async (_name, read) => {
    await expect(checkImporter(broken(read), files, false)).rejects.toThrow();
  });
});
