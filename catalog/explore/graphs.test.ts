import { expect, it } from 'vitest';
import { openTemporaryCatalog } from '../testing/temp-catalog.ts';
import { columnGraph } from './graphs.ts';

it('knows the columns of a joined name whose twins have lineage, whatever their case, and of no other', async () => {
  const catalog = await openTemporaryCatalog();
  await catalog.store.write((db) => {
    const dataset = db.prepare(
      `INSERT INTO dataset (id, namespace, name, kind, kind_scope_id, canonical_id, canonical_key, referenced_only, since_revision)
       VALUES (?, 'a', ?, 'table', 0, ?, ?, 0, 1)`,
    );
    // 1 and 2 are one, so are 4 and 5; 3 is alone.
    for (const [id, canonical] of [
      [1, 1],
      [2, 1],
      [3, 3],
      [4, 4],
      [5, 4],
    ] as const)
      dataset.run(id, `t${id}`, canonical, `t${canonical}`);
    const column = db.prepare(
      `INSERT INTO "column" (id, dataset_id, path, name, depth, ordinal, referenced_only, since_revision)
       VALUES (?, ?, ?, ?, 0, 0, 0, 1)`,
    );
    for (const [id, of, path] of [
      [10, 1, 'Größe'],
      [20, 2, 'GRÖßE'],
      [21, 2, 'other'],
      [30, 3, 'size'],
      [40, 4, 'size'],
      [50, 5, 'size'],
    ] as const)
      column.run(id, of, path, path);
    db.prepare(
      `INSERT INTO column_edge (id, from_id, to_id, job_id, basis, flags, transformations, since_revision)
       VALUES (1, 10, 30, 0, 'declared', 1, '[]', 1)`,
    ).run();
  });
  const { columns, indexOf } = columnGraph(catalog);
  expect(columns.map(({ id }) => id)).toEqual([10, 30]);
  expect([10, 20, 30, 40, 50, 60].map((id) => indexOf.get(id))).toEqual([
    0,
    0,
    1,
    undefined,
    undefined,
    undefined,
  ]);
  await catalog.close();
});
