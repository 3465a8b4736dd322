/** Kinds of reports on models and datasets: the AI Act record, the model card, the datasheet. */
import { z } from 'zod';
import { presentPast } from '../../past/present-past.ts';
import { recipeBaseSchema, type ReportKind } from '../../reports/report-kind.ts';
import { documentFiles, safeStem } from '../../reports/report-model.ts';
import { RequestError } from '../../request-error.ts';
import { documentContent, type DocumentContent } from './content.ts';
import { documentDataSchema } from './data-schema.ts';
import { aiDocument } from './document.ts';
import { figuresOf, figuresSchema } from './figures.ts';
import { loadForm, type FormId } from './form.ts';
import { figureNodes } from './subject.ts';

export interface DocumentOrder {
  readonly datasetId: number;
}

const documentRecipeSchema = recipeBaseSchema.extend({
  datasetId: z.number(),
  figures: figuresSchema,
});
type DocumentRecipe = z.infer<typeof documentRecipeSchema>;

function documentReport(form: FormId): ReportKind<DocumentOrder, DocumentRecipe, DocumentContent> {
  return {
    key: form,
    recipe: documentRecipeSchema,
    plan: async (catalog, { datasetId }) => {
      const past = await presentPast(catalog);
      const node = past.indexOf.get(datasetId);
      if (node === undefined) throw new RequestError(`There is no dataset ${datasetId} in this catalog.`);
      const title = `${loadForm(catalog.options.resourcesDir, form).title}: ${past.datasets[node]!.name}`;
      const figures = figuresOf(past, node, figureNodes(past, node));
      return { title, label: title, recipe: { datasetId, figures } };
    },
    content: (past, resourcesDir, recipe) =>
      Promise.resolve(documentContent(past, resourcesDir, { ...recipe, form })),
    model: (content, resourcesDir) => {
      const leaf = content.subject.dataset.name.slice(content.subject.dataset.name.search(/[^/\\]*$/));
      const stem = `${safeStem(leaf, 'dataset')}-${form}`;
      return { files: documentFiles(aiDocument(content, stem), stem, resourcesDir) };
    },
    dataSchema: documentDataSchema(form),
    counts: ({ completeness: { total, counts }, subject }) => ({
      questions: total,
      open: counts.open,
      in_part: counts.partly,
      inputs: subject.inputs.length,
      origins: subject.roots.length,
    }),
  };
}

export const aiActReport = documentReport('ai-act');
export const modelCardReport = documentReport('model-card');
export const datasheetReport = documentReport('datasheet');
