/** Two audits, or two moments, beside each other. */
import type { Catalog } from '../../../catalog.ts';
import { RequestError } from '../../../request-error.ts';
import type { ReportKind } from '../../report-kind.ts';
import { documentFiles } from '../../report-model.ts';
import { checkFrameworks } from '../controls.ts';
import { comparisonContent, type ComparisonContent } from './content.ts';
import { comparisonDataSchema } from './data-schema.ts';
import { comparisonDocument } from './document.ts';
import { comparisonRecipeSchema, type ComparisonRecipe } from './recipe.ts';
import { sideOf, type SideOrder } from './sides.ts';

export interface ComparisonOrder {
  readonly title: string;
  readonly earlier: SideOrder;
  readonly later: SideOrder;
  /** None: those of the reports that are compared. */
  readonly frameworks?: readonly string[];
}

export const auditComparison: ReportKind<ComparisonOrder, ComparisonRecipe, ComparisonContent> = {
  key: 'audit-comparison',
  recipe: comparisonRecipeSchema,
  plan: async (catalog, order) => {
    const title = order.title.trim() || 'Comparison of two audits';
    return {
      title,
      label: `Comparison of audits: ${title}`,
      recipe: { title, ...(await planComparison(catalog, order)) },
    };
  },
  content: (past, resourcesDir, recipe, signal) => comparisonContent(past, resourcesDir, recipe, signal),
  model: (content, resourcesDir) => {
    const { earlier, later } = content;
    const stem = `audit-comparison-r${earlier.side.revision}-r${later.side.revision}`;
    return { files: documentFiles(comparisonDocument(content), stem, resourcesDir) };
  },
  dataSchema: comparisonDataSchema,
  counts: ({ between, exceptions, frameworks }) => ({
    entries: between.changes.rows.length,
    imports: between.imports.length,
    exceptions_appeared: exceptions.reduce((sum, { appeared }) => sum + (appeared?.length ?? 0), 0),
    exceptions_gone: exceptions.reduce((sum, { gone }) => sum + (gone?.length ?? 0), 0),
    controls_changed: frameworks.reduce((sum, { changed }) => sum + changed.length, 0),
  }),
};

/** @throws RequestError for a moment, a report or a framework that is not there, or an order that is turned round */
export async function planComparison(
  catalog: Catalog,
  order: Omit<ComparisonOrder, 'title'>,
  signal?: AbortSignal,
): Promise<Pick<ComparisonRecipe, 'earlier' | 'later' | 'frameworks'>> {
  const asked = order.frameworks ?? [];
  checkFrameworks(catalog, asked);
  const { frameworks: ofEarlier, ...earlier } = await sideOf(catalog, order.earlier, signal);
  const { frameworks: ofLater, ...later } = await sideOf(catalog, order.later, signal);
  if (earlier.seq > later.seq)
    throw new RequestError(`${earlier.name} is later than ${later.name}: give the earlier one first.`);
  const frameworks = asked.length > 0 ? asked : [...ofEarlier, ...ofLater];
  return { earlier, later, frameworks: [...new Set(frameworks)] };
}
