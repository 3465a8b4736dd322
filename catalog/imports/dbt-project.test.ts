/** A dbt project over several imports: its namespace, its rules, what it renames, what is ephemeral. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { evidenceOf } from '../browse/evidence.ts';
import { resolveDataset } from '../browse/resolve.ts';
import { suggestedJoins } from '../browse/suggested-joins.ts';
import { edgeDetail } from '../explore/edge-detail.ts';
import { picture } from '../explore/picture.ts';
import { manifest, model, SHOP } from '../importers/dbt/testing.ts';
import { erasePayload } from '../ledger/erase.ts';
import type { Json } from '../model/facts.ts';
import type { Catalog } from '../catalog.ts';
import { openTemporaryCatalog, temporaryFolder } from '../testing/temp-catalog.ts';
import { importInto } from './import-into.ts';
import { listRules, resetRules, saveRule, takeBackRules } from './import-rules.ts';
import type { ImportOutcome } from './outcome.ts';
import { listDisabled, listProjects, setProjectNamespace } from './projects.ts';
import { tryRule } from './try-rules.ts';

const HOST = 'postgres://db.example:5432';
let catalog: Catalog;
let day: number;

beforeEach(async () => {
  catalog = await openTemporaryCatalog();
  day = 1;
  return () => catalog.close();
});

function importing(collections: Record<string, Json>, namespace?: string): Promise<ImportOutcome> {
  const folder = join(temporaryFolder(), 'target');
  mkdirSync(folder);
  const written = manifest(12, collections, { generated_at: `2026-03-0${day++}T10:00:00Z` });
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify(written));
  return importInto(catalog, {
    paths: [folder],
    kind: 'auto',
    dryRun: false,
    actor: 'tester',
    signal: new AbortController().signal,
    ...(namespace === undefined ? {} : { namespace }),
  });
}

const at = (namespace: string, name: string) => resolveDataset(catalog, { namespace, name });
const project = () => listProjects(catalog).find(({ name }) => name === 'shop');

describe('the namespace of a project', () => {
  it('is asked for once, then remembered', async () => {
    const first = await importing(SHOP);
    expect(first.projects).toMatchObject([{ name: 'shop', basis: 'project', adapter: 'postgres' }]);
    expect(at('dbt://shop', 'db.public.orders')).toBeDefined();
    await importing(SHOP, HOST);
    const third = await importing(SHOP);
    expect(third.projects).toMatchObject([{ namespace: HOST, basis: 'remembered' }]);
    expect(third.issues.map(({ code }) => code)).not.toContain('namespace-unknown');
    expect(project()).toMatchObject({ namespace: HOST, basis: 'given' });
    // The former name leads to the same dataset.
    expect(at('dbt://shop', 'db.public.orders')?.id).toBe(at(HOST, 'db.public.orders')?.id);
  });

  it('can be set by a person, as a change of its own, and moves the tables with what was said', async () => {
    await importing(SHOP, 'postgres://wrong:5432');
    const set = await setProjectNamespace(catalog, 'Ann', 'shop', ` ${HOST} `);
    expect(set).toMatchObject({ changed: 1, label: `Placed shop under ${HOST}` });
    expect(await setProjectNamespace(catalog, 'Ann', 'shop', HOST)).toMatchObject({ revision: null });
    await importing(SHOP);
    expect(project()).toMatchObject({ namespace: HOST, basis: 'set', former: ['postgres://wrong:5432'] });
    expect(at('postgres://wrong:5432', 'db.public.orders')?.id).toBe(at(HOST, 'db.public.orders')?.id);
    const forgotten = await setProjectNamespace(catalog, 'Ann', 'shop', null);
    expect(forgotten.label).toBe('Forgot the namespace of shop');
    expect(project()).toMatchObject({ namespace: null, basis: 'project' });
  });

  it('stays as it is when an import is only rehearsed', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'manifest.json'), JSON.stringify(manifest(12, SHOP)));
    const request = {
      paths: [folder],
      kind: 'auto',
      actor: 'x',
      signal: new AbortController().signal,
    } as const;
    await importInto(catalog, { ...request, namespace: HOST, dryRun: true });
    expect(listProjects(catalog)).toEqual([]);
  });

  it('keeps the disabled nodes of the newest picture', async () => {
    await importing({ ...SHOP, disabled: { 'model.shop.off': [model('off')] } });
    expect(project()?.disabled).toBe(1);
    expect(listDisabled(catalog, 'shop', { offset: 0, limit: 10 })).toMatchObject({
      total: 1,
      items: [{ sourceId: 'model.shop.off', type: 'model' }],
    });
    await importing(SHOP);
    expect(project()?.disabled).toBe(0);
  });
});

describe('import rules', () => {
  const tagged = {
    nodes: {
      ...SHOP.nodes,
      'model.shop.orders': model('orders', [], { meta: { contains_pii: true, gdpr: 'art9' } }),
    },
  };
  const own = {
    id: 'own:1',
    enabled: true,
    place: 'meta',
    match: 'gdpr',
    test: { is: 'text', text: 'art9' },
    effect: { does: 'classify', category: 'user.health_and_medical', sensitivity: 'restricted' },
  } as const;
  const evidence = (): string[] =>
    (
      evidenceOf(catalog, at('dbt://shop', 'db.public.orders')?.id ?? 0, { offset: 0, limit: 100 })?.items ??
      []
    ).flatMap(({ said, at: place, untilRevision }) =>
      said.is === 'tag' && untilRevision === null
        ? `${said.kind} ${said.value}, by import rule ${said.importRule} @${place}`
        : [],
    );

  it('apply from the next import on, and each tag says which rule made it', async () => {
    await importing(tagged);
    const shipped = 'nodes.model.shop.orders.meta.contains_pii';
    expect(evidence()).toEqual([
      `category user, by import rule dbt:meta:contains_pii @${shipped}`,
      `sensitivity confidential, by import rule dbt:meta:contains_pii @${shipped}`,
    ]);
    expect(tryRule(catalog, own)).toMatchObject({
      added: 2,
      removed: 1,
      examples: expect.arrayContaining([
        { change: 'added', target: 'db.public.orders', tag: 'category user.health_and_medical' },
        { change: 'removed', target: 'db.public.orders', tag: 'sensitivity confidential' },
      ]) as unknown,
    });
    await saveRule(catalog, 'Ann', own);
    await importing(tagged);
    expect(evidence()).toContain(
      'sensitivity restricted, by import rule own:1 @nodes.model.shop.orders.meta.gdpr',
    );
  });

  it('can be changed, switched off and reset, each as an entry of the ledger', async () => {
    const states = () => listRules(catalog).map(({ state }) => state);
    const flag = listRules(catalog).find(({ rule }) => rule.id === 'dbt:meta:contains_pii')?.rule;
    if (!flag) throw new Error('the shipped rule is gone');
    await saveRule(catalog, 'Ann', { ...flag, enabled: false });
    await saveRule(catalog, 'Ann', own);
    expect([states().includes('changed'), states().at(-1)]).toEqual([true, 'own']);
    await importing(tagged);
    expect(evidence().join()).not.toContain('contains_pii');
    expect((await resetRules(catalog, 'Ann', own.id)).label).toBe('Import rule for meta gdpr removed');
    expect((await resetRules(catalog, 'Ann', null)).changed).toBe(1);
    expect(new Set(states())).toEqual(new Set(['shipped']));
    expect((await resetRules(catalog, 'Ann', null)).revision).toBeNull();
    expect(catalog.info().ledgerSize).toBe(5);
  });

  it('that were reset or removed come back as they were, unless they were changed again since', async () => {
    const second = { ...own, id: 'own:2' };
    const flag = listRules(catalog).find(({ rule }) => rule.id === 'dbt:meta:contains_pii')?.rule;
    if (!flag) throw new Error('the shipped rule is gone');
    await saveRule(catalog, 'Ann', own);
    const first = await saveRule(catalog, 'Ann', second);
    await saveRule(catalog, 'Ann', { ...flag, enabled: false });
    const before = listRules(catalog);
    const removed = await resetRules(catalog, 'Ann', own.id);
    expect(listRules(catalog)).not.toEqual(before);
    await takeBackRules(catalog, 'Ann', removed.revision ?? 0);
    // In their order: of two with the same match the first counts.
    expect(listRules(catalog)).toEqual(before);
    const all = await resetRules(catalog, 'Ann', null);
    const back = await takeBackRules(catalog, 'Ann', all.revision ?? 0);
    expect(back.label).toBe('Import rules put back as they were');
    expect(listRules(catalog)).toEqual(before);
    await expect(takeBackRules(catalog, 'Ann', first.revision ?? 0)).rejects.toThrow('changed again since');
  });

  it('whose earlier state was erased from the ledger stay as they are', async () => {
    const saved = await saveRule(catalog, 'Ann', own);
    const { revision } = await resetRules(catalog, 'Ann', null);
    await erasePayload(catalog, { seq: saved.revision ?? 0, actor: 'Ann', reason: 'A name in it' });
    await expect(takeBackRules(catalog, 'Ann', revision ?? 0)).rejects.toThrow('erased from the ledger');
  });
});

describe('a newer state of a project', () => {
  it('retires what is gone and names likely renames as suggestions', async () => {
    const columns = Object.fromEntries(['id', 'email', 'total'].map((name) => [name, { name }]));
    const checksum = { name: 'sha256', checksum: 'a'.repeat(64) };
    const stg = model('stg');
    const node = (name: string) => model(name, ['model.shop.stg'], { columns, checksum });
    await importing({ nodes: { 'model.shop.stg': stg, 'model.shop.sales': node('sales') } });
    const next = await importing({
      nodes: { 'model.shop.stg': stg, 'model.shop.fct_sales': node('fct_sales') },
    });
    expect(next.renames).toMatchObject([
      { from: { name: 'db.public.sales' }, to: { name: 'db.public.fct_sales' } },
    ]);
    expect(next.renames[0]?.reasons).toEqual(expect.arrayContaining(['same code', 'same upstream']));
    expect(next.renamesTotal).toBe(1);
    const rows = catalog.store.reader
      .prepare<[], object>(`SELECT name, basis, status FROM alias WHERE basis = 'rename'`)
      .all();
    expect(rows).toEqual([{ name: 'db.public.sales', basis: 'rename', status: 'suggested' }]);
    expect(at('dbt://shop', 'db.public.sales')?.retired).toBe(true);
    const waiting = suggestedJoins(catalog).map(({ basis, a, b }) => [basis, a.name, b?.name]);
    expect(waiting).toEqual([['rename', 'db.public.sales', 'db.public.fct_sales']]);
  });
});

describe('ephemeral models', () => {
  it('are drawn through unless asked for, the evidence kept', async () => {
    const ephemeral = { config: { materialized: 'ephemeral' } };
    await importing({
      nodes: {
        'model.shop.a': model('a'),
        'model.shop.e': model('e', ['model.shop.a'], ephemeral),
        'model.shop.f': model('f', ['model.shop.e'], ephemeral),
        'model.shop.b': model('b', ['model.shop.f']),
      },
    });
    const [a, b] = ['a', 'b'].map((name) => at('dbt://shop', `db.public.${name}`)?.id ?? 0);
    const request = {
      roots: [a ?? 0],
      up: 1,
      down: 1,
      expanded: [],
      collapsed: [],
      hidden: [],
      openColumns: [],
      allColumns: false,
      columnTrace: null,
      cap: 100,
      previous: {},
      anchor: null,
    };
    const drawn = (shown: boolean) => picture(catalog, { ...request, ephemeral: shown });
    expect(drawn(false)?.nodes.map((node) => node.what === 'dataset' && node.card.name)).toEqual([
      'db.public.a',
      'db.public.b',
    ]);
    expect(drawn(false)?.edges).toMatchObject([{ from: a, to: b, jobsTotal: 3 }]);
    expect(drawn(true)?.nodes.map((node) => node.what === 'dataset' && node.card.name)).toEqual([
      'db.public.a',
      'model.shop.e',
    ]);
    const detail = edgeDetail(catalog, a ?? 0, b ?? 0);
    expect(detail?.through.map(({ name }) => name).sort()).toEqual(['model.shop.e', 'model.shop.f']);
    expect(detail?.jobs.map(({ job }) => job.name)).toEqual(['model.shop.b', 'model.shop.e', 'model.shop.f']);
    expect(detail?.jobs.every(({ evidence }) => evidence.length > 0)).toBe(true);
    expect(edgeDetail(catalog, a ?? 0, b ?? 0, true)?.jobs).toEqual([]);
  });
});
