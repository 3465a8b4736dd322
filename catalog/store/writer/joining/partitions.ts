/**
 * Partition paths: which datasets are parts of one, and the dataset that stands for them.
 *
 * A set is in force where a person said so, or where its kind is certain, nobody said otherwise and the setting
 * is on. Its root may be a dataset that a source names; otherwise one is made for it.
 */
import { partitionOf, shardOf, type Partitioned } from '../../../joining/partitions.ts';
import { platformOf } from '../../../joining/platform.ts';
import { reappear } from '../absence.ts';
import { insertDataset } from '../identity-rows.ts';
import type { Sql } from '../sql.ts';
import type { KnownDatasets } from './identities.ts';

/** Key in `setting`; true where nothing is stored. */
export const COLLAPSE_SETTING = 'collapsePartitions';

/** Finds the set of each new dataset; answers the sets that got a member. */
export function notePartitions(sql: Sql, known: KnownDatasets, ids: Iterable<number>): Set<number> {
  const sets = new Set<number>();
  for (const id of known.each(ids)) {
    const { given, absent } = known.get(id);
    if (absent) for (const set of setsUnder(sql, given)) sets.add(set.id);
    const found = patternOf(given);
    if (!found || found.root === given.name) continue;
    const set = setOf(sql, given.namespace, found);
    const added = sql.run(
      'INSERT OR IGNORE INTO partition_member (dataset_id, set_id) VALUES (?, ?)',
      id,
      set.id,
    );
    // A member that is not known any more, or is again, may be what keeps the set in force.
    if (added > 0 || absent || set.inForce === 0 || isAlone(sql, id)) sets.add(set.id);
  }
  return sets;
}

/** Shown under no other: it may be known again after an undo. */
function isAlone(sql: Sql, id: number): boolean {
  return sql.get('SELECT 1 FROM dataset WHERE id = ? AND canonical_id = id', id) !== undefined;
}

/** Sets of which this would be the whole. */
function setsUnder(sql: Sql, { namespace, name }: { readonly namespace: string; readonly name: string }) {
  return sql.all<{ id: number }>(
    'SELECT id FROM partition_set WHERE namespace = ? AND root = ?',
    namespace,
    name,
  );
}

function patternOf(given: { readonly namespace: string; readonly name: string }): Partitioned | null {
  const platform = platformOf(given.namespace);
  if (platform.paths) return partitionOf(given.name);
  return platform.id === 'bigquery' ? shardOf(given.name) : null;
}

function setOf(sql: Sql, namespace: string, found: Partitioned): { id: number; inForce: number } {
  const stored = sql.get<{ id: number; inForce: number }>(
    'SELECT id, in_force AS inForce FROM partition_set WHERE namespace = ? AND root = ? AND pattern = ?',
    namespace,
    found.root,
    found.pattern,
  );
  if (stored) return stored;
  const id = sql.nextId('partition_set');
  sql.run(
    'INSERT INTO partition_set (id, namespace, root, pattern, certainty) VALUES (?, ?, ?, ?, ?)',
    id,
    namespace,
    found.root,
    found.pattern,
    found.certainty,
  );
  return { id, inForce: 0 };
}

/** Puts sets in force or out of it: datasets that this may regroup, and those that were made for it or are back. */
export function settlePartitions(
  sql: Sql,
  revision: number,
  known: KnownDatasets,
  setIds: Iterable<number>,
): { readonly touched: Set<number>; readonly made: Set<number> } {
  const on = collapseByDefault(sql);
  const touched = new Set<number>();
  const made = new Set<number>();
  for (const id of setIds) {
    const set = sql.get<PartitionRow>(
      `SELECT s.id, s.namespace, s.root, s.certainty, s.root_id AS rootId,
              (SELECT choice FROM partition_choice c WHERE c.set_id = s.id AND c.until_revision IS NULL ORDER BY c.id DESC LIMIT 1) AS choice
       FROM partition_set s WHERE s.id = ?`,
      id,
    )!;
    const wanted = set.choice === null ? on && set.certainty === 'certain' : set.choice === 'collapse';
    const inForce = wanted && hasMembers(sql, id);
    sql.run('UPDATE partition_set SET in_force = ? WHERE id = ?', inForce ? 1 : 0, id);
    touched.add(inForce ? ensureRoot(sql, revision, known, set, made) : leaveRoot(sql, revision, set));
    for (const row of sql.all<{ id: number }>(
      'SELECT dataset_id AS id FROM partition_member WHERE set_id = ?',
      id,
    ))
      touched.add(row.id);
  }
  touched.delete(0);
  return { touched, made };
}

/** A member that is known: not one of which only imports told that were undone. */
function hasMembers(sql: Sql, setId: number): boolean {
  return (
    sql.get(
      `SELECT 1 FROM partition_member m JOIN dataset d ON d.id = m.dataset_id
       WHERE m.set_id = ? AND NOT (d.referenced_only = 1 AND d.until_revision IS NOT NULL) LIMIT 1`,
      setId,
    ) !== undefined
  );
}

interface PartitionRow {
  id: number;
  namespace: string;
  root: string;
  certainty: string;
  rootId: number | null;
  choice: string | null;
}

function ensureRoot(
  sql: Sql,
  revision: number,
  known: KnownDatasets,
  set: PartitionRow,
  made: Set<number>,
): number {
  const stored = sql.get<{ id: number; until: number | null; referencedOnly: number }>(
    'SELECT id, until_revision AS until, referenced_only AS referencedOnly FROM dataset WHERE namespace = ? AND name = ?',
    set.namespace,
    set.root,
  );
  if (stored) {
    // Nobody ever described it, or only imports that were undone. One that was described is gone for good reason.
    if (stored.until !== null && stored.referencedOnly === 1) {
      reappear(sql, stored.id, revision);
      sql.run('UPDATE partition_set SET root_id = ? WHERE id = ?', stored.id, set.id);
      known.lookAgain(stored.id);
      made.add(stored.id);
    }
    return stored.id;
  }
  const kind = platformOf(set.namespace).paths ? 'file' : 'table';
  const id = insertDataset(sql, { namespace: set.namespace, name: set.root }, kind, revision);
  known.key(id);
  made.add(id);
  sql.run('UPDATE partition_set SET root_id = ? WHERE id = ?', id, set.id);
  return id;
}

/** A root that was made for sets of which none is in force any more is put away. */
function leaveRoot(sql: Sql, revision: number, set: PartitionRow): number {
  if (set.rootId === null) return 0;
  sql.run(
    `UPDATE dataset SET until_revision = ?1 WHERE id = ?2 AND referenced_only = 1 AND until_revision IS NULL
       AND NOT EXISTS (SELECT 1 FROM partition_set s WHERE s.namespace = ?3 AND s.root = ?4 AND s.in_force = 1)
       AND NOT EXISTS (SELECT 1 FROM edge WHERE (from_id = ?2 OR to_id = ?2) AND until_revision IS NULL)
       AND NOT EXISTS (SELECT 1 FROM alias WHERE namespace = ?3 AND name = ?4 AND until_revision IS NULL)`,
    revision,
    set.rootId,
    set.namespace,
    set.root,
  );
  return set.rootId;
}

export function collapseByDefault(sql: Sql): boolean {
  const row = sql.get<{ value: string }>('SELECT value FROM setting WHERE key = ?', COLLAPSE_SETTING);
  return row?.value !== 'false';
}
