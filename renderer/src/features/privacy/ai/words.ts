/** Documentation of models and datasets in plain words. */
import type { Completeness, DocumentForm, QuestionState } from '../../../../../contract/index.ts';

export const FORM_NAME: Record<DocumentForm, string> = {
  'ai-act': 'AI Act record',
  'model-card': 'Model card',
  datasheet: 'Datasheet',
};

export const STATE_NAME: Record<QuestionState, string> = {
  stated: 'Stated',
  catalog: 'From the catalog',
  'not-applicable': 'Does not apply',
  partly: 'In part',
  open: 'Open',
};

/** `9 of 28 answered, 3 in part`. */
export function completenessWords({ total, counts }: Completeness): string {
  const answered = (counts.stated ?? 0) + (counts.catalog ?? 0) + (counts['not-applicable'] ?? 0);
  const partly = counts.partly ?? 0;
  return `${answered} of ${total} answered${partly > 0 ? `, ${partly} in part` : ''}`;
}
