/** What happened to a dataset or column, revision by revision, newest first: imports and people's changes. */
import type { Catalog } from '../catalog.ts';
import { commentSql, edgeSql, ownerSql, pathSql, statedSql, tagSql, type Stated } from './stated.ts';

export interface HistoryEntry {
  readonly revision: number;
  readonly at: string;
  readonly actor: string;
  readonly action: string;
  readonly label: string;
  /** Why, where the person said so. */
  readonly reason: string | null;
  readonly changes: readonly { readonly change: 'added' | 'removed'; readonly what: Stated }[];
}

const DESCRIPTION = (column: string): string => statedSql('description', { column });
const TEST = (column: string): string => statedSql('test', { column, name: 'x.name' });

/** Everything about a dataset itself that has a period; `since` tells of an addition, `until` of a removal. */
const OF_DATASET = `
  SELECT ${statedSql('source', { source: 'importer', id: 'source_id' })} AS what, since_revision AS since, until_revision AS until FROM dataset_source WHERE dataset_id IN members
  UNION ALL SELECT ${statedSql('alias', { namespace: 'namespace', name: 'name' })}, since_revision, until_revision FROM alias WHERE dataset_id IN members
  UNION ALL SELECT ${tagSql('NULL')}, since_revision, until_revision FROM tag t WHERE target_type = 'dataset' AND target_id IN members
  UNION ALL SELECT ${ownerSql('NULL')}, since_revision, until_revision FROM owner o WHERE target_type = 'dataset' AND target_id IN members
  UNION ALL SELECT ${DESCRIPTION('NULL')}, since_revision, until_revision FROM description WHERE target_type = 'dataset' AND target_id IN members
  UNION ALL SELECT ${commentSql('NULL')}, since_revision, until_revision FROM comment x WHERE target_type = 'dataset' AND target_id IN members
  UNION ALL SELECT ${edgeSql(true)}, e.since_revision, e.until_revision FROM edge e JOIN dataset d ON d.id = e.to_id WHERE e.from_id IN members
  UNION ALL SELECT ${edgeSql(false)}, e.since_revision, e.until_revision FROM edge e JOIN dataset d ON d.id = e.from_id WHERE e.to_id IN members
  UNION ALL SELECT ${TEST('NULL')}, since_revision, until_revision FROM test x WHERE dataset_id IN members AND column_id IS NULL`;

/** Everything about its columns, or about one of them. */
const OF_COLUMNS = `
  SELECT ${statedSql('column', { column: 'name' })} AS what, since, until FROM columns
  UNION ALL SELECT ${tagSql('c.name')}, t.since_revision, t.until_revision FROM columns c JOIN tag t ON t.target_type = 'column' AND t.target_id = c.id
  UNION ALL SELECT ${ownerSql('c.name')}, o.since_revision, o.until_revision FROM columns c JOIN owner o ON o.target_type = 'column' AND o.target_id = c.id
  UNION ALL SELECT ${DESCRIPTION('c.name')}, x.since_revision, x.until_revision FROM columns c JOIN description x ON x.target_type = 'column' AND x.target_id = c.id
  UNION ALL SELECT ${commentSql('c.name')}, x.since_revision, x.until_revision FROM columns c JOIN comment x ON x.target_type = 'column' AND x.target_id = c.id
  UNION ALL SELECT ${TEST('c.name')}, x.since_revision, x.until_revision FROM columns c JOIN test x ON x.column_id = c.id`;

/** `@path`: the stored path of one column, whatever its case; null: the dataset with all its columns. */
function withChanges(ofColumn: boolean): string {
  return `WITH members AS (SELECT value FROM json_each(@members)),
  columns AS (SELECT id, ${pathSql('path')} AS name, since_revision AS since, until_revision AS until FROM "column"
    WHERE dataset_id IN members ${ofColumn ? 'AND lower(path) = lower(@path)' : ''}),
  periods AS (${ofColumn ? OF_COLUMNS : `${OF_DATASET} UNION ALL ${OF_COLUMNS}`}),
  changes AS (SELECT since AS revision, 'added' AS change, what FROM periods
    UNION ALL SELECT until, 'removed', what FROM periods WHERE until IS NOT NULL)`;
}

export function historyOf(
  catalog: Catalog,
  id: number,
  page: { readonly offset: number; readonly limit: number; readonly columnId?: number | undefined },
) {
  const card = catalog.cards().get(id);
  if (!card) return null;
  const db = catalog.store.reader;
  const path =
    page.columnId === undefined
      ? null
      : db.prepare<[number], string>('SELECT path FROM "column" WHERE id = ?').pluck().get(page.columnId);
  if (path === undefined) return null;
  const bind = { members: JSON.stringify(card.members), ...(path === null ? {} : { path }) };
  const changed = withChanges(path !== null);
  const total = db
    .prepare<[object], { n: number }>(`${changed} SELECT COUNT(DISTINCT revision) AS n FROM changes`)
    .get(bind)!.n;
  const entries = db
    .prepare<[object], Omit<HistoryEntry, 'changes'>>(
      `${changed} SELECT e.seq AS revision, e.at, e.actor, e.action, COALESCE(json_extract(p.payload, '$.label'), e.action) AS label,
              json_extract(p.payload, '$.reason') AS reason
       FROM (SELECT DISTINCT revision FROM changes ORDER BY revision DESC LIMIT @limit OFFSET @offset) c
       JOIN ledger_entry e ON e.seq = c.revision LEFT JOIN ledger_payload p ON p.seq = e.seq ORDER BY e.seq DESC`,
    )
    .all({ ...bind, limit: page.limit, offset: page.offset });
  // All of the page at once: each question looks through everything that ever was said of the dataset.
  const changes = db
    .prepare<[object], { revision: number; change: 'added' | 'removed'; what: string }>(
      `${changed} SELECT revision, change, what FROM changes
       WHERE revision IN (SELECT value FROM json_each(@revisions)) ORDER BY change, what`,
    )
    .all({ ...bind, revisions: JSON.stringify(entries.map(({ revision }) => revision)) });
  const byRevision = Map.groupBy(changes, ({ revision }) => revision);
  return {
    total,
    items: entries.map((entry) => ({
      ...entry,
      changes: (byRevision.get(entry.revision) ?? []).map(({ change, what }) => ({
        change,
        what: JSON.parse(what) as Stated,
      })),
    })),
  };
}
