/** The DSAR report: where data of this kind of person can be, what is known of their use, and what to search. */
import type { Catalog } from '../../catalog.ts';
import { makeReport, type MakeOptions } from '../../reports/make-report.ts';
import { presentPast } from '../../past/present-past.ts';
import type { ReportKind } from '../../reports/report-kind.ts';
import { documentFiles, safeStem, textFile } from '../../reports/report-model.ts';
import type { ReportRecord } from '../../reports/report-store.ts';
import { RequestError } from '../../request-error.ts';
import { recordCase } from '../cases/cases.ts';
import { legalAt } from '../deadline/legal.ts';
import { loadTaxonomy } from '../taxonomy/taxonomy.ts';
import { clockOf } from './clock.ts';
import { dsarContent, type DsarContent } from './content.ts';
import { dsarDataSchema } from './data-schema.ts';
import { dsarDocument } from './document.ts';
import { holdParameters, parameterFile } from './parameters.ts';
import { dsarRecipeSchema, requestOf, type DsarOrder, type DsarRecipe } from './request.ts';
import { searchScript } from './sql/script.ts';

export const dsarReport: ReportKind<DsarOrder, DsarRecipe, DsarContent> = {
  key: 'dsar',
  recipe: dsarRecipeSchema,
  /** Opens or updates the case, unless it is only looked at. */
  plan: async (catalog, order, actor, look = false) => {
    const { resourcesDir } = catalog.options;
    const legal = legalAt(catalog.store.reader, resourcesDir, null);
    const request = { ...requestOf(order), jurisdiction: clockOf(legal, order).law.id };
    checkSubject(resourcesDir, request.subject);
    const { reference } = request;
    return {
      title: `DSAR report ${reference}`,
      reference,
      ...(look
        ? {}
        : { caseId: await recordCase(catalog, actor, request, clockOf(legal, request).deadline.due) }),
      label: `DSAR report ${reference}`,
      recipe: {
        request: { ...request, rights: [...request.rights], identifierKinds: [...request.identifierKinds] },
      },
    };
  },
  content: (past, resourcesDir, recipe, signal) => dsarContent(past, resourcesDir, recipe, signal),
  model: (content, resourcesDir) => {
    const stem = stemOf(content.request.reference);
    return {
      files: [
        ...documentFiles(dsarDocument(content, stem), `${stem}-response-basis`, resourcesDir),
        textFile(`${stem}-search-tasks.sql`, 'application/sql', () => searchScript(content)),
      ],
    };
  },
  dataSchema: dsarDataSchema,
  counts: ({ scope, tasks, around, gaps }) => ({
    datasets: scope.all.length,
    in_scope: scope.within.length,
    tasks: tasks.length,
    recipients: around.recipients.length,
    sources: around.sources.length,
    models: around.models.length,
    open_points: gaps.length,
  }),
};

/**
 * As `makeReport`. Values of identifiers are held in memory beside it and handed out as one more file.
 * @throws RequestError before anything is recorded when the request cannot be used
 */
export async function makeDsar(
  catalog: Catalog,
  order: DsarOrder,
  options: MakeOptions,
): Promise<ReportRecord> {
  const record = await makeReport(catalog, dsarReport, order, options);
  const parameters = parameterFile(order, stemOf(order.reference));
  if (!parameters) return record;
  holdParameters(catalog, record.id, parameters);
  return { ...record, files: [...record.files, parameters.record] };
}

/** What is in scope now, without recording anything. */
export async function previewDsar(catalog: Catalog, order: DsarOrder): Promise<DsarContent> {
  const { resourcesDir, toolVersion } = catalog.options;
  const past = await presentPast(catalog);
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
