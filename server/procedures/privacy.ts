import type { Catalog } from '../../catalog/catalog.ts';
import { listCases } from '../../catalog/privacy/cases/cases.ts';
import { clockOf, jurisdictions, type ClockInput } from '../../catalog/privacy/dsar/clock.ts';
import { legalAt } from '../../catalog/privacy/deadline/legal.ts';
import type { DsarContent } from '../../catalog/privacy/dsar/content.ts';
import { previewDsar } from '../../catalog/privacy/dsar/dsar-report.ts';
import { RIGHTS, rightSchema, type Deadline, type DsarScope } from '../../contract/index.ts';
import { os } from './context.ts';
import { ref } from './datasets.ts';
import { deadlineView } from './desk-views.ts';
import { understood } from './understood.ts';

export const privacy = os.privacy.router({
  jurisdictions: os.privacy.jurisdictions.handler(({ context }) =>
    jurisdictions(
      legalAt(context.catalog.store.reader, context.catalog.options.resourcesDir, null),
      RIGHTS,
    ).map((one) => ({
      ...one,
      rights: [...one.rights],
      provisions: one.provisions.map((provision) => ({ ...provision })),
      places: [...one.places],
    })),
  ),
  deadline: os.privacy.deadline.handler(({ context, input, errors }) =>
    understood(errors.INVALID, async () => deadlineOf(context.catalog, input)),
  ),
  scope: os.privacy.scope.handler(({ context, input, errors }) =>
    understood(errors.INVALID, async () =>
      scopeView(await previewDsar(context.catalog, input), deadlineOf(context.catalog, input)),
    ),
  ),
  cases: os.privacy.cases.handler(({ context, input }) => {
    const { total, items } = listCases(context.catalog, input);
    return {
      total,
      items: items.map((one) => ({
        ...one,
        rights: one.rights.flatMap((right) => rightSchema.safeParse(right).data ?? []),
      })),
    };
  }),
});

function deadlineOf(catalog: Catalog, input: ClockInput): Deadline {
  const { reader } = catalog.store;
  return deadlineView(clockOf(legalAt(reader, catalog.options.resourcesDir, null), input).deadline);
}

function scopeView(content: DsarContent, deadline: Deadline): DsarScope {
  return {
    revision: content.revision,
    systems: content.tasks.map((task) => ({
      system: task.system,
      owner: task.owners[0] ?? null,
      datasets: task.stores.map(({ scoped }) => ({
        ...ref(scoped.dataset),
        columns: scoped.columns.length,
        categories: [...scoped.categories],
        reason: scoped.reason,
      })),
    })),
    categories: content.categories.map(({ key, name, columns, special }) => ({
      key,
      name,
      columns,
      special,
    })),
    sources: content.around.sources.length,
    recipients: content.around.recipients.length,
    models: content.around.models.length,
    gaps: content.gaps.map((gap) => ({ ...gap })),
    deadline,
  };
}
