/** The inputs for a data protection impact assessment of one activity (Art. 35 GDPR). */
import type { ReportKind } from '../../../reports/report-kind.ts';
import { documentFiles, safeStem } from '../../../reports/report-model.ts';
import { RequestError } from '../../../request-error.ts';
import { namesOf } from '../names.ts';
import { activitiesAt } from '../register/activity.ts';
import { dpiaContent, dpiaRecipeSchema, type DpiaContent, type DpiaRecipe } from './content.ts';
import { loadCriteria } from './criteria.ts';
import { dpiaDataSchema } from './data-schema.ts';
import { dpiaDocument } from './document.ts';
import { readVolumes } from './volumes.ts';

export interface DpiaOrder {
  /** Key of the activity. */
  readonly activity: string;
}

export const dpiaReport: ReportKind<DpiaOrder, DpiaRecipe, DpiaContent> = {
  key: 'dpia',
  recipe: dpiaRecipeSchema,
  plan: (catalog, { activity: key }) => {
    const { reader } = catalog.store;
    const activity = activitiesAt(reader).find((one) => one.key === key);
    if (!activity) throw new RequestError(`There is no processing activity "${key.slice(0, 80)}".`);
    const title = `Impact assessment: ${activity.name}`;
    return {
      title,
      label: title,
      recipe: {
        activity: key,
        volumes: readVolumes(reader, loadCriteria(catalog.options.resourcesDir).largeRows),
      },
    };
  },
  content: (past, resourcesDir, recipe) => dpiaContent(past, resourcesDir, recipe),
  model: (content, resourcesDir) => {
    const stem = `dpia-${safeStem(content.activity.key, 'activity')}-r${content.revision}`;
    return { files: documentFiles(dpiaDocument(content, stem), stem, resourcesDir) };
  },
  dataSchema: dpiaDataSchema,
  names: namesOf,
  counts: ({ screening, assessment, derived, findings }) => ({
    criteria_met: screening.met,
    pointed_out: screening.pointedOut,
    open_questions: screening.open,
    risks: assessment?.risks.length ?? 0,
    datasets: derived.datasets.length,
    findings: findings.length,
  }),
};
