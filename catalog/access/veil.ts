/**
 * The one place that decides what a person does not see. A veiled catalog reads through connections on which the
 * tables are covered by views of the same names: of a hidden dataset and its columns only numbers are left, and what
 * is said of them is not there. So the lineage keeps its shape, and everything built on the tables (lists, search,
 * graphs, past states, reports, exports) shows no more than the views do.
 */
import type { Database } from 'better-sqlite3';
import type { Cards } from '../browse/cards.ts';
import { rebuildSearch } from '../store/search-index.ts';
import type { Sight } from './sight.ts';
import { LEVELS } from '../model/sensitivity.ts';

const HIDDEN_NAMESPACE = 'hidden';
const HIDDEN_LABEL = 'Concerns what is hidden from you';

/** The canonical datasets that are hidden: outside the domains, or more sensitive than what is seen. */
export function hiddenCards(cards: Cards, { domains, upTo }: Sight): Set<number> {
  const levels: readonly string[] | null = upTo === null ? null : LEVELS.slice(0, LEVELS.indexOf(upTo) + 1);
  const hidden = new Set<number>();
  for (const { id, labels, sensitivity } of cards.byId.values()) {
    const inside = domains === null || domains.some((domain) => labels.has(`domain=${domain}`));
    const low = levels === null || sensitivity === null || levels.includes(sensitivity);
    if (!inside || !low) hidden.add(id);
  }
  return hidden;
}

const H = 'SELECT id FROM hidden_dataset';
const HC = 'SELECT id FROM hidden_column';
const HJ = 'SELECT id FROM hidden_job';
/** What is said of a hidden dataset or column, of a hidden job and of its runs is left out. */
const aboutTarget = `NOT (target_type = 'dataset' AND target_id IN (${H})) AND NOT (target_type = 'column' AND target_id IN (${HC}))
  AND NOT (target_type = 'job' AND target_id IN (${HJ}))
  AND NOT (target_type = 'run' AND EXISTS (SELECT 1 FROM main.run r WHERE r.id = target_id AND r.job_id IN (${HJ})))`;
const ofRecord = `NOT (record_type = 'dataset' AND record_id IN (${H})) AND NOT (record_type = 'column' AND record_id IN (${HC}))
  AND NOT (record_type = 'job' AND record_id IN (${HJ}))`;

/** Columns of a table that are shown otherwise where the row is hidden. */
const COVERED: Readonly<
  Record<string, { readonly hidden: string; readonly instead: Readonly<Record<string, string>> }>
> = {
  dataset: {
    hidden: `id IN (${H})`,
    instead: {
      namespace: `'${HIDDEN_NAMESPACE}'`,
      name: `'hidden-' || id`,
      canonical_key: `'hidden-' || id`,
    },
  },
  column: {
    hidden: `id IN (${HC})`,
    instead: { path: `'hidden-' || id`, name: `'hidden-' || id`, data_type: 'NULL' },
  },
  job: {
    hidden: `id IN (${HJ})`,
    instead: { namespace: `'${HIDDEN_NAMESPACE}'`, name: `'hidden-' || id`, source_id: 'NULL' },
  },
  // What runs saw (`seen_content`) names columns: the code of a job that makes what is hidden, and how that looked.
  run: { hidden: `job_id IN (${HJ})`, instead: { code: 'NULL' } },
  run_input: { hidden: `dataset_id IN (${H})`, instead: { seen: 'NULL' } },
  run_output: { hidden: `dataset_id IN (${H})`, instead: { seen: 'NULL' } },
  ledger_payload: {
    hidden: 'seq IN (SELECT id FROM hidden_entry)',
    instead: { payload: `'${JSON.stringify({ label: HIDDEN_LABEL })}'`, salt: 'NULL' },
  },
};

/** Where people's words of datasets and columns stand: entries of the ledger that made or ended such a row. */
const SAID_OF_TARGETS = ['tag', 'owner', 'description', 'comment', 'property', 'inbox_answer'] as const;

function entriesAbout(table: (typeof SAID_OF_TARGETS)[number]): string {
  return ['since_revision', 'until_revision']
    .map(
      (revision) => `INSERT OR IGNORE INTO hidden_entry SELECT x.${revision} FROM main."${table}" x
        JOIN main.ledger_entry e ON e.seq = x.${revision} AND e.action NOT LIKE 'import.%'
        WHERE (x.target_type = 'dataset' AND x.target_id IN (${H})) OR (x.target_type = 'column' AND x.target_id IN (${HC}))`,
    )
    .join(';');
}

/** Rows that are left out unless this holds. */
const LEFT_OUT: Readonly<Record<string, string>> = {
  tag: aboutTarget,
  owner: aboutTarget,
  description: aboutTarget,
  property: aboutTarget,
  comment: aboutTarget,
  inbox_answer: aboutTarget,
  statement: ofRecord,
  also_said: ofRecord,
  alias: `dataset_id NOT IN (${H})`,
  dataset_source: `dataset_id NOT IN (${H})`,
  dataset_version: `dataset_id NOT IN (${H})`,
  identity_key: `dataset_id NOT IN (${H})`,
  partition_member: `dataset_id NOT IN (${H})`,
  metric: `dataset_id NOT IN (${H})`,
  test: `dataset_id IS NULL OR dataset_id NOT IN (${H})`,
  case_store: `dataset_id IS NULL OR dataset_id NOT IN (${H})`,
};

/** Covers the tables of a connection, with nothing hidden yet. */
export function cover(db: Database): void {
  db.exec(`CREATE TEMP TABLE hidden_dataset (id INTEGER PRIMARY KEY);
    CREATE TEMP TABLE hidden_column (id INTEGER PRIMARY KEY);
    CREATE TEMP TABLE hidden_job (id INTEGER PRIMARY KEY);
    CREATE TEMP TABLE hidden_entry (id INTEGER PRIMARY KEY)`);
  for (const [table, { hidden, instead }] of Object.entries(COVERED)) {
    const columns = columnsOf(db, table).map((column) =>
      Object.hasOwn(instead, column)
        ? `CASE WHEN ${hidden} THEN ${instead[column]} ELSE "${column}" END AS "${column}"`
        : `"${column}"`,
    );
    db.exec(`CREATE TEMP VIEW "${table}" AS SELECT ${columns.join(', ')} FROM main."${table}"`);
  }
  for (const [table, shown] of Object.entries(LEFT_OUT))
    db.exec(`CREATE TEMP VIEW "${table}" AS SELECT * FROM main."${table}" WHERE ${shown}`);
  // What is hidden must not be found by its words: the index is made anew from what is shown.
  for (const table of ['search_dataset', 'search_column']) {
    const { sql } = db
      .prepare<[string], { sql: string }>('SELECT sql FROM main.sqlite_schema WHERE name = ?')
      .get(table)!;
    db.exec(sql.replace(/^CREATE VIRTUAL TABLE (IF NOT EXISTS )?/i, 'CREATE VIRTUAL TABLE temp.'));
  }
}

/** Hides these datasets (all identities of each), their columns, and the jobs that make them. */
export function hide(db: Database, cards: Cards, hidden: ReadonlySet<number>): void {
  const ids = [...hidden].flatMap((id) => cards.byId.get(id)?.members ?? [id]);
  db.pragma('query_only = OFF');
  try {
    db.transaction(() => {
      db.exec(
        'DELETE FROM hidden_dataset; DELETE FROM hidden_column; DELETE FROM hidden_job; DELETE FROM hidden_entry',
      );
      db.prepare('INSERT INTO hidden_dataset SELECT value FROM json_each(?)').run(JSON.stringify(ids));
      db.exec(`INSERT INTO hidden_column SELECT id FROM main."column" WHERE dataset_id IN (${H});
        INSERT OR IGNORE INTO hidden_job SELECT job_id FROM main.job_output WHERE dataset_id IN (${H});
        INSERT OR IGNORE INTO hidden_job SELECT r.job_id FROM main.run_output o JOIN main.run r ON r.id = o.run_id WHERE o.dataset_id IN (${H});
        INSERT OR IGNORE INTO hidden_job SELECT job_id FROM main.edge WHERE job_id IS NOT NULL AND to_id IN (${H})`);
      for (const table of SAID_OF_TARGETS) db.exec(entriesAbout(table));
      rebuildSearch(db);
    })();
  } finally {
    db.pragma('query_only = ON');
  }
}

function columnsOf(db: Database, table: string): string[] {
  return (db.pragma(`main.table_info("${table}")`) as { name: string }[]).map(({ name }) => name);
}
