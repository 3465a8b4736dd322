/**
 * Which identities are one, and under which all are shown. Only the parts of the catalog that hang together with
 * what changed are looked at.
 */
import { groupsOf, type Link } from '../../../joining/groups.ts';
import type { Changes } from '../changes.ts';
import type { Sql } from '../sql.ts';

/** How strong each kind of link is where a refusal forces a choice; smaller is stronger. */
const RANKS: Readonly<Record<string, number>> = {
  decided: 0,
  symlink: 1,
  relation: 2,
  rename: 3,
  mapping: 4,
  name: 5,
  case: 6,
  location: 7,
  partition: 9,
};

interface Neighbour {
  readonly other: number;
  readonly basis: string;
}

/**
 * Sets `canonical_id` around the given datasets; answers those that are shown elsewhere now.
 * `mappedAway`: whether a person mapped the namespace of a dataset to another.
 */
export function regroup(
  sql: Sql,
  changes: Changes,
  ids: Iterable<number>,
  mappedAway: (id: number) => boolean,
): Set<number> {
  const { nodes, links } = closure(sql, ids);
  const apart = [...nodes].flatMap((id) =>
    sql
      .all<{ b: number }>(
        `SELECT b_id AS b FROM join_decision WHERE space = 'dataset' AND a_id = ? AND decision = 'apart' AND until_revision IS NULL`,
        id,
      )
      .map((row): [number, number] => [id, row.b]),
  );
  const wanted = new Map<number, number>();
  for (const group of groupsOf(links, apart, (id) => nameOf(sql, id)).groups) {
    const members = group.filter((id) => nodes.has(id)).map((id) => memberOf(sql, id));
    if (members.length === 0) continue;
    const head = representative(members, mappedAway);
    for (const { id } of members) wanted.set(id, head);
  }
  const moved = new Set<number>();
  for (const id of nodes) {
    const to = wanted.get(id) ?? id;
    const was = sql.get<{ c: number }>('SELECT canonical_id AS c FROM dataset WHERE id = ?', id)!.c;
    if (was === to) continue;
    sql.run('UPDATE dataset SET canonical_id = ? WHERE id = ?', to, id);
    changes.changed('join', id);
    for (const one of [id, to, was]) moved.add(one);
  }
  return moved;
}

/** Everything that hangs together with the given datasets, now or so far. Names without a row have ids below 0. */
function closure(sql: Sql, ids: Iterable<number>): { nodes: Set<number>; links: Link[] } {
  const nodes = new Set<number>();
  const links: Link[] = [];
  const unnamed = new Map<string, number>();
  const waiting = [...new Set(ids)];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (nodes.has(id) || !sql.get('SELECT 1 FROM dataset WHERE id = ?', id)) continue;
    nodes.add(id);
    for (const { other, basis } of neighbours(sql, id, unnamed)) {
      if (basis !== 'together') links.push({ a: id, b: other, rank: RANKS[basis] ?? 8 });
      if (other > 0 && !nodes.has(other)) waiting.push(other);
    }
  }
  return { nodes, links };
}

/** A partition of which, after an undo, nothing speaks any more links nothing. */
const KNOWN = '(p.until_revision IS NULL OR p.referenced_only = 0)';

function* neighbours(sql: Sql, id: number, unnamed: Map<string, number>): Iterable<Neighbour> {
  const own = sql.all<{ namespace: string; name: string; basis: string; other: number | null }>(
    `SELECT a.namespace, a.name, a.basis, d.id AS other FROM alias a LEFT JOIN dataset d ON d.namespace = a.namespace AND d.name = a.name
     WHERE a.dataset_id = ? AND a.status = 'joined' AND a.decided_in IS NULL AND a.until_revision IS NULL`,
    id,
  );
  for (const { namespace, name, basis, other } of own) {
    if (other !== null) yield { other, basis };
    else yield* sharers(sql, { namespace, name, basis }, unnamed);
  }
  yield* sql.all<Neighbour>(
    `SELECT a.dataset_id AS other, a.basis FROM dataset d JOIN alias a ON a.namespace = d.namespace AND a.name = d.name
     WHERE d.id = ? AND a.status = 'joined' AND a.decided_in IS NULL AND a.until_revision IS NULL`,
    id,
  );
  yield* sql.all<Neighbour>(
    `SELECT CASE a_id WHEN ?1 THEN b_id ELSE a_id END AS other, 'decided' AS basis FROM join_decision
     WHERE space = 'dataset' AND decision = 'same' AND until_revision IS NULL AND (a_id = ?1 OR b_id = ?1)`,
    id,
  );
  yield* sql.all<Neighbour>(
    `SELECT r.id AS other, 'partition' AS basis FROM partition_member m JOIN partition_set s ON s.id = m.set_id AND s.in_force = 1
     JOIN dataset p ON p.id = m.dataset_id AND ${KNOWN}
     JOIN dataset r ON r.namespace = s.namespace AND r.name = s.root WHERE m.dataset_id = ?1 AND r.id <> ?1
     UNION ALL
     SELECT m.dataset_id, 'partition' FROM dataset r JOIN partition_set s ON s.namespace = r.namespace AND s.root = r.name AND s.in_force = 1
     JOIN partition_member m ON m.set_id = s.id JOIN dataset p ON p.id = m.dataset_id AND ${KNOWN} WHERE r.id = ?1 AND m.dataset_id <> ?1`,
    id,
  );
  yield* sql.all<Neighbour>(
    `SELECT m.id AS other, 'together' AS basis FROM dataset d JOIN dataset m ON m.canonical_id = d.canonical_id
     WHERE d.id = ? AND m.id <> d.id AND (m.canonical_id = m.id OR d.canonical_id = d.id)`,
    id,
  );
}

/** Two identities that both carry one joined name are one, even if nothing has that name itself. */
function* sharers(
  sql: Sql,
  alias: { readonly namespace: string; readonly name: string; readonly basis: string },
  unnamed: Map<string, number>,
): Iterable<Neighbour> {
  if (alias.basis === 'location' || alias.basis === 'link') return;
  const key = `${alias.namespace}\n${alias.name}`;
  const known = unnamed.get(key);
  const node = known ?? -unnamed.size - 1;
  yield { other: node, basis: alias.basis };
  if (known !== undefined) return;
  unnamed.set(key, node);
  yield* sql.all<Neighbour>(
    `SELECT dataset_id AS other, 'together' AS basis FROM alias
     WHERE namespace = ? AND name = ? AND status = 'joined' AND until_revision IS NULL AND basis NOT IN ('location', 'link')`,
    alias.namespace,
    alias.name,
  );
}

function nameOf(sql: Sql, id: number): string {
  if (id < 0) return '';
  const row = sql.get<{ namespace: string; name: string }>(
    'SELECT namespace, name FROM dataset WHERE id = ?',
    id,
  );
  return row ? `${row.namespace}\n${row.name}` : '';
}

interface Member {
  id: number;
  retired: number;
  kind: string;
  referencedOnly: number;
  canonicalId: number;
  partition: number;
  former: number;
}

function memberOf(sql: Sql, id: number): Member {
  return sql.get<Member>(
    `SELECT d.id, d.kind, d.until_revision IS NOT NULL AS retired, d.referenced_only AS referencedOnly, d.canonical_id AS canonicalId,
            EXISTS (SELECT 1 FROM partition_member m JOIN partition_set s ON s.id = m.set_id WHERE m.dataset_id = d.id AND s.in_force = 1) AS partition,
            EXISTS (SELECT 1 FROM alias a WHERE a.namespace = d.namespace AND a.name = d.name AND a.basis = 'rename'
                    AND a.origin = 'openlineage' AND a.status = 'joined' AND a.until_revision IS NULL) AS former
     FROM dataset d WHERE d.id = ?`,
    id,
  )!;
}

/**
 * The identity to show: a name in use before one that was given up, the whole before a partition of it, one that stands before a retired one, described before
 * merely mentioned, a table before the file it is stored in, one in the namespace for which others stand, then the
 * one shown so far, then the oldest. Stable, so that links and tags stay where they were.
 */
function representative(members: readonly Member[], mappedAway: (id: number) => boolean): number {
  const shown = new Set(members.filter((one) => one.canonicalId !== one.id).map((one) => one.canonicalId));
  const rank = (one: Member): number =>
    (one.former ? 64 : 0) +
    (one.partition ? 32 : 0) +
    (one.retired ? 16 : 0) +
    (one.referencedOnly ? 8 : 0) +
    (one.kind === 'file' ? 4 : 0) +
    (mappedAway(one.id) ? 2 : 0) +
    (one.canonicalId === one.id && shown.has(one.id) ? 0 : 1);
  return members.reduce((best, one) => ((rank(one) - rank(best) || one.id - best.id) < 0 ? one : best)).id;
}
