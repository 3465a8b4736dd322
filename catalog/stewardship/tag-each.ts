/** Tagging many targets, each with tags of its own, as one change. */
import type { Catalog } from '../catalog.ts';
import type { Json } from '../model/facts.ts';
import { datasetOf, makeChange, type MutationResult, type Target } from './change.ts';
import { addSaid, refuseSaid, withdrawSaid } from './edit.ts';
import { reasonFollower } from './reason-policy.ts';
import { TAGS, type TagValue } from './tag.ts';

export interface TagEach {
  readonly target: Target;
  readonly add: readonly TagValue[];
  /** Never to be suggested or taken from a source again. */
  readonly refuse: readonly TagValue[];
  /** A person's own words that are taken back. */
  readonly withdraw?: readonly TagValue[];
  /** Why this one; without it, the reason of all. */
  readonly reason?: string | undefined;
}

/** `changed` counts targets. @throws ReasonNeeded where the policy asks for a reason */
export async function tagEach(
  catalog: Catalog,
  actor: string,
  work: readonly TagEach[],
  how: {
    readonly label: (changed: number) => string;
    readonly reason?: string | undefined;
    /** What was decided on a suggestion. */
    readonly decision?: string;
  },
): Promise<MutationResult> {
  return makeChange(
    catalog,
    {
      actor,
      action: 'tag.edit',
      objectType: work[0]?.target.on ?? 'dataset',
      areas: ['tags', 'datasets'],
      label: how.label,
      payload: () => ({
        edits: byTags(work),
        ...(how.decision === undefined ? {} : { decision: how.decision }),
        ...(how.reason === undefined ? {} : { reason: how.reason }),
      }),
    },
    (change) => {
      let changed = 0;
      const follower = reasonFollower(change, {
        add: work.flatMap(({ add }) => add),
        remove: work.flatMap(({ refuse, withdraw = [] }) => [...refuse, ...withdraw]),
        reason: how.reason,
      });
      for (const { target, add, refuse, withdraw = [], reason: own } of work) {
        const dataset = datasetOf(change.sql, target);
        if (dataset === undefined) continue;
        const reason = own ?? how.reason ?? null;
        let made = 0;
        follower?.before(target);
        for (const value of withdraw) made += withdrawSaid(change, target, value, TAGS);
        for (const value of add) made += addSaid(change, target, value, TAGS, reason);
        for (const value of refuse) made += refuseSaid(change, target, value, TAGS, reason);
        if (made === 0) continue;
        changed += 1;
        change.touchedDatasets.add(dataset);
        follower?.after(target);
      }
      follower?.end();
      return changed;
    },
  );
}

/** For the ledger: each set of tags once, with its targets. */
function byTags(work: readonly TagEach[]): Json[] {
  const sets = new Map<
    string,
    { add: TagValue[]; refuse: TagValue[]; withdraw?: TagValue[]; targets: Json[] }
  >();
  for (const { target, add, refuse, withdraw } of work) {
    const key = JSON.stringify([add, refuse, withdraw]);
    const known = sets.get(key);
    if (known) known.targets.push({ ...target });
    else
      sets.set(key, {
        add: [...add],
        refuse: [...refuse],
        ...(withdraw ? { withdraw: [...withdraw] } : {}),
        targets: [{ ...target }],
      });
  }
  return [...sets.values()];
}
