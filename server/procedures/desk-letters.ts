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
import { FIELDS, LISTS, membersOf } from '../../catalog/privacy/letters/fields.ts';
import { templateProblems } from '../../catalog/privacy/letters/template.ts';
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

/** @throws Refused for a key that names no letter */
function templateOf(key: string) {
  const [first, second] = key.split('/');
  const language = letterLanguageSchema.safeParse(first);
  const kind = letterKindSchema.safeParse(second);
  if (!language.success || !kind.success)
    throw new Refused('NOT_FOUND', `There is no letter ${key}; expected en/acknowledgement.`);
  return { language: language.data, kind: kind.data };
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
  letterFields: os.desk.letterFields.handler(() => ({
    fields: Object.entries(FIELDS).map(([name, meaning]) => ({ name, meaning })),
    lists: LISTS.map((name) => ({ name, members: [...membersOf(name)] })),
  })),
  checkTemplate: os.desk.checkTemplate.handler(async ({ context: { catalog }, input }) => {
    const { language, kind } = templateOf(input.key);
    const problems = templateProblems(input.text).map((one) => ({ ...one }));
    if (problems.length > 0 || input.reference === null) return { problems, letter: null };
    const draft = await draftLetter(catalog, {
      reference: input.reference,
      language,
      kind,
      given: {},
      template: input.text,
    });
    return { problems, letter: letterView(draft, []) };
  }),
  editTemplate: os.desk.editTemplate.handler(async ({ context, input }) => {
    return editTemplate(context.catalog, await actorOf(context), {
      ...templateOf(input.key),
      text: input.text,
      reason: input.reason,
    });
  }),
};
