/** What a question starts from, and where in the lineage that stands. */
import { dotted } from '../browse/dataset-detail.ts';
import type { Card } from '../browse/cards.ts';
import { groupOfJob } from '../browse/job-detail.ts';
import { ofThen } from '../explore/job-facts.ts';
import { boundTo, edgeHolds, runHolds, runPartHolds, stated } from '../past/moment.ts';
import type { Catalog } from '../catalog.ts';

/**
 * Code by where it lies: whatever is given must hold. Commits (or tags, branches) may be shortened to
 * seven or more letters; `path` may be a folder. `from`, `to`: instants between which runs began.
 */
export interface CodeQuery {
  readonly repo: string;
  readonly path: string;
  readonly commits: readonly string[];
  readonly from: string | null;
  readonly to: string | null;
}

export type Subject =
  | { readonly on: 'dataset'; readonly id: number }
  | { readonly on: 'column'; readonly id: number }
  | { readonly on: 'job'; readonly id: number }
  | { readonly on: 'run'; readonly id: number }
  | { readonly on: 'code'; readonly code: CodeQuery };

/** The dataset of a column, and the column's name. Undefined when there is no such column. */
export function columnNamed(
  catalog: Catalog,
  id: number,
): { readonly card: Card; readonly name: string; readonly path: string } | undefined {
  const row = catalog.store.reader
    .prepare<[number], { datasetId: number; path: string }>(
      'SELECT dataset_id AS datasetId, path FROM "column" WHERE id = ?',
    )
    .get(id);
  const card = row && catalog.cards().get(row.datasetId);
  return card ? { card, name: dotted(row.path), path: row.path } : undefined;
}

export interface NamedJob {
  readonly id: number;
  readonly namespace: string;
  readonly name: string;
  readonly kind: string | null;
}

/** The job that is shown for any of its names. */
export function jobNamed(catalog: Catalog, id: number): NamedJob | undefined {
  const job = catalog.store.reader
    .prepare<[number], NamedJob>(
      `SELECT j.id, j.namespace, j.name, j.kind FROM job s JOIN job j ON j.id = COALESCE(s.canonical_id, s.id) WHERE s.id = ?`,
    )
    .get(id);
  return job && ofThen(catalog, job);
}

/** Canonical datasets that a job is known to write, declared or observed, at the moment that the catalog shows. */
export function outputsOfJob(catalog: Catalog, id: number): number[] {
  const { moment } = catalog;
  const members = groupOfJob(catalog, id)?.members ?? '[]';
  return canonical(
    catalog,
    catalog.store.reader
      .prepare<[object], { id: number }>(
        `SELECT o.dataset_id AS id FROM job_output o WHERE o.job_id IN (SELECT value FROM json_each(@jobs)) AND ${stated('jobOutput', 'o', moment)}
         UNION SELECT o.dataset_id FROM run r JOIN run_output o ON o.run_id = r.id AND ${runPartHolds(moment, 'o')}
           WHERE r.job_id IN (SELECT value FROM json_each(@jobs)) AND ${runHolds(moment, 'r')}
         UNION SELECT e.to_id FROM edge e WHERE e.job_id IN (SELECT value FROM json_each(@jobs)) AND ${edgeHolds(moment)}`,
      )
      .all({ ...boundTo(moment), jobs: members }),
  );
}

/** Distinct shown datasets of row ids, ascending. */
export function canonical(catalog: Catalog, rows: readonly { readonly id: number }[]): number[] {
  const cards = catalog.cards();
  return [...new Set(rows.flatMap(({ id }) => cards.get(id)?.id ?? []))].sort((a, b) => a - b);
}
