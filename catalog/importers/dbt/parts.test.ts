/** The rules of this folder that stand on their own: names, columns, tags, owners, tests, statuses. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json } from '../../model/facts.ts';
import { ColumnSet } from './column-set.ts';
import { projectName, type TableEntry } from './manifest-index.ts';
import { chooseNamespace } from './namespace.ts';
import { ownersOf } from './owners.ts';
import { datasetName, parseRelationName, relationOf, type Relation } from './relation.ts';
import { compileOnly } from './run-results.ts';
import { RuleSet } from './rule-set.ts';
import { tagsOf } from './tags.ts';
import { attachTest, type TestEntry } from './test-nodes.ts';
import { instant, projectPath, type JsonRecord } from './values.ts';

const relation = (database: string | null, schema: string | null, identifier: string): Relation => ({
  database,
  schema,
  identifier,
  quoted: true,
});

describe('parseRelationName', () => {
  it.each([
    ['"db"."public"."orders"', ['db', 'public', 'orders']],
    ['`my-project`.`raw`.`events.v2`', ['my-project', 'raw', 'events.v2']],
    ['[master].[dbo].[a]]b]', ['master', 'dbo', 'a]b']],
    ['DB.SCHEMA.orders', ['DB', 'SCHEMA', 'orders']],
    ['default.orders', ['default', 'orders']],
    ['"say ""hi"""', ['say "hi"']],
  ])('reads %s', (name, parts) => expect(parseRelationName(name)?.parts).toEqual(parts));

  it.each(['', '"open', "read_parquet('s3://b/x.parquet')", 'a..b', 'a.b.c.d', '"a"b', 'a.', '""'])(
    'refuses %j',
    (name) => expect(parseRelationName(name)).toBeNull(),
  );

  it('reads back whatever is quoted', () => {
    const part = fc.string({ minLength: 1 });
    fc.assert(
      fc.property(
        fc.array(part, { minLength: 1, maxLength: 3 }),
        fc.constantFrom('""', '``', '[]'),
        (parts, quotes) => {
          const [open = '', close = ''] = quotes;
          const name = parts.map((text) => open + text.replaceAll(close, close + close) + close).join('.');
          expect(parseRelationName(name)?.parts).toEqual(parts);
        },
      ),
    );
  });
});

describe('datasetName', () => {
  it.each([
    ['postgres', 'postgres://h:5432', relation('db', 's', 't'), 'db.s.t'],
    ['snowflake', 'snowflake://a', relation('DB', 'S', 't'), 'DB.S.t'],
    ['mysql', 'mysql://h:3306', relation('ignored', 'shop', 't'), 'shop.t'],
    ['clickhouse', 'dbt://shop', relation(null, 'shop', 't'), 'shop.t'],
    ['spark', 'spark://h', relation(null, 'default', 't'), 'default.t'],
    ['spark', 'spark://h', relation('iceberg', 'default', 't'), 'iceberg.default.t'],
    ['spark', 'spark://h', relation('Default', 'default', 't'), 'default.t'],
    [
      'athena',
      'awsathena://athena.eu-west-1.amazonaws.com',
      relation('awsdatacatalog', 's', 't'),
      'awsdatacatalog.s.t',
    ],
    ['athena', 'arn:aws:glue:eu-west-1:123456789012', relation('awsdatacatalog', 's', 't'), 'table/s/t'],
    [null, 'dbt://shop', relation(null, null, 't'), 't'],
  ] as const)('%s under %s', (adapter, namespace, from, name) =>
    expect(datasetName(from, adapter, namespace)).toBe(name),
  );

  it('fills what the fields leave out from relation_name', () => {
    expect(relationOf({ relation_name: '"db"."s"."t"', name: 'ignored' })).toMatchObject({
      database: 'db',
      schema: 's',
      identifier: 't',
    });
    expect(relationOf({ relation_name: 'S.T', alias: 't2' })).toEqual({
      database: null,
      schema: 'S',
      identifier: 't2',
      quoted: false,
    });
    expect(relationOf({ relation_name: null })).toBeNull();
  });
});

describe('chooseNamespace', () => {
  const relations = [relation('db', 's', 'a'), relation('db', 's', 'b')];
  const holding = (held: Readonly<Record<string, readonly string[]>>) => ({
    namespacesHolding: (names: readonly string[]) => names.map((name) => held[name] ?? []),
  });

  it('takes what is given, then what the adapter fixes', () => {
    expect(
      chooseNamespace('shop', 'bigquery', relations, { namespace: ' postgres://h:5432 ' }),
    ).toMatchObject({
      namespace: 'postgres://h:5432',
      basis: 'given',
    });
    expect(chooseNamespace('shop', 'bigquery', relations, {})).toMatchObject({
      namespace: 'bigquery',
      basis: 'adapter',
    });
  });

  it('takes the one namespace of the catalog that fits, and none when two do', () => {
    const one = {
      'db.s.a': ['postgres://h:5432', 'mysql://x:3306', 'dbt://shop'],
      'db.s.b': ['postgres://h:5432'],
    };
    expect(chooseNamespace('shop', 'postgres', relations, holding(one))).toMatchObject({
      namespace: 'postgres://h:5432',
      basis: 'catalog',
    });
    const two = { 'db.s.a': ['postgres://h:5432'], 'db.s.b': ['postgres://other:5432'] };
    expect(chooseNamespace('shop', 'postgres', relations, holding(two))).toMatchObject({
      namespace: 'dbt://shop',
      basis: 'project',
      guesses: ['postgres://h:5432', 'postgres://other:5432'],
    });
    expect(chooseNamespace('shop', null, relations, holding(one)).basis).toBe('project');
  });

  it('keeps to what was remembered, unless another one is given', () => {
    const remembered = (): { namespace: string | null; former: string[] } => ({
      namespace: 'postgres://h:5432',
      former: ['postgres://old:5432'],
    });
    const held = holding({ 'db.s.a': ['postgres://other:5432'] });
    expect(chooseNamespace('shop', 'postgres', relations, { ...held, remembered })).toMatchObject({
      namespace: 'postgres://h:5432',
      basis: 'remembered',
      former: ['postgres://old:5432'],
    });
    const namespace = 'postgres://new:5432';
    expect(chooseNamespace('shop', 'postgres', relations, { ...held, remembered, namespace })).toMatchObject({
      namespace,
      basis: 'given',
      former: ['postgres://old:5432', 'postgres://h:5432'],
    });
  });

  it('finds tables in another case and in the Glue Data Catalog', () => {
    expect(
      chooseNamespace('shop', 'snowflake', relations, holding({ 'DB.S.B': ['snowflake://acc'] })).namespace,
    ).toBe('snowflake://acc');
    const glue = 'arn:aws:glue:eu-west-1:123456789012';
    expect(chooseNamespace('shop', 'athena', relations, holding({ 'table/s/a': [glue] })).namespace).toBe(
      glue,
    );
    expect(chooseNamespace('shop', 'postgres', relations, holding({ 'table/s/a': [glue] })).basis).toBe(
      'project',
    );
  });
});

describe('projectName', () => {
  it('is stated, or hashed, or that of the most nodes', () => {
    const packages = new Map([
      ['zeta', 9],
      ['shop', 1],
      ['alpha', 9],
    ]);
    expect(projectName({ projectName: 'said', projectId: null }, packages)).toBe('said');
    expect(projectName({ projectName: null, projectId: 'fb54f3c5992b96d001bb16e8e92d968d' }, packages)).toBe(
      'shop',
    );
    expect(projectName({ projectName: null, projectId: 'other' }, packages)).toBe('alpha');
    expect(projectName({ projectName: null, projectId: null }, new Map())).toBe('unnamed');
  });
});

describe('ColumnSet', () => {
  it('nests dotted names below a column that exists, whatever the order', () => {
    const set = new ColumnSet();
    expect(set.add(['id', 'geo.city.name', 'geo', 'geo.city', 'odd.name', 'geo.zip.'])).toEqual([
      { path: ['id'], ordinal: 0 },
      { path: ['geo', 'city', 'name'], ordinal: 0 },
      { path: ['geo'], ordinal: 1 },
      { path: ['geo', 'city'], ordinal: 0 },
      { path: ['odd.name'], ordinal: 2 },
      { path: ['geo.zip.'], ordinal: 3 },
    ]);
    expect(set.find('GEO.City')).toEqual(['geo', 'city']);
  });

  it('finds the exact spelling before another case', () => {
    const set = new ColumnSet();
    set.add(['ID', 'id']);
    expect([set.find('id'), set.find('ID'), set.find('Id')]).toEqual([['id'], ['ID'], ['ID']]);
  });

  it('gives each sibling an ordinal of its own and finds what it was given', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.string({ unit: fc.constantFrom('a', 'b', '.'), minLength: 1, maxLength: 6 })),
        (names) => {
          const set = new ColumnSet();
          const placed = set.add(names);
          const slots = placed.map(({ path, ordinal }) => JSON.stringify([path.slice(0, -1), ordinal]));
          expect(new Set(slots).size).toBe(names.length);
          expect(placed.map(({ path }) => path.join('.'))).toEqual(names);
          expect(names.map((name) => set.find(name))).toEqual(placed.map(({ path }) => path));
        },
      ),
    );
  });

  it('does not walk a name of a million dots', () => {
    expect(new ColumnSet().add(['.'.repeat(1e6) + 'a'])[0]?.path).toHaveLength(1);
  });
});

/** Tags as `kind key=value @place`. */
const told = (block: JsonRecord): string[] =>
  tagsOf(block, new RuleSet()).map(
    ({ kind, key, value, at }) => `${kind} ${key === '' ? '' : `${key}=`}${value} @${at}`,
  );

describe('tagsOf', () => {
  it.each([
    [
      { meta: { contains_pii: true } },
      ['category user @meta.contains_pii', 'sensitivity confidential @meta.contains_pii'],
    ],
    [
      { meta: { pii: 'yes' }, config: { meta: null } },
      ['category user @meta.pii', 'sensitivity confidential @meta.pii'],
    ],
    [
      { meta: { pii: true }, config: { meta: { phi: true } } },
      ['category user.health_and_medical @config.meta.phi', 'sensitivity restricted @config.meta.phi'],
    ],
    [{ meta: { pii: false, is_pii: 'no', phi: null } }, []],
    [{ meta: { classification: 'Restricted' } }, ['sensitivity restricted @meta.classification']],
    [
      { meta: { classification: 'internal', pii: true } },
      ['category user @meta.pii', 'sensitivity internal @meta.classification'],
    ],
    [
      { meta: { 'data-classification': 'top secret' } },
      ['label data-classification=top secret @meta.data-classification'],
    ],
    [
      { tags: ['PII'] },
      ['label PII @tags[0]', 'category user @tags[0]', 'sensitivity confidential @tags[0]'],
    ],
    [
      { tags: ['nightly', 'x'], config: { tags: ['x', 'contains-phi'] } },
      [
        'label nightly @tags[0]',
        'label x @tags[1]',
        'label contains-phi @config.tags[1]',
        'category user.health_and_medical @config.tags[1]',
        'sensitivity restricted @config.tags[1]',
      ],
    ],
    [
      { tags: ['not_pii', 'non-sensitive', 'no_phi', 'pii free', 'epiiic', 'sensitivity_reviewed'] },
      [
        'label not_pii @tags[0]',
        'label non-sensitive @tags[1]',
        'label no_phi @tags[2]',
        'label pii free @tags[3]',
        'label epiiic @tags[4]',
        'label sensitivity_reviewed @tags[5]',
      ],
    ],
    [
      { tags: ['sensitivity:restricted'] },
      ['label sensitivity:restricted @tags[0]', 'sensitivity restricted @tags[0]'],
    ],
    [{ tags: 'hourly' }, ['label hourly @tags[0]']],
    [{ tags: null, meta: null, config: null }, []],
    [
      { classifiers: ['pii.email', 'finance.amount'] },
      [
        'label classifier=pii.email @classifiers[0]',
        'category user.contact.email @classifiers[0]',
        'label classifier=finance.amount @classifiers[1]',
      ],
    ],
    [
      { policy_tags: ['projects/p/policyTags/1', { name: 'projects/p/policyTags/2' }] },
      [
        'label policy tag=projects/p/policyTags/1 @policy_tags[0]',
        'label policy tag=projects/p/policyTags/2 @policy_tags[1]',
      ],
    ],
    [{ policy_tags: 'projects/p/policyTags/1' }, ['label policy tag=projects/p/policyTags/1 @policy_tags']],
    [
      { databricks_tags: { pii: 'true', team: 'web', bare: '' } },
      [
        'label pii=true @databricks_tags.pii',
        'category user @databricks_tags.pii',
        'label team=web @databricks_tags.team',
        'label databricks tag=bare @databricks_tags.bare',
        'sensitivity confidential @databricks_tags.pii',
      ],
    ],
    [
      { meta: { masking_policy: 'mask_email' }, column_mask: { function: 'main.mask' } },
      [
        'label masking policy=main.mask @column_mask.function',
        'label masking policy=mask_email @meta.masking_policy',
      ],
    ],
  ] as [JsonRecord, string[]][])('%j', (block, tags) => expect(told(block)).toEqual(tags));

  it('takes any JSON without an error, and never two levels', () => {
    const block = fc.record({
      tags: fc.jsonValue(),
      meta: fc.jsonValue(),
      config: fc.jsonValue(),
      classifiers: fc.jsonValue(),
      policy_tags: fc.jsonValue(),
      databricks_tags: fc.jsonValue(),
    });
    fc.assert(
      fc.property(block, (value) => {
        const tags = tagsOf(value as JsonRecord, new RuleSet());
        expect(tags.filter(({ kind }) => kind === 'sensitivity').length).toBeLessThanOrEqual(1);
        expect(tags.every((tag) => tag.value.trim() !== '')).toBe(true);
      }),
    );
  });
});

describe('ownersOf', () => {
  const groups = new Map([
    ['group.other.finance', { at: 'groups.group.other.finance.owner', owner: { name: 'Wrong' } }],
    [
      'group.shop.finance',
      {
        at: 'groups.group.shop.finance.owner',
        owner: { name: 'Finance', email: ['fin@shop.org', 'b@shop.org'] },
      },
    ],
    ['group.shop.bare', { at: 'groups.group.shop.bare.owner', owner: {} }],
  ] as const);
  const names = (node: JsonRecord): string[] =>
    ownersOf('model.shop.orders', node, groups, new RuleSet()).map(
      ({ name, email, role, at }) => `${role}: ${name} <${email ?? ''}> @${at}`,
    );

  it.each([
    [
      { group: 'finance', meta: { owner: 'x' } },
      ['group: Finance <fin@shop.org> @groups.group.shop.finance.owner'],
    ],
    [{ config: { group: 'bare' } }, ['group: bare <> @groups.group.shop.bare.owner']],
    [{ group: 'missing', meta: { owner: '@team-data' } }, ['meta.owner: @team-data <> @meta.owner']],
    [
      { meta: { owner: 'a@x.org' }, config: { meta: { owner: 'b@x.org' } } },
      ['meta.owner: b@x.org <b@x.org> @config.meta.owner'],
    ],
    [
      { meta: { owner: ['Ann', 'Ann', 'Bob <bob@x.org>'] } },
      ['meta.owner: Ann <> @meta.owner', 'meta.owner: Bob <bob@x.org> @meta.owner'],
    ],
    [
      { meta: { owner: 'a@x.org; b@x.org' } },
      ['meta.owner: a@x.org <a@x.org> @meta.owner', 'meta.owner: b@x.org <b@x.org> @meta.owner'],
    ],
    [{ meta: { owner: 'Doe, Jane' } }, ['meta.owner: Doe, Jane <> @meta.owner']],
    [{ owner: { name: 'Cal', email: 'cal@x.org' }, meta: null }, ['exposure owner: Cal <cal@x.org> @owner']],
    [{ owner: { name: null, email: null } }, []],
    [{}, []],
  ] as [JsonRecord, string[]][])('%j', (node, owners) => expect(names(node)).toEqual(owners));
});

describe('attachTest', () => {
  const tables = new Map(
    [
      'model.shop.orders',
      'model.shop.orders.v2',
      'model.shop.customers',
      'model.pkg.orders',
      'source.shop.raw.orders',
    ].map((uniqueId) => [uniqueId, { uniqueId } as TableEntry]),
  );
  const attach = (more: Partial<TestEntry>): string | undefined => {
    const test = { uniqueId: 't', at: '', name: 't', kind: 'x', parents: [...tables.keys()], ...more };
    return attachTest(test, tables)?.uniqueId;
  };

  it.each([
    [{ attached: 'model.shop.customers' }, 'model.shop.customers'],
    [{ attached: 'model.shop.gone', parents: ['model.pkg.orders'] }, 'model.pkg.orders'],
    [{ model: "{{ get_where_subquery(ref('customers')) }}" }, 'model.shop.customers'],
    [{ model: "{{ ref('pkg', 'orders') }}" }, 'model.pkg.orders'],
    [{ model: '{{ ref("orders", v=2) }}' }, 'model.shop.orders.v2'],
    [{ model: "{{ ref('orders', version='2') }}" }, 'model.shop.orders.v2'],
    [{ model: "{{ source('raw', 'orders') }}" }, 'source.shop.raw.orders'],
    [{ model: 'nothing to see' }, 'model.shop.orders'],
    [{}, 'model.shop.orders'],
    [{ parents: ['macro.x', 'exposure.y'] }, undefined],
  ] as [Partial<TestEntry>, string | undefined][])('%j', (test, id) => expect(attach(test)).toBe(id));
});

describe('small readings', () => {
  it.each([
    ['2026-03-01T10:00:00.123456Z', '2026-03-01T10:00:00.123Z'],
    ['2026-03-01T10:00:00.123456', '2026-03-01T10:00:00.123Z'],
    ['2026-03-01 10:00:00+02:00', '2026-03-01T08:00:00.000Z'],
    ['2026-13-01T10:00:00Z', undefined],
    ['yesterday', undefined],
    [null, undefined],
    [20260301, undefined],
  ] as [Json, string | undefined][])('instant %j', (value, read) => expect(instant(value)).toBe(read));

  it.each([
    ['models\\staging\\a.sql', 'models/staging/a.sql'],
    ['/home/ann/shop/a.sql', undefined],
    ['C:\\Users\\ann\\a.sql', undefined],
    ['\\\\server\\share\\a.sql', undefined],
  ] as [Json, string | undefined][])('projectPath %j', (value, read) =>
    expect(projectPath(value)).toBe(read),
  );

  it('tells commands that run nothing', () => {
    expect(compileOnly({ which: 'generate' })).toBe('generate');
    expect(compileOnly({ rpc_method: 'docs.generate' })).toBe('generate');
    expect([compileOnly({ which: 'build' }), compileOnly({})]).toEqual([null, null]);
  });
});
