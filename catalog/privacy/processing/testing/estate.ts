/** The small shop of the reports' tests with activities that differ from its data, for tests. */
import { openTemporaryCatalog, importFacts } from '../../../testing/temp-catalog.ts';
import type { Catalog } from '../../../catalog.ts';
import { shopFacts } from '../../../reports/fixtures.ts';
import { putEntries } from '../../../stewardship/registers/write.ts';
import type { EntryChange } from '../../../stewardship/registers/spec.ts';
import { liveProcessing } from '../live.ts';

export const ORDERS_ACTIVITY: EntryChange = {
  key: 'orders',
  name: 'Handling orders',
  role: 'controller',
  purposes: ['sales'],
  categories: ['user.contact', 'user.unique_id', 'user.name', 'user.behavior.purchase_history'],
  subjects: ['customer'],
  links: ['namespace | postgres://*'],
  recipients: ['Snow Inc | processor | US | snowflake://*'],
  retentions: ['Orders | P10Y'],
  security: 'Encrypted at rest; access by role',
};

export async function shopWithActivities(more: readonly EntryChange[] = []): Promise<Catalog> {
  const catalog = await openTemporaryCatalog();
  await importFacts(catalog.store, shopFacts(), 'shop');
  await putEntries(catalog, 'ann', 'purpose', [
    { name: 'Sales', legalBasis: 'b', retention: 'P10Y', description: 'Selling to customers' },
  ]);
  await putEntries(catalog, 'ann', 'activity', [ORDERS_ACTIVITY, ...more]);
  return catalog;
}

/** What is known of one activity now. */
export async function knownNow(catalog: Catalog, key = 'orders') {
  const { known } = await liveProcessing(catalog);
  return known.find(({ activity }) => activity.key === key)!;
}
