import type { Sensitivity } from '../../../../../contract/index.ts';
import { say } from '../../../shared/language/say.ts';

/** Levels of sensitivity within a sentence. */
export const LEVEL_WORDS: Readonly<Record<Sensitivity, string>> = {
  public: say('public'),
  internal: say('internal'),
  confidential: say('confidential'),
  restricted: say('restricted'),
};

/** A level that a search found; another word stays as it is. */
export function levelWord(level: string): string {
  return Object.hasOwn(LEVEL_WORDS, level) ? LEVEL_WORDS[level as Sensitivity] : level;
}
