/**
 * Projects whose files do not name their database server (dbt): where their tables are placed is asked
 * once and remembered here, for the next import and for the command line.
 */
import type { Database } from 'better-sqlite3';
import type { FoundProject, RememberedNamespace } from '../importers/importer.ts';
import type { Catalog } from '../catalog.ts';
import { makeChange, type MutationResult } from '../stewardship/change.ts';
import { ALSO_SAID } from '../store/also-said.ts';
import type { Sql } from '../store/writer/sql.ts';

/** Who placed a project's tables; the first three bind later imports. */
export type ProjectBasis = 'given' | 'set' | 'catalog' | 'adapter' | 'project';

const IMPORTER = 'dbt';
/** Of a project that is not known: the imports that told of it were undone. */
const UNTOLD = 'untold';
const BINDING: ReadonlySet<string> = new Set<ProjectBasis>(['given', 'set', 'catalog']);

interface Row {
  id: number;
  name: string;
  adapter: string | null;
  toolVersion: string | null;
  generatedAt: string | null;
  namespace: string | null;
  basis: ProjectBasis;
  former: string;
  guesses: string;
  packages: string;
  importId: number | null;
}

const SELECT = `SELECT id, name, adapter, tool_version AS toolVersion, generated_at AS generatedAt, namespace, basis,
  former, guesses, packages, import_id AS importId FROM source_project`;

const rowOf = (sql: Sql, project: string): Row | undefined =>
  sql.get<Row>(`${SELECT} WHERE importer = ? AND name = ?`, IMPORTER, project);

/** What an earlier import, or a person, decided about a project. */
export function rememberedNamespace(sql: Sql, project: string): RememberedNamespace | undefined {
  const row = rowOf(sql, project);
  if (!row) return undefined;
  const former = JSON.parse(row.former) as string[];
  return { namespace: BINDING.has(row.basis) ? row.namespace : null, former };
}

/** Keeps what an import found, inside its transaction; and that this import found it, for undo. */
export function keepProject(sql: Sql, found: FoundProject, importId: number): void {
  const before = rowOf(sql, found.name);
  if (before) tellBefore(sql, before);
  keepFound(sql, found, importId);
  const { id } = rowOf(sql, found.name)!;
  tell(sql, id, importId, found);
}

function tell(sql: Sql, id: number, importId: number, found: FoundProject): void {
  sql.run(
    `INSERT INTO also_said (record_type, record_id, import_id, value) VALUES (?1, ?2, ?3, ?4)
     ON CONFLICT DO UPDATE SET value = ?4`,
    ALSO_SAID.project,
    id,
    importId,
    JSON.stringify(found),
  );
}

/** What an import found before that was kept by import. */
function tellBefore(sql: Sql, row: Row): void {
  const told = sql.get(
    'SELECT 1 FROM also_said WHERE record_type = ? AND record_id = ?',
    ALSO_SAID.project,
    row.id,
  );
  if (told || row.importId === null) return;
  tell(sql, row.id, row.importId, {
    name: row.name,
    adapter: row.adapter,
    toolVersion: row.toolVersion,
    generatedAt: row.generatedAt,
    namespace: row.namespace,
    basis: row.basis === 'set' ? 'given' : row.basis,
    guesses: JSON.parse(row.guesses),
    packages: JSON.parse(row.packages),
    disabled: sql.all(
      'SELECT source_id AS sourceId, type, reason, path, at FROM disabled_node WHERE project_id = ?',
      row.id,
    ),
  } as FoundProject);
}

/** As if nothing were known of the project yet. */
export function blankProject(sql: Sql, id: number): void {
  sql.run(
    `UPDATE source_project SET adapter = NULL, tool_version = NULL, generated_at = NULL, namespace = NULL, basis = 'project',
       former = '[]', guesses = '[]', packages = '{}', import_id = NULL WHERE id = ?`,
    id,
  );
  sql.run('DELETE FROM disabled_node WHERE project_id = ?', id);
}

/** Nobody told of the project; its row stays, so that a redo finds what belongs to it. */
export function forgetProject(sql: Sql, id: number): void {
  blankProject(sql, id);
  sql.run(`UPDATE source_project SET basis = '${UNTOLD}' WHERE id = ?`, id);
}

/** An older picture changes the namespace only. */
export function keepFound(sql: Sql, found: FoundProject, importId: number): void {
  const before = rowOf(sql, found.name);
  const own = found.basis === 'project';
  const namespace = own ? null : found.namespace;
  const basis = found.basis === 'remembered' ? (before?.basis ?? 'given') : found.basis;
  const former = formerOf(before, namespace);
  const older =
    before?.generatedAt != null && found.generatedAt !== null && found.generatedAt < before.generatedAt;
  if (before && older) {
    sql.run(
      'UPDATE source_project SET namespace = ?, basis = ?, former = ? WHERE id = ?',
      namespace,
      basis,
      JSON.stringify(former),
      before.id,
    );
    return;
  }
  sql.run(
    `INSERT INTO source_project (importer, name, adapter, tool_version, generated_at, namespace, basis, former, guesses, packages, import_id)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (importer, name) DO UPDATE SET adapter = excluded.adapter, tool_version = excluded.tool_version,
       generated_at = excluded.generated_at, namespace = excluded.namespace, basis = excluded.basis, former = excluded.former,
       guesses = excluded.guesses, packages = excluded.packages, import_id = excluded.import_id`,
    IMPORTER,
    found.name,
    found.adapter,
    found.toolVersion,
    found.generatedAt,
    namespace,
    basis,
    JSON.stringify(former),
    JSON.stringify(found.guesses),
    JSON.stringify(found.packages),
    importId,
  );
  keepDisabled(sql, found);
}

function formerOf(before: Row | undefined, namespace: string | null): string[] {
  const former = before ? (JSON.parse(before.former) as string[]) : [];
  const moved = before?.namespace != null && before.namespace !== namespace ? [before.namespace] : [];
  return [...new Set([...former, ...moved])].filter((one) => one !== namespace);
}

function keepDisabled(sql: Sql, found: FoundProject): void {
  const { id } = rowOf(sql, found.name)!;
  sql.run('DELETE FROM disabled_node WHERE project_id = ?', id);
  for (const node of found.disabled) {
    sql.run(
      'INSERT INTO disabled_node (project_id, source_id, type, reason, path, at) VALUES (?, ?, ?, ?, ?, ?)',
      id,
      node.sourceId,
      node.type,
      node.reason,
      node.path,
      node.at,
    );
  }
}

export interface ProjectSummary {
  readonly name: string;
  readonly adapter: string | null;
  readonly toolVersion: string | null;
  readonly generatedAt: string | null;
  /** Null: the tables stand under `dbt://<project>`. */
  readonly namespace: string | null;
  readonly basis: ProjectBasis;
  readonly former: string[];
  readonly guesses: string[];
  readonly packages: { name: string; nodes: number }[];
  readonly disabled: number;
  readonly importId: number | null;
}

/** All projects, by name; also those that were imported before their namespace was kept. */
export function listProjects(catalog: Catalog): ProjectSummary[] {
  const db = catalog.store.reader;
  const rows = db
    .prepare<[string], Row & { disabled: number }>(
      `SELECT p.*, (SELECT COUNT(*) FROM disabled_node d WHERE d.project_id = p.id) AS disabled
       FROM (${SELECT} WHERE importer = ? AND basis <> '${UNTOLD}') p ORDER BY p.name`,
    )
    .all(IMPORTER);
  const known = new Set(rows.map(({ name }) => name));
  return [
    ...rows.map(({ id: _id, former, guesses, packages, ...row }) => ({
      ...row,
      former: JSON.parse(former) as string[],
      guesses: JSON.parse(guesses) as string[],
      packages: Object.entries(JSON.parse(packages) as Record<string, number>)
        .map(([name, nodes]) => ({ name, nodes }))
        .sort((a, b) => b.nodes - a.nodes || (a.name < b.name ? -1 : 1)),
    })),
    ...unlisted(db, known),
  ].sort((a, b) => (a.name < b.name ? -1 : 1));
}

function unlisted(db: Database, known: ReadonlySet<string>): ProjectSummary[] {
  const prefix = 'dbt:project/';
  return db
    .prepare<[string], { key: string; asOf: string | null; importId: number }>(
      `SELECT key, as_of AS asOf, import_id AS importId FROM scope WHERE key LIKE ? || '%'`,
    )
    .all(prefix)
    .map(({ key, asOf, importId }) => ({ name: key.slice(prefix.length), asOf, importId }))
    .filter(({ name }) => !known.has(name))
    .map(({ name, asOf, importId }) => ({
      name,
      adapter: null,
      toolVersion: null,
      generatedAt: asOf,
      namespace: null,
      basis: 'project' as const,
      former: [],
      guesses: [],
      packages: [],
      disabled: 0,
      importId,
    }));
}

/** Nodes that a project disables, by id. */
export function listDisabled(
  catalog: Catalog,
  project: string,
  page: { readonly offset: number; readonly limit: number },
) {
  const db = catalog.store.reader;
  const from = `FROM disabled_node d JOIN source_project p ON p.id = d.project_id WHERE p.importer = ? AND p.name = ?`;
  return {
    total: db.prepare<[string, string], { n: number }>(`SELECT COUNT(*) AS n ${from}`).get(IMPORTER, project)!
      .n,
    items: db
      .prepare<
        [string, string, number, number],
        { sourceId: string; type: string; reason: string; path: string | null; at: string }
      >(
        `SELECT d.source_id AS sourceId, d.type, d.reason, d.path, d.at ${from} ORDER BY d.source_id, d.id LIMIT ? OFFSET ?`,
      )
      .all(IMPORTER, project, page.limit, page.offset),
  };
}

/**
 * Says where a project's tables belong, null: nowhere yet. Counts from the next import of the project on;
 * that import joins the tables to where they stood before, so nothing that people said is lost.
 */
export function setProjectNamespace(
  catalog: Catalog,
  actor: string,
  project: string,
  wanted: string | null,
): Promise<MutationResult> {
  const namespace = wanted?.trim() || null;
  const where =
    namespace === null ? `forgot the namespace of ${project}` : `placed ${project} under ${namespace}`;
  const deed = {
    actor,
    action: 'project.namespace',
    objectType: 'project',
    areas: ['imports', 'settings'] as const,
    label: () => `${where.charAt(0).toUpperCase()}${where.slice(1)}`,
    payload: () => ({ project, namespace }),
  };
  return makeChange(catalog, deed, ({ sql }) => {
    const before = rowOf(sql, project);
    if (before) tellBefore(sql, before);
    return placeProject(sql, project, namespace);
  });
}

/** A person's word on where a project's tables stand; null takes it back. Answers how many rows changed. */
export function placeProject(sql: Sql, project: string, namespace: string | null): number {
  const before = rowOf(sql, project);
  const basis: ProjectBasis = namespace === null ? 'project' : 'set';
  if (before?.namespace === namespace && before.basis === basis) return 0;
  const former = JSON.stringify(formerOf(before, namespace));
  return sql.run(
    `INSERT INTO source_project (importer, name, namespace, basis, former, guesses, packages) VALUES (?, ?, ?, ?, ?, '[]', '{}')
     ON CONFLICT (importer, name) DO UPDATE SET namespace = excluded.namespace, basis = excluded.basis, former = excluded.former`,
    IMPORTER,
    project,
    namespace,
    basis,
    former,
  );
}
