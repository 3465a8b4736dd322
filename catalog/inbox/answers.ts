/** Questions that a person has settled without stating anything: they rest until they read otherwise. */
import type { Catalog } from '../catalog.ts';
import { datasetOf, makeChange, type MutationResult, type Target } from '../stewardship/change.ts';
import { openRow } from '../stewardship/period-rows.ts';
import type { InboxKind } from './model.ts';

export interface Question {
  readonly kind: InboxKind;
  readonly target: Target;
  /** What is asked, in words. */
  readonly about: string;
}

/** Whether a question rests. Joined datasets share their answers. */
export function answered(catalog: Catalog): (question: Question) => boolean {
  const known = catalog.cached('inbox-answers', () => {
    const rows = catalog.store.reader
      .prepare<[], { kind: string; on: string; id: number; about: string }>(
        'SELECT kind, target_type AS "on", target_id AS id, about FROM inbox_answer WHERE until_revision IS NULL',
      )
      .all();
    const { canonical } = catalog.cards();
    return new Set(rows.map((row) => textOf(row, row.on === 'dataset' ? canonical : null)));
  });
  const { canonical } = catalog.cards();
  return ({ kind, target, about }) =>
    known.has(textOf({ kind, ...target, about }, target.on === 'dataset' ? canonical : null));
}

function textOf(
  row: { readonly kind: string; readonly on: string; readonly id: number; readonly about: string },
  canonical: ReadonlyMap<number, number> | null,
): string {
  return [row.kind, row.on, canonical?.get(row.id) ?? row.id, row.about].join('\u0000');
}

/** Lets questions rest, as one change. `changed` counts those that were open. */
export async function settle(
  catalog: Catalog,
  actor: string,
  questions: readonly Question[],
  how: { readonly label: (count: number) => string; readonly reason?: string | undefined },
): Promise<MutationResult> {
  return makeChange(
    catalog,
    {
      actor,
      action: 'inbox.decide',
      objectType: questions[0]?.target.on ?? 'dataset',
      areas: ['tags'],
      label: how.label,
      payload: () => ({
        questions: questions.slice(0, LISTED).map(({ kind, target, about }) => ({ kind, about, ...target })),
        questions_total: questions.length,
        ...(how.reason === undefined ? {} : { reason: how.reason }),
      }),
    },
    (change) => {
      let changed = 0;
      for (const { kind, target, about } of questions) {
        if (datasetOf(change.sql, target) === undefined) continue;
        const known = change.sql.get(
          `SELECT 1 FROM inbox_answer WHERE kind = ? AND target_type = ? AND target_id = ? AND about = ? AND until_revision IS NULL`,
          ...([kind, target.on, target.id, about] as const),
        );
        if (known) continue;
        openRow(change, 'inbox_answer', {
          ...{ kind, about, target_type: target.on, target_id: target.id },
          ...{ actor: change.actor, reason: how.reason ?? null },
        });
        changed++;
      }
      return changed;
    },
  );
}

/** Questions that a ledger entry lists. */
const LISTED = 200;
