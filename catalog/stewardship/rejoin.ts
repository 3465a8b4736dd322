/** After a person's word on names: groups, searches and jobs are brought up to date. */
import { mapped, type Mapping } from '../joining/mapping.ts';
import { Changes } from '../store/writer/changes.ts';
import { joinIdentities, joinJobs, type JoinScope } from '../store/writer/join.ts';
import { currentMappings, type Space } from '../store/writer/joining/identities.ts';
import type { Change } from './change.ts';

/** Answers how many identities are shown elsewhere now; null for jobs. */
export function rejoin(change: Change, scope: JoinScope & { readonly jobs?: boolean }): Set<number> {
  const moved = joinIdentities(change.sql, new Changes(), change.revision, scope);
  for (const id of moved) change.touchedDatasets.add(id);
  if (scope.jobs || moved.size > 0) joinJobs(change.sql);
  return moved;
}

/** What a change of mappings reaches: `work` changes them. */
export function aroundMappings(change: Change, work: () => void): JoinScope & { readonly jobs: boolean } {
  const before = bothMappings(change);
  work();
  const after = bothMappings(change);
  return {
    renamed: idsOf(change, renamedNamespaces(change, 'dataset', before.dataset, after.dataset)),
    jobs: JSON.stringify(before.job) !== JSON.stringify(after.job),
  };
}

function bothMappings({ sql }: Change): Readonly<Record<Space, readonly Mapping[]>> {
  return { dataset: currentMappings(sql, 'dataset'), job: currentMappings(sql, 'job') };
}

function renamedNamespaces(
  { sql }: Change,
  space: Space,
  before: readonly Mapping[],
  after: readonly Mapping[],
): string[] {
  return sql
    .all<{ namespace: string }>(`SELECT DISTINCT namespace FROM ${space}`)
    .map((row) => row.namespace)
    .filter((namespace) => mapped(namespace, before) !== mapped(namespace, after));
}

function idsOf({ sql }: Change, namespaces: readonly string[]): number[] {
  return namespaces.flatMap((namespace) =>
    sql.all<{ id: number }>('SELECT id FROM dataset WHERE namespace = ?', namespace).map((row) => row.id),
  );
}
