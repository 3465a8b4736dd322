/** How much of an authority's template the record of an activity answers. */
import type { Known, World } from '../world.ts';
import { answerTo, type Answer } from './answers.ts';
import type { RecordRole, Template, TemplateField } from './templates.ts';

export interface Answered extends Answer {
  readonly field: TemplateField;
}

export interface Coverage {
  readonly answers: readonly Answered[];
  readonly stated: number;
  readonly derived: number;
  readonly notApplicable: number;
  readonly open: number;
  /** Whole percent of the fields that apply, rounded down; 100 where none does. */
  readonly percent: number;
  /** The same of the fields that Art. 30 itself asks for. */
  readonly requiredPercent: number;
}

/** Under which paragraph of Art. 30 an activity is recorded. */
export function recordRole(known: Pick<Known, 'activity'>): RecordRole {
  return known.activity.role === 'processor' ? 'processor' : 'controller';
}

export function coverageOf(world: World, known: Known, template: Template): Coverage {
  const answers = template[recordRole(known)].map((field): Answered => ({
    ...answerTo(world, known, field, template.place),
    field,
  }));
  const count = (state: Answer['state']) => answers.filter((one) => one.state === state).length;
  return {
    answers,
    stated: count('stated'),
    derived: count('derived'),
    notApplicable: count('not-applicable'),
    open: count('open'),
    percent: percentOf(answers),
    requiredPercent: percentOf(answers.filter(({ field }) => field.provision !== null)),
  };
}

/** Of several activities together. */
export function percentOf(answers: readonly Pick<Answer, 'state'>[]): number {
  const applicable = answers.filter(({ state }) => state !== 'not-applicable');
  const answered = applicable.filter(({ state }) => state !== 'open');
  return applicable.length === 0 ? 100 : Math.floor((100 * answered.length) / applicable.length);
}
