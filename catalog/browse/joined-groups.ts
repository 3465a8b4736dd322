/** What is joined: groups of names, and by what each name belongs. */
import type { Database } from 'better-sqlite3';
import type { Catalog } from '../catalog.ts';
import { decisionOn } from '../store/writer/joining/statuses.ts';
import { Sql } from '../store/writer/sql.ts';

export interface PartitionSummary {
  readonly setId: number;
  readonly pattern: string;
  readonly count: number;
  readonly first: string;
  readonly last: string;
  readonly collapsed: boolean;
}

export interface GroupMember {
  readonly id: number;
  readonly namespace: string;
  readonly name: string;
  readonly kind: string;
  readonly sources: readonly string[];
  readonly columns: number;
  /** Why it belongs, in words. */
  readonly reasons: readonly string[];
  /** A person decided so. */
  readonly decided: boolean;
}

export interface JoinedGroup {
  readonly id: number;
  readonly members: readonly GroupMember[];
  /** Of how many members that are no partitions. */
  readonly membersTotal: number;
  readonly partitions: readonly PartitionSummary[];
  /** Identities that a person keeps apart from this group. */
  readonly apart: readonly { readonly id: number; readonly namespace: string; readonly name: string }[];
}

const MEMBERS_SHOWN = 200;

/** Null when there is no such dataset. A dataset with one name is a group of one. */
export function joinedGroup(catalog: Catalog, id: number): JoinedGroup | null {
  const card = catalog.cards().get(id);
  if (!card) return null;
  const db = catalog.store.reader;
  const members = JSON.stringify(card.members);
  const rows = db
    .prepare<[object], { id: number; namespace: string; name: string; kind: string; columns: number }>(
      `SELECT d.id, d.namespace, d.name, d.kind,
              (SELECT COUNT(*) FROM "column" c WHERE c.dataset_id = d.id AND c.depth = 0 AND c.until_revision IS NULL) AS columns
       FROM dataset d WHERE d.id IN (SELECT value FROM json_each(@members)) AND (d.id = @head OR NOT EXISTS (
         SELECT 1 FROM partition_member p JOIN partition_set s ON s.id = p.set_id WHERE p.dataset_id = d.id AND s.in_force = 1))
       ORDER BY d.id <> @head, d.namespace, d.name`,
    )
    .all({ members, head: card.id });
  return {
    id: card.id,
    membersTotal: rows.length,
    members: rows.slice(0, MEMBERS_SHOWN).map((row) => ({
      ...row,
      sources: sourcesOf(db, row.id),
      ...whyIn(db, row.id, members),
    })),
    partitions: partitionsOf(db, members),
    apart: db
      .prepare<[string], { id: number; namespace: string; name: string }>(
        `WITH m AS (SELECT value AS id FROM json_each(?))
         SELECT DISTINCT d.id, d.namespace, d.name FROM join_decision j
         JOIN dataset d ON d.id IN (j.a_id, j.b_id) AND d.id NOT IN (SELECT id FROM m)
         WHERE j.space = 'dataset' AND j.decision = 'apart' AND j.until_revision IS NULL
           AND (j.a_id IN (SELECT id FROM m) OR j.b_id IN (SELECT id FROM m)) ORDER BY d.namespace, d.name LIMIT 100`,
      )
      .all(members),
  };
}

function sourcesOf(db: Database, id: number): string[] {
  return db
    .prepare<[number], { importer: string }>(
      'SELECT DISTINCT importer FROM dataset_source WHERE dataset_id = ? AND until_revision IS NULL ORDER BY 1',
    )
    .all(id)
    .map(({ importer }) => importer);
}

const STATED: Readonly<Record<string, string>> = {
  symlink: 'A source states that both names mean one dataset',
  location: 'Its data lie at this place',
  relation: 'Both name one relation of a database',
  rename: 'It was renamed',
  link: 'One refers to the other by this name',
};

function whyIn(db: Database, id: number, members: string): { reasons: string[]; decided: boolean } {
  const rows = db
    .prepare<
      [object],
      { basis: string; origin: string; reasons: string | null; a: number; b: number; other: string }
    >(
      `SELECT x.basis, x.origin, x.reasons, x.dataset_id AS a, d.id AS b, CASE WHEN d.id = @id THEN o.name ELSE d.name END AS other
       FROM alias x JOIN dataset d ON d.namespace = x.namespace AND d.name = x.name JOIN dataset o ON o.id = x.dataset_id
       WHERE x.status = 'joined' AND x.until_revision IS NULL AND (x.dataset_id = @id OR d.id = @id)
         AND x.dataset_id IN (SELECT value FROM json_each(@members)) AND d.id IN (SELECT value FROM json_each(@members)) LIMIT 20`,
    )
    .all({ id, members });
  const reasons = rows.flatMap((row) =>
    row.reasons === null
      ? [`${STATED[row.basis] ?? 'A source joins them'}: ${row.other}.`]
      : (JSON.parse(row.reasons) as string[]),
  );
  const people = db
    .prepare<[object], { actor: string; reason: string | null }>(
      `SELECT actor, reason FROM join_decision WHERE space = 'dataset' AND decision = 'same' AND until_revision IS NULL
         AND (a_id = @id OR b_id = @id)`,
    )
    .all({ id });
  for (const { actor, reason } of people) reasons.push(`Joined by ${actor}${reason ? `: ${reason}` : ''}.`);
  return { reasons: [...new Set(reasons)], decided: people.length > 0 };
}

/** Sets to which members of the group belong, or of which it is the whole. */
function partitionsOf(db: Database, members: string): PartitionSummary[] {
  return db
    .prepare<[string], Omit<PartitionSummary, 'collapsed'> & { collapsed: number }>(
      `SELECT s.id AS setId, s.pattern, COUNT(*) AS count, MIN(d.name) AS first, MAX(d.name) AS last, s.in_force AS collapsed
       FROM partition_set s JOIN partition_member m ON m.set_id = s.id JOIN dataset d ON d.id = m.dataset_id
       WHERE s.id IN (SELECT set_id FROM partition_member WHERE dataset_id IN (SELECT value FROM json_each(?)))
       GROUP BY s.id ORDER BY s.pattern LIMIT 50`,
    )
    .all(members)
    .map((row) => ({ ...row, collapsed: row.collapsed === 1 }));
}

export interface GroupRow {
  readonly id: number;
  readonly space: 'dataset' | 'job';
  readonly namespace: string;
  readonly name: string;
  readonly kind: string | null;
  readonly names: number;
  readonly partitions: number;
  readonly decided: boolean;
}

/** Groups of more than one name, largest first; `text` narrows by name. */
export function joinedGroups(
  catalog: Catalog,
  request: { readonly text: string; readonly offset: number; readonly limit: number },
): { readonly total: number; readonly items: readonly GroupRow[] } {
  const all = catalog.cached('joined-groups', () => [...datasetGroups(catalog), ...jobGroups(catalog)]);
  const text = request.text.trim().toLowerCase();
  const found =
    text === '' ? all : all.filter((row) => `${row.namespace} ${row.name}`.toLowerCase().includes(text));
  return { total: found.length, items: found.slice(request.offset, request.offset + request.limit) };
}

function datasetGroups(catalog: Catalog): GroupRow[] {
  const db = catalog.store.reader;
  const parts = new Map(
    db
      .prepare<[], { id: number; n: number }>(
        `SELECT d.canonical_id AS id, COUNT(*) AS n FROM partition_member m JOIN partition_set s ON s.id = m.set_id AND s.in_force = 1
         JOIN dataset d ON d.id = m.dataset_id GROUP BY 1`,
      )
      .all()
      .map((row) => [row.id, row.n]),
  );
  const decided = new Set(
    db
      .prepare<[], { id: number }>(
        `SELECT d.canonical_id AS id FROM join_decision j JOIN dataset d ON d.id IN (j.a_id, j.b_id)
         WHERE j.space = 'dataset' AND j.decision = 'same' AND j.until_revision IS NULL`,
      )
      .all()
      .map(({ id }) => id),
  );
  return [...catalog.cards().all()]
    .filter((card) => card.members.length > 1)
    .map((card) => ({
      id: card.id,
      space: 'dataset' as const,
      namespace: card.namespace,
      name: card.name,
      kind: card.kind,
      names: card.members.length,
      partitions: parts.get(card.id) ?? 0,
      decided: decided.has(card.id),
    }))
    .sort((a, b) => b.names - a.names || (a.name < b.name ? -1 : 1));
}

function jobGroups(catalog: Catalog): GroupRow[] {
  return catalog.store.reader
    .prepare<[], Omit<GroupRow, 'decided' | 'partitions' | 'space'> & { decided: number }>(
      `SELECT j.id, j.namespace, j.name, j.kind, COUNT(*) + 1 AS names,
              EXISTS (SELECT 1 FROM join_decision d WHERE d.space = 'job' AND d.decision = 'same' AND d.until_revision IS NULL AND j.id IN (d.a_id, d.b_id)) AS decided
       FROM job m JOIN job j ON j.id = m.canonical_id GROUP BY j.id ORDER BY names DESC, j.name`,
    )
    .all()
    .map((row) => ({ ...row, decided: row.decided === 1, space: 'job', partitions: 0 }));
}

export interface JobMember {
  readonly id: number;
  readonly namespace: string;
  readonly name: string;
  readonly kind: string | null;
  readonly importer: string;
  readonly reasons: readonly string[];
  readonly decided: boolean;
}

/** The jobs that are shown as one; null when there is no such job. */
export function jobGroup(catalog: Catalog, id: number): readonly JobMember[] | null {
  const db = catalog.store.reader;
  const rows = db
    .prepare<[number], Omit<JobMember, 'reasons' | 'decided'>>(
      `SELECT m.id, m.namespace, m.name, m.kind, m.importer FROM job j
       JOIN job m ON COALESCE(m.canonical_id, m.id) = COALESCE(j.canonical_id, j.id)
       WHERE j.id = ? ORDER BY m.canonical_id IS NOT NULL, m.namespace, m.name LIMIT ${MEMBERS_SHOWN}`,
    )
    .all(id);
  if (rows.length === 0) return null;
  const head = rows[0]!.id;
  const sql = new Sql(db);
  return rows.map((row) => {
    const links = db
      .prepare<[number], { reasons: string }>('SELECT reasons FROM job_link WHERE b_id = ?')
      .all(row.id);
    const decided = row.id !== head && decisionOn(sql, 'job', head, row.id)?.decision === 'same';
    const reasons = links.flatMap((link) => JSON.parse(link.reasons) as string[]);
    return { ...row, decided, reasons: decided ? [...reasons, 'A person joined them.'] : reasons };
  });
}
