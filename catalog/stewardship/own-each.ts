/** Owners of many targets, each with owners of its own, as one change. */
import type { Catalog } from '../catalog.ts';
import { datasetOf, makeChange, type MutationResult, type Target } from './change.ts';
import { addSaid, refuseSaid, withdrawSaid } from './edit.ts';
import { OWNERS, type OwnerValue } from './own.ts';

export interface OwnEach {
  readonly target: Target;
  readonly add: readonly OwnerValue[];
  /** Never to be suggested or taken from a source again. */
  readonly refuse: readonly OwnerValue[];
  /** A person's own words that are taken back. */
  readonly withdraw?: readonly OwnerValue[];
}

/** `changed` counts targets. */
export async function ownEach(
  catalog: Catalog,
  actor: string,
  work: readonly OwnEach[],
  how: { readonly label: (changed: number) => string; readonly reason?: string | undefined },
): Promise<MutationResult> {
  return makeChange(
    catalog,
    {
      actor,
      action: 'owner.edit',
      objectType: work[0]?.target.on ?? 'dataset',
      areas: ['owners', 'datasets'],
      label: how.label,
      payload: () => ({
        edits: work.map(({ target, add, refuse, withdraw = [] }) => ({
          target: { ...target },
          add: [...add],
          refuse: [...refuse],
          withdraw: [...withdraw],
        })),
        ...(how.reason === undefined ? {} : { reason: how.reason }),
      }),
    },
    (change) => {
      const reason = how.reason ?? null;
      let changed = 0;
      for (const { target, add, refuse, withdraw = [] } of work) {
        const dataset = datasetOf(change.sql, target);
        if (dataset === undefined) continue;
        let made = 0;
        for (const value of withdraw) made += withdrawSaid(change, target, value, OWNERS);
        for (const value of add) made += addSaid(change, target, value, OWNERS, reason);
        for (const value of refuse) made += refuseSaid(change, target, value, OWNERS, reason);
        if (made === 0) continue;
        changed += 1;
        change.touchedDatasets.add(dataset);
      }
      return changed;
    },
  );
}
