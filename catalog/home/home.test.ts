import { expect, it } from 'vitest';
import { columnId, estateFacts, smallEstate } from '../stewardship/testing/small-estate.ts';
import { tag } from '../stewardship/tag.ts';
import { importFacts } from '../testing/temp-catalog.ts';
import { home } from './home.ts';

it('counts categorised columns among those that are there', async () => {
  const catalog = await smallEstate(['f.a', 'f.b']);
  const targets = ['f.a', 'f.b'].map((name) => ({
    on: 'column' as const,
    id: columnId(catalog, name, 'email'),
  }));
  const email = { kind: 'category', key: '', value: 'user.contact.email' } as const;
  await tag(catalog, 'ann', { targets, add: [email], remove: [] });
  expect(home(catalog).coverage).toMatchObject({ columns: 4, columnsCategorised: 2 });
  // What a person said of a column stays when no source has the column any more.
  await importFacts(catalog.store, estateFacts(['f.a']), 'two');
  expect(home(catalog).coverage).toMatchObject({ columns: 2, columnsCategorised: 1 });
  await catalog.close();
});
