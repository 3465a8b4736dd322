/** A person's word on partitions: shown as one dataset, or each by itself. */
import type { Catalog } from '../catalog.ts';
import { COLLAPSE_SETTING, collapseByDefault } from '../store/writer/joining/partitions.ts';
import { Sql } from '../store/writer/sql.ts';
import { makeChange, type MutationResult } from './change.ts';
import { rejoin } from './rejoin.ts';

export async function choosePartitions(
  catalog: Catalog,
  actor: string,
  request: {
    readonly setIds: readonly number[];
    readonly choice: 'collapse' | 'apart';
    readonly reason?: string | undefined;
  },
): Promise<MutationResult> {
  let patterns: string[] = [];
  return makeChange(
    catalog,
    {
      actor,
      action: 'partition.decide',
      objectType: 'partitions',
      areas: ['datasets', 'lineage', 'tags', 'owners'],
      label: (changed) => {
        const what = changed === 1 ? (patterns[0] ?? '') : `${changed} patterns`;
        return request.choice === 'collapse'
          ? `Collapsed ${what}`
          : `Shows the partitions of ${what} one by one`;
      },
      payload: () => ({
        choice: request.choice,
        patterns: patterns.slice(0, 200),
        ...(request.reason === undefined ? {} : { reason: request.reason }),
      }),
    },
    ({ sql, revision, ...change }) => {
      const done: number[] = [];
      for (const id of new Set(request.setIds)) {
        const set = sql.get<{ pattern: string; choice: string | null }>(
          `SELECT pattern, (SELECT choice FROM partition_choice WHERE set_id = s.id AND until_revision IS NULL) AS choice
           FROM partition_set s WHERE id = ?`,
          id,
        );
        if (!set || set.choice === request.choice) continue;
        sql.run(
          'UPDATE partition_choice SET until_revision = ? WHERE set_id = ? AND until_revision IS NULL',
          revision,
          id,
        );
        sql.run(
          'INSERT INTO partition_choice (id, set_id, choice, actor, reason, since_revision) VALUES (?, ?, ?, ?, ?, ?)',
          sql.nextId('partition_choice'),
          id,
          request.choice,
          actor,
          request.reason ?? null,
          revision,
        );
        done.push(id);
        patterns = [...patterns, set.pattern];
      }
      if (done.length > 0) rejoin({ sql, revision, ...change }, { partitions: done });
      return done.length;
    },
  );
}

/** Whether sets that are partitions beyond doubt are shown as one where nobody decided. */
export async function collapsePartitions(
  catalog: Catalog,
  actor: string,
  on: boolean,
): Promise<MutationResult> {
  return makeChange(
    catalog,
    {
      actor,
      action: 'partition.setting',
      objectType: 'setting',
      areas: ['datasets', 'lineage', 'settings'],
      label: () => (on ? 'Partitions are shown as one dataset' : 'Partitions are shown one by one'),
      payload: () => ({ collapse: on }),
    },
    (change) => {
      const { sql } = change;
      if (collapseByDefault(sql) === on) return 0;
      sql.run(
        'INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
        COLLAPSE_SETTING,
        String(on),
      );
      rejoin(change, {
        partitions: sql.all<{ id: number }>('SELECT id FROM partition_set').map(({ id }) => id),
      });
      return 1;
    },
  );
}

export function partitionsCollapse(catalog: Catalog): boolean {
  return collapseByDefault(new Sql(catalog.store.reader));
}
