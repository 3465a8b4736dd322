/** Tagging many columns as one change, against inserting the rows alone. */
import type { Catalog } from '../catalog/catalog.ts';
import { tag } from '../catalog/stewardship/tag.ts';
import { undo } from '../catalog/stewardship/undo.ts';
import { ms, say, timedAsync } from './timed.ts';

const PER_TABLE = 20;
const LEVEL = { kind: 'sensitivity', key: '', value: 'confidential' } as const;
const EMAIL = { kind: 'category', key: '', value: 'user.contact.email' } as const;

export async function bulkTag(catalog: Catalog, count: number): Promise<void> {
  await fill(catalog, count);
  const floor = await timedAsync(() => insertPlainly(catalog, count));
  const targets = Array.from({ length: count }, (_, i) => ({ on: 'column' as const, id: i + 1 }));
  const own = await timedAsync(() =>
    tag(catalog, 'bench', { targets, add: [EMAIL], remove: [], reason: 'bench' }),
  );
  if (own.value.changed !== count) throw new Error(`${own.value.changed} of ${count} columns were tagged`);
  const back = await timedAsync(() => undo(catalog, 'bench'));
  // Whether a level is lowered is looked at column by column, as a reason is needed for it.
  const level = await timedAsync(() => tag(catalog, 'bench', { targets, add: [LEVEL], remove: [] }));
  say(`\n${count} columns tagged as one change: ${ms(own.ms)}, with ledger entry and search index`);
  say(
    `  floor ${ms(floor.ms)} (plain inserts), ratio ${(own.ms / floor.ms).toFixed(1)}; undone in ${ms(back.ms)}`,
  );
  say(
    `  given a sensitivity, with the look whether a reason is needed: ${ms(level.ms)}, ratio ${(level.ms / floor.ms).toFixed(1)}`,
  );
}

async function insertPlainly(catalog: Catalog, count: number): Promise<void> {
  await catalog.store.write((db) => {
    db.exec('SAVEPOINT floor');
    const insert = db.prepare(
      `INSERT INTO tag (id, target_type, target_id, kind, key, value, origin, status, actor, reason, since_revision)
       VALUES (?, 'column', ?, 'category', '', 'user.contact.email', 'steward', 'confirmed', 'bench', 'bench', 1)`,
    );
    for (let id = 1; id <= count; id++) insert.run(id, id);
    db.exec('ROLLBACK TO floor; RELEASE floor');
  });
}

async function fill(catalog: Catalog, count: number): Promise<void> {
  await catalog.store.write((db) => {
    const dataset = db.prepare(
      `INSERT INTO dataset (id, namespace, name, kind, kind_scope_id, canonical_id, canonical_key, referenced_only, since_revision)
       VALUES (?, 'postgres://db.example:5432', ?, 'table', 0, ?, ?, 0, 1)`,
    );
    const column = db.prepare(
      `INSERT INTO "column" (id, dataset_id, path, name, depth, ordinal, referenced_only, since_revision) VALUES (?, ?, ?, ?, 0, ?, 0, 1)`,
    );
    for (let id = 1; id <= Math.ceil(count / PER_TABLE); id++) {
      const name = `warehouse.schema_${id % 97}.table_${id}`;
      dataset.run(id, name, id, name);
    }
    for (let id = 1; id <= count; id++) {
      const name = `column_${id % PER_TABLE}`;
      column.run(id, Math.ceil(id / PER_TABLE), name, name, id % PER_TABLE);
    }
  });
}
