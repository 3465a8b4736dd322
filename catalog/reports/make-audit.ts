/** From a period to a recorded audit report. */
import type { Catalog } from '../open.ts';
import { isCivilDate } from '../privacy/deadline/civil-date.ts';
import { RequestError } from '../privacy/dsar/request.ts';
import { readSettings } from '../settings.ts';
import { loadPast, type PastCatalog } from './as-of.ts';
import { auditContent, type AuditContent } from './audit-content.ts';
import { auditDocument } from './audit-document.ts';
import { newestEntry } from './audit-ledger.ts';
import type { AuditRecipe } from './audit-recipe.ts';
import { presentMoment } from './pins.ts';
import { digestFiles, documentFiles, type ReportModel, type ReportProgress } from './report-model.ts';
import { recordReport, type ReportRecord } from './report-store.ts';

export interface AuditOrder {
  readonly title: string;
  /** Civil dates, UTC, both included; null: open. */
  readonly from: string | null;
  readonly to: string | null;
}

const STEPS = 5;

/** @throws RequestError for a period that cannot be used, or an empty catalog */
export async function makeAudit(
  catalog: Catalog,
  order: AuditOrder,
  options: {
    readonly actor: string;
    readonly signal?: AbortSignal;
    readonly progress?: (progress: ReportProgress) => void;
  },
): Promise<ReportRecord> {
  checkPeriod(order);
  const { resourcesDir, toolVersion } = catalog.options;
  const { organisation } = await readSettings(catalog);
  const moment = presentMoment(catalog.store.reader, () => catalog.revision());
  if (moment.revision === 0)
    throw new RequestError('The catalog is empty: there is nothing to report on yet.');
  const title = order.title.trim() || 'Catalog audit report';
  const recipe: AuditRecipe = {
    ...order,
    title,
    organisation: { ...organisation },
    toolVersion,
    ledgerSeq: newestEntry(catalog.store.reader),
    pins: moment.pins,
  };
  let done = 0;
  const report = (step: string) => options.progress?.({ step, done: done++, total: STEPS });
  report('Reading the catalog');
  const past = await loadPast(catalog.store.reader, moment, options.signal);
  report('Verifying the ledger');
  const content = await auditContent(past, recipe, options.signal);
  const files = await digestFiles(
    auditModel(content, resourcesDir),
    (name) => report(`Writing ${name}`),
    options.signal,
  );
  return recordReport(catalog, {
    kind: 'audit',
    title,
    reference: null,
    caseId: null,
    label: `Audit report: ${title}`,
    recipe,
    revision: moment.revision,
    actor: options.actor,
    files,
    counts: {
      datasets: content.described.length,
      entries: content.ledger.entries,
      imports: content.imports.length,
      open_points: content.gaps.length,
    },
  });
}

/** What the files of an audit report are made of, from its recipe and the catalog as it stood. */
export async function remakeAudit(
  past: PastCatalog,
  resourcesDir: string,
  recipe: AuditRecipe,
): Promise<ReportModel> {
  return auditModel(await auditContent(past, recipe), resourcesDir);
}

function auditModel(content: AuditContent, resourcesDir: string): ReportModel {
  return { files: documentFiles(auditDocument(content), `audit-report-r${content.revision}`, resourcesDir) };
}

function checkPeriod({ from, to }: AuditOrder): void {
  for (const date of [from, to]) {
    if (date !== null && !isCivilDate(date))
      throw new RequestError(`"${date.slice(0, 20)}" is not a calendar date.`);
  }
  if (from !== null && to !== null && from > to)
    throw new RequestError(`The period ends on ${to}, before it begins on ${from}.`);
}
