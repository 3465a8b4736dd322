/** The audit report: what the catalog holds, what changed in a period, and whether its ledger verifies. */
import { newestEntry } from '../../ledger/read.ts';
import type { Catalog } from '../../catalog.ts';
import type { ReportKind } from '../report-kind.ts';
import { documentFiles } from '../report-model.ts';
import { auditContent, type AuditContent } from './content.ts';
import { auditDataSchema } from './data-schema.ts';
import { checkFrameworks } from './controls.ts';
import { auditDocument } from './document.ts';
import { pinMoment } from './moment-pins.ts';
import { checkPeriod, dayNow, endsOf, type Period } from './period.ts';
import { auditRecipeSchema, type AuditRecipe, type Custody } from './recipe.ts';

export interface AuditOrder extends Period {
  readonly title: string;
  /** Keys of control mappings. */
  readonly frameworks?: readonly string[];
}

export const auditReport: ReportKind<AuditOrder, AuditRecipe, AuditContent> = {
  key: 'audit',
  recipe: auditRecipeSchema,
  plan: async (catalog, { title: given, from, to, frameworks = [] }) => {
    const title = given.trim() || 'Catalog audit report';
    const kept = await planAudit(catalog, { from, to, frameworks });
    return { title, label: `Audit report: ${title}`, recipe: { title, from, to, ...kept } };
  },
  content: (past, resourcesDir, recipe, signal) => auditContent(past, resourcesDir, recipe, signal),
  model: (content, resourcesDir) => ({
    files: documentFiles(auditDocument(content), `audit-report-r${content.revision}`, resourcesDir),
  }),
  dataSchema: auditDataSchema,
  counts: (content) => ({
    datasets: content.described.length,
    entries: content.activity.changes.rows.length,
    imports: content.activity.imports.length,
    decisions: content.activity.decisions.length,
    disclosures: content.activity.disclosures.length,
    exceptions: content.end.exceptions.reduce((sum, one) => sum + one.count, 0),
    controls: content.frameworks.reduce((sum, one) => sum + one.controls.length, 0),
  }),
};

/**
 * What an audit of a period keeps beside the catalog as it stood.
 * @throws RequestError for a period or a framework that cannot be used
 */
export async function planAudit(
  catalog: Catalog,
  { from, to, frameworks }: Period & { readonly frameworks: readonly string[] },
  signal?: AbortSignal,
): Promise<Pick<AuditRecipe, 'frameworks' | 'ends' | 'atStart' | 'atEnd' | 'custody'>> {
  checkPeriod({ from, to });
  checkFrameworks(catalog, frameworks);
  const { reader } = catalog.store;
  const ends = endsOf(reader, { from, to }, newestEntry(reader));
  const day = to ?? dayNow();
  return {
    frameworks: [...new Set(frameworks)],
    ends,
    atStart: ends.start === 0 ? null : await pinMoment(catalog, ends.start, from ?? day, signal),
    atEnd: await pinMoment(catalog, ends.end, day, signal),
    custody: await verified(catalog, signal),
  };
}

/** The whole verification, with the heads noted outside the file: later, they are others. */
async function verified(catalog: Catalog, signal?: AbortSignal): Promise<Custody> {
  const { verdict, entries, findings, checkpoints, compared, notes } = await catalog.custody.verify(
    signal ? { signal } : {},
  );
  return {
    verdict,
    entries,
    findings: findings.map(({ seq, kind, reason }) => ({ seq, kind, reason })),
    checkpoints: checkpoints.total,
    newestSize: checkpoints.newestSize,
    newestAt: checkpoints.newestAt,
    keyId: checkpoints.keyId,
    trusted: checkpoints.trusted,
    compared: compared.map(({ source, size, outcome }) => ({ source, size, outcome })),
    notes: [...notes],
  };
}
