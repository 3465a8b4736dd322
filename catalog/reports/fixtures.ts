/** A small shop's lineage as facts, for tests of reports. */
import type { Evidence, Fact, Transformation } from '../model/facts.ts';
import type { DatasetKey, DatasetKind } from '../model/identity.ts';

export const PG = 'postgres://db.shop.example:5432';
export const SNOW = 'snowflake://acme-eu';
export const LAKE = 's3://shop-lake';
export const BI = 'https://bi.shop.example';

const said: Evidence = { scope: 'dbt:project/shop', file: 0, at: 'model.shop' };
const IDENTITY: readonly Transformation[] = [{ type: 'DIRECT', subtype: 'IDENTITY' }];
const MASKED: readonly Transformation[] = [{ type: 'DIRECT', subtype: 'TRANSFORMATION', masking: true }];
const WORKED_OUT: readonly Transformation[] = [{ type: 'DIRECT', subtype: 'TRANSFORMATION' }];

export const key = (namespace: string, name: string): DatasetKey => ({ namespace, name });
export const CUSTOMERS = key(PG, 'shop.public.customers');
export const ORDERS = key(PG, 'shop.public.orders');
export const PRODUCTS = key(PG, 'shop.public.products');
export const CLICKS = key(LAKE, 'clicks');
export const DIM = key(SNOW, 'analytics.marts.dim_customer');
export const REVENUE = key(SNOW, 'analytics.marts.revenue');
export const CHURN = key(SNOW, 'churn_model');
export const BOARD = key(BI, 'Customer 360');

export function dataset(
  of: DatasetKey,
  kind: DatasetKind,
  columns: Readonly<Record<string, string | null>>,
  types: Readonly<Record<string, string>> = {},
): Fact[] {
  return [
    { type: 'dataset', dataset: of, kind, evidence: said },
    ...Object.entries(columns).flatMap(([name, category], ordinal): Fact[] => [
      { type: 'column', dataset: of, path: [name], ordinal, dataType: types[name] ?? 'text', evidence: said },
      ...(category === null
        ? []
        : [
            {
              type: 'tag' as const,
              target: { on: 'column' as const, dataset: of, path: [name] },
              kind: 'category' as const,
              key: '',
              value: category,
              evidence: said,
            },
          ]),
    ]),
  ];
}

export const flow = (from: DatasetKey, to: DatasetKey): Fact => ({ type: 'flow', from, to, evidence: said });

export function derived(
  from: DatasetKey,
  column: string,
  to: DatasetKey,
  toColumn: string,
  transformations = IDENTITY,
): Fact {
  return {
    type: 'column-edge',
    from: { dataset: from, path: [column] },
    to: { dataset: to, path: [toColumn] },
    transformations,
    evidence: said,
  };
}

/** Customers and orders in PostgreSQL, clicks in files, marts in Snowflake, a model, a dashboard. */
export function shopFacts(): Fact[] {
  return [
    { type: 'scope', scope: said.scope, mode: 'replace' },
    ...dataset(
      CUSTOMERS,
      'table',
      {
        id: 'user.unique_id',
        email: 'user.contact.email',
        first_name: 'user.name.first',
        last_name: 'user.name.last',
        faith: 'user.demographic.religious_belief',
        notes: null,
      },
      { id: 'bigint' },
    ),
    ...dataset(
      ORDERS,
      'table',
      {
        order_id: null,
        customer_id: 'user.unique_id',
        bought: 'user.behavior.purchase_history',
        total: null,
      },
      { customer_id: 'bigint' },
    ),
    ...dataset(PRODUCTS, 'table', { sku: null, title: null }),
    ...dataset(CLICKS, 'file', { cookie: 'user.device.cookie_id', page: 'user.behavior.browsing_history' }),
    ...dataset(DIM, 'table', {
      customer_id: null,
      mail: null,
      mail_hash: null,
      full_name: null,
      segment: null,
    }),
    ...dataset(REVENUE, 'table', { day: null, amount: null }),
    ...dataset(CHURN, 'model', {}),
    ...dataset(BOARD, 'dashboard', {}),
    flow(key(PG, 'legacy.crm'), CUSTOMERS),
    flow(CUSTOMERS, DIM),
    flow(ORDERS, DIM),
    flow(ORDERS, REVENUE),
    flow(DIM, CHURN),
    flow(DIM, BOARD),
    flow(REVENUE, BOARD),
    derived(CUSTOMERS, 'id', DIM, 'customer_id'),
    derived(CUSTOMERS, 'email', DIM, 'mail'),
    derived(CUSTOMERS, 'email', DIM, 'mail_hash', MASKED),
    derived(CUSTOMERS, 'first_name', DIM, 'full_name', WORKED_OUT),
    {
      type: 'owner',
      target: { on: 'dataset', dataset: CUSTOMERS },
      name: 'Ada Ferris',
      email: 'ada@shop.example',
      role: 'data owner',
      evidence: said,
    },
    {
      type: 'description',
      target: { on: 'dataset', dataset: CUSTOMERS },
      text: 'One row per customer',
      evidence: said,
    },
    {
      type: 'property',
      target: { on: 'dataset', dataset: ORDERS },
      key: 'retention',
      value: '10 years',
      evidence: said,
    },
    {
      type: 'test',
      testId: 't1',
      name: 'orders_customer_fk',
      dataset: ORDERS,
      path: ['customer_id'],
      kind: 'relationships',
      evidence: said,
    },
    { type: 'test-result', testId: 't1', status: 'fail', at: '2026-01-02T00:00:00.000Z', evidence: said },
  ];
}
