import { answerHistory, answerQuestion } from '../../catalog/privacy/ai/answers.ts';
import { completenessOf, inputsOf, sectionsOf } from '../../catalog/privacy/ai/content.ts';
import { figuresOf } from '../../catalog/privacy/ai/figures.ts';
import { loadForm } from '../../catalog/privacy/ai/form.ts';
import { figureNodes, subjectOf, type Subject } from '../../catalog/privacy/ai/subject.ts';
import type { Catalog } from '../../catalog/catalog.ts';
import type { PastCatalog } from '../../catalog/past/as-of.ts';
import { presentPast } from '../../catalog/past/present-past.ts';
import type { CatalogDocument, DocumentForm } from '../../contract/index.ts';
import { actorOf, os } from './context.ts';
import { datasetView } from './processing-views.ts';

function subjectAt(catalog: Catalog, past: PastCatalog, node: number): Subject {
  const figures = figuresOf(past, node, figureNodes(past, node));
  return subjectOf(past, catalog.options.resourcesDir, node, figures);
}

function documentOf(catalog: Catalog, past: PastCatalog, node: number, id: DocumentForm): CatalogDocument {
  const form = loadForm(catalog.options.resourcesDir, id);
  const subject = subjectAt(catalog, past, node);
  const sections = sectionsOf(form, subject);
  return {
    ...{ form: id, title: form.title, source: form.source, note: form.note },
    dataset: datasetView(subject.dataset),
    completeness: completenessOf(sections),
    inputs: inputsOf(subject),
    sections: sections.map(({ heading, provision, questions }) => ({
      ...{ heading, provision },
      questions: questions.map(({ question, provision: own, state, given, evidence }) => ({
        ...{ key: question.key, ask: question.ask, provision: own, state },
        byCatalog: question.needs === 'catalog',
        given: given && {
          ...{
            state: given.state,
            text: given.text,
            actor: given.actor,
            at: given.at,
            revision: given.revision,
          },
        },
        lines: [...evidence.lines],
        gaps: [...evidence.gaps],
      })),
    })),
  };
}

export const documents = os.documents.router({
  get: os.documents.get.handler(async ({ context: { catalog }, input, errors }) => {
    const past = await presentPast(catalog);
    const node = past.indexOf.get(input.datasetId);
    if (node === undefined)
      throw errors.NOT_FOUND({ message: `There is no dataset ${input.datasetId} in this catalog.` });
    return documentOf(catalog, past, node, input.form);
  }),
  answer: os.documents.answer.handler(async ({ context, input }) =>
    answerQuestion(context.catalog, await actorOf(context), input),
  ),
  history: os.documents.history.handler(async ({ context: { catalog }, input }) => {
    const past = await presentPast(catalog);
    const node = past.indexOf.get(input.datasetId);
    const members = node === undefined ? [input.datasetId] : past.datasets[node]!.members;
    return answerHistory(catalog.store.reader, members, input.question).map(
      ({ state, text, actor, at, revision, until }) => ({ state, text, actor, at, revision, until }),
    );
  }),
  models: os.documents.models.handler(async ({ context: { catalog }, input: { offset, limit } }) => {
    const past = await presentPast(catalog);
    const models = [...past.datasets.keys()].filter((node) => past.datasets[node]!.kind === 'model');
    return {
      total: models.length,
      items: models.slice(offset, offset + limit).map((node) => {
        const { dataset, completeness } = documentOf(catalog, past, node, 'ai-act');
        return { dataset, completeness };
      }),
    };
  }),
});
