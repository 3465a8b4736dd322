/** Every kind of report, by its key. */
import type { Catalog } from '../open.ts';
import { dsarReport, makeDsar } from '../privacy/dsar/dsar-report.ts';
import { loadPast } from './as-of.ts';
import { auditReport } from './audit/audit-report.ts';
import { auditComparison } from './audit/compare/comparison-report.ts';
import { makeReport, type MakeOptions } from './make-report.ts';
import type { RecipeBase, ReportKind } from './report-kind.ts';
import type { ReportModel } from './report-model.ts';
import type { ReportRecord } from './report-store.ts';

interface Kind<Order> {
  readonly make: (catalog: Catalog, order: Order, options: MakeOptions) => Promise<ReportRecord>;
  /** From what is stored: the recipe, and the revision that it is about. */
  readonly remake: (catalog: Catalog, recipe: unknown, revision: number) => Remade;
}

export interface Remade {
  /** The product's version that made it first. */
  readonly toolVersion: string;
  readonly model: Promise<ReportModel>;
}

function kindOf<Order, Recipe extends RecipeBase, Content>(
  kind: ReportKind<Order, Recipe, Content>,
  make: Kind<Order>['make'] = (catalog, order, options) => makeReport(catalog, kind, order, options),
): Kind<Order> {
  return {
    make,
    remake: (catalog, stored, revision) => {
      const { resourcesDir } = catalog.options;
      const recipe = kind.recipe.parse(stored);
      const model = async () => {
        const past = await loadPast(catalog.store.reader, { revision, pins: recipe.pins });
        return kind.model(await kind.content(past, resourcesDir, recipe), resourcesDir);
      };
      return { toolVersion: recipe.toolVersion, model: model() };
    },
  };
}

export const REPORT_KINDS = {
  audit: kindOf(auditReport),
  'audit-comparison': kindOf(auditComparison),
  dsar: kindOf(dsarReport, makeDsar),
};

export type ReportKindKey = keyof typeof REPORT_KINDS;

/** As a record names it; null for a kind that this version does not know. */
export function reportKind(key: string): Pick<Kind<never>, 'remake'> | null {
  return Object.hasOwn(REPORT_KINDS, key) ? REPORT_KINDS[key as ReportKindKey] : null;
}
