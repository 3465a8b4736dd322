import { describe, expect, it } from 'vitest';
import type { TagValue } from '../../../../../contract/index.ts';
import {
  draftOf,
  effectLines,
  isComplete,
  kindsFor,
  NEW_RULE,
  requestOf,
  withKind,
  withStatement,
} from './draft.ts';

const tag = (kind: TagValue['kind'], value: string, key = ''): TagValue => ({ kind, key, value });
const KINDS = [
  { kind: 'sensitivity', only: null },
  { kind: 'category', only: null },
  { kind: 'label', only: null },
  { kind: 'domain', only: null },
  { kind: 'origin', only: 'column' },
  { kind: 'review', only: null },
] as const;

describe('the draft of a rule', () => {
  it('is what was read, and goes back the same', () => {
    const effect = { on: 'column' as const, statements: [tag('label', 'x')], owners: [] };
    const rule = { rule: 3, name: 'N', kind: 'tag' as const, selection: 'name:x', effect, enabled: false };
    expect(requestOf(draftOf({ ...rule, actor: 'ann', sinceRevision: 7 }))).toEqual(rule);
  });

  it('offers the kinds of statements that the engine takes of such a rule', () => {
    expect(kindsFor('tag', 'dataset', KINDS)).toEqual(['label']);
    expect(kindsFor('domain', 'column', KINDS)).toEqual(['domain']);
    expect(kindsFor('classify', 'dataset', KINDS)).toEqual(['sensitivity', 'category']);
    expect(kindsFor('classify', 'column', KINDS)).toEqual(['sensitivity', 'category', 'origin']);
  });

  it('of another kind begins its effect anew; rules for owners are about datasets', () => {
    const draft = {
      ...NEW_RULE,
      kind: 'tag' as const,
      on: 'column' as const,
      statements: [tag('label', 'x')],
    };
    expect(withKind(draft, 'owner')).toMatchObject({ kind: 'owner', on: 'dataset', statements: [] });
    expect(withKind(draft, 'tag')).toBe(draft);
  });

  it('replaces a value where there can be one', () => {
    const said = (...values: TagValue[]) =>
      values.reduce(
        (draft, value) =>
          withStatement(
            draft,
            value,
            value.kind === 'label' ? 'many' : value.kind === 'property' ? 'by-key' : 'one',
          ),
        NEW_RULE,
      ).statements;
    expect(said(tag('criticality', 'low'), tag('criticality', 'high'))).toEqual([tag('criticality', 'high')]);
    expect(said(tag('label', 'a'), tag('label', 'b'), tag('label', 'a'))).toHaveLength(2);
    expect(
      said(tag('property', '1', 'cost'), tag('property', '2', 'cost'), tag('property', '1', 'x')),
    ).toEqual([tag('property', '2', 'cost'), tag('property', '1', 'x')]);
  });

  it('is complete with a name, a selection and an effect', () => {
    const owners = [{ name: 'Finance', email: null, role: 'steward' }];
    const whole = { ...NEW_RULE, name: 'N', selection: 'name:x', owners };
    expect(isComplete(whole)).toBe(true);
    for (const part of [{ name: ' ' }, { selection: '' }, { owners: [] }, { kind: 'tag' as const }])
      expect(isComplete({ ...whole, ...part })).toBe(false);
    expect(
      effectLines({ owners, statements: [tag('legal-basis', 'art6-1-b')] }, ({ value }) => value),
    ).toEqual(['legal basis art6-1-b', 'steward Finance']);
  });
});
