/** Import rules in words. */
import type { ImportRule, TagValue } from '../../../../../contract/index.ts';
import { say } from '../../../shared/language/say.ts';

export const PLACE_NAME: Record<ImportRule['place'], string> = {
  meta: 'Key in meta',
  tag: 'Tag',
  classifier: 'Classifier',
  setting: 'Setting',
};

export const PLACE_HINT: Record<ImportRule['place'], string> = {
  meta: 'A key, or a path such as privacy.pii; * stands for any characters',
  tag: 'A whole word of the tag; with * the whole tag, such as pii-*',
  classifier: 'Name of a dbt classifier, such as pii.email',
  setting: 'Path below the node or column, such as column_mask.function',
};

export const EFFECT_NAME: Record<ImportRule['effect']['does'], string> = {
  classify: 'Sets sensitivity or category',
  level: 'Its value is the sensitivity',
  negate: 'Means the opposite: no tag',
  label: say('Its value becomes a label'),
  owner: 'Its value names an owner',
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
  return test.is === 'yes' ? 'means yes' : test.is === 'text' ? `is ${test.text}` : 'any value';
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
      return parts.filter((part) => part !== null).join(', ') || 'nothing';
    }
    case 'level':
      return 'sensitivity as its value says';
    case 'negate':
      return 'no tag';
    case 'label':
      return `label ${effect.key}`;
    case 'owner':
      return `owner (${effect.role})`;
  }
}
