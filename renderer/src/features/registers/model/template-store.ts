/** The words of drafts that a person wrote last, kept on this computer. */
import { draftTemplateSchema, type DraftTemplate } from '../../../../../contract/index.ts';

const KEY = 'headwater.draft-template';

/** Null where none was written, or what is kept cannot be read. */
export function keptTemplate(): DraftTemplate | null {
  try {
    return draftTemplateSchema.parse(JSON.parse(window.localStorage.getItem(KEY) ?? 'null'));
  } catch {
    return null;
  }
}

export function keepTemplate(template: DraftTemplate): void {
  window.localStorage.setItem(KEY, JSON.stringify(template));
}
