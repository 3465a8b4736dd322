import { expect, it } from 'vitest';
import { entryOf } from './entries.ts';
import { changesOf, draftOf, problemsOf } from './entry-draft.ts';

const EMPTY = draftOf(null, null);

it('says all of a new entry, also what it stands beneath', () => {
  const draft = { ...draftOf(null, 'customer'), name: ' Lead ', synonyms: ['Prospect'] };
  expect(changesOf('term', EMPTY, draft)).toEqual({
    name: 'Lead',
    parent: 'customer',
    synonyms: ['Prospect'],
  });
  expect(changesOf('party', EMPTY, { ...EMPTY, name: 'Ops', kind: 'team' })).toEqual({
    name: 'Ops',
    kind: 'team',
  });
});

it('says only what differs, and clears what is emptied', () => {
  const before = draftOf(
    entryOf({ key: 'm', name: 'Marketing', description: 'x', legalBasis: 'art6-1-a', retention: 'P2Y' }),
    null,
  );
  expect(changesOf('purpose', before, before)).toEqual({});
  expect(changesOf('purpose', before, { ...before, text: ' ', retention: 'P3Y', reason: 'x' })).toEqual({
    description: null,
    retention: 'P3Y',
  });
});

it('finds what the engine would refuse', () => {
  expect(problemsOf('term', { ...EMPTY, key: 'a b' })).toHaveProperty('key');
  expect(Object.keys(problemsOf('party', { ...EMPTY, name: 'A', email: 'nowhere' }))).toEqual(['email']);
  expect(Object.keys(problemsOf('purpose', { ...EMPTY, name: 'A', retention: '3 years' }))).toEqual([
    'retention',
  ]);
  expect(problemsOf('term', { ...EMPTY, name: 'A', email: 'nowhere', retention: 'x' })).toEqual({});
});
