/** Where an alias stands: what its source or rule says, unless a person decided on the pair. */
import { exactKey } from '../../../joining/keys.ts';
import { RECORD_TYPES } from '../../record-types.ts';
import type { Sql } from '../sql.ts';
import { askMany, idsAmong, parts } from './ask-many.ts';
import type { KnownDatasets } from './identities.ts';

interface Row {
  id: number;
  datasetId: number;
  namedId: number | null;
  namespace: string;
  name: string;
  basis: string;
  status: string;
  certainty: string | null;
  decidedIn: number | null;
}

const FIELDS =
  'a.id, a.dataset_id AS datasetId, d.id AS namedId, a.namespace, a.name, a.basis, a.status, a.certainty, a.decided_in AS decidedIn';
const NAMED = 'LEFT JOIN dataset d ON d.namespace = a.namespace AND d.name = a.name';

/** Sets the status of every alias at these datasets; answers the datasets at those that changed. */
export function settleStatuses(sql: Sql, known: KnownDatasets, ids: ReadonlySet<number>): Set<number> {
  const touched = new Set<number>();
  const decided = sql.get(
    `SELECT 1 FROM join_decision WHERE space = 'dataset' AND until_revision IS NULL LIMIT 1`,
  );
  for (const part of parts(ids)) {
    const { rows, shared } = rowsAt(sql, part);
    for (const row of rows) {
      const decision =
        decided === undefined || row.namedId === null
          ? undefined
          : decisionOn(sql, 'dataset', row.datasetId, row.namedId);
      const status = decision
        ? decision.decision === 'same'
          ? 'joined'
          : 'rejected'
        : certaintyOf(sql, row) === 'certain' &&
            !(shared.has(row.id) && contested(sql, known, row)) &&
            !nameTakenAgain(sql, row)
          ? 'joined'
          : 'suggested';
      const decidedIn = decision?.since ?? null;
      if (status === row.status && decidedIn === row.decidedIn) continue;
      sql.run('UPDATE alias SET status = ?, decided_in = ? WHERE id = ?', status, decidedIn, row.id);
      touched.add(row.datasetId);
      if (row.namedId !== null) touched.add(row.namedId);
    }
  }
  return touched;
}

/**
 * Aliases of these datasets and to them; of a location, those of all that claim it. `shared`: those of a location
 * that more than one claims.
 */
function rowsAt(
  sql: Sql,
  ids: readonly number[],
): { readonly rows: Iterable<Row>; readonly shared: ReadonlySet<number> } {
  const rows = new Map<number, Row>();
  const add = (more: readonly Row[]): void => {
    for (const row of more) rows.set(row.id, row);
  };
  add(
    askMany(
      sql,
      `SELECT ${FIELDS} FROM json_each(?1) j CROSS JOIN alias a ON a.dataset_id = j.value ${NAMED}`,
      ids,
    ),
  );
  add(
    askMany(
      sql,
      `SELECT ${FIELDS} FROM json_each(?1) j CROSS JOIN dataset d ON d.id = j.value
       CROSS JOIN alias a ON a.namespace = d.namespace AND a.name = d.name`,
      ids,
    ),
  );
  const locations = [...rows.values()].filter(({ basis }) => basis === 'location').map(({ id }) => id);
  const shared = new Set<number>();
  for (const id of idsAmong(sql, SHARED, locations)) {
    if (shared.has(id)) continue;
    const { namespace, name } = rows.get(id)!;
    const all = sql.all<Row>(
      `SELECT ${FIELDS} FROM alias a ${NAMED} WHERE a.namespace = ? AND a.name = ? AND a.basis = 'location'`,
      namespace,
      name,
    );
    add(all);
    for (const row of all) shared.add(row.id);
  }
  return { rows: rows.values(), shared };
}

/** Of these aliases to a location, those to one that others name too. */
const SHARED = `SELECT a.id FROM json_each(?1) j CROSS JOIN alias a ON a.id = j.value
  WHERE EXISTS (SELECT 1 FROM alias o WHERE o.namespace = a.namespace AND o.name = a.name AND o.id <> a.id AND o.basis = 'location')`;

/** Rows from before the column was there say it in their statement only. */
function certaintyOf(sql: Sql, row: Row): string {
  if (row.certainty !== null) return row.certainty;
  const said = sql.get<{ value: string | null }>(
    'SELECT value FROM statement WHERE record_type = 2 AND record_id = ? ORDER BY id DESC LIMIT 1',
    row.id,
  );
  const certainty =
    said?.value?.split('|')[1] ?? (row.status === 'joined' && row.decidedIn === null ? 'certain' : 'likely');
  sql.run('UPDATE alias SET certainty = ? WHERE id = ?', certainty, row.id);
  return certainty;
}

/** Two tables over one folder are two views of it: neither may claim it. */
function contested(sql: Sql, known: KnownDatasets, row: Row): boolean {
  if (row.basis !== 'location') return false;
  const claimants = sql.all<{ id: number }>(
    `SELECT DISTINCT a.dataset_id AS id FROM alias a JOIN dataset d ON d.id = a.dataset_id
     WHERE a.namespace = ? AND a.name = ? AND a.basis = 'location' AND a.until_revision IS NULL AND d.until_revision IS NULL LIMIT 50`,
    row.namespace,
    row.name,
  );
  return new Set(claimants.map(({ id }) => exactKey(known.get(id)))).size > 1;
}

/**
 * After the renaming another dataset took the old name: a later run wrote it, or a later change of state tells of it.
 * Tables that are swapped by renaming are so kept apart.
 */
function nameTakenAgain(sql: Sql, row: Row): boolean {
  if (row.basis !== 'rename' || row.namedId === null) return false;
  const renamed = sql.get<{ at: string | null }>(
    `SELECT MAX(c.as_of) AS at FROM statement s JOIN scope c ON c.id = s.scope_id
     WHERE s.record_type = ? AND s.record_id = ? AND s.until_revision IS NULL`,
    RECORD_TYPES.alias,
    row.id,
  );
  if (renamed?.at === undefined || renamed.at === null) return false;
  const taken = sql.get(
    `SELECT 1 FROM run_output o JOIN run r ON r.id = o.run_id
     WHERE o.dataset_id = ?1 AND o.until_revision IS NULL AND r.first_at > ?2
     UNION ALL SELECT 1 FROM property p JOIN statement s ON s.record_type = ?3 AND s.record_id = p.id AND s.until_revision IS NULL
     JOIN scope c ON c.id = s.scope_id
     WHERE p.target_type = 'dataset' AND p.target_id = ?1 AND p.key = 'lifecycleStateChange' AND p.origin = 'openlineage'
       AND p.until_revision IS NULL AND c.as_of > ?2 AND upper(json_extract(p.value, '$.lifecycleStateChange')) <> 'DROP'
     LIMIT 1`,
    row.namedId,
    renamed.at,
    RECORD_TYPES.property,
  );
  return taken !== undefined;
}

export function decisionOn(
  sql: Sql,
  space: string,
  a: number,
  b: number,
): { readonly decision: 'same' | 'apart'; readonly since: number } | undefined {
  return sql.get(
    `SELECT decision, since_revision AS since FROM join_decision
     WHERE space = ? AND a_id = ? AND b_id = ? AND until_revision IS NULL`,
    space,
    Math.min(a, b),
    Math.max(a, b),
  );
}
