import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Fact, Target } from '../../model/facts.ts';
import {
  BOARD,
  CUSTOMERS,
  DIM,
  ORDERS,
  PG,
  PRODUCTS,
  dataset,
  derived,
  flow,
  key,
} from '../../reports/fixtures.ts';
import { importFacts, openTemporaryCatalog } from '../../testing/temp-catalog.ts';
import type { DsarContent } from './content.ts';
import { dsarDocument } from './document.ts';
import { order } from './fixtures.ts';
import { loadLabelRules } from './labels.ts';
import { previewDsar } from './dsar-report.ts';
import { searchScript } from './sql/script.ts';

const rules = loadLabelRules(fileURLToPath(new URL('../../../resources/', import.meta.url)));

describe('labels that say personal data', () => {
  it.each([
    ['classification', 'PII'],
    ['classification', 'Personal - Restricted'],
    ['data_classification', 'public, PII'],
    ['sensitivity', 'pii'],
    ['pii', 'true'],
    ['PII', 'direct identifier'],
    ['isPII', 'Yes'],
    ['contains-personal-data', '1'],
    ['governance/pii', 'true'],
    ['aws:pii', 'y'],
    ['gdpr', 'yes'],
    ['', 'pii'],
    ['', 'contains-pii'],
    ['', 'PII.Sensitive'],
    ['', 'pii:true'],
    ['', 'classification=PII'],
    ['policy tag', 'projects/x/taxonomies/1/policyTags/personal data'],
  ])('%s=%s', (of, value) => expect(rules.saysPersonal(of, value)).toBe(true));

  it.each([
    ['classification', 'confidential'],
    ['sensitivity', 'restricted'],
    ['classification', 'non-personal'],
    ['classification', 'public, no PII'],
    ['pii', 'false'],
    ['pii', 'None'],
    ['pii', 'N/A'],
    ['contains_pii', 'no'],
    ['non_pii', 'true'],
    ['team', 'pii-platform'],
    ['pii_reviewed_by', 'Ada'],
    ['domain', 'personal banking'],
    ['', 'not_pii'],
    ['', 'pii free'],
    ['', 'pii:false'],
    ['', 'epiiic'],
    ['', 'personal_banking'],
    ['', 'anonymised pii'],
    ['__proto__', 'pii'],
    ['', ''],
  ])('not %s=%s', (of, value) => expect(rules.saysPersonal(of, value)).toBe(false));

  it('are compared by whole tokens, whatever the case and the separators', () => {
    const separator = fc.constantFrom('_', '-', ' ', '.', '/', '__');
    const word = fc
      .stringMatching(/^[a-z]{1,8}$/)
      .filter((one) => !/pii|^(?:no|not|non|phi|free)$/.test(one));
    fc.assert(
      fc.property(
        fc.array(word, { maxLength: 4 }),
        fc.nat(4),
        separator,
        fc.boolean(),
        (others, at, by, upper) => {
          const tokens = [...others.slice(0, at), 'pii', ...others.slice(at)];
          const written = upper ? tokens.join(by).toUpperCase() : tokens.join(by);
          const negated = others.some((one) =>
            /^(?:without|removed|excluded|stripped|anonym.*|deidentified)$/.test(one),
          );
          expect(rules.saysPersonal('', written)).toBe(!negated);
          expect(rules.saysPersonal('', written.replace(/pii/i, 'xpiix'))).toBe(false);
        },
      ),
    );
  });

  it('take any text, however long', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (of, value) => {
        expect(typeof rules.saysPersonal(of, value)).toBe('boolean');
      }),
    );
    expect(rules.saysPersonal('A'.repeat(1e6), 'Aa1'.repeat(1e6))).toBe(false);
  });

  it('name who said them, each once', () => {
    const tag = { kind: 'label' as const, key: 'pii', value: 'true', actor: null };
    const found = rules.personal([
      { ...tag, origin: 'glue' },
      { ...tag, origin: 'glue' },
      { ...tag, origin: 'steward', actor: 'Ada' },
      { ...tag, key: '', value: 'finance', origin: 'dbt' },
    ]);
    expect(found).toEqual([
      { label: 'pii=true', by: 'AWS Glue' },
      { label: 'pii=true', by: 'Ada (steward)' },
    ]);
  });
});

const said = { scope: 'dbt:project/shop', file: 0, at: 'x' };
const label = (target: Target, of: string, value: string): Fact => ({
  type: 'tag',
  target,
  kind: 'label',
  key: of,
  value,
  evidence: said,
});
const on = (path: string, of = CUSTOMERS): Target => ({ on: 'column', dataset: of, path: [path] });

async function contentOf(facts: readonly Fact[]): Promise<DsarContent> {
  const catalog = await openTemporaryCatalog();
  await importFacts(catalog.store, [{ type: 'scope', scope: said.scope, mode: 'replace' }, ...facts], 'one');
  try {
    return await previewDsar(catalog, order);
  } finally {
    await catalog.close();
  }
}

/** Customers that are only labelled, what they feed, and what feeds them. */
const LABELLED: readonly Fact[] = [
  ...dataset(CUSTOMERS, 'table', { id: null, email: null, city: null, notes: null }),
  label(on('email'), 'classification', 'PII'),
  label(on('city'), 'pii', 'true'),
  label(on('notes'), 'content', 'free text'),
  ...dataset(DIM, 'table', { mail: null, town: null, n: null }),
  ...dataset(ORDERS, 'table', { total: null }),
  label({ on: 'dataset', dataset: ORDERS }, '', 'contains_pii'),
  ...dataset(PRODUCTS, 'table', { title: null }),
  label(on('title', PRODUCTS), '', 'not_pii'),
  ...dataset(key(PG, 'shop.raw.customers'), 'table', { mail: null }),
  ...dataset(key(PG, 'shop.raw.other'), 'table', { x: null }),
  ...dataset(BOARD, 'dashboard', {}),
  flow(CUSTOMERS, DIM),
  derived(CUSTOMERS, 'email', DIM, 'mail'),
  flow(key(PG, 'shop.raw.customers'), CUSTOMERS),
  derived(key(PG, 'shop.raw.customers'), 'mail', CUSTOMERS, 'email'),
  flow(key(PG, 'shop.raw.other'), ORDERS),
];

describe('the scope of labelled data', () => {
  it('holds datasets with labels on themselves or on a column, and names label and source', async () => {
    const { scope } = await contentOf(LABELLED);
    const of = (name: string) => scope.all.find((one) => one.dataset.name === name);
    expect(of(CUSTOMERS.name)).toMatchObject({
      verdict: 'in',
      reason: 'Labelled personal data by dbt (classification=PII on 1 column, pii=true on 1 column)',
      categories: [],
    });
    expect(of(ORDERS.name)).toMatchObject({
      verdict: 'in',
      reason: 'Labelled personal data by dbt (contains_pii on the dataset)',
    });
    expect(of(PRODUCTS.name)?.verdict).toBe('out');
    expect(of(DIM.name)?.columns).toMatchObject([{ path: ['mail'], categories: [], basis: 'lineage' }]);
  });

  it('has what feeds it looked at: by column where lineage says so, else by flow', async () => {
    const { scope } = await contentOf(LABELLED);
    const of = (name: string) => scope.all.find((one) => one.dataset.name === name);
    expect(of('shop.raw.customers')).toMatchObject({
      verdict: 'check',
      reason: 'Its column mail feeds email of shop.public.customers, which is marked as personal data',
    });
    expect(of('shop.raw.other')).toMatchObject({ verdict: 'check' });
    expect(of('shop.raw.other')?.reason).toContain('Feeds shop.public.orders');
  });

  it('lists such columns without inventing a category, and selects them', async () => {
    const content = await contentOf(LABELLED);
    expect(content.categories).toMatchObject([
      { name: 'personal data, category not stated', columns: 3, datasets: 3 },
    ]);
    expect(content.gaps.find((gap) => gap.code === 'category-not-stated')?.count).toBe(3);
    expect(content.origins.filter((one) => one.column === 'city')).toMatchObject([{ origin: 'unknown' }]);
    const script = searchScript(content);
    expect(script).toContain('SELECT "email",\n       "city"\nFROM "shop"."public"."customers"');
    expect(script).toContain('column city: personal data, category not stated');
    expect(script).toContain('review before disclosure: notes');
    const text = JSON.stringify(dsarDocument(content, 'x').blocks);
    expect(text).toContain('city, email: personal data, category not stated, by label');
    expect(text).toContain('To be decided: origin not known');
  });

  it('proposes a column by its name only where no category is stated, and says so', async () => {
    const content = await contentOf(LABELLED);
    const store = content.tasks
      .flatMap((task) => task.stores)
      .find((one) => one.scoped.dataset.name === CUSTOMERS.name)!;
    expect(store.identity).toEqual([{ kind: 'email', columns: ['email'], byName: true }]);
    expect(store.instructions.join()).toContain('Recognised by name');
    const stated = await contentOf([
      ...dataset(CUSTOMERS, 'table', { email: 'user.name', contact: 'user.contact.email' }),
    ]);
    expect(stated.tasks[0]!.stores[0]!.identity).toEqual([
      { kind: 'email', columns: ['contact'], byName: false },
    ]);
  });

  it('takes a category from further up where only a label is known', async () => {
    const { scope } = await contentOf([
      ...dataset(CUSTOMERS, 'table', { email: 'user.contact.email' }),
      ...dataset(DIM, 'table', { mail: null }),
      label(on('mail', DIM), 'pii', 'true'),
      flow(CUSTOMERS, DIM),
      derived(CUSTOMERS, 'email', DIM, 'mail'),
    ]);
    expect(scope.all.find((one) => one.dataset.name === DIM.name)?.columns).toEqual([
      {
        path: ['mail'],
        categories: ['user.contact.email'],
        basis: 'lineage',
        labels: [{ label: 'pii=true', by: 'dbt' }],
      },
    ]);
  });

  it('keeps a dataset out that is labelled as being about others', async () => {
    const { scope } = await contentOf([
      ...LABELLED,
      label({ on: 'dataset', dataset: ORDERS }, 'data_subject', 'employee'),
    ]);
    expect(scope.all.find((one) => one.dataset.name === ORDERS.name)?.verdict).toBe('out');
  });

  it('names a recipient that a label names, even in a store of the request', async () => {
    const { around } = await contentOf([
      ...LABELLED,
      label({ on: 'dataset', dataset: DIM }, 'recipient', 'advertising agency'),
    ]);
    expect(around.recipients.find((one) => one.dataset.name === DIM.name)?.stated).toEqual([
      'advertising agency',
    ]);
  });
});

describe('origins', () => {
  it('keep a reshaped value of a stated category with the person, not a summed up one', async () => {
    const AGGREGATED = [{ type: 'DIRECT' as const, subtype: 'AGGREGATION' }];
    const RESHAPED = [{ type: 'DIRECT' as const, subtype: 'TRANSFORMATION' }];
    const { origins } = await contentOf([
      ...dataset(CUSTOMERS, 'table', { email: 'user.contact.email' }),
      ...dataset(DIM, 'table', { mail: 'user.contact.email', mails: 'user.contact.email' }),
      flow(CUSTOMERS, DIM),
      derived(CUSTOMERS, 'email', DIM, 'mail', RESHAPED),
      derived(CUSTOMERS, 'email', DIM, 'mails', AGGREGATED),
    ]);
    const of = (column: string) => origins.find((one) => one.column === column);
    expect(of('mail')).toMatchObject({ origin: 'provided', check: 'the value may be reshaped on the way' });
    expect(of('mails')).toMatchObject({ origin: 'derived' });
  });
});
