/** From a request to a recorded report: the case, the files, the disclosure. */
import type { Catalog } from '../../open.ts';
import { loadPast, type PastCatalog } from '../../reports/as-of.ts';
import { presentMoment } from '../../reports/pins.ts';
import {
  digestFiles,
  documentFiles,
  safeStem,
  textFile,
  type ReportModel,
  type ReportProgress,
} from '../../reports/report-model.ts';
import { recordReport, type ReportRecord } from '../../reports/report-store.ts';
import { readSettings } from '../../settings.ts';
import { legalAt } from '../deadline/legal.ts';
import { loadTaxonomy } from '../taxonomy/taxonomy.ts';
import { recordCase } from '../cases/cases.ts';
import { clockOf } from './clock.ts';
import { dsarContent, type DsarContent } from './content.ts';
import { dsarDocument } from './document.ts';
import { holdParameters, parameterFile } from './parameters.ts';
import { RequestError, requestOf, type DsarOrder, type DsarRecipe } from './request.ts';
import { searchScript } from './sql/script.ts';

export interface MakeOptions {
  readonly actor: string;
  readonly signal?: AbortSignal;
  readonly progress?: (progress: ReportProgress) => void;
}

/** Steps before the files, then one for each file and one for the record. */
const STEPS = 7;

/**
 * Opens or updates the case, makes the report from the newest revision and enters its disclosure.
 * @throws RequestError before anything is recorded when the request cannot be used
 */
export async function makeDsar(
  catalog: Catalog,
  order: DsarOrder,
  options: MakeOptions,
): Promise<ReportRecord> {
  const { resourcesDir, toolVersion } = catalog.options;
  const { signal, actor } = options;
  let done = 0;
  const report = (step: string) => options.progress?.({ step, done: done++, total: STEPS });
  report('Checking the request');
  const legal = legalAt(catalog.store.reader, resourcesDir, null);
  const request = { ...requestOf(order), jurisdiction: clockOf(legal, order).law.id };
  checkSubject(resourcesDir, request.subject);
  const caseId = await recordCase(catalog, actor, request, clockOf(legal, request).deadline.due);
  const { organisation } = await readSettings(catalog);
  const moment = presentMoment(catalog.store.reader, () => catalog.revision());
  const recipe: DsarRecipe = {
    request: { ...request, rights: [...request.rights], identifierKinds: [...request.identifierKinds] },
    organisation: { ...organisation },
    toolVersion,
    pins: moment.pins,
  };
  report('Reading the catalog');
  const past = await loadPast(catalog.store.reader, moment, signal);
  report('Working out the scope');
  const content = await dsarContent(past, resourcesDir, recipe, signal);
  const files = await digestFiles(
    dsarModel(content, resourcesDir),
    (name) => report(`Writing ${name}`),
    signal,
  );
  const record = await recordReport(catalog, {
    kind: 'dsar',
    title: `DSAR report ${request.reference}`,
    reference: request.reference,
    caseId,
    label: `DSAR report ${request.reference}`,
    recipe,
    revision: moment.revision,
    actor,
    files,
    counts: countsOf(content),
  });
  const parameters = parameterFile(order, stemOf(request.reference));
  if (parameters) holdParameters(catalog, record.id, parameters);
  return parameters ? { ...record, files: [...record.files, parameters.record] } : record;
}

/** What the files of a DSAR report are made of, from its recipe and the catalog as it stood. */
export async function remakeDsar(
  past: PastCatalog,
  resourcesDir: string,
  recipe: DsarRecipe,
): Promise<ReportModel> {
  return dsarModel(await dsarContent(past, resourcesDir, recipe), resourcesDir);
}

function dsarModel(content: DsarContent, resourcesDir: string): ReportModel {
  const stem = stemOf(content.request.reference);
  return {
    files: [
      ...documentFiles(dsarDocument(content, stem), `${stem}-response-basis`, resourcesDir),
      textFile(`${stem}-search-tasks.sql`, 'application/sql', () => searchScript(content)),
    ],
  };
}

/** What is in scope now, without recording anything. */
export async function previewDsar(catalog: Catalog, order: DsarOrder): Promise<DsarContent> {
  const { resourcesDir, toolVersion } = catalog.options;
  const past = await catalog.cached('report-past', () =>
    loadPast(
      catalog.store.reader,
      presentMoment(catalog.store.reader, () => catalog.revision()),
    ),
  );
  return dsarContent(past, resourcesDir, {
    request: requestOf(order),
    organisation: { name: '', contact: '', dpo: '', country: '' },
    toolVersion,
  });
}

function checkSubject(resourcesDir: string, subject: string): void {
  const { subjects } = loadTaxonomy(resourcesDir);
  if (!subjects.some((one) => one.key === subject)) {
    throw new RequestError(
      `"${subject.slice(0, 60)}" is not a kind of data subject; use one of ${subjects.map((one) => one.key).join(', ')}.`,
    );
  }
}

function stemOf(reference: string): string {
  return safeStem(reference, 'case');
}

function countsOf({ scope, tasks, around, gaps }: DsarContent): Record<string, number> {
  return {
    datasets: scope.all.length,
    in_scope: scope.within.length,
    tasks: tasks.length,
    recipients: around.recipients.length,
    sources: around.sources.length,
    models: around.models.length,
    open_points: gaps.length,
  };
}
