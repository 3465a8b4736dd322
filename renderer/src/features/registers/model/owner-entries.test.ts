import { expect, it } from 'vitest';
import type { Orphan } from '../../../../../contract/index.ts';
import { entriesFromOwners } from './owner-entries.ts';

const orphan = (why: Orphan['why'], ...owners: [name: string, email: string | null][]): Orphan => ({
  ...{ id: 1, namespace: 'n', name: 't', kind: 'table', why },
  owners: owners.map(([name, email]) => ({ name, email, role: 'steward' })),
});

it('makes one entry of each address and each name without one', () => {
  const entries = entriesFromOwners([
    orphan('unknown', ['ada@example.org', null], ['Ada', 'ADA@example.org'], ['Ada L.', 'ada@example.org']),
    orphan('unknown', ['team:data', null], ['Team:Data', null], ['Bo', 'not an address'], [' ', null]),
    orphan('none', ['Nobody', null]),
  ]);
  expect(entries).toEqual([
    { name: 'Ada', kind: 'person', email: 'ADA@example.org' },
    { name: 'team:data', kind: 'team' },
    { name: 'Bo', kind: 'person' },
  ]);
});
