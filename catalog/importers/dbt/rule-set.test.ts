/** Import rules that people add or change, beyond the shipped ones. */
import { describe, expect, it } from 'vitest';
import type { ImportRule } from '../import-rule.ts';
import { ownersOf } from './owners.ts';
import { RuleSet } from './rule-set.ts';
import { DEFAULT_RULES } from './rules.ts';
import { tagsOf } from './tags.ts';
import type { JsonRecord } from './values.ts';
import { cpuClock } from '../../testing/cpu-clock.ts';

const rule = (part: Partial<ImportRule>): ImportRule => ({
  id: 'own',
  enabled: true,
  place: 'meta',
  match: 'x',
  test: { is: 'any' },
  effect: { does: 'classify', category: 'user.contact' },
  ...part,
});

const told = (block: JsonRecord, ...rules: readonly ImportRule[]): string[] =>
  tagsOf(block, new RuleSet(rules))
    .filter((tag) => tag.rule !== undefined)
    .map(({ kind, key, value, at, rule: by }) => `${kind} ${key}${value} @${at} by ${by}`);

describe('import rules', () => {
  it('have ids of their own', () => {
    expect(new Set(DEFAULT_RULES.map(({ id }) => id)).size).toBe(DEFAULT_RULES.length);
  });

  it('follow key paths into nested meta, with patterns and value tests', () => {
    const meta = { privacy: { email: 'Yes', level: 'Restricted' }, 'Data-Class': 'gdpr' };
    expect(told({ meta }, rule({ match: 'privacy.email', test: { is: 'yes' } }))).toEqual([
      'category user.contact @meta.privacy.email by own',
    ]);
    expect(told({ meta }, rule({ match: '*.level', effect: { does: 'level' } }))).toEqual([
      'sensitivity restricted @meta.privacy.level by own',
    ]);
    expect(told({ meta }, rule({ match: 'data_class', test: { is: 'text', text: 'GDPR' } }))).toEqual([
      'category user.contact @meta.Data-Class by own',
    ]);
    expect(told({ meta }, rule({ match: 'data_class', test: { is: 'text', text: 'none' } }))).toEqual([]);
    expect(told({ meta }, rule({ match: 'privacy', test: { is: 'yes' } }))).toEqual([]);
  });

  it('take tags by word and by pattern, and negatives of their own', () => {
    const word = rule({ place: 'tag', match: 'kunde' });
    const pattern = rule({ id: 'glob', place: 'tag', match: 'dsgvo-*', effect: { does: 'level' } });
    const never = rule({ id: 'never', place: 'tag', match: '*-demo', effect: { does: 'negate' } });
    expect(told({ tags: ['alt-kunde', 'dsgvo-internal', 'kundendienst'] }, word, pattern)).toEqual([
      'category user.contact @tags[0] by own',
      'sensitivity internal @tags[1] by glob',
    ]);
    expect(told({ tags: ['kunde-demo'] }, word, never)).toEqual([]);
    expect(told({ tags: ['kunde'] }, { ...word, enabled: false })).toEqual([]);
  });

  it('take a key with a negative value for a denial', () => {
    const personal = (tag: string): boolean => told({ tags: [tag] }, ...DEFAULT_RULES).length > 0;
    expect(['pii:false', 'PII = no', 'phi:0', 'sensitive=none'].filter(personal)).toEqual([]);
    expect(['pii:true', 'pii=yes', 'pii:email', 'pii'].filter((tag) => !personal(tag))).toEqual([]);
  });

  it('name the shipped rule behind a tag', () => {
    expect(told({ meta: { contains_pii: true } }, ...DEFAULT_RULES)).toEqual([
      'category user @meta.contains_pii by dbt:meta:contains_pii',
      'sensitivity confidential @meta.contains_pii by dbt:meta:contains_pii',
    ]);
  });

  it('find owners under other keys, one set for each role', () => {
    const rules = [
      ...DEFAULT_RULES,
      rule({ match: 'contacts.steward', effect: { does: 'owner', role: 'steward' } }),
    ];
    const node = { meta: { owner: 'Ann', owners: ['Bob'], contacts: { steward: 'cal@shop.org' } } };
    const owners = ownersOf('model.shop.a', node, new Map(), new RuleSet(rules));
    expect(owners.map(({ name, role, at, rule: by }) => `${role} ${name} @${at} by ${by}`)).toEqual([
      'meta.owner Ann @meta.owner by dbt:meta:owner',
      'steward cal@shop.org @meta.contacts.steward by own',
    ]);
  });

  it('stay quick on tags that try a pattern', () => {
    const rules = new RuleSet([rule({ place: 'tag', match: '*a*a*a*a*a*b' })]);
    const spent = cpuClock();
    rules.tag('a'.repeat(60));
    expect(spent()).toBeLessThan(500);
  });
});
