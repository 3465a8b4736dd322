/** An import that was taken back leaves the catalog as if it had never been made. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { exportLines } from '../../export/ndjson.ts';
import { verifyLedger } from '../../ledger/verify.ts';
import type { Catalog } from '../../open.ts';
import { tag } from '../../stewardship/tag.ts';
import { FEATURES, fileNameOf, sourceText, type SourceChoice } from '../../testing/small-sources.ts';
import { openTemporaryCatalog, temporaryFolder } from '../../testing/temp-catalog.ts';
import { undoImport } from './undo-import.ts';

const choice: fc.Arbitrary<SourceChoice> = fc.record({
  kind: fc.constantFrom('openlineage', 'dbt', 'glue'),
  tables: fc.uniqueArray(fc.nat({ max: 3 }), { minLength: 1, maxLength: 4 }),
  flavour: fc.nat({ max: 3 }),
  feature: fc.constantFrom(...FEATURES),
});

const signal = new AbortController().signal;

async function importSource(catalog: Catalog, source: SourceChoice, at: number): Promise<number | null> {
  const path = join(temporaryFolder(), fileNameOf(source));
  writeFileSync(path, sourceText(source, at));
  const outcome = await catalog.import({
    paths: [path],
    kind: 'auto',
    namespace: 's3://lake',
    dryRun: false,
    actor: 'tester',
    signal,
  });
  expect(outcome.rejected).toBe(0);
  return outcome.importId;
}

async function take(catalog: Catalog, importId: number | null, redo = false): Promise<void> {
  if (importId === null) return;
  await undoImport(catalog, { importId, redo, dryRun: false, actor: 'tester', signal });
}

/** What stands, without ids; settings of no import. */
function state(catalog: Catalog): string[] {
  const { reader } = catalog.store;
  const lines = (kind: string, sql: string) =>
    reader
      .prepare<[], object>(sql)
      .all()
      .map((row) => `${kind} ${JSON.stringify(row)}`);
  return [
    ...exportLines(reader, { canonical: false }),
    // Which of several equal names stands for all of them depends on which was known first.
    ...lines(
      'shown as one',
      `SELECT group_concat(name, ' = ') AS names FROM (SELECT namespace || ' ' || name AS name, canonical_id AS head FROM dataset
         WHERE NOT (referenced_only = 1 AND until_revision IS NOT NULL) ORDER BY 1) GROUP BY head HAVING COUNT(*) > 1 ORDER BY 1`,
    ),
    ...lines(
      'property',
      `SELECT p.target_type, COALESCE(r.run_id, j.name, d.name) AS name, p.key, p.value, p.stated_at FROM property p
       LEFT JOIN run r ON p.target_type = 'run' AND r.id = p.target_id LEFT JOIN job j ON p.target_type = 'job' AND j.id = p.target_id
       LEFT JOIN dataset d ON p.target_type = 'dataset' AND d.id = p.target_id
       WHERE p.until_revision IS NULL ORDER BY 1, 2, 3, 4, 5`,
    ),
    ...lines(
      'joined job',
      `SELECT m.name, j.name AS head FROM job m JOIN job j ON j.id = m.canonical_id ORDER BY 1`,
    ),
    ...lines(
      'partitions',
      'SELECT namespace, root, pattern FROM partition_set WHERE in_force = 1 ORDER BY 1, 2, 3',
    ),
    ...lines(
      'alias',
      `SELECT d.name AS dataset, a.namespace, a.name, a.basis, a.status, a.certainty FROM alias a
       JOIN dataset d ON d.id = a.dataset_id WHERE a.until_revision IS NULL AND a.origin <> 'headwater' ORDER BY 1, 2, 3`,
    ),
    ...lines(
      'figures',
      `SELECT r.run_id, d.name, o.row_count, o.figures_at, o.seen, o.seen_at, r.code, r.code_at FROM run_output o JOIN run r ON r.id = o.run_id
       JOIN dataset d ON d.id = o.dataset_id WHERE o.until_revision IS NULL ORDER BY 1, 2, r.job_id`,
    ),
    ...lines(
      'explicit',
      `SELECT r.run_id, d.name FROM run_target t JOIN run r ON r.id = t.run_id JOIN dataset d ON d.id = t.dataset_id ORDER BY 1, 2`,
    ),
    ...lines('project', `SELECT name, namespace, basis, former FROM source_project WHERE basis <> 'untold'`),
  ];
}

async function steward(catalog: Catalog, table: number): Promise<void> {
  const found = catalog.store.reader
    .prepare<[string], { id: number }>('SELECT id FROM dataset WHERE name LIKE ? AND until_revision IS NULL')
    .get(`%t${table}`);
  if (!found) return;
  await tag(catalog, 'ann', {
    targets: [{ on: 'dataset', id: found.id }],
    add: [{ kind: 'label', key: '', value: 'mine' }],
    remove: [],
  });
}

async function withImports(
  sources: readonly SourceChoice[],
  left: readonly number[],
  edit?: number,
): Promise<string[]> {
  const catalog = await openTemporaryCatalog();
  for (const [index, source] of sources.entries()) {
    if (!left.includes(index)) continue;
    await importSource(catalog, source, index);
    if (edit !== undefined) await steward(catalog, edit);
  }
  const lines = state(catalog);
  await catalog.close();
  return lines;
}

it('undo of any of three imports equals the other two alone, and redo equals all three (property)', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(choice, { minLength: 2, maxLength: 3 }),
      fc.nat({ max: 2 }),
      async (sources, pick) => {
        const which = pick % sources.length;
        const catalog = await openTemporaryCatalog();
        const ids: (number | null)[] = [];
        for (const [index, source] of sources.entries()) ids.push(await importSource(catalog, source, index));
        const all = state(catalog);
        await take(catalog, ids[which]!);
        expect(state(catalog)).toEqual(
          await withImports(
            sources,
            sources.map((_, index) => index).filter((index) => index !== which && ids[index] !== null),
          ),
        );
        await take(catalog, ids[which]!, true);
        expect(state(catalog)).toEqual(all);
        expect(await verifyLedger(catalog.store.reader)).toMatchObject({ verdict: 'intact' });
        await catalog.close();
      },
    ),
    { numRuns: Number(process.env['UNDO_RUNS'] ?? 10) },
  );
}, 300_000);

it('what people did between imports stands after an undo, on what still stands (property)', async () => {
  await fc.assert(
    fc.asyncProperty(choice, choice, fc.nat({ max: 3 }), async (one, other, table) => {
      const catalog = await openTemporaryCatalog();
      await importSource(catalog, one, 0);
      await steward(catalog, table);
      const second = await importSource(catalog, other, 1);
      const all = state(catalog);
      await take(catalog, second);
      expect(state(catalog)).toEqual(await withImports([one], [0], table));
      await take(catalog, second, true);
      expect(state(catalog)).toEqual(all);
      await catalog.close();
    }),
    { numRuns: Number(process.env['UNDO_RUNS'] ?? 8) },
  );
}, 300_000);
