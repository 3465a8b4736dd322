/** The bundled workspace of a fictional company: that it imports cleanly, and that its three sources join. */
import { beforeAll, describe, expect, it } from 'vitest';
import { lookUpName, resolveDataset } from '../browse/resolve.ts';
import type { Card } from '../browse/cards.ts';
import { datasetGraph } from '../explore/graphs.ts';
import { traceOf } from '../explore/trace.ts';
import type { DatasetKey } from '../model/identity.ts';
import type { Catalog } from '../catalog.ts';
import { openTemporaryCatalog } from '../testing/temp-catalog.ts';
import { importInto } from './import-into.ts';
import type { ImportOutcome } from './outcome.ts';

const SHOP = 'postgres://shop-db.brightwater.example:5432';
const WAREHOUSE = 'postgres://warehouse.brightwater.example:5432';
const LAKE = 's3://brightwater-lake';
const GLUE = 'arn:aws:glue:eu-central-1:210987654321';
const DBT = 'dbt://brightwater';

let catalog: Catalog;
let outcome: ImportOutcome;

const importIt = (): Promise<ImportOutcome> =>
  importInto(catalog, {
    paths: [catalog.sampleWorkspace],
    kind: 'auto',
    dryRun: false,
    actor: 'tester',
    signal: new AbortController().signal,
  });

function card(key: DatasetKey): Card {
  const found = resolveDataset(catalog, key);
  if (!found) throw new Error(`No dataset ${key.namespace} ${key.name}`);
  return found;
}

const warehouse = (name: string): Card => card({ namespace: WAREHOUSE, name: `brightwater.${name}` });

function importersOf(id: number): string[] {
  const sql = `SELECT DISTINCT s.importer FROM dataset_source s JOIN dataset d ON d.id = s.dataset_id
    WHERE d.canonical_id = ? AND s.until_revision IS NULL ORDER BY 1`;
  return catalog.store.reader
    .prepare<[number], { importer: string }>(sql)
    .all(id)
    .map((row) => row.importer);
}

/** Names on a shortest way from one dataset to another; empty where there is none. */
function way(from: Card, to: Card): string[] {
  const { graph, cards, indexOf } = datasetGraph(catalog);
  return (graph.shortestPath(indexOf.get(from.id)!, indexOf.get(to.id)!) ?? []).map(
    (node) => cards[node]!.name,
  );
}

beforeAll(async () => {
  catalog = await openTemporaryCatalog();
  outcome = await importIt();
  return () => catalog.close();
});

describe('the sample workspace', () => {
  it('imports whole; what it leaves open is on purpose', () => {
    expect(outcome.rejected).toBe(0);
    expect(outcome.files.every((file) => file.importer !== null)).toBe(true);
    expect(outcome.issues.map((issue) => issue.code).sort()).toEqual([
      'dangling-parent',
      'namespace-guessed',
    ]);
    expect([...catalog.cards().all()]).toHaveLength(69);
  });

  it('takes a Glue table, the path it lies at and what Spark wrote there for one dataset', () => {
    const table = card({ namespace: GLUE, name: 'table/lake_curated/customers' });
    expect(card({ namespace: LAKE, name: 'curated/customers' }).id).toBe(table.id);
    expect(importersOf(table.id)).toEqual(['glue', 'openlineage']);
    const raw = card({ namespace: GLUE, name: 'table/lake_raw/shop_customers' });
    expect(card({ namespace: LAKE, name: 'raw/shop/customers' }).id).toBe(raw.id);
  });

  it('takes a dbt source for the table that an OpenLineage job loads', () => {
    for (const name of ['landing.customers', 'landing.loyalty_accounts', 'analytics.customers']) {
      expect(importersOf(warehouse(name).id)).toEqual(['dbt', 'openlineage']);
    }
    expect(lookUpName(catalog, 'model.brightwater.customers').found?.id).toBe(
      warehouse('analytics.customers').id,
    );
  });

  it('takes a dbt exposure for the model that a training job makes', () => {
    const model = card({ namespace: DBT, name: 'exposure.brightwater.churn_model' });
    expect(card({ namespace: 'mlflow://models.brightwater.example', name: 'churn_model' }).id).toBe(model.id);
    expect([model.kind, importersOf(model.id)]).toEqual(['model', ['dbt', 'openlineage']]);
  });

  it('leads from an operational table through all three sources to the model', () => {
    const from = card({ namespace: 'kafka://events.brightwater.example:9092', name: 'loyalty.events' });
    const to = card({ namespace: DBT, name: 'exposure.brightwater.churn_model' });
    const names = way(from, to);
    expect(names.slice(0, 4)).toEqual([
      'loyalty.events',
      'table/lake_raw/loyalty_events',
      'table/lake_curated/loyalty_accounts',
      'brightwater.landing.loyalty_accounts',
    ]);
    expect(names).toHaveLength(8);
    expect(way(to, from)).toEqual([]);
  });

  it('follows an e-mail address from the shop to the partner file, where it is masked', () => {
    const email = catalog.store.reader
      .prepare<[string], { id: number }>(
        `SELECT c.id FROM "column" c JOIN dataset d ON d.id = c.dataset_id WHERE d.namespace = ? AND d.name = 'shop.public.customers' AND c.path = 'email'`,
      )
      .get(SHOP)!;
    const { columns, trace } = traceOf(catalog, email.id, false)!;
    const reached = new Map(
      trace.columns.map((one) => {
        const { datasetId, path } = columns.columns[one.column]!;
        return [`${catalog.cards().get(datasetId)!.name}.${path}`, one.strength];
      }),
    );
    expect(Object.fromEntries(reached)).toMatchObject({
      'table/lake_raw/shop_customers.email': 3,
      'table/lake_curated/customers.email': 3,
      'table/lake_curated/loyalty_accounts.email': 3,
      'brightwater.landing.customers.email': 3,
      'brightwater.analytics.customers.email': 3,
      'brightwater.snapshots.customers_snapshot.email': 3,
      'audiences/winback.email_sha256': 2,
    });
  });

  it('draws the missing parent of a model as a gap', () => {
    const gap = card({ namespace: DBT, name: 'model.brightwater.int_campaign_touches' });
    expect(gap.referencedOnly).toBe(true);
    expect(way(gap, warehouse('analytics.churn_features'))).toHaveLength(2);
  });

  it('has runs that failed and tests that did not pass', () => {
    const db = catalog.store.reader;
    const failed = db
      .prepare<[], { name: string }>(
        `SELECT j.name FROM run r JOIN job j ON j.id = r.job_id WHERE r.state = 'FAIL' ORDER BY 1`,
      )
      .all();
    expect(failed.map((row) => row.name)).toEqual(['job/loyalty-accounts', 'warehouse_load.load_payments']);
    const tests = db
      .prepare<[], { status: string }>(
        `SELECT DISTINCT status FROM test_result WHERE status <> 'pass' ORDER BY 1`,
      )
      .all();
    expect(tests.map((row) => row.status)).toEqual(['fail', 'warn']);
  });

  it('opens at the table that most teams use', () => {
    expect(outcome.landing).toBe(warehouse('analytics.customers').id);
  });

  it('says nothing new a second time', async () => {
    const again = await importIt();
    expect(again.unchanged).toBe(true);
    expect(again.changes).toEqual({});
  });
});
