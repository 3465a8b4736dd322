/** Sources and archives that are meant to exhaust or mislead whoever reads them. */
import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { importersOf } from '../importers/index.ts';
import type { HostileReport } from '../testing/hostile-child.ts';
import type { HostileName } from '../testing/hostile-sources.ts';
import { openTemporaryStore, temporaryFolder } from '../testing/temp-catalog.ts';
import { discover } from './discover.ts';
import { runImport } from './run-import.ts';

const signal = new AbortController().signal;
const run = promisify(execFile);
const child = fileURLToPath(new URL('../testing/hostile-child.ts', import.meta.url));

/** What each source comes to: who reads it, what is complained about, which datasets land all the same. */
const OUTCOMES: Readonly<
  Record<HostileName, readonly [string | null, readonly string[], readonly string[]]>
> = {
  'openlineage-long': ['openlineage', ['event-too-large'], ['t', 'u']],
  'openlineage-deep': ['openlineage', ['too-deep'], ['t']],
  'dbt-long': ['dbt', ['bad-entry'], ['d.s.good']],
  'dbt-deep': ['dbt', ['bad-entry'], ['d.s.good']],
  'glue-long': ['glue', ['too-large'], []],
  'glue-deep': ['glue', [], ['table/d/bad', 'table/d/good']],
  'deep-of-nobody': [null, [], []],
  'nothing-but-nul': [null, [], []],
  'gzip-bomb': ['openlineage', ['too-large'], ['t']],
};

describe('a gigabyte of one text, a million brackets, a gzip bomb', () => {
  it.each(Object.keys(OUTCOMES) as HostileName[])(
    '%s costs little memory, and what is good lands',
    async (name) => {
      const { stdout } = await run(process.execPath, [child, name]);
      const report = JSON.parse(stdout) as HostileReport;
      const [importer, issues, datasets] = OUTCOMES[name];
      expect(report).toMatchObject({ importer, datasets, integrity: 'ok' });
      expect(report.issues).toEqual(expect.arrayContaining([...issues]));
      expect(report.peakMegabytes - report.idleMegabytes).toBeLessThan(400);
    },
  );
});

describe('an archive', () => {
  const put = (name: string, bytes: Uint8Array): string => {
    const path = join(temporaryFolder(), name);
    writeFileSync(path, bytes);
    return path;
  };
  const codes = async (path: string): Promise<string[]> =>
    (await discover([path], signal)).problems.map(({ code }) => code);

  it('is refused where its members share their bytes', async () => {
    const bytes = Buffer.from(zipSync({ a: Buffer.from('aaaa'), b: Buffer.from('bbbb') }, { level: 0 }));
    const first = bytes.indexOf('PK\u0001\u0002', 0, 'latin1');
    const second = bytes.indexOf('PK\u0001\u0002', first + 4, 'latin1');
    bytes.writeUInt32LE(bytes.readUInt32LE(first + 42), second + 42);
    expect(await codes(put('a.zip', bytes))).toEqual(['broken-archive']);
  });

  it('is refused where it lists more files than anyone has', async () => {
    const entry = Buffer.alloc(47);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(1, 28);
    entry.write('a', 46);
    const directory = Buffer.concat(Array.from({ length: 100_001 }, () => entry));
    const end = Buffer.alloc(22);
    end.writeUInt32LE(0x06054b50, 0);
    end.writeUInt32LE(directory.length, 12);
    end.writeUInt32LE(4, 16);
    const head = Buffer.from([0x50, 0x4b, 0x03, 0x04]);
    expect(await codes(put('many.zip', Buffer.concat([head, directory, end])))).toEqual(['too-large']);
  });

  it('shows names that lead elsewhere as if they did not, and never a link', async () => {
    const names = ['/etc/passwd', '\\\\server\\share\\x', 'D:y', '....//z', 'a/../../b', 'z\u0000z', 'link'];
    const bytes = Buffer.from(zipSync(Object.fromEntries(names.map((name) => [name, Buffer.from(name)]))));
    const link = bytes.lastIndexOf('link') - 46;
    bytes.writeUInt32LE((0o120777 << 16) >>> 0, link + 38);
    const { files, problems } = await discover([put('a.zip', bytes)], signal);
    expect(problems).toEqual([]);
    const shown = files.map(({ file }) => file.path.replace('a.zip/', ''));
    expect(shown.toSorted()).toEqual(['..../z', 'a/b', 'etc/passwd', 'server/share/x', 'y', 'z\ufffdz']);
  });

  it('within which a file unpacks without end gives the others', async () => {
    const bomb = gzipSync(Buffer.alloc(200_000_000));
    const path = put('a.zip', zipSync({ 'bomb.gz': bomb, 'good.json': Buffer.from('{}') }, { level: 0 }));
    const { files, problems } = await discover([path], signal);
    expect(problems).toEqual([]);
    expect(files).toHaveLength(2);
    await expect(files[0]!.file.bytes()).rejects.toMatchObject({ code: 'too-large' });
    expect(await files[1]!.file.text()).toBe('{}');
  });
});

it('keys that name the prototype are data like any other, and doubled keys break nothing', async () => {
  const folder = temporaryFolder();
  const source = join(folder, 'source');
  mkdirSync(source);
  const odd = '"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}';
  writeFileSync(
    join(source, 'events.ndjson'),
    `{"eventType":"COMPLETE","eventTime":"2026-01-01T00:00:00Z","run":{"runId":"r","facets":{${odd}}},${odd},` +
      `"job":{"namespace":"jobs","name":"__proto__","facets":{${odd}}},` +
      `"outputs":[{"namespace":"db","name":"first","name":"constructor","facets":{${odd}}}]}\n`,
  );
  writeFileSync(
    join(source, 'manifest.json'),
    `{"metadata":{"dbt_schema_version":"https://schemas.getdbt.com/dbt/manifest/v12.json","project_name":"p"},` +
      `"nodes":{"__proto__":{"resource_type":"model","name":"p","schema":"s",${odd}},` +
      `"model.p.a":{"resource_type":"model","name":"a","schema":"s","columns":{"__proto__":{"name":"__proto__"}},"meta":{${odd}}}}}`,
  );
  writeFileSync(
    join(source, 'get-tables.d.json'),
    `{"TableList":[{"Name":"__proto__","DatabaseName":"constructor",${odd},"Parameters":{${odd}},` +
      `"StorageDescriptor":{"Columns":[{"Name":"__proto__","Type":"struct<__proto__:int,constructor:string>"}]}}]}`,
  );
  const store = await openTemporaryStore(folder);
  const outcome = await runImport(store, importersOf(), {
    paths: [source],
    kind: 'auto',
    dryRun: false,
    actor: 'test',
    toolVersion: 'test',
    signal,
  });
  expect(outcome.files.map(({ importer }) => importer).toSorted()).toEqual(['dbt', 'glue', 'openlineage']);
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  expect(Reflect.ownKeys({})).toEqual([]);
  const names = store.reader.prepare<[], { name: string }>('SELECT name FROM dataset').all();
  expect(names.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['constructor', 'table/constructor/__proto__']),
  );
  await store.close();
});
