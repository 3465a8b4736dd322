/**
 * How joining grows with the catalog: time for each dataset, and how many pairs are looked at.
 *
 *   npm run bench -- joining [datasets]
 *
 * A catalog of tables that three tools name, in servers that share many names, and of partitioned paths. The whole
 * is joined anew at a tenth of the size and at full size; then one small import comes. Linear: the time for each
 * dataset stays, and so does the time of the small import.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Database } from 'better-sqlite3';
import { canonicalKey } from '../catalog/model/identity.ts';
import { readMigrations } from '../catalog/store/migrate.ts';
import { Store } from '../catalog/store/store.ts';
import { Changes } from '../catalog/store/writer/changes.ts';
import { joinIdentities } from '../catalog/store/writer/join.ts';
import { Sql } from '../catalog/store/writer/sql.ts';

const migrations = readMigrations(fileURLToPath(new URL('../prisma/migrations', import.meta.url)));
const full = Number(process.argv[2] ?? 100_000);
const folder = mkdtempSync(join(tmpdir(), 'headwater-bench-'));
try {
  const small = await measure(Math.max(100, Math.round(full / 10)));
  const large = await measure(full);
  process.stdout.write(
    `ratio of the time for each dataset: ${(large.each / small.each).toFixed(2)}; of a small import: ${(large.step / small.step).toFixed(2)}\n`,
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function measure(count: number): Promise<{ each: number; step: number }> {
  const store = await Store.open(join(folder, `${count}.headwater`), { create: true, migrations });
  const result = await store.write((db) => {
    fill(db, 0, count);
    const whole = timed(() => joinIdentities(new Sql(db), new Changes(), 1));
    const ids = fill(db, count, 30);
    const step = timed(() => joinIdentities(new Sql(db), new Changes(), 2, { datasets: ids }));
    const { links } = db.prepare<[], { links: number }>('SELECT COUNT(*) AS links FROM alias').get()!;
    process.stdout.write(
      `${count} datasets: ${(whole / 1000).toFixed(2)} s, ${((whole * 1000) / count).toFixed(0)} µs each, ${links} links; 30 more: ${step.toFixed(1)} ms\n`,
    );
    return { each: whole / count, step };
  });
  await store.close();
  return result;
}

function timed(work: () => unknown): number {
  const started = performance.now();
  work();
  return performance.now() - started;
}

/** Three names of a table each, a fourth of a common name, partitions of a path in between. Answers the ids. */
function fill(db: Database, from: number, count: number): number[] {
  const { last } = db
    .prepare<[], { last: number }>('SELECT COALESCE(MAX(id), 0) AS last FROM dataset')
    .get()!;
  const ids: number[] = [];
  const dataset = db.prepare(
    `INSERT INTO dataset (id, namespace, name, kind, kind_scope_id, canonical_id, canonical_key, referenced_only, since_revision)
     VALUES (?, ?, ?, 'table', 0, ?, ?, 0, 1)`,
  );
  const column = db.prepare(
    `INSERT INTO "column" (dataset_id, path, name, depth, referenced_only, since_revision) VALUES (?, ?, ?, 0, 0, 1)`,
  );
  for (let at = from; at < from + count; at++) {
    const key = nameOf(at);
    const id = last + 1 + at - from;
    ids.push(id);
    dataset.run(id, key.namespace, key.name, id, canonicalKey(key));
    for (const name of ['id', 'created_at', 'email', `c${at % 7}`]) column.run(id, name, name);
  }
  return ids;
}

function nameOf(at: number): { namespace: string; name: string } {
  const table = Math.floor(at / 5);
  switch (at % 5) {
    case 0:
      return { namespace: `postgres://db${table % 50}.example:5432`, name: `app.sales.t${table}` };
    case 1:
      return { namespace: `postgresql://DB${table % 50}.example`, name: `app.sales.t${table}` };
    case 2:
      return { namespace: 'dbt://shop', name: `app.sales.t${table}` };
    case 3:
      return { namespace: `mysql://host${table}:3306`, name: `public.users` };
    default:
      return {
        namespace: 's3://lake',
        name: `t${Math.floor(table / 20)}/dt=2026-${String((table % 12) + 1).padStart(2, '0')}-${String((table % 20) + 1).padStart(2, '0')}`,
      };
  }
}
