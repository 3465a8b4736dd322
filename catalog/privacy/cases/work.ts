/**
 * The work of a case: stores to search, the same stores to erase from, recipients to tell. Made from the
 * catalog as it stands when collecting begins, and made again when it begins anew; outcomes stay.
 */
import type { Catalog } from '../../catalog.ts';
import type { Json } from '../../model/facts.ts';
import { presentPast } from '../../past/present-past.ts';
import { readSettings } from '../../settings.ts';
import type { Change, MutationResult } from '../../stewardship/change.ts';
import { dsarContent, type DsarContent } from '../dsar/content.ts';
import { named, storeData } from '../dsar/data.ts';
import type { DsarOrder, DsarRequest } from '../dsar/request.ts';
import { moveCase, type Act } from './act.ts';
import { loadCase, type LoadedCase } from './read.ts';
import type { Person } from './records.ts';

export const WORK_KINDS = ['search', 'erase', 'notify'] as const;
export type WorkKind = (typeof WORK_KINDS)[number];

/** The request of a case as the catalog's report understands it. */
export function requestOfCase(one: LoadedCase): DsarRequest {
  return {
    reference: one.reference,
    receivedOn: one.receivedOn,
    jurisdiction: one.jurisdiction,
    place: one.place,
    rights: one.rights,
    subject: one.subject,
    identifierKinds: one.identifierKinds,
    extended: one.folded.extendedOn !== null,
    identityConfirmedOn: one.folded.identityPauses.at(-1)?.to ?? null,
    language: 'en',
  };
}

/** The same with the values of identifiers that are known: they go into the parameter file alone. */
export function orderOfCase(one: LoadedCase, person: Person | null): DsarOrder {
  const { identifierKinds, ...request } = requestOfCase(one);
  const known = person?.identifiers ?? [];
  const others = identifierKinds.filter((kind) => !known.some((value) => value.kind === kind));
  return { ...request, identifiers: [...known, ...others.map((kind) => ({ kind, value: '' }))] };
}

/** What the catalog says for a case, now. */
export async function contentOfCase(catalog: Catalog, one: LoadedCase): Promise<DsarContent> {
  const { resourcesDir, toolVersion } = catalog.options;
  const { organisation } = await readSettings(catalog);
  const past = await presentPast(catalog);
  return dsarContent(past, resourcesDir, { request: requestOfCase(one), organisation, toolVersion });
}

/** Begins to collect: makes the tasks from the newest revision and moves the case, in one change. */
export async function startCollecting(catalog: Catalog, act: Act): Promise<MutationResult> {
  const content = await contentOfCase(catalog, loadCase(catalog.store.reader, act.reference));
  return moveCase(catalog, { ...act, to: 'collecting' }, (change, { one }) => {
    const planned = plan(content, one);
    for (const work of WORK_KINDS) put(change, one.id, work, planned[work], planned.keep);
    change.sql.run(
      'UPDATE case_file SET scoped = ? WHERE case_id = ?',
      JSON.stringify({ revision: content.revision }),
      one.id,
    );
    return {
      scoped_at: content.revision,
      systems: content.tasks.length,
      stores: planned.search.length,
      recipients: planned.notify.length,
      considered: content.scope.all.length,
    };
  });
}

interface Planned {
  readonly task: string;
  readonly datasetId: number;
  readonly system: string;
  readonly name: string;
  readonly detail: { readonly [key: string]: Json };
}

interface Plan extends Readonly<Record<WorkKind, readonly Planned[]>> {
  /** Datasets whose outcome in one work keeps them in the other: both always cover the same stores. */
  readonly keep: readonly WorkKind[];
}

function plan(content: DsarContent, one: LoadedCase): Plan {
  const search = content.tasks.flatMap((task) =>
    task.stores.map((store): Planned => {
      const { dataset } = store.scoped;
      const detail = {
        ...storeData(store),
        medium: task.medium,
        dialect: task.dialect?.name ?? null,
        binding: task.dialect?.binding ?? null,
        systemOwners: task.owners,
      };
      return { task: task.id, datasetId: dataset.id, system: task.system, name: dataset.name, detail };
    }),
  );
  const byDataset = new Map(search.map((store) => [store.datasetId, store]));
  const erase = content.erasure.map((store) => byDataset.get(store.scoped.dataset.id)!);
  const recipients = content.around.recipients.map(({ dataset, hops, path, stated }): Planned => {
    const detail = { stated, hops, kind: dataset.kind, path: path.map(named) };
    return { task: 'N', datasetId: dataset.id, system: dataset.namespace, name: dataset.name, detail };
  });
  const told = one.rights.some((right) => ['rectification', 'erasure', 'restriction'].includes(right));
  return {
    search,
    erase: one.rights.includes('erasure') ? erase : [],
    notify: told ? recipients : [],
    keep: ['search', 'erase'],
  };
}

/** Writes the stores of one work: known ones keep their outcome, ones out of scope go unless there is an outcome. */
function put(
  { sql, revision }: Change,
  caseId: number,
  work: WorkKind,
  stores: readonly Planned[],
  keep: readonly WorkKind[],
): void {
  const wanted = new Set(stores.map((store) => store.datasetId));
  const works = keep.includes(work) ? keep : [work];
  const settled = new Set(
    sql
      .all<{ datasetId: number; work: WorkKind }>(
        'SELECT dataset_id AS datasetId, work FROM case_store WHERE case_id = ? AND outcome IS NOT NULL',
        caseId,
      )
      .filter((row) => works.includes(row.work))
      .map((row) => row.datasetId),
  );
  const known = new Map(
    sql
      .all<{ id: number; datasetId: number }>(
        'SELECT id, dataset_id AS datasetId FROM case_store WHERE case_id = ? AND work = ?',
        caseId,
        work,
      )
      .map((row) => [row.datasetId, row.id]),
  );
  for (const [datasetId, id] of known)
    if (!wanted.has(datasetId) && !settled.has(datasetId)) sql.run('DELETE FROM case_store WHERE id = ?', id);
  for (const [position, { task, datasetId, system, name, detail }] of stores.entries()) {
    const id = known.get(datasetId);
    if (id === undefined)
      sql.run(
        'INSERT INTO case_store (case_id, work, task, position, dataset_id, system, name, detail, revision) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
        caseId,
        work,
        task,
        position,
        datasetId,
        system,
        name,
        JSON.stringify(detail),
        revision,
      );
    else
      sql.run(
        'UPDATE case_store SET task = ?, position = ?, system = ?, name = ?, detail = ? WHERE id = ?',
        task,
        position,
        system,
        name,
        JSON.stringify(detail),
        id,
      );
  }
}
