/** What happened to a dataset, revision by revision, newest first: imports and people's changes. */
import type { Catalog } from '../open.ts';

export interface HistoryEntry {
  readonly revision: number;
  readonly at: string;
  readonly actor: string;
  readonly action: string;
  readonly label: string;
  readonly changes: readonly { readonly change: 'added' | 'removed'; readonly what: string }[];
}

/** Everything about a dataset that has a period; `since` tells of an addition, `until` of a removal. */
const PERIODS = `
  SELECT 'known to ' || CASE importer WHEN 'openlineage' THEN 'OpenLineage' WHEN 'glue' THEN 'AWS Glue' ELSE importer END || ' as ' || source_id AS what, since_revision AS since, until_revision AS until FROM dataset_source WHERE dataset_id IN members
  UNION ALL SELECT 'column ' || replace(path, char(31), '.'), since_revision, until_revision FROM "column" WHERE dataset_id IN members
  UNION ALL SELECT 'alias ' || namespace || ' ' || name, since_revision, until_revision FROM alias WHERE dataset_id IN members
  UNION ALL SELECT CASE status WHEN 'rejected' THEN 'refusal of ' ELSE '' END || kind || ' ' || CASE key WHEN '' THEN '' ELSE key || '=' END || value, since_revision, until_revision
    FROM tag WHERE target_type = 'dataset' AND target_id IN members
  UNION ALL SELECT CASE t.status WHEN 'rejected' THEN 'refusal of ' ELSE '' END || t.kind || ' ' || CASE t.key WHEN '' THEN '' ELSE t.key || '=' END || t.value || ' on ' || replace(c.path, char(31), '.'), t.since_revision, t.until_revision
    FROM tag t JOIN "column" c ON c.id = t.target_id WHERE t.target_type = 'column' AND c.dataset_id IN members
  UNION ALL SELECT CASE status WHEN 'rejected' THEN 'refusal of ' ELSE '' END || 'owner ' || name || ' (' || role || ')', since_revision, until_revision
    FROM owner WHERE target_type = 'dataset' AND target_id IN members
  UNION ALL SELECT 'description', since_revision, until_revision FROM description WHERE target_type = 'dataset' AND target_id IN members
  UNION ALL SELECT 'edge to ' || d.name, e.since_revision, e.until_revision FROM edge e JOIN dataset d ON d.id = e.to_id WHERE e.from_id IN members
  UNION ALL SELECT 'edge from ' || d.name, e.since_revision, e.until_revision FROM edge e JOIN dataset d ON d.id = e.from_id WHERE e.to_id IN members
  UNION ALL SELECT 'test ' || name, since_revision, until_revision FROM test WHERE dataset_id IN members`;

const WITH = `WITH members AS (SELECT value FROM json_each(@members)), periods AS (${PERIODS}),
  changes AS (SELECT since AS revision, 'added' AS change, what FROM periods
    UNION ALL SELECT until, 'removed', what FROM periods WHERE until IS NOT NULL)`;

export function historyOf(
  catalog: Catalog,
  id: number,
  page: { readonly offset: number; readonly limit: number },
) {
  const card = catalog.cards().get(id);
  if (!card) return null;
  const db = catalog.store.reader;
  const bind = { members: JSON.stringify(card.members) };
  const total = db
    .prepare<[object], { n: number }>(`${WITH} SELECT COUNT(DISTINCT revision) AS n FROM changes`)
    .get(bind)!.n;
  const entries = db
    .prepare<[object], Omit<HistoryEntry, 'changes'>>(
      `${WITH} SELECT e.seq AS revision, e.at, e.actor, e.action, COALESCE(json_extract(p.payload, '$.label'), e.action) AS label
       FROM (SELECT DISTINCT revision FROM changes ORDER BY revision DESC LIMIT @limit OFFSET @offset) c
       JOIN ledger_entry e ON e.seq = c.revision LEFT JOIN ledger_payload p ON p.seq = e.seq ORDER BY e.seq DESC`,
    )
    .all({ ...bind, limit: page.limit, offset: page.offset });
  const changesIn = db.prepare<[object], HistoryEntry['changes'][number]>(
    `${WITH} SELECT change, what FROM changes WHERE revision = @revision ORDER BY change, what`,
  );
  return {
    total,
    items: entries.map((entry) => ({
      ...entry,
      changes: changesIn.all({ ...bind, revision: entry.revision }),
    })),
  };
}
