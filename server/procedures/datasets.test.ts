import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openLineage } from '../../catalog/importers/openlineage/index.ts';
import { dataset, DB, runEvent, schema, uuid } from '../../catalog/importers/openlineage/testing/events.ts';
import { runImport } from '../../catalog/imports/run-import.ts';
import { openTemporaryCatalog, temporaryFolder } from '../../catalog/testing/temp-catalog.ts';
import { clientOf } from './testing/client.ts';

const COMPLETE = runEvent({
  inputs: [dataset('a', schema('x'))],
  outputs: [
    dataset('b', {
      ...schema('z'),
      columnLineage: { fields: { z: { inputFields: [{ namespace: DB, name: 'a', field: 'x' }] } } },
      documentation: { description: 'All.' },
      ownership: { owners: [{ name: 'Ana', type: 'steward' }] },
      tags: { tags: [{ key: 'tier', value: 'gold', field: 'z' }] },
    }),
  ],
});

it('what is stated of a dataset comes as data, in its evidence and in its history', async () => {
  const catalog = await openTemporaryCatalog();
  const path = join(temporaryFolder(), 'events.ndjson');
  writeFileSync(path, JSON.stringify(COMPLETE));
  await runImport(catalog.store, [openLineage], {
    paths: [path],
    kind: 'auto',
    dryRun: false,
    actor: 'tester',
    toolVersion: 'test',
    signal: new AbortController().signal,
  });
  const client = clientOf(catalog);
  const { id } = await client.datasets.resolve({ namespace: DB, name: 'b' });
  await client.comments.add({ target: { on: 'dataset', id }, text: 'Hm' });

  const evidence = await client.datasets.evidence({ id });
  const unruled = { refused: false, rule: null, importRule: null };
  expect(evidence.items.map(({ said }) => said)).toEqual([
    { is: 'source', source: 'openlineage', id: `${DB}#b` },
    { is: 'column', column: 'z' },
    { is: 'column edge', column: 'z', from: 'x', dataset: 'a' },
    { is: 'tag', column: 'z', kind: 'label', key: 'tier', value: 'gold', ...unruled },
    { is: 'owner', column: null, name: 'Ana', role: 'steward', ...unruled },
    { is: 'description', column: null },
    { is: 'written', job: 'load', run: uuid(1) },
  ]);
  const history = await client.datasets.history({ id });
  const [commented, imported] = history.items.map(({ changes }) => changes.map(({ what }) => what));
  expect(commented).toEqual([{ is: 'comment', column: null, number: 1, settled: false }]);
  expect(imported).toContainEqual({ is: 'edge', to: false, dataset: 'a' });
  expect(imported?.map(({ is }) => is).toSorted()).toEqual(
    ['source', 'column', 'tag', 'owner', 'description', 'edge'].toSorted(),
  );
});
