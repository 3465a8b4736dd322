/** The audit report: what the catalog holds, what changed in a period, and whether its ledger verifies. */
import { isCivilDate } from '../../privacy/deadline/civil-date.ts';
import { RequestError } from '../../request-error.ts';
import type { ReportKind } from '../report-kind.ts';
import { documentFiles } from '../report-model.ts';
import { auditContent, type AuditContent } from './content.ts';
import { auditDataSchema } from './data-schema.ts';
import { auditDocument } from './document.ts';
import { auditRecipeSchema, type AuditRecipe } from './recipe.ts';

export interface AuditOrder {
  readonly title: string;
  /** Civil dates, UTC, both included; null: open. */
  readonly from: string | null;
  readonly to: string | null;
}

export const auditReport: ReportKind<AuditOrder, AuditRecipe, AuditContent> = {
  key: 'audit',
  recipe: auditRecipeSchema,
  plan: (_catalog, { title: given, from, to }) => {
    checkPeriod(from, to);
    const title = given.trim() || 'Catalog audit report';
    return { title, label: `Audit report: ${title}`, recipe: { title, from, to } };
  },
  content: (past, _resourcesDir, recipe, signal) => auditContent(past, recipe, signal),
  model: (content, resourcesDir) => ({
    files: documentFiles(auditDocument(content), `audit-report-r${content.revision}`, resourcesDir),
  }),
  dataSchema: auditDataSchema,
  counts: (content) => ({
    datasets: content.described.length,
    entries: content.ledger.entries,
    imports: content.imports.length,
    open_points: content.gaps.length,
  }),
};

function checkPeriod(from: string | null, to: string | null): void {
  for (const date of [from, to]) {
    if (date !== null && !isCivilDate(date))
      throw new RequestError(`"${date.slice(0, 20)}" is not a calendar date.`);
  }
  if (from !== null && to !== null && from > to)
    throw new RequestError(`The period ends on ${to}, before it begins on ${from}.`);
}
