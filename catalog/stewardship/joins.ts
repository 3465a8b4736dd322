/**
 * A person's word on whether names mean one thing: decided on pairs, merged, split. It goes before everything that
 * sources and rules say, now and later.
 */
import type { Catalog } from '../catalog.ts';
import { decisionOn } from '../store/writer/joining/statuses.ts';
import { makeChange, type Change, type MutationResult } from './change.ts';
import { closeRow, openRow } from './period-rows.ts';
import { rejoin } from './rejoin.ts';

export type Space = 'dataset' | 'job';

export interface Pair {
  readonly a: number;
  readonly b: number;
}

/** Pairs that a ledger entry lists by name. */
const LISTED = 200;

interface Word {
  readonly space: Space;
  readonly decision: 'same' | 'apart';
  readonly reason?: string | undefined;
}

export interface Decision extends Word {
  readonly pairs: readonly Pair[];
}

/** Decides on pairs as one change. Pairs that are unknown, or decided so already, count for nothing. */
export async function decideJoins(
  catalog: Catalog,
  actor: string,
  request: Decision,
): Promise<MutationResult> {
  return decided(catalog, actor, request, 'join.decide', (change) =>
    request.pairs.filter((pair) => exists(change, request.space, pair)),
  );
}

/** Makes one of two or more, with everything that is joined to them. The first one is named in the label. */
export async function mergeIdentities(
  catalog: Catalog,
  actor: string,
  request: { readonly space: Space; readonly ids: readonly number[]; readonly reason?: string | undefined },
): Promise<MutationResult> {
  const [first, ...others] = [...new Set(request.ids)];
  const pairs = first === undefined ? [] : others.map((b) => ({ a: first, b }));
  return decided(catalog, actor, { ...request, decision: 'same' }, 'join.merge', (change) =>
    pairs.filter((pair) => exists(change, request.space, pair)),
  );
}

/** Takes one identity out of its group. It keeps the partitions that are parts of it. */
export async function splitIdentity(
  catalog: Catalog,
  actor: string,
  request: { readonly space: Space; readonly id: number; readonly reason?: string | undefined },
): Promise<MutationResult> {
  return decided(catalog, actor, { ...request, decision: 'apart' }, 'join.split', (change) =>
    othersOf(change, request.space, request.id).map((b) => ({ a: request.id, b })),
  );
}

/** As {@link decideJoins}, on pairs that are found within the change. */
export async function decided(
  catalog: Catalog,
  actor: string,
  request: Word,
  action: 'join.decide' | 'join.merge' | 'join.split',
  pairsOf: (change: Change) => readonly Pair[],
): Promise<MutationResult> {
  let listed: { a: string; b: string }[] = [];
  let total = 0;
  return makeChange(
    catalog,
    {
      actor,
      action,
      objectType: request.space,
      areas: ['datasets', 'lineage', 'tags', 'owners'],
      label: () => labelOf(request, action, listed, total),
      payload: () => ({
        space: request.space,
        decision: request.decision,
        pairs: listed,
        pairs_total: total,
        ...(request.reason === undefined ? {} : { reason: request.reason }),
      }),
    },
    (change) => {
      const done = pairsOf(change).filter((pair) => decide(change, request, pair));
      if (done.length === 0) return 0;
      total = done.length;
      listed = done.slice(0, LISTED).map(({ a, b }) => ({
        a: fullName(change, request.space, a),
        b: fullName(change, request.space, b),
      }));
      const ends = done.flatMap(({ a, b }) => [a, b]);
      rejoin(change, request.space === 'dataset' ? { decided: ends } : { jobs: true });
      return total;
    },
  );
}

function labelOf(
  { decision }: Word,
  action: string,
  listed: readonly { readonly a: string; readonly b: string }[],
  total: number,
): string {
  const short = (name: string): string => name.slice(name.indexOf('#') + 1);
  const [one] = listed;
  if (!one) return 'Nothing to decide';
  if (action === 'join.split') return `Took ${short(one.a)} out of its group`;
  if (total === 1)
    return decision === 'same'
      ? `Joined ${short(one.b)} with ${short(one.a)}`
      : `Kept ${short(one.b)} and ${short(one.a)} apart`;
  if (action === 'join.merge') return `Joined ${total + 1} names as ${short(one.a)}`;
  return decision === 'same' ? `Joined ${total} pairs of names` : `Kept ${total} pairs of names apart`;
}

function exists({ sql }: Change, space: Space, { a, b }: Pair): boolean {
  const query = `SELECT COUNT(*) AS n FROM ${space} WHERE id IN (?, ?)`;
  return a !== b && sql.get<{ n: number }>(query, a, b)!.n === 2;
}

/** False where it was decided so before. */
function decide(change: Change, { space, decision, reason }: Word, { a, b }: Pair): boolean {
  const current = decisionOn(change.sql, space, a, b);
  if (decision === 'same') clearRefusals(change, space, a, b);
  if (current?.decision === decision) return false;
  const pair = { a_id: Math.min(a, b), b_id: Math.max(a, b) };
  const standing = change.sql.all<{ id: number }>(
    `SELECT id FROM join_decision WHERE space = ? AND a_id = ? AND b_id = ? AND until_revision IS NULL`,
    ...[space, pair.a_id, pair.b_id],
  );
  for (const { id } of standing) closeRow(change, 'join_decision', id);
  const said = { actor: change.actor, reason: reason ?? null };
  openRow(change, 'join_decision', { space, ...pair, decision, ...said });
  return true;
}

/** Who joins two says that all that is joined to them is one: earlier refusals between the two give way. */
function clearRefusals({ sql, revision }: Change, space: Space, a: number, b: number): void {
  const group =
    space === 'dataset'
      ? 'SELECT m.id FROM dataset m JOIN dataset d ON m.canonical_id = d.canonical_id WHERE d.id = '
      : 'SELECT m.id FROM job m JOIN job d ON COALESCE(m.canonical_id, m.id) = COALESCE(d.canonical_id, d.id) WHERE d.id = ';
  sql.run(
    `UPDATE join_decision SET until_revision = ?1 WHERE space = ?2 AND decision = 'apart' AND until_revision IS NULL
       AND ((a_id IN (${group}?3) AND b_id IN (${group}?4)) OR (a_id IN (${group}?4) AND b_id IN (${group}?3)))`,
    revision,
    space,
    a,
    b,
  );
}

/** The other identities of the group, without the partitions that only follow their whole. */
function othersOf({ sql }: Change, space: Space, id: number): number[] {
  const rows =
    space === 'dataset'
      ? sql.all<{ id: number }>(
          `SELECT m.id FROM dataset d JOIN dataset m ON m.canonical_id = d.canonical_id
           WHERE d.id = ? AND m.id <> d.id AND (m.id = d.canonical_id OR NOT EXISTS (
             SELECT 1 FROM partition_member p JOIN partition_set s ON s.id = p.set_id WHERE p.dataset_id = m.id AND s.in_force = 1))`,
          id,
        )
      : sql.all<{ id: number }>(
          `SELECT m.id FROM job d JOIN job m ON COALESCE(m.canonical_id, m.id) = COALESCE(d.canonical_id, d.id)
           WHERE d.id = ? AND m.id <> d.id`,
          id,
        );
  return rows.map((row) => row.id);
}

function fullName({ sql }: Change, space: Space, id: number): string {
  const row = sql.get<{ namespace: string; name: string }>(
    `SELECT namespace, name FROM ${space} WHERE id = ?`,
    id,
  )!;
  return `${row.namespace}#${row.name}`;
}
