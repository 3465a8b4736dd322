/**
 * Adding and taking away statements on many targets as one change: what tagging and owning share.
 *
 * A person's statement is a row of its own beside whatever sources and rules say; taking away what they say
 * is a refusal, also a row of its own, so that the source's statement stays on record and the next
 * import does not bring it back.
 */
import type { Area, Catalog } from '../catalog.ts';
import type { Json } from '../model/facts.ts';
import { datasetOf, makeChange, type Change, type MutationResult, type Target } from './change.ts';
import { closeRow } from './period-rows.ts';

export interface EditRequest<Value> {
  readonly targets: readonly Target[];
  readonly add: readonly Value[];
  readonly remove: readonly Value[];
  readonly reason?: string | undefined;
}

/** A statement as stored. */
export interface SaidRow {
  readonly id: number;
  readonly origin: string;
  readonly status: string;
}

/** How one kind of statement is kept. */
export interface EditKind<Value extends object, Row extends SaidRow> {
  readonly table: 'tag' | 'owner';
  readonly action: string;
  readonly areas: readonly Area[];
  readonly label: (request: EditRequest<Value>) => string;
  /** Current rows that concern the value on the target, people's and sources'. */
  readonly rows: (change: Change, target: Target, value: Value) => readonly Row[];
  /** A person's row that says just this already, so that adding it changes nothing. */
  readonly says: (row: Row, value: Value) => boolean;
  /** A person's row that adding the value replaces. */
  readonly replaces: (row: Row, value: Value) => boolean;
  readonly insert: (
    change: Change,
    target: Target,
    value: Value,
    status: 'confirmed' | 'rejected',
    reason: string | null,
  ) => void;
  /** The request as it is stored, looked at before anything is done. @throws Refused */
  readonly prepare?: (change: Change, request: EditRequest<Value>) => EditRequest<Value>;
  /** Follows a change target by target; `end` may refuse the whole. */
  readonly follow?: (change: Change, request: EditRequest<Value>) => Follower | undefined;
}

/** @throws Refused at the end */
export interface Follower {
  readonly before: (target: Target) => void;
  readonly after: (target: Target) => void;
  readonly end: () => void;
}

/** @throws Refused */
export async function edit<Value extends { readonly [key: string]: Json }, Row extends SaidRow>(
  catalog: Catalog,
  actor: string,
  asked: EditRequest<Value>,
  kind: EditKind<Value, Row>,
): Promise<MutationResult> {
  let request = asked;
  return makeChange(
    catalog,
    {
      actor,
      action: kind.action,
      objectType: request.targets[0]?.on ?? 'dataset',
      areas: kind.areas,
      label: () => kind.label(request),
      payload: () => ({
        targets: request.targets.map((target) => ({ ...target })),
        add: request.add,
        remove: request.remove,
        ...(request.reason === undefined ? {} : { reason: request.reason }),
      }),
    },
    (change) => {
      request = kind.prepare?.(change, asked) ?? asked;
      const follower = kind.follow?.(change, request);
      let changed = 0;
      for (const target of request.targets) {
        const dataset = datasetOf(change.sql, target);
        if (dataset === undefined) continue;
        const before = changed;
        follower?.before(target);
        for (const value of request.remove)
          changed += removeSaid(change, target, value, kind, request.reason ?? null);
        for (const value of request.add)
          changed += addSaid(change, target, value, kind, request.reason ?? null);
        if (changed > before) change.touchedDatasets.add(dataset);
        if (changed > before) follower?.after(target);
      }
      follower?.end();
      return changed;
    },
  );
}

/** Answers 1 where the target did not say it already. */
export function addSaid<Value extends object, Row extends SaidRow>(
  change: Change,
  target: Target,
  value: Value,
  kind: EditKind<Value, Row>,
  reason: string | null,
): number {
  const own = kind.rows(change, target, value).filter((row) => row.origin === 'steward');
  if (own.some((row) => row.status === 'confirmed' && kind.says(row, value))) return 0;
  for (const row of own) if (kind.replaces(row, value)) closeRow(change, kind.table, row.id);
  kind.insert(change, target, value, 'confirmed', reason);
  return 1;
}

/** A person's own word is withdrawn, what others say refused. Answers 1 where there was either to do. */
export function removeSaid<Value extends object, Row extends SaidRow>(
  change: Change,
  target: Target,
  value: Value,
  kind: EditKind<Value, Row>,
  reason: string | null,
): number {
  const rows = kind.rows(change, target, value).filter((row) => kind.says(row, value));
  const own = rows.filter((row) => row.origin === 'steward' && row.status === 'confirmed');
  const stated = rows.some((row) => row.origin !== 'steward');
  const refused = rows.some((row) => row.origin === 'steward' && row.status === 'rejected');
  for (const row of own) closeRow(change, kind.table, row.id);
  if (stated && !refused) kind.insert(change, target, value, 'rejected', reason);
  return own.length > 0 || (stated && !refused) ? 1 : 0;
}

/** A refusal, whether or not a source says it. Answers 1 where it was not refused already. */
export function refuseSaid<Value extends object, Row extends SaidRow>(
  change: Change,
  target: Target,
  value: Value,
  kind: EditKind<Value, Row>,
  reason: string | null,
): number {
  const own = kind
    .rows(change, target, value)
    .filter((row) => row.origin === 'steward' && kind.says(row, value));
  if (own.some((row) => row.status === 'rejected')) return 0;
  for (const row of own) closeRow(change, kind.table, row.id);
  kind.insert(change, target, value, 'rejected', reason);
  return 1;
}

/** Ends a person's own rows of the value, whatever they say. Answers 1 where there were any. */
export function withdrawSaid<Value extends object, Row extends SaidRow>(
  change: Change,
  target: Target,
  value: Value,
  kind: EditKind<Value, Row>,
): number {
  const own = kind
    .rows(change, target, value)
    .filter((row) => row.origin === 'steward' && kind.says(row, value));
  for (const row of own) closeRow(change, kind.table, row.id);
  return own.length > 0 ? 1 : 0;
}
