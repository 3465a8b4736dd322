import { frameworksAt, editControls } from '../../catalog/reports/audit/controls.ts';
import { previewAudit, previewComparison } from '../../catalog/reports/audit/preview.ts';
import { listAudits } from '../../catalog/reports/report-store.ts';
import { comparisonView, previewView } from './audit-view.ts';
import { actorOf, os } from './context.ts';
import { understood } from './understood.ts';

export const audit = os.audit.router({
  preview: os.audit.preview.handler(({ context, input, signal, errors }) =>
    understood(errors.INVALID, async () => previewView(await previewAudit(context.catalog, input, signal))),
  ),
  compare: os.audit.compare.handler(({ context, input, signal, errors }) =>
    understood(errors.INVALID, async () =>
      comparisonView(await previewComparison(context.catalog, input, signal)),
    ),
  ),
  reports: os.audit.reports.handler(({ context, input }) => {
    const { total, items } = listAudits(context.catalog, input);
    return { total, items: items.map(({ files, ...one }) => ({ ...one, files: [...files] })) };
  }),
  frameworks: os.audit.frameworks.handler(({ context: { catalog } }) =>
    frameworksAt(catalog.store.reader, catalog.options.resourcesDir, null).map(({ own, ...framework }) => ({
      key: framework.key,
      name: framework.name,
      edition: framework.edition,
      own,
      controls: framework.controls.length,
      covered: framework.controls.filter(({ support }) => support !== 'not-covered').length,
      json: JSON.stringify(framework, null, 2),
    })),
  ),
  editFramework: os.audit.editFramework.handler(async ({ context, input }) =>
    editControls(context.catalog, await actorOf(context), input),
  ),
});
