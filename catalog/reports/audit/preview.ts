/** What a report would say, before anything is made or recorded. */
import type { Catalog } from '../../catalog.ts';
import { RequestError } from '../../request-error.ts';
import { readSettings } from '../../settings.ts';
import { newestEntry } from '../../ledger/read.ts';
import { loadPast, type PastCatalog } from '../../past/as-of.ts';
import { presentMoment } from '../../past/pins.ts';
import type { RecipeBase } from '../report-kind.ts';
import { planAudit } from './audit-report.ts';
import { planComparison, type ComparisonOrder } from './compare/comparison-report.ts';
import { comparisonContent, type ComparisonContent } from './compare/content.ts';
import { auditContent, type AuditContent } from './content.ts';
import type { Period } from './period.ts';

/** @throws RequestError */
export async function previewAudit(
  catalog: Catalog,
  order: Period & { readonly frameworks: readonly string[] },
  signal?: AbortSignal,
): Promise<AuditContent> {
  const plan = await planAudit(catalog, order, signal);
  const { past, base } = await present(catalog, signal);
  const { from, to } = order;
  const recipe = { ...base, ...plan, from, to, title: '' };
  return auditContent(past, catalog.options.resourcesDir, recipe, signal);
}

/** @throws RequestError */
export async function previewComparison(
  catalog: Catalog,
  order: Omit<ComparisonOrder, 'title'>,
  signal?: AbortSignal,
): Promise<ComparisonContent> {
  const plan = await planComparison(catalog, order, signal);
  const { past, base } = await present(catalog, signal);
  return comparisonContent(past, catalog.options.resourcesDir, { ...base, ...plan, title: '' }, signal);
}

async function present(
  catalog: Catalog,
  signal?: AbortSignal,
): Promise<{ readonly past: PastCatalog; readonly base: RecipeBase }> {
  const { reader } = catalog.store;
  if (catalog.revision() === 0)
    throw new RequestError('The catalog is empty: there is nothing to report on yet.');
  const { organisation } = await readSettings(catalog);
  const moment = presentMoment(reader, () => catalog.revision());
  const base = {
    audience: 'internal' as const,
    organisation: { ...organisation },
    toolVersion: catalog.options.toolVersion,
    ledgerSeq: newestEntry(reader),
    pins: moment.pins,
  };
  return { past: await loadPast(reader, moment, signal), base };
}
