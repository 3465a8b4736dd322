import { afterEach, expect, it } from 'vitest';
import { putWords } from '../../../shared/language/say.ts';
import { changeWords, statementWords, tagWords } from './statement-words.ts';

afterEach(() => putWords({}));

const STATEMENTS = [
  'described as db#shop.orders',
  'also named s3://lake orders',
  'column address.street',
  'read by load test on monday',
  'written by run 0d47 of load',
  'read by run 0d47 of load of orders',
  'feeds shop.orders',
  'fed by shop.orders',
  'email of shop.customers → mail',
  'tag team=crm',
  'tag team=crm of email, by import rule 3',
  'owner Ana Ruiz, by import rule own teams',
  'description',
  'property dataSource',
  'test not_null',
  'something else',
];

const CHANGES = [
  'known to AWS Glue as arn:aws:glue:eu-west-1:1:table/a',
  'alias s3://lake orders on top',
  'column email',
  'sensitivity restricted on email',
  'refusal of category user.contact (rule 4) on email',
  'criticality high',
  'certification deprecated',
  'legal-basis art6-1-a',
  'review',
  'review on email',
  'owner Ana Ruiz (business owner)',
  'owner crm (data_owner) (rule 2) on email',
  'description of email',
  'comment 4',
  'comment 4 as settled on email',
  'edge to load on monday',
  'edge from orders',
  'test not_null on id',
  'something else',
];

it('says in English what the engine says', () => {
  expect(STATEMENTS.map(statementWords)).toEqual(STATEMENTS);
  expect(CHANGES.map(changeWords)).toEqual(CHANGES);
  expect(['sensitivity restricted', 'a.b: category user', 'label x=y', 'what'].map(tagWords)).toEqual([
    'sensitivity restricted',
    'a.b: category user',
    'label x=y',
    'what',
  ]);
});

it('says each part in another language, and leaves names alone', () => {
  putWords({
    'refusal of {what}': 'Ablehnung: {what}',
    '{stated} on {column}': '{stated}, Spalte {column}',
    '{stated} (rule {rule})': '{stated} (Regel {rule})',
    'category {value}': 'Kategorie {value}',
    'column {name}': 'Spalte {name}',
    'edge to {name}': 'Kante zu {name}',
    '{stated}, by import rule {rule}': '{stated}, durch Importregel {rule}',
    'tag {tag} of {column}': 'Markierung {tag} von {column}',
  });
  expect(changeWords('refusal of category user.contact (rule 4) on email')).toBe(
    'Ablehnung: Kategorie user.contact (Regel 4), Spalte email',
  );
  expect(changeWords('edge to load on monday')).toBe('Kante zu load on monday');
  expect(statementWords('tag team=crm of email, by import rule 3')).toBe(
    'Markierung team=crm von email, durch Importregel 3',
  );
  expect(tagWords('a.b: category user')).toBe('a.b: Kategorie user');
});
