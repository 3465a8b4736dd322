import { expect, it } from 'vitest';
import { keepSafeCopy } from '../../store/safe-copy.ts';
import { safeCopiesOf } from '../../store/safe-copies.ts';
import { openTemporaryCatalog } from '../../testing/temp-catalog.ts';
import { passphraseProvider } from '../vault/providers.ts';
import { protectDesk } from '../vault/desk-key.ts';
import { moveCase } from './act.ts';
import { openCase } from './open-case.ts';
import { notePerson } from './records.ts';
import { eraseCase } from './retention.ts';

it('erasing the data of a case takes every copy of the file along', async () => {
  const catalog = await openTemporaryCatalog();
  const reference = await openCase(catalog, 'ada', {
    receivedOn: '2026-03-05',
    jurisdiction: 'gdpr',
    place: 'IE',
    rights: ['access'],
    subject: 'customer',
  });
  await protectDesk(catalog, 'ada', passphraseProvider('correct horse battery', { n: 2 ** 10 }));
  await notePerson(catalog, 'ada', reference, {
    name: 'Zebedee Quux',
    contact: '',
    identifiers: [],
    agent: null,
  });
  await keepSafeCopy(catalog.store);
  expect(safeCopiesOf(catalog.store.path)).toHaveLength(1);
  // Refused while it is worked on: then nothing goes.
  await expect(eraseCase(catalog, 'ada', { reference })).rejects.toThrow();
  expect(safeCopiesOf(catalog.store.path)).toHaveLength(1);
  await moveCase(catalog, { actor: 'ada', reference, to: 'withdrawn', on: '2026-03-10' });
  await eraseCase(catalog, 'ada', { reference, early: true });
  expect(safeCopiesOf(catalog.store.path)).toEqual([]);
  await catalog.close();
});
