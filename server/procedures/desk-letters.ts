/** Letters of cases and their templates. */
import {
  draftLetter,
  editTemplate,
  finishLetter,
  letterFiles,
  listTemplates,
  type LetterDraft,
  type LetterFile,
} from '../../catalog/privacy/letters/make.ts';
import { Refused } from '../../catalog/stewardship/refused.ts';
import { letterKindSchema, letterLanguageSchema } from '../../contract/index.ts';
import { actorOf, os } from './context.ts';

function letterView({ document, text, missing, warnings }: LetterDraft, files: readonly LetterFile[]) {
  return {
    title: document.title,
    text,
    missing: [...missing],
    warnings: [...warnings],
    files: files.map(({ name, mediaType, bytes }) => ({
      name,
      mediaType,
      base64: Buffer.from(bytes).toString('base64'),
    })),
  };
}

export const deskLetters = {
  letter: os.desk.letter.handler(async ({ context: { catalog }, input }) => {
    const draft = await draftLetter(catalog, input);
    return letterView(draft, await letterFiles(catalog, input, draft));
  }),
  finishLetter: os.desk.finishLetter.handler(async ({ context, input }) => {
    const finished = await finishLetter(context.catalog, await actorOf(context), input);
    return { ...letterView(finished, finished.files), record: finished.record, sha256: finished.sha256 };
  }),
  templates: os.desk.templates.handler(({ context }) => listTemplates(context.catalog)),
  editTemplate: os.desk.editTemplate.handler(async ({ context, input }) => {
    const [first, second] = input.key.split('/');
    const language = letterLanguageSchema.safeParse(first);
    const kind = letterKindSchema.safeParse(second);
    if (!language.success || !kind.success)
      throw new Refused('NOT_FOUND', `There is no letter ${input.key}; expected en/acknowledgement.`);
    return editTemplate(context.catalog, await actorOf(context), {
      language: language.data,
      kind: kind.data,
      text: input.text,
      reason: input.reason,
    });
  }),
};
