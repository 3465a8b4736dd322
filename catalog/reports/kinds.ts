/** Every kind of report, by its key. */
import type { z } from 'zod';
import type { Catalog } from '../catalog.ts';
import { aiActReport, datasheetReport, modelCardReport } from '../privacy/ai/ai-reports.ts';
import { breachReport } from '../privacy/breach/breach-report.ts';
import { dsarReport, makeDsar } from '../privacy/dsar/dsar-report.ts';
import { dpiaReport } from '../privacy/processing/dpia/dpia-report.ts';
import { ropaReport } from '../privacy/processing/ropa/ropa-report.ts';
import { loadPast } from '../past/as-of.ts';
import { auditReport } from './audit/audit-report.ts';
import { auditComparison } from './audit/compare/comparison-report.ts';
import { contentAndModel } from './kind-model.ts';
import { copyFor, lookAhead, makeReport, type MakeOptions, type ReportAhead } from './make-report.ts';
import type { RecipeBase, ReportKind } from './report-kind.ts';
import type { ReportModel } from './report-model.ts';
import type { FoundReport, ReportRecord } from './report-store.ts';

export interface Kind<Order> {
  readonly make: (catalog: Catalog, order: Order, options: MakeOptions) => Promise<ReportRecord>;
  /** What `make` would make now; nothing is recorded. */
  readonly look: (catalog: Catalog, order: Order, options: MakeOptions) => Promise<ReportAhead>;
  readonly copy: (catalog: Catalog, found: FoundReport, options: MakeOptions) => Promise<ReportRecord>;
  /** The form of its data, where it is published. */
  readonly dataSchema: z.ZodType | null;
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
    look: (catalog, order, options) => lookAhead(catalog, kind, order, options),
    copy: (catalog, found, options) => copyFor(catalog, kind, found, options),
    dataSchema: kind.dataSchema ?? null,
    remake: (catalog, stored, revision) => {
      const { resourcesDir } = catalog.options;
      const recipe = kind.recipe.parse(stored);
      const model = async () => {
        const past = await loadPast(catalog.store.reader, { revision, pins: recipe.pins });
        return (await contentAndModel(kind, past, resourcesDir, recipe)).model;
      };
      return { toolVersion: recipe.toolVersion, model: model() };
    },
  };
}

export const REPORT_KINDS = {
  'ai-act': kindOf(aiActReport),
  audit: kindOf(auditReport),
  'audit-comparison': kindOf(auditComparison),
  breach: kindOf(breachReport),
  datasheet: kindOf(datasheetReport),
  dpia: kindOf(dpiaReport),
  dsar: kindOf(dsarReport, makeDsar),
  'model-card': kindOf(modelCardReport),
  ropa: kindOf(ropaReport),
};

export type ReportKindKey = keyof typeof REPORT_KINDS;

/** As a record names it; null for a kind that this version does not know. */
export function reportKind(key: string): Pick<Kind<never>, 'copy' | 'remake'> | null {
  return Object.hasOwn(REPORT_KINDS, key) ? REPORT_KINDS[key as ReportKindKey] : null;
}
