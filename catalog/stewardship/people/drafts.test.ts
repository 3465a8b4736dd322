import fc from 'fast-check';
import { beforeEach, expect, it } from 'vitest';
import type { Catalog } from '../../catalog.ts';
import { addComment } from '../comments.ts';
import { describe as describeIt } from '../describe.ts';
import { own } from '../own.ts';
import { putEntries } from '../registers/write.ts';
import { datasetId, smallEstate } from '../testing/small-estate.ts';
import {
  DEFAULT_TEMPLATE,
  DRAFT_FIELDS,
  filledIn,
  unknownFields,
  type DraftField,
} from './draft-template.ts';
import { chosenRecipients, draftsTo, recipients, writtenTo } from './drafts.ts';
import { changeMembers } from './members.ts';
import { narrowed, orphans } from './orphans.ts';

const WRITING = { actor: 'Ann', now: new Date('2026-11-21T09:30:00Z') };
let catalog: Catalog;
beforeEach(async () => {
  catalog = await smallEstate();
});
const target = (name: string) => ({ on: 'dataset', id: datasetId(catalog, name) }) as const;
const give = (dataset: string, name: string, role = 'business owner') =>
  own(catalog, 'ann', { targets: [target(dataset)], add: [{ name, email: null, role }], remove: [] });

it('writes to people as the register knows them, and to members of teams without an address', async () => {
  await putEntries(catalog, 'ann', 'party', [
    { name: 'Ada', kind: 'person', email: 'ada@example.org' },
    { name: 'Ben', kind: 'person' },
    { name: 'Finance', kind: 'team' },
    { name: 'Sales', kind: 'team', email: 'sales@example.org' },
  ]);
  await changeMembers(catalog, 'ann', { team: 'finance', add: ['ada@example.org', 'ben'], remove: [] });
  await give('finance.orders', 'ada');
  await give('finance.payments', 'Finance', 'steward');
  await give('sales.leads', 'Sales');
  await give('sales.leads', 'stranger@example.org');
  await give('sales.leads', 'A stranger');
  const found = recipients(catalog).map(({ key, email, roles, teams, items }) => ({
    ...{ key, email, roles, teams },
    names: items.map(({ card }) => card.name),
  }));
  expect(found).toEqual([
    {
      ...{ key: 'ada@example.org', email: 'ada@example.org', teams: ['Finance'] },
      roles: ['business owner', 'steward'],
      names: ['finance.orders', 'finance.payments'],
    },
    ...[
      ['name a stranger', null],
      ['name stranger@example.org', 'stranger@example.org'],
      ['sales@example.org', 'sales@example.org'],
    ].map(([key, email]) => ({ key, email, roles: ['business owner'], teams: [], names: ['sales.leads'] })),
  ]);
});

it('tells what is open, and leaves out who has nothing open', async () => {
  await give('finance.orders', 'Ada');
  await describeIt(catalog, 'ann', { target: target('finance.orders'), text: 'Orders' });
  await addComment(catalog, 'ann', { target: target('finance.orders'), text: 'Really?' });
  const [ada] = chosenRecipients(catalog, { onlyOpen: true });
  expect(ada?.items[0]?.open).toEqual(['1 open comment', 'no sensitivity level', 'not reviewed']);
  const { subject, body } = writtenTo(catalog, ada!, DEFAULT_TEMPLATE, WRITING);
  expect(subject).toMatch(/: 1 of 1 need a look$/);
  expect(body).toContain(
    '- table finance.orders: 1 open comment, no sensitivity level, not reviewed\n  in n',
  );
  expect(body).toContain('\nAnn\n');
  expect(chosenRecipients(catalog, { recipients: [], onlyOpen: false })).toEqual([]);
});

it('keeps every name to its place: no text of an owner starts a header, and no two files have one name', async () => {
  for (const name of ['Ada\r\nBcc: x@example.org', 'Ada Bcc: x@example.org', 'ada-bcc-x@example.org'])
    await give('finance.orders', name);
  const template = { subject: '{{owner.name}}\r\nBcc: y@example.org', body: '{{owner.name}}' };
  const files = draftsTo(catalog, recipients(catalog), template, WRITING);
  expect(new Set(files.map(({ name }) => name)).size).toBe(3);
  for (const { bytes } of files) {
    const [head] = Buffer.from(bytes).toString('latin1').split('\r\n\r\n');
    expect(head).not.toMatch(/^Bcc:/im);
    expect(head?.match(/^[A-Za-z-]+:/gm)).toHaveLength(8);
  }
});

it('tells placeholders that stand for nothing, and fills in each field once', () => {
  expect(unknownFields({ subject: '{{owner.nam}} {{ count }}', body: '{{}} {{owner.nam}} {{a b}}' })).toEqual(
    ['owner.nam', '', 'a b'],
  );
  expect(unknownFields(DEFAULT_TEMPLATE)).toEqual([]);
  const fields = Object.keys(DRAFT_FIELDS) as DraftField[];
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.constantFrom(...fields), fc.string())), fc.string(), (parts, value) => {
      const values = Object.fromEntries(fields.map((field) => [field, `{{count}}${value}`]));
      const text = parts.map((part) => `{{${part}}}|`).join('');
      const known = parts.filter((part) => fields.includes(part.trim() as DraftField)).length;
      const filled = filledIn(text, values as Record<DraftField, string>);
      expect(filled.split(`{{count}}${value}|`).length - 1).toBeGreaterThanOrEqual(known);
    }),
  );
});

it('orphans are narrowed by every word of a text and by reason', async () => {
  await putEntries(catalog, 'ann', 'party', [{ name: 'Ada', kind: 'person' }]);
  await give('finance.orders', 'Somebody else');
  const names = (text: string, why?: 'none' | 'unknown') =>
    narrowed(orphans(catalog), text, why).map(({ card }) => card.name);
  expect(names('')).toEqual(['finance.orders', 'finance.payments', 'sales.leads']);
  expect(names('FINANCE', 'none')).toEqual(['finance.payments']);
  expect(names('else orders')).toEqual(['finance.orders']);
  expect(names('', 'unknown')).toEqual(['finance.orders']);
});
