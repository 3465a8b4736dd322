/** A steward's description of a dataset or column; it is shown before what sources say. */
import { counted } from '../counted.ts';
import { PERSON } from '../model/origins.ts';
import type { Catalog } from '../catalog.ts';
import { datasetOf, groupOf, makeChange, type Change, type MutationResult, type Target } from './change.ts';
import { closeRow, openRow } from './period-rows.ts';

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
      label: (changed) => `Withdrew ${counted(changed, 'description')}`,
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
  for (const row of rows) closeRow(change, 'description', row.id);
  if (text)
    openRow(change, 'description', {
      ...{ target_type: target.on, target_id: target.id, text, origin: PERSON },
      ...{ actor: change.actor, reason },
    });
  return 1;
}
