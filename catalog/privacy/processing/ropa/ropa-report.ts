/** The record of processing activities (Art. 30 GDPR), by an authority's template. */
import type { ReportKind } from '../../../reports/report-kind.ts';
import { documentFiles } from '../../../reports/report-model.ts';
import { RequestError } from '../../../request-error.ts';
import { loadCriteria } from '../dpia/criteria.ts';
import { readVolumes } from '../dpia/volumes.ts';
import { namesOf } from '../names.ts';
import { activitiesAt } from '../register/activity.ts';
import { checkChoice, type Choice } from './choice.ts';
import { ropaContent, ropaRecipeSchema, type RopaContent, type RopaRecipe } from './content.ts';
import { ropaDataSchema } from './data-schema.ts';
import { ropaDocument } from './document.ts';
import { tableFiles } from './sheet.ts';
import { loadTemplate, type TemplateId } from './templates.ts';

export interface RopaOrder extends Choice {
  readonly template: TemplateId;
}

export const ropaReport: ReportKind<RopaOrder, RopaRecipe, RopaContent> = {
  key: 'ropa',
  recipe: ropaRecipeSchema,
  plan: (catalog, { template: id, role, activities }) => {
    const { reader } = catalog.store;
    const { resourcesDir } = catalog.options;
    const template = loadTemplate(resourcesDir, id);
    const known = activitiesAt(reader);
    checkChoice(known, { role, activities });
    if (known.length === 0)
      throw new RequestError('There is no processing activity yet: the register of activities is empty.');
    const title = `Record of processing as ${role}, ${template.name}`;
    return {
      title,
      label: title,
      recipe: {
        ...{ template: id, role },
        activities: [...new Set(activities)].sort(),
        volumes: readVolumes(reader, loadCriteria(resourcesDir).largeRows),
      },
    };
  },
  content: ropaContent,
  model: (content, resourcesDir) => {
    const stem = `ropa-${content.template.id}-${content.role}-r${content.revision}`;
    return {
      files: [
        // The workbook is the authority's template, not the tables of the document.
        ...documentFiles(ropaDocument(content, stem), stem, resourcesDir).filter(
          ({ name }) => !name.endsWith('.xlsx'),
        ),
        ...tableFiles(content, stem),
      ],
    };
  },
  dataSchema: ropaDataSchema,
  names: ({ records }) => records.flatMap(namesOf),
  counts: ({ records, percent, requiredPercent, uncovered }) => ({
    activities: records.length,
    percent,
    required_percent: requiredPercent,
    open_fields: records.reduce((sum, { coverage }) => sum + coverage.open, 0),
    findings: records.reduce((sum, { findings }) => sum + findings.length, 0),
    uncovered_datasets: uncovered.length,
  }),
};
