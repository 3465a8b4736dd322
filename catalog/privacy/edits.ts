/**
 * A person's own version of a law, a calendar, a letter or a control mapping in place of the bundled one. Rows with a period,
 * so that undo, past states and reports made again work as for everything else that people state.
 */
import type { Database } from 'better-sqlite3';
import { holdsAt } from '../browse/in-force.ts';
import type { Catalog } from '../catalog.ts';
import { makeChange, type MutationResult } from '../stewardship/change.ts';
import { closeRow, openRow } from '../stewardship/period-rows.ts';

export const EDIT_KINDS = ['law', 'calendar', 'letter', 'controls'] as const;
export type EditKind = (typeof EDIT_KINDS)[number];

export interface PrivacyEdit {
  readonly kind: EditKind;
  readonly key: string;
  readonly value: string;
  readonly actor: string;
  readonly reason: string | null;
  readonly sinceRevision: number;
}

/** What people have put in place of bundled data at a revision (null: now), by kind and key. */
export function editsAt(db: Database, revision: number | null, kind?: EditKind): PrivacyEdit[] {
  const when = revision === null ? 'x.until_revision IS NULL' : holdsAt('x');
  return db
    .prepare<[object], PrivacyEdit>(
      `SELECT kind, key, value, actor, reason, since_revision AS sinceRevision FROM privacy_edit x
       WHERE ${when} AND (@kind IS NULL OR kind = @kind) ORDER BY kind, key`,
    )
    .all({ ...(revision === null ? {} : { revision }), kind: kind ?? null });
}

export interface EditOrder {
  readonly kind: EditKind;
  readonly key: string;
  /** Checked by the caller; null: back to the bundled one. */
  readonly value: string | null;
  readonly reason: string | null;
}

/** Puts a value in place of the bundled one, or takes it away again. */
export async function editPrivacyData(
  catalog: Catalog,
  actor: string,
  { kind, key, value, reason }: EditOrder,
): Promise<MutationResult> {
  return makeChange(
    catalog,
    {
      actor,
      action: 'privacy.edit',
      objectType: kind,
      areas: ['cases'],
      label: (changed) =>
        changed === 0
          ? `The ${kind} ${key} is as it was`
          : value === null
            ? `Took the own version of the ${kind} ${key} back`
            : `Changed the ${kind} ${key}`,
      payload: () => ({ kind, key, value, reason }),
    },
    (change) => {
      const held = change.sql.get<{ id: number; value: string }>(
        'SELECT id, value FROM privacy_edit WHERE kind = ? AND key = ? AND until_revision IS NULL',
        kind,
        key,
      );
      if ((held?.value ?? null) === value) return 0;
      if (held) closeRow(change, 'privacy_edit', held.id);
      if (value !== null) openRow(change, 'privacy_edit', { kind, key, value, actor, reason });
      return 1;
    },
  );
}
