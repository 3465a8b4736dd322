/** Files that are broken, odd or hostile; recognising; stopping. */
import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { createGunzip, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json } from '../../model/facts.ts';
import type { SourceFile } from '../importer.ts';
import { sourceFile } from '../source-file.ts';
import { dbt } from './index.ts';
import {
  catalog,
  edges,
  importFiles,
  importing,
  manifest,
  memoryFile,
  model,
  names,
  physical,
  results,
  SHOP,
} from './testing.ts';

describe('bad input', () => {
  it.each([
    ['cut off', JSON.stringify(manifest(12, SHOP)).slice(0, -200), 'truncated-json'],
    ['broken', JSON.stringify(manifest(12, SHOP)).replace('"sources":', '"sources"'), 'malformed-json'],
  ])('%s: the manifest is refused as a whole, with what lies beside it', async (_, text, code) => {
    const imported = await importing({
      'manifest.json': text,
      'run_results.json': results('run-results', 6, []),
    });
    expect(imported.facts).toEqual([]);
    expect(imported.issues.map(({ severity, file, code }) => [severity, file, code])).toEqual([
      ['rejected', 0, code],
      ['rejected', 1, 'no-manifest'],
    ]);
    expect(imported.issues[0]?.message).toMatch(/byte/);
  });

  it('keeps a project whose catalog or results are cut off', async () => {
    const table = JSON.stringify(catalog({ 'model.shop.stg': physical('stg', { a: 'int' }) }));
    const ran = JSON.stringify(
      results('run-results', 6, [{ unique_id: 'model.shop.stg', status: 'success' }]),
    );
    const imported = await importing({
      'manifest.json': manifest(12, SHOP),
      'catalog.json': table.slice(0, -30),
      'run_results.json': ran.slice(0, -30),
    });
    expect(edges(imported)).toHaveLength(3);
    expect([imported.of('column'), imported.of('run')]).toEqual([[], []]);
    expect(
      imported.issues.filter(({ severity }) => severity === 'rejected').map(({ file, code }) => [file, code]),
    ).toEqual([
      [1, 'truncated-json'],
      [2, 'truncated-json'],
    ]);
  });

  it('leaves out one bad entry and keeps the others', async () => {
    const text = JSON.stringify(
      manifest(12, {
        nodes: {
          'model.shop.bad': 'oops',
          'model.shop.none': null,
          'model.shop.list': [],
          'model.shop.deep': 0,
          'model.shop.a': model('a'),
        },
        sources: 7,
        exposures: null,
      }),
    ).replace('"model.shop.deep":0', `"model.shop.deep":${'['.repeat(9999)}${']'.repeat(9999)}`);
    const imported = await importing({ 'manifest.json': text });
    expect(names(imported)).toEqual(['dbt://shop db.public.a']);
    expect(
      imported.issues.filter(({ code }) => code === 'bad-entry').map(({ at, message }) => [at, message]),
    ).toEqual([
      ['nodes.model.shop.bad', expect.stringContaining('found a text')],
      ['nodes.model.shop.none', expect.stringContaining('found null')],
      ['nodes.model.shop.list', expect.stringContaining('found a list')],
      ['nodes.model.shop.deep', expect.stringContaining('nested deeper')],
      ['sources', expect.stringContaining('found a number')],
    ]);
  });

  it('reports a compressed file that is cut off as that file and goes on', async () => {
    const whole = gzipSync(
      JSON.stringify(manifest(12, { ...SHOP, docs: { d: randomBytes(200_000).toString('hex') } })),
    );
    const short = whole.subarray(0, whole.length - 50_000);
    const unpacked = (bytes: Uint8Array, index: number): SourceFile =>
      sourceFile({
        index,
        path: `${index}/manifest.json`,
        size: bytes.length,
        open: () => Readable.from([bytes]).pipe(createGunzip()),
      });
    const imported = await importFiles([unpacked(short, 0), unpacked(whole, 1)]);
    expect(
      imported.issues.filter(({ severity }) => severity === 'rejected').map(({ file, code }) => [file, code]),
    ).toEqual([[0, 'unreadable']]);
    expect(edges(imported)).toHaveLength(3);
    await expect(importFiles([unpacked(new TextEncoder().encode('no gzip'), 0)])).rejects.toMatchObject({
      code: 'unreadable',
    });
  });

  it('results without a manifest are refused', async () => {
    const imported = await importing({
      'run_results.json': results('run-results', 6, []),
      'sources.json': results('sources', 3, []),
    });
    expect(imported.issues.map(({ code }) => code)).toEqual(['no-manifest', 'no-manifest']);
  });

  it('keeps the first of two entries with one id', async () => {
    const text = JSON.stringify(
      manifest(12, { nodes: { 'model.shop.a': model('first'), 'model.shop.b': model('second') } }),
    ).replace('"model.shop.b"', '"model.shop.a"');
    const imported = await importing({ 'manifest.json': text });
    expect(names(imported)).toEqual(['dbt://shop db.public.first']);
    expect(imported.issues.filter(({ code }) => code === 'duplicate-id').map(({ at }) => at)).toEqual([
      'nodes.model.shop.a',
    ]);
  });

  it('treats prototype keys and markup as plain names', async () => {
    const text = JSON.stringify(
      manifest(12, {
        nodes: {
          'model.shop.a': model('<img src=x onerror=alert(1)>', ['__proto__', 'constructor'], {
            columns: { PROTO: { name: 'toString', meta: { PROTO: 1, pii: true } } },
          }),
        },
        groups: {},
      }),
    ).replaceAll('"PROTO"', '"__proto__"');
    const imported = await importing({ 'manifest.json': text });
    expect(names(imported)[0]).toBe('dbt://shop db.public.<img src=x onerror=alert(1)>');
    expect(edges(imported)).toEqual(['__proto__ → model.shop.a', 'constructor → model.shop.a']);
    expect(imported.of('column').map(({ path }) => path)).toEqual([['toString']]);
    expect(
      imported
        .of('tag')
        .map(({ value }) => value)
        .sort(),
    ).toEqual(['confidential', 'user']);
  });

  it('takes any JSON in any field without an error', async () => {
    const odd = fc.record(
      {
        resource_type: fc.constantFrom('model', 'seed', 'source', 'test', 'exposure', 'snapshot', null, 7),
        config: fc.jsonValue(),
        columns: fc.jsonValue(),
        depends_on: fc.oneof(fc.jsonValue(), fc.record({ nodes: fc.jsonValue() })),
        meta: fc.jsonValue(),
        tags: fc.jsonValue(),
        owner: fc.jsonValue(),
        relation_name: fc.jsonValue(),
        alias: fc.jsonValue(),
        schema: fc.jsonValue(),
        test_metadata: fc.jsonValue(),
        freshness: fc.jsonValue(),
        group: fc.jsonValue(),
        description: fc.jsonValue(),
        original_file_path: fc.jsonValue(),
        contract: fc.jsonValue(),
      },
      { requiredKeys: [] },
    );
    const collection = fc.oneof(fc.dictionary(fc.string(), odd), fc.jsonValue());
    const files = fc.record({
      nodes: collection,
      sources: collection,
      exposures: collection,
      disabled: fc.jsonValue(),
      groups: fc.jsonValue(),
      tables: collection,
      results: fc.array(odd),
    });
    await fc.assert(
      fc.asyncProperty(files, async ({ tables, results: entries, ...rest }) => {
        const imported = await importing({
          'manifest.json': manifest(12, rest as Record<string, Json>),
          'catalog.json': catalog(tables as never, {}),
          'run_results.json': results('run-results', 6, entries as never),
        });
        const scopes = new Set<string>();
        for (const fact of imported.facts) {
          if (fact.type === 'scope') scopes.add(fact.scope);
          else expect(scopes.has(fact.evidence.scope)).toBe(true);
        }
      }),
      { numRuns: 150 },
    );
  });
});

describe('recognise', () => {
  const role = (content: Json | string | Uint8Array, path = 'x.json'): Promise<string | null> =>
    dbt.recognise(memoryFile(path, content));

  it('goes by content, whatever the name', async () => {
    expect(await role(manifest(1, SHOP), 'run_results.json')).toBe('manifest');
    expect(await role(catalog({}))).toBe('catalog');
    expect(await role(results('run-results', 6, []))).toBe('run_results');
    expect(await role(results('sources', 3, []))).toBe('sources');
    const semantic = { semantic_models: [], metrics: [], project_configuration: {}, saved_queries: [] };
    expect(await role(semantic)).toBe('semantic_manifest');
    expect(await role(`\ufeff${JSON.stringify(manifest(12, SHOP), null, 2)}`)).toBe('manifest');
  });

  it('finds metadata behind other keys, even far behind', async () => {
    const { metadata, ...rest } = manifest(12, {
      ...SHOP,
      macros: { 'macro.dbt.x': { macro_sql: 'y'.repeat(200_000) } },
    }) as Record<string, Json>;
    expect(await role({ ...rest, metadata: metadata ?? null })).toBe('manifest');
    expect(await role({ macros: rest['macros'] ?? null, metadata: metadata ?? null })).toBe('manifest');
    expect(await role({ nodes: SHOP.nodes, parent_map: {} })).toBe('manifest');
  });

  it.each([
    ['', 'empty'],
    ['{', 'a bracket'],
    ['[]', 'a list'],
    ['not json', 'text'],
    ['{"metadata":{"dbt_schema_version":7},"nodes":{}}', 'a number for a version'],
    ['{"eventType":"START","run":{},"job":{}}', 'OpenLineage'],
    ['{"TableList":[]}', 'Glue'],
    ['{"nodes":{"a":1}}', 'other nodes'],
    [
      '{"metadata":{"dbt_schema_version":"https://schemas.getdbt.com/dbt/freshness/v0.json"},"results":[]}',
      'another artifact',
    ],
  ])('%j is not ours (%s)', async (content) => expect(await role(content)).toBeNull());

  it('is not ours while it is still compressed', async () => {
    expect(await role(new Uint8Array(gzipSync(JSON.stringify(manifest(12, SHOP)))))).toBeNull();
  });

  it('does not read a large file to its end', async () => {
    let read = 0;
    const file = memoryFile('m.json', JSON.stringify(manifest(12, { nodes: { a: 'x'.repeat(3_000_000) } })));
    const counting = {
      ...file,
      chunks: async function* () {
        for await (const chunk of file.chunks()) {
          read += chunk.length;
          yield chunk;
        }
      },
    };
    expect(await dbt.recognise(counting)).toBe('manifest');
    expect(read).toBeLessThan(100_000);
  });
});

describe('stopping', () => {
  it('stops when it is told to', async () => {
    const stop = new AbortController();
    const file = memoryFile('manifest.json', manifest(12, SHOP));
    const batches = dbt.read([{ file, role: 'manifest' }], {
      signal: stop.signal,
      options: {},
      issue: () => undefined,
      accepted: () => stop.abort(),
      progress: () => undefined,
      seen: () => [],
    });
    await expect(async () => {
      for await (const batch of batches) expect(batch.length).toBeGreaterThan(0);
    }).rejects.toThrow(/abort/i);
  });
});
