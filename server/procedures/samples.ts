import { stat } from 'node:fs/promises';
import {
  classifySample,
  decideSample,
  type SampledColumn,
} from '../../catalog/privacy/classify/values/for-dataset.ts';
import { kindsToday } from '../../catalog/privacy/classify/values/given-names.ts';
import { ValuesFileError } from '../../catalog/privacy/classify/values/values-file.ts';
import { loadTaxonomy, type Taxonomy } from '../../catalog/privacy/taxonomy/taxonomy.ts';
import { actorOf, os } from './context.ts';
import { ref } from './datasets.ts';

export const samples = os.samples.router({
  classify: os.samples.classify.handler(async ({ context, input, errors }) => {
    const { catalog } = context;
    const { token, datasetId, region } = input;
    const refuse = (reason: string) => errors.INVALID({ message: reason, data: { reason } });
    try {
      const card = datasetId === undefined ? null : catalog.cards().get(datasetId);
      if (card === undefined) throw errors.NOT_FOUND({ message: `There is no dataset ${datasetId}` });
      const [path, ...others] = await context.pathsOf([token]);
      if (path === undefined || others.length > 0 || !(await stat(path)).isFile())
        throw refuse('Choose one file.');
      const { resourcesDir } = catalog.options;
      const sample = await classifySample(catalog, path, card, kindsToday(resourcesDir, region));
      const taxonomy = loadTaxonomy(resourcesDir);
      return {
        ...sample,
        dataset: sample.dataset && ref(sample.dataset),
        columns: sample.columns.map((column) => columnView(column, taxonomy)),
        problems: [...sample.problems],
      };
    } catch (error) {
      throw error instanceof ValuesFileError ? refuse(`The file cannot be used: ${error.message}.`) : error;
    } finally {
      await context.forget?.([token]);
    }
  }),
  decide: os.samples.decide.handler(async ({ context, input }) =>
    decideSample(context.catalog, await actorOf(context), input),
  ),
});

function columnView({ values, columnId, suggestions, standing }: SampledColumn, taxonomy: Taxonomy) {
  const { column, distinct, empty, shapes } = values;
  return {
    ...{ name: column, columnId, values: values.values, empty, distinct },
    shapes: shapes.map((one) => ({ ...one })),
    suggestions: suggestions.map(
      ({ category, sensitivity, confidence, strength, rule, evidence, gdprArt9, gdprArt10 }, at) => ({
        ...{ category, sensitivity, confidence, strength, rule },
        name: taxonomy.category(category)?.name.replace(/^User (?=.)/, '') ?? category,
        special: gdprArt9 || gdprArt10,
        evidence: [...evidence],
        standing: standing[at] ?? null,
      }),
    ),
  };
}
