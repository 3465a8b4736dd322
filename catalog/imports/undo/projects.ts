/** Projects of sources (dbt) as the imports that stand, and people, placed them. */
import type { FoundProject } from '../../importers/importer.ts';
import { ALSO_SAID } from '../../store/also-said.ts';
import type { Sql } from '../../store/writer/sql.ts';
import { blankProject, forgetProject, keepFound, placeProject } from '../projects.ts';
import type { StandingImports } from './standing-imports.ts';

interface Told {
  readonly revision: number;
  readonly apply: () => void;
}

/** Tells every project again that the import told of. */
export function retellProjects(sql: Sql, standing: StandingImports, importId: number): void {
  const projects = sql.all<{ id: number; name: string }>(
    `SELECT p.id, p.name FROM also_said a JOIN source_project p ON p.id = a.record_id
     WHERE a.record_type = ? AND a.import_id = ?`,
    ALSO_SAID.project,
    importId,
  );
  for (const { id, name } of projects) {
    const imports = sql
      .all<{ importId: number; value: string }>(
        'SELECT import_id AS importId, value FROM also_said WHERE record_type = ? AND record_id = ?',
        ALSO_SAID.project,
        id,
      )
      .filter((one) => standing.stands(one.importId))
      .map((one): Told => ({
        revision: standing.revisionOf(one.importId) ?? 0,
        apply: () => keepFound(sql, JSON.parse(one.value) as FoundProject, one.importId),
      }));
    const told = [...imports, ...byPeople(sql, name)].sort((a, b) => a.revision - b.revision);
    if (told.length === 0) {
      forgetProject(sql, id);
      continue;
    }
    blankProject(sql, id);
    for (const { apply } of told) apply();
  }
}

function byPeople(sql: Sql, project: string): Told[] {
  return sql
    .all<{ revision: number; payload: string }>(
      `SELECT e.seq AS revision, p.payload FROM ledger_entry e JOIN ledger_payload p ON p.seq = e.seq
       WHERE e.action = 'project.namespace' AND p.payload IS NOT NULL`,
    )
    .map(({ revision, payload }) => ({
      revision,
      said: JSON.parse(payload) as { project?: string; namespace?: string | null },
    }))
    .filter(({ said }) => said.project === project)
    .map(({ revision, said }) => ({
      revision,
      apply: () => {
        placeProject(sql, project, said.namespace ?? null);
      },
    }));
}
