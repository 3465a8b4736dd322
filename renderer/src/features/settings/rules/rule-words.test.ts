import { expect, it } from 'vitest';
import { trialTagWords } from './rule-words.ts';

it('a tag of a trial is said by its kind, as the engine says it in English', () => {
  for (const tag of [
    'sensitivity restricted',
    'category user.contact',
    'label team=data platform',
    'new kind',
  ])
    expect(trialTagWords(tag)).toBe(tag);
});
