/** A steward's description of a dataset or column; it is shown before what sources say. */
import type { Catalog } from '../catalog.ts';
import { datasetOf, groupOf, makeChange, type Change, type MutationResult, type Target } from './change.ts';

export async function describe(
  catalog: Catalog,
  actor: string,
  request: { readonly target: Target; readonly text: string; readonly reason?: string | undefined },
): Promise<MutationResult> {
  const text = request.text.trim();
  return makeChange(
    catalog,
    {
      actor,
      action: 'description.edit',
      objectType: request.target.on,
      areas: ['datasets'],
      label: () =>
        text ? `Described a ${request.target.on}` : `Withdrew the description of a ${request.target.on}`,
      payload: () => ({
        target: { ...request.target },
        text,
        ...(request.reason === undefined ? {} : { reason: request.reason }),
      }),
    },
    (change) => {
      const dataset = datasetOf(change.sql, request.target);
      if (dataset === undefined) return 0;
      const changed = describeSaid(change, request.target, text, request.reason ?? null);
      if (changed > 0) change.touchedDatasets.add(dataset);
      return changed;
    },
  );
}

/** Takes people's descriptions back, so that those of sources are shown. `changed` counts targets. */
export async function withdrawDescriptions(
  catalog: Catalog,
  actor: string,
  targets: readonly Target[],
  reason: string | undefined,
): Promise<MutationResult> {
  return makeChange(
    catalog,
    {
      actor,
      action: 'description.edit',
      objectType: targets[0]?.on ?? 'dataset',
      areas: ['datasets'],
      label: (changed) => `Withdrew ${changed} ${changed === 1 ? 'description' : 'descriptions'}`,
      payload: () => ({
        targets: targets.map((target) => ({ ...target })),
        ...(reason === undefined ? {} : { reason }),
      }),
    },
    (change) => {
      let changed = 0;
      for (const target of targets) {
        const dataset = datasetOf(change.sql, target);
        if (dataset === undefined) continue;
        if (describeSaid(change, target, '', reason ?? null) === 0) continue;
        changed++;
        change.touchedDatasets.add(dataset);
      }
      return changed;
    },
  );
}

/** An empty text withdraws. Answers 1 where the target did not say it already. */
export function describeSaid(change: Change, target: Target, text: string, reason: string | null): number {
  const rows = groupOf(change.sql, target).flatMap((id) =>
    change.sql.all<{ id: number; text: string }>(
      `SELECT id, text FROM description WHERE target_type = ? AND target_id = ? AND origin = 'steward' AND until_revision IS NULL`,
      target.on,
      id,
    ),
  );
  if (rows.length === 0 && !text) return 0;
  if (rows.length === 1 && rows[0]!.text === text) return 0;
  for (const row of rows)
    change.sql.run('UPDATE description SET until_revision = ? WHERE id = ?', change.revision, row.id);
  if (text) {
    change.sql.run(
      `INSERT INTO description (id, target_type, target_id, text, origin, actor, reason, since_revision) VALUES (?, ?, ?, ?, 'steward', ?, ?, ?)`,
      change.sql.nextId('description'),
      target.on,
      target.id,
      text,
      change.actor,
      reason,
      change.revision,
    );
  }
  return 1;
}
