import { afterEach, expect, it } from 'vitest';
import type { Stated } from '../../../../../contract/index.ts';
import { putWords } from '../../../shared/language/say.ts';
import { statedWords } from './stated-words.ts';

afterEach(() => putWords({}));

const decided = { column: null, refused: false, rule: null, importRule: null };
const STATED: readonly (readonly [Stated, string])[] = [
  [{ is: 'source', source: 'glue', id: 'arn:aws:glue:a' }, 'known to AWS Glue as arn:aws:glue:a'],
  [{ is: 'alias', namespace: 's3://lake', name: 'orders' }, 'alias s3://lake orders'],
  [{ is: 'column', column: 'address.street' }, 'column address.street'],
  [{ is: 'tag', ...decided, kind: 'label', key: 'team', value: 'crm' }, 'label team=crm'],
  [
    { is: 'tag', ...decided, kind: 'category', key: '', value: 'user', importRule: 'own:1' },
    'category user, by import rule own:1',
  ],
  [
    {
      is: 'tag',
      kind: 'sensitivity',
      key: '',
      value: 'restricted',
      column: 'id',
      refused: true,
      rule: '4',
      importRule: null,
    },
    'refusal of sensitivity restricted (rule 4) on id',
  ],
  [{ is: 'tag', ...decided, kind: 'review', key: '9f', value: '1', column: 'id' }, 'review on id'],
  [{ is: 'owner', ...decided, name: 'Ana', role: 'data_owner' }, 'owner Ana (data_owner)'],
  [{ is: 'description', column: 'id' }, 'description of id'],
  [{ is: 'comment', column: null, number: 4, settled: true }, 'comment 4 as settled'],
  [{ is: 'edge', to: false, dataset: 'orders' }, 'edge from orders'],
  [{ is: 'column edge', column: 'mail', from: 'email', dataset: 'customers' }, 'email of customers → mail'],
  [{ is: 'read', job: 'load of orders', run: '0d47' }, 'read by run 0d47 of load of orders'],
  [{ is: 'test', column: 'id', name: 'not_null' }, 'test not_null on id'],
];

it('says what is stated, of what and by which rule', () => {
  expect(STATED.map(([stated]) => statedWords(stated))).toEqual(STATED.map(([, words]) => words));
});

it('takes no part of a name for a word', () => {
  putWords({ 'term {value}': 'Begriff {value}', '{stated} on {column}': '{stated}, Spalte {column}' });
  const term: Stated = { is: 'tag', ...decided, kind: 'term', key: '', value: 'people on call' };
  expect(statedWords(term)).toBe('Begriff people on call');
  expect(statedWords({ ...term, column: 'rota' })).toBe('Begriff people on call, Spalte rota');
});
