/** Undo and redo of an import over the contract: progress while it runs, and its difference where it is a preview. */
import { ORPCError } from '@orpc/server';
import { inBreaths } from '../../catalog/breathe.ts';
import { collectDerived, collectStated } from '../../catalog/imports/difference/collect.ts';
import { Difference } from '../../catalog/imports/difference/difference.ts';
import { UndoRefused, undoImport, type UndoRequest } from '../../catalog/imports/undo/undo-import.ts';
import { Sql } from '../../catalog/store/writer/sql.ts';
import type { UndoEvent } from '../../contract/index.ts';
import { actorOf } from './context.ts';
import type { FaceContext } from './face-context.ts';
import { followedOnWire } from './steward-rules.ts';
import { newestProgress, streamed } from './stream.ts';

interface UndoInput {
  readonly id: number;
  readonly redo: boolean;
  readonly dryRun: boolean;
}

/** Ending the iteration takes everything back. */
export function undoing(
  context: FaceContext,
  input: UndoInput,
  signal: AbortSignal | undefined,
): AsyncGenerator<UndoEvent> {
  return streamed<UndoEvent>(
    async ({ signal: cancelled, emit }) => {
      const difference = input.dryRun ? new Difference() : null;
      try {
        const outcome = await undoImport(context.catalog, {
          importId: input.id,
          redo: input.redo,
          dryRun: input.dryRun,
          actor: await actorOf(context),
          signal: cancelled,
          onProgress: (progress) => emit({ type: 'progress', ...progress }),
          ...(difference ? { look: looking(difference, cancelled) } : {}),
        });
        const previewId = difference ? context.catalog.previews.keep(difference, null).id : null;
        const { changes, rules, ...rest } = outcome;
        const onWire = { ...rest, changes: { ...changes }, rules: followedOnWire(rules), previewId };
        emit({ type: 'done', outcome: onWire });
      } catch (error) {
        difference?.close();
        throw error instanceof UndoRefused
          ? new ORPCError('INVALID', { message: error.message, data: { reason: error.message } })
          : error;
      }
    },
    { signal, join: newestProgress },
  );
}

function looking(difference: Difference, signal: AbortSignal): NonNullable<UndoRequest['look']> {
  return async (db, revision) => {
    const sql = new Sql(db);
    await inBreaths(
      collectStated(sql, revision, difference, () => null),
      signal,
    );
    await inBreaths(collectDerived(sql, revision, difference), signal);
    difference.seal();
  };
}
