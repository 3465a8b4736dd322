/** Import rules in words. */
import type { ImportRule, TagValue } from '../../../../../contract/index.ts';
import { say, sayIn } from '../../../shared/language/say.ts';
import { levelWord } from '../../security/model/levels.ts';

export const PLACE_NAME: Record<ImportRule['place'], string> = {
  meta: say('Key in meta'),
  tag: say('Tag'),
  classifier: say('Classifier'),
  setting: say('Setting'),
};

export const PLACE_HINT: Record<ImportRule['place'], string> = {
  meta: say('A key, or a path such as privacy.pii; * stands for any characters'),
  tag: say('A whole word of the tag; with * the whole tag, such as pii-*'),
  classifier: say('Name of a dbt classifier, such as pii.email'),
  setting: say('Path below the node or column, such as column_mask.function'),
};

export const EFFECT_NAME: Record<ImportRule['effect']['does'], string> = {
  classify: say('Sets sensitivity or category'),
  level: say('Its value is the sensitivity'),
  negate: say('Means the opposite: no tag'),
  label: say('Its value becomes a label'),
  owner: say('Its value names an owner'),
};

/** Effects that make sense at a place. */
export const EFFECTS: Record<ImportRule['place'], readonly ImportRule['effect']['does'][]> = {
  meta: ['classify', 'level', 'owner'],
  tag: ['classify', 'level', 'negate'],
  classifier: ['classify'],
  setting: ['label'],
};

type TagName = (tag: Pick<TagValue, 'kind' | 'key' | 'value'>) => string;

export function testWords({ test }: ImportRule): string {
  return test.is === 'yes'
    ? say('means yes')
    : test.is === 'text'
      ? say('is {text}', { text: test.text })
      : say('any value');
}

export function effectWords({ effect }: ImportRule, tagName: TagName): string {
  switch (effect.does) {
    case 'classify': {
      const parts = [
        effect.category === undefined ? null : tagName({ kind: 'category', key: '', value: effect.category }),
        effect.sensitivity === undefined
          ? null
          : tagName({ kind: 'sensitivity', key: '', value: effect.sensitivity }),
      ];
      return parts.filter((part) => part !== null).join(', ') || sayIn('effect of a rule', 'nothing');
    }
    case 'level':
      return say('sensitivity as its value says');
    case 'negate':
      return say('no tag');
    case 'label':
      return say('label {key}', { key: effect.key });
    case 'owner':
      return say('owner ({role})', { role: effect.role });
  }
}

/** A tag as the trial of a rule names it: kind and value, `sensitivity confidential`. */
export function trialTagWords(tag: string): string {
  const [, kind, value = ''] = /^(\w+) (.*)$/s.exec(tag) ?? [];
  switch (kind) {
    case 'sensitivity':
      return say('sensitivity {level}', { level: levelWord(value) });
    case 'category':
      return say('category {key}', { key: value });
    case 'label':
      return say('label {key}', { key: value });
    default:
      return tag;
  }
}
