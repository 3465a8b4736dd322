import { beforeEach, describe, expect, it } from 'vitest';
import type { Fact } from '../../model/facts.ts';
import type { Catalog } from '../../catalog.ts';
import { tag } from '../../stewardship/tag.ts';
import { importFacts, openTemporaryCatalog } from '../../testing/temp-catalog.ts';
import { classifierOf, classifyCatalog } from './catalog.ts';
import { NamesFileError, classifyNames, readNames } from './names-file.ts';

const evidence = { scope: 'p', file: 0, at: 'x' };
const customers = { namespace: 'pg://db', name: 'shop.customers' };
const parts = { namespace: 'pg://db', name: 'shop.parts' };
const facts: Fact[] = [
  { type: 'scope', scope: 'p', mode: 'replace' },
  { type: 'dataset', dataset: customers, sourceId: 'a', evidence },
  { type: 'column', dataset: customers, path: ['email'], dataType: 'varchar', evidence },
  { type: 'column', dataset: customers, path: ['f17'], evidence },
  { type: 'column', dataset: customers, path: ['home', 'city'], evidence },
  {
    type: 'tag',
    target: { on: 'column', dataset: customers, path: ['f17'] },
    kind: 'label',
    key: 'pii',
    value: 'phone',
    evidence,
  },
  { type: 'dataset', dataset: parts, sourceId: 'b', evidence },
  { type: 'column', dataset: parts, path: ['name'], evidence },
];

let catalog: Catalog;
beforeEach(async () => {
  catalog = await openTemporaryCatalog();
  await importFacts(catalog.store, facts, 'one');
});

const best = (results: ReturnType<typeof all>) =>
  Object.fromEntries(
    results.flatMap(({ card, columns }) =>
      columns.map(({ path, suggestions, standing }) => [
        `${card.name}.${path.join('.')}`,
        suggestions[0] ? `${suggestions[0].category} ${standing[0]}` : '-',
      ]),
    ),
  );
const all = (ids?: readonly number[]) => [...classifyCatalog(catalog, classifierOf(catalog), ids)];

describe('the open catalog', () => {
  it('is classified by names, nesting and tags of sources, and stays as it was', () => {
    const before = catalog.revision();
    expect(best(all())).toEqual({
      'shop.customers.email': 'user.contact.email new',
      'shop.customers.f17': 'user.contact.phone_number new',
      'shop.customers.home.city': 'user.contact.address.city new',
      'shop.parts.name': '-',
    });
    expect(catalog.revision()).toBe(before);
  });

  it('tells what is in force', async () => {
    const email = all()[0]!.columns.find(({ path }) => path[0] === 'email')!;
    const category = { kind: 'category', key: '', value: 'user.contact.email' } as const;
    await tag(catalog, 'ann', { targets: [{ on: 'column', id: email.id }], add: [category], remove: [] });
    expect(best(all())['shop.customers.email']).toBe('user.contact.email in force');
  });

  it('remembers what a person refused', async () => {
    const refused: Fact[] = [
      ...facts,
      {
        type: 'tag',
        target: { on: 'column', dataset: customers, path: ['email'] },
        kind: 'category',
        key: '',
        value: 'user.contact.email',
        evidence,
      },
    ];
    await importFacts(catalog.store, refused, 'two');
    const { id } = all()[0]!.columns.find(({ path }) => path[0] === 'email')!;
    const category = { kind: 'category', key: '', value: 'user.contact.email' } as const;
    await tag(catalog, 'ann', { targets: [{ on: 'column', id }], add: [], remove: [category] });
    expect(best(all())['shop.customers.email']).toBe('user.contact.email refused');
  });

  it('is classified in part when asked', () => {
    const { id } = all().find(({ card }) => card.name === 'shop.parts')!.card;
    expect(Object.keys(best(all([id])))).toEqual(['shop.parts.name']);
  });
});

describe('bare names', () => {
  it('are answered in their order, with the table as context', () => {
    const { names, problems } = readNames(
      '\uFEFF[{"table":"t","column":"name"},{"table":"customers","column":"name"},{"table":"t"},7,{"table":"t","column":"email","type":"boolean"}]',
    );
    const answers = classifyNames(classifierOf(catalog), names);
    expect(answers.map(({ table, column, category }) => [table, column, category])).toEqual([
      ['t', 'name', null],
      ['customers', 'name', 'user.name'],
      ['t', 'email', null],
    ]);
    expect(answers[1]!.evidence).toContain('the table “customers” looks like one of persons (customer)');
    expect(problems).toEqual([
      'item 3, column: Invalid input: expected string, received undefined',
      'item 4: Invalid input: expected object, received number',
    ]);
  });

  it('what is not a list of them is refused', () => {
    expect(() => readNames('{}')).toThrow(NamesFileError);
    expect(() => readNames('[')).toThrow(/not JSON/);
  });
});
