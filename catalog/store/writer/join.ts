/**
 * Joining: several identities of one physical dataset become one node.
 *
 * Every identity keeps its row; `canonical_id` names the one under which all are shown. Joined
 * aliases (certain ones, or decided by a person) connect identities; so does an equal canonical key
 * with an equal name, that is, a difference in scheme spelling, host case or default port only. A
 * difference in the case of the name is likely but not certain and becomes a suggestion.
 */
import { sameBeyondDoubt } from '../../model/identity.ts';
import type { Changes } from './changes.ts';
import type { Sql } from './sql.ts';

interface Member {
  id: number;
  retired: number;
  kind: string;
  referencedOnly: number;
  canonicalId: number;
  sources: number;
}

/** Recomputes groups from all current aliases; answers the datasets whose group changed. */
export function joinIdentities(sql: Sql, changes: Changes, revision: number): Set<number> {
  suggestByCanonicalKey(sql, changes, revision);
  const union = new UnionFind();
  const links = sql.all<{ a: number; b: number }>(
    `SELECT a.dataset_id AS a, d.id AS b FROM alias a JOIN dataset d ON d.namespace = a.namespace AND d.name = a.name
     WHERE a.status = 'joined' AND a.until_revision IS NULL`,
  );
  for (const link of links) union.join(link.a, link.b);
  // Two identities that both carry the same joined alias are one, even if nothing has that name itself.
  const shared = sql.all<{ a: number; b: number }>(
    `SELECT dataset_id AS a, MIN(dataset_id) OVER (PARTITION BY namespace, name) AS b FROM alias
     WHERE status = 'joined' AND until_revision IS NULL AND basis IN ('symlink', 'relation', 'name')`,
  );
  for (const link of shared) if (link.a !== link.b) union.join(link.a, link.b);
  const wanted = new Map<number, number>();
  for (const group of union.groups()) {
    const members = group.map((id) => member(sql, id));
    const head = representative(members);
    for (const one of members) wanted.set(one.id, head);
  }
  const moved = new Set<number>();
  const set = (id: number, canonicalId: number, was: number) => {
    sql.run('UPDATE dataset SET canonical_id = ? WHERE id = ?', canonicalId, id);
    changes.changed('join', id);
    for (const one of [id, canonicalId, was]) moved.add(one);
  };
  for (const [id, canonicalId] of wanted) {
    const was = sql.get<{ c: number }>('SELECT canonical_id AS c FROM dataset WHERE id = ?', id)!.c;
    if (was !== canonicalId) set(id, canonicalId, was);
  }
  for (const row of sql.all<{ id: number; c: number }>(
    'SELECT id, canonical_id AS c FROM dataset WHERE canonical_id <> id',
  )) {
    if (!wanted.has(row.id)) set(row.id, row.id, row.c);
  }
  return moved;
}

function member(sql: Sql, id: number): Member {
  return sql.get<Member>(
    `SELECT id, kind, until_revision IS NOT NULL AS retired, referenced_only AS referencedOnly, canonical_id AS canonicalId,
            (SELECT COUNT(*) FROM dataset_source s WHERE s.dataset_id = dataset.id AND s.until_revision IS NULL) AS sources
     FROM dataset WHERE id = ?`,
    id,
  )!;
}

/**
 * The identity to show: one that stands before a retired one, described before merely mentioned, a table before the file it is stored in,
 * then the one shown so far, then the oldest. Stable, so that links and tags stay where they were.
 */
function representative(members: readonly Member[]): number {
  const rank = (one: Member): number =>
    (one.retired ? 8 : 0) +
    (one.referencedOnly ? 4 : 0) +
    (one.kind === 'file' ? 2 : 0) +
    (one.canonicalId === one.id && members.some((m) => m.id !== one.id && m.canonicalId === one.id) ? 0 : 1);
  return [...members].sort((a, b) => rank(a) - rank(b) || a.id - b.id)[0]!.id;
}

function suggestByCanonicalKey(sql: Sql, changes: Changes, revision: number): void {
  const twins = sql.all<{ key: string }>(
    'SELECT canonical_key AS key FROM dataset GROUP BY canonical_key HAVING COUNT(*) > 1',
  );
  for (const { key } of twins) {
    const rows = sql.all<{ id: number; namespace: string; name: string }>(
      'SELECT id, namespace, name FROM dataset WHERE canonical_key = ? ORDER BY referenced_only, id',
      key,
    );
    const [first, ...others] = rows;
    for (const other of others) {
      const known = sql.get(
        `SELECT 1 FROM alias WHERE (dataset_id = ?1 AND namespace = ?3 AND name = ?4) OR (dataset_id = ?2 AND namespace = ?5 AND name = ?6)`,
        first!.id,
        other.id,
        other.namespace,
        other.name,
        first!.namespace,
        first!.name,
      );
      if (known) continue;
      const id = sql.nextId('alias');
      sql.run(
        `INSERT INTO alias (id, dataset_id, namespace, name, basis, status, origin, since_revision) VALUES (?, ?, ?, ?, 'name', ?, 'headwater', ?)`,
        id,
        first!.id,
        other.namespace,
        other.name,
        sameBeyondDoubt(first!, other) ? 'joined' : 'suggested',
        revision,
      );
      changes.added('alias', id);
    }
  }
}

class UnionFind {
  readonly #parent = new Map<number, number>();

  #find(id: number): number {
    let root = id;
    for (let up = this.#parent.get(root); up !== undefined && up !== root; up = this.#parent.get(root))
      root = up;
    for (let at = id; at !== root;) {
      const up = this.#parent.get(at)!;
      this.#parent.set(at, root);
      at = up;
    }
    return root;
  }

  join(a: number, b: number): void {
    if (!this.#parent.has(a)) this.#parent.set(a, a);
    if (!this.#parent.has(b)) this.#parent.set(b, b);
    const [x, y] = [this.#find(a), this.#find(b)];
    if (x !== y) this.#parent.set(Math.max(x, y), Math.min(x, y));
  }

  groups(): Iterable<number[]> {
    const groups = new Map<number, number[]>();
    for (const id of this.#parent.keys()) {
      const root = this.#find(id);
      const group = groups.get(root);
      if (group) group.push(id);
      else groups.set(root, [id]);
    }
    return groups.values();
  }
}
