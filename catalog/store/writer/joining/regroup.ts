/**
 * Which identities are one, and under which all are shown. Only the parts of the catalog that hang together with
 * what changed are looked at.
 */
import { groupsOf, type Link } from '../../../joining/groups.ts';
import type { Changes } from '../changes.ts';
import type { Sql } from '../sql.ts';
import { askMany, AT_A_TIME, idsAmong, parts } from './ask-many.ts';

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
  readonly self: number;
  readonly other: number;
  readonly basis: string;
}

interface NamedBy {
  readonly self: number;
  readonly namespace: string;
  readonly name: string;
  readonly basis: string;
  readonly other: number | null;
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
  const { nodes, links, apart } = closure(sql, ids);
  const groups = groupsOf(links, apart, (id) => nameOf(sql, id))
    .groups.map((group) => group.filter((id) => nodes.has(id)))
    .filter((group) => group.length > 0);
  const wanted = new Map<number, number>();
  for (const some of together(groups)) {
    const members = membersOf(sql, some.flat());
    for (const group of some) {
      const head = representative(
        group.map((id) => members.get(id)!),
        mappedAway,
      );
      for (const id of group) wanted.set(id, head);
    }
  }
  const moved = new Set<number>();
  for (const part of parts(nodes)) {
    const now =
      'SELECT d.id, d.canonical_id AS was FROM json_each(?1) j CROSS JOIN dataset d ON d.id = j.value';
    for (const { id, was } of askMany<{ id: number; was: number }>(sql, now, part)) {
      const to = wanted.get(id) ?? id;
      if (was === to) continue;
      sql.run('UPDATE dataset SET canonical_id = ? WHERE id = ?', to, id);
      changes.changed('join', id);
      for (const one of [id, to, was]) moved.add(one);
    }
  }
  return moved;
}

/** Groups in parts of about {@link AT_A_TIME} members. */
function* together(groups: readonly (readonly number[])[]): Iterable<(readonly number[])[]> {
  let some: (readonly number[])[] = [];
  let members = 0;
  for (const group of groups) {
    some.push(group);
    members += group.length;
    if (members < AT_A_TIME) continue;
    yield some;
    some = [];
    members = 0;
  }
  if (some.length > 0) yield some;
}

interface Closure {
  readonly nodes: Set<number>;
  readonly links: Link[];
  /** Pairs that a person keeps apart. */
  readonly apart: [number, number][];
}

/** Everything that hangs together with the given datasets, now or so far. Names without a row have ids below 0. */
function closure(sql: Sql, ids: Iterable<number>): Closure {
  const nodes = new Set<number>();
  const links: Link[] = [];
  const apart: [number, number][] = [];
  const around = new Around(sql);
  let waiting = new Set(ids);
  while (waiting.size > 0) {
    const next = new Set<number>();
    for (const part of parts(waiting)) {
      const found = idsAmong(
        sql,
        'SELECT d.id FROM json_each(?1) j CROSS JOIN dataset d ON d.id = j.value',
        part,
      );
      for (const id of found) nodes.add(id);
      for (const { self, other, basis } of around.neighbours(found)) {
        if (basis !== 'together') links.push({ a: self, b: other, rank: RANKS[basis] ?? 8 });
        if (other > 0) next.add(other);
      }
      for (const pair of around.keptApart(found)) apart.push(pair);
    }
    for (const id of nodes) next.delete(id);
    waiting = next;
  }
  return { nodes, links, apart };
}

/** What links datasets to others. */
class Around {
  readonly #sql: Sql;
  readonly #decided: boolean;
  readonly #partitioned: boolean;
  readonly #unnamed = new Map<string, number>();

  constructor(sql: Sql) {
    this.#sql = sql;
    this.#decided =
      sql.get(`SELECT 1 FROM join_decision WHERE space = 'dataset' AND until_revision IS NULL LIMIT 1`) !==
      undefined;
    this.#partitioned = sql.get('SELECT 1 FROM partition_set WHERE in_force = 1 LIMIT 1') !== undefined;
  }

  *neighbours(ids: readonly number[]): Iterable<Neighbour> {
    const sql = this.#sql;
    for (const { self, namespace, name, basis, other } of askMany<NamedBy>(sql, NAMED_BY, ids)) {
      if (other !== null) yield { self, other, basis };
      else yield* this.#sharers(self, { namespace, name, basis });
    }
    yield* askMany<Neighbour>(sql, NAMING, ids);
    if (this.#decided) yield* askMany<Neighbour>(sql, DECIDED, ids);
    if (this.#partitioned) yield* askMany<Neighbour>(sql, PARTITIONED, ids);
    yield* askMany<Neighbour>(sql, TOGETHER, ids);
  }

  keptApart(ids: readonly number[]): [number, number][] {
    if (!this.#decided) return [];
    return askMany<{ a: number; b: number }>(this.#sql, APART, ids).map(({ a, b }) => [a, b]);
  }

  /** Two identities that both carry one joined name are one, even if nothing has that name itself. */
  *#sharers(
    self: number,
    alias: { readonly namespace: string; readonly name: string; readonly basis: string },
  ): Iterable<Neighbour> {
    if (alias.basis === 'location' || alias.basis === 'link') return;
    const key = `${alias.namespace}\n${alias.name}`;
    const known = this.#unnamed.get(key);
    const node = known ?? -this.#unnamed.size - 1;
    yield { self, other: node, basis: alias.basis };
    if (known !== undefined) return;
    this.#unnamed.set(key, node);
    const rows = this.#sql.all<{ other: number }>(
      `SELECT dataset_id AS other FROM alias
       WHERE namespace = ? AND name = ? AND status = 'joined' AND until_revision IS NULL AND basis NOT IN ('location', 'link')`,
      alias.namespace,
      alias.name,
    );
    for (const { other } of rows) yield { self, other, basis: 'together' };
  }
}

const NAMED_BY = `SELECT j.value AS self, a.namespace, a.name, a.basis, d.id AS other
  FROM json_each(?1) j CROSS JOIN alias a ON a.dataset_id = j.value
  LEFT JOIN dataset d ON d.namespace = a.namespace AND d.name = a.name
  WHERE a.status = 'joined' AND a.decided_in IS NULL AND a.until_revision IS NULL`;

const NAMING = `SELECT j.value AS self, a.dataset_id AS other, a.basis
  FROM json_each(?1) j CROSS JOIN dataset d ON d.id = j.value
  CROSS JOIN alias a ON a.namespace = d.namespace AND a.name = d.name
  WHERE a.status = 'joined' AND a.decided_in IS NULL AND a.until_revision IS NULL`;

const DECIDED = `SELECT j.value AS self, t.b_id AS other, 'decided' AS basis
  FROM json_each(?1) j CROSS JOIN join_decision t ON t.space = 'dataset' AND t.a_id = j.value
  WHERE t.decision = 'same' AND t.until_revision IS NULL
  UNION ALL SELECT j.value, t.a_id, 'decided'
  FROM json_each(?1) j CROSS JOIN join_decision t ON t.space = 'dataset' AND t.b_id = j.value
  WHERE t.decision = 'same' AND t.until_revision IS NULL`;

const APART = `SELECT t.a_id AS a, t.b_id AS b
  FROM json_each(?1) j CROSS JOIN join_decision t ON t.space = 'dataset' AND t.a_id = j.value
  WHERE t.decision = 'apart' AND t.until_revision IS NULL`;

/** A partition of which, after an undo, nothing speaks any more links nothing. */
const KNOWN = '(p.until_revision IS NULL OR p.referenced_only = 0)';

const PARTITIONED = `SELECT j.value AS self, r.id AS other, 'partition' AS basis
  FROM json_each(?1) j CROSS JOIN partition_member m ON m.dataset_id = j.value
  CROSS JOIN partition_set s ON s.id = m.set_id AND s.in_force = 1
  CROSS JOIN dataset p ON p.id = m.dataset_id AND ${KNOWN}
  CROSS JOIN dataset r ON r.namespace = s.namespace AND r.name = s.root WHERE r.id <> j.value
  UNION ALL SELECT j.value, m.dataset_id, 'partition'
  FROM json_each(?1) j CROSS JOIN dataset r ON r.id = j.value
  CROSS JOIN partition_set s ON s.namespace = r.namespace AND s.root = r.name AND s.in_force = 1
  CROSS JOIN partition_member m ON m.set_id = s.id
  CROSS JOIN dataset p ON p.id = m.dataset_id AND ${KNOWN} WHERE m.dataset_id <> j.value`;

const TOGETHER = `SELECT j.value AS self, m.id AS other, 'together' AS basis
  FROM json_each(?1) j CROSS JOIN dataset d ON d.id = j.value
  CROSS JOIN dataset m ON m.canonical_id = d.canonical_id
  WHERE m.id <> d.id AND (m.canonical_id = m.id OR d.canonical_id = d.id)`;

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

function membersOf(sql: Sql, ids: readonly number[]): Map<number, Member> {
  const rows = askMany<Member>(
    sql,
    `SELECT d.id, d.kind, d.until_revision IS NOT NULL AS retired, d.referenced_only AS referencedOnly, d.canonical_id AS canonicalId,
            EXISTS (SELECT 1 FROM partition_member m JOIN partition_set s ON s.id = m.set_id WHERE m.dataset_id = d.id AND s.in_force = 1) AS partition,
            EXISTS (SELECT 1 FROM alias a WHERE a.namespace = d.namespace AND a.name = d.name AND a.basis = 'rename'
                    AND a.origin = 'openlineage' AND a.status = 'joined' AND a.until_revision IS NULL) AS former
     FROM json_each(?1) j CROSS JOIN dataset d ON d.id = j.value`,
    ids,
  );
  return new Map(rows.map((row) => [row.id, row]));
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
