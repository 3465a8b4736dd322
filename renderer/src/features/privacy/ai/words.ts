/** Documentation of models and datasets in plain words. */
import type {
  Completeness,
  DATA_SPLITS,
  DocumentForm,
  QuestionState,
} from '../../../../../contract/index.ts';
import { say, sayIn } from '../../../shared/language/say.ts';

export const FORM_NAME: Record<DocumentForm, string> = {
  'ai-act': say('AI Act record'),
  'model-card': say('Model card'),
  datasheet: say('Datasheet'),
};

export const STATE_NAME: Record<QuestionState, string> = {
  stated: say('Stated'),
  catalog: say('From the catalog'),
  'not-applicable': say('Does not apply'),
  partly: say('In part'),
  open: sayIn('state', 'Open'),
};

export const SPLIT_NAME: Record<(typeof DATA_SPLITS)[number], string> = {
  training: sayIn('what data are for', 'training'),
  validation: sayIn('what data are for', 'validation'),
  testing: sayIn('what data are for', 'testing'),
  other: sayIn('what data are for', 'other'),
};

/** `9 of 28 answered, 3 in part`. */
export function completenessWords({ total, counts }: Completeness): string {
  const answered = (counts.stated ?? 0) + (counts.catalog ?? 0) + (counts['not-applicable'] ?? 0);
  const partly = counts.partly ?? 0;
  return partly > 0
    ? say('{answered, number} of {total, number} answered, {partly, number} in part', {
        answered,
        total,
        partly,
      })
    : say('{answered, number} of {total, number} answered', { answered, total });
}
