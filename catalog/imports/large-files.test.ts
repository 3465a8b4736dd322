/** Files so large that their digests are taken while they are read: the evidence and the ledger name them all the same. */
import { createHash } from 'node:crypto';
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import type { Catalog } from '../catalog.ts';
import { openTemporaryCatalog, temporaryFolder } from '../testing/temp-catalog.ts';
import { importInto } from './import-into.ts';
import type { ImportRequest } from './import-request.ts';

let catalog: Catalog;
let folder: string;

beforeEach(async () => {
  catalog = await openTemporaryCatalog();
  folder = temporaryFolder();
  return () => catalog.close();
});

/** Some 5 MB of events; `salt` tells two files of the same length apart. */
function events(name: string, salt = 'a'): string {
  const path = join(folder, name);
  const padding = 'x'.repeat(5000);
  const lines = Array.from({ length: 1000 }, (_, n) =>
    JSON.stringify({
      eventTime: '2026-03-01T10:00:00Z',
      eventType: 'COMPLETE',
      producer: `https://example.com/${padding}`,
      schemaURL: 'https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent',
      run: { runId: `01900000-0000-7000-8000-${String(n).padStart(12, '0')}` },
      job: { namespace: 'jobs', name: `load_${salt}_${n % 10}` },
      inputs: [{ namespace: 'db', name: `in_${n % 10}` }],
      outputs: [{ namespace: 'db', name: `out_${salt}_${n % 10}` }],
    }),
  );
  writeFileSync(path, `${lines.join('\n')}\n`);
  return path;
}

const importing = (paths: readonly string[], more: Partial<ImportRequest> = {}) =>
  importInto(catalog, {
    paths,
    kind: 'auto',
    dryRun: false,
    actor: 't',
    signal: new AbortController().signal,
    ...more,
  });
const sha = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex');
const stored = () =>
  catalog.store.reader.prepare<[], { sha256: string }>('SELECT sha256 FROM source_file ORDER BY id').all();

it('are known by the digest of what was read', async () => {
  const path = events('large.ndjson');
  const { files, importId } = await importing([path]);
  expect(importId).not.toBeNull();
  expect(files).toMatchObject([{ path: 'large.ndjson', sha256: sha(path) }]);
  expect(stored()).toEqual([{ sha256: sha(path) }]);
  const told = catalog.store.reader
    .prepare<[], { told: string }>('SELECT payload AS told FROM ledger_payload ORDER BY seq DESC LIMIT 1')
    .get()!;
  expect(told.told).toContain(sha(path));
});

it('change nothing when they come again, under whatever name', async () => {
  const path = events('large.ndjson');
  await importing([path]);
  copyFileSync(path, join(folder, 'copy.ndjson'));
  expect(await importing([join(folder, 'copy.ndjson')])).toMatchObject({ unchanged: true, revision: null });
});

it('are told apart where they are of the same length', async () => {
  const first = events('first.ndjson');
  await importing([first]);
  const second = events('second.ndjson', 'b');
  const both = await importing([second, first]);
  expect(both.files.map(({ sha256 }) => sha256)).toEqual([sha(second), sha(first)]);
  expect(both.changes['job']).toMatchObject({ added: 10 });
});

it('are held to their preview', async () => {
  const path = events('large.ndjson');
  const preview = await importing([path], { dryRun: true });
  const expected = catalog.previews.get(preview.previewId!)!.expect!;
  expect(expected.files).toMatchObject([{ sha256: sha(path) }]);
  events('large.ndjson', 'b');
  await expect(importing([path], { expect: expected })).rejects.toThrow(
    'The files changed since the preview',
  );
  events('large.ndjson');
  expect((await importing([path], { expect: expected })).revision).not.toBeNull();
});
