/** A person's word on partitions: shown as one dataset, or each by itself. */
import type { Catalog } from '../catalog.ts';
import { COLLAPSE_SETTING, collapseByDefault } from '../store/writer/joining/partitions.ts';
import { Sql } from '../store/writer/sql.ts';
import { makeChange, type MutationResult } from './change.ts';
import { closeRow, openRow } from './period-rows.ts';
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
    (change) => {
      const done: number[] = [];
      for (const id of new Set(request.setIds)) {
        const set = change.sql.get<{ pattern: string; choiceId: number | null; choice: string | null }>(
          `SELECT s.pattern, c.id AS choiceId, c.choice FROM partition_set s
           LEFT JOIN partition_choice c ON c.set_id = s.id AND c.until_revision IS NULL WHERE s.id = ?`,
          id,
        );
        if (!set || set.choice === request.choice) continue;
        if (set.choiceId !== null) closeRow(change, 'partition_choice', set.choiceId);
        openRow(change, 'partition_choice', {
          ...{ set_id: id, choice: request.choice, actor, reason: request.reason ?? null },
        });
        done.push(id);
        patterns = [...patterns, set.pattern];
      }
      if (done.length > 0) rejoin(change, { partitions: done });
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
