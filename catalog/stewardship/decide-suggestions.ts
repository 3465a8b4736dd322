/** Accepting or rejecting what was suggested, as one change for each kind of thing. */
import type { SuggestedJoin } from '../browse/suggested-joins.ts';
import type { Catalog } from '../catalog.ts';
import type { MutationResult } from './change.ts';
import { decideJoins } from './joins.ts';
import { choosePartitions } from './partitions.ts';

/** Answers the last change that was made; `changed` counts over all. */
export async function decideSuggestions(
  catalog: Catalog,
  actor: string,
  chosen: readonly SuggestedJoin[],
  decision: 'accept' | 'reject',
  reason: string | undefined,
): Promise<MutationResult> {
  const accept = decision === 'accept';
  const results: MutationResult[] = [];
  for (const space of ['dataset', 'job'] as const) {
    const pairs = chosen
      .filter(({ kind }) => kind === space)
      .flatMap((one) => (accept ? one.pairs.slice(0, 1) : one.pairs));
    if (pairs.length === 0) continue;
    results.push(
      await decideJoins(catalog, actor, { space, pairs, decision: accept ? 'same' : 'apart', reason }),
    );
  }
  const setIds = chosen.flatMap(({ setId }) => (setId === null ? [] : [setId]));
  if (setIds.length > 0)
    results.push(
      await choosePartitions(catalog, actor, { setIds, choice: accept ? 'collapse' : 'apart', reason }),
    );
  const last = results.findLast((result) => result.revision !== null) ?? results.at(-1);
  return {
    revision: last?.revision ?? null,
    label: last?.label ?? 'Nothing to decide',
    changed: results.reduce((sum, result) => sum + result.changed, 0),
  };
}
