/** Everything that a record of processing says, before any wording. */
import { z } from 'zod';
import { breathe } from '../../../breathe.ts';
import type { PastCatalog, PastDataset } from '../../../past/as-of.ts';
import { recipeBaseSchema, type Organisation } from '../../../reports/report-kind.ts';
import { volumesSchema } from '../dpia/volumes.ts';
import { knownOf, uncoveredOf, worldOf, type Known } from '../world.ts';
import { chosen } from './choice.ts';
import { coverageOf, percentOf, type Coverage } from './coverage.ts';
import { loadTemplate, RECORD_ROLES, TEMPLATE_IDS, type RecordRole, type Template } from './templates.ts';

export const ropaRecipeSchema = recipeBaseSchema.extend({
  template: z.enum(TEMPLATE_IDS),
  role: z.enum(RECORD_ROLES),
  /** Keys of the activities; empty: all of the role. */
  activities: z.array(z.string()),
  volumes: volumesSchema,
});
export type RopaRecipe = z.infer<typeof ropaRecipeSchema>;

export interface RopaRecord extends Known {
  readonly coverage: Coverage;
}

export interface RopaContent {
  readonly template: Template;
  readonly role: RecordRole;
  readonly organisation: Organisation;
  readonly toolVersion: string;
  readonly revision: number;
  readonly at: string;
  readonly attribution: string;
  readonly records: readonly RopaRecord[];
  /** Of all records together. */
  readonly percent: number;
  readonly requiredPercent: number;
  /** Names of activities of the role that have ended, or were not asked for. */
  readonly ended: readonly string[];
  readonly notAsked: readonly string[];
  /** Datasets with personal data that no activity of any role is linked with. */
  readonly uncovered: readonly PastDataset[];
  readonly personalDatasets: number;
}

export async function ropaContent(
  past: PastCatalog,
  resourcesDir: string,
  recipe: RopaRecipe,
  signal?: AbortSignal,
): Promise<RopaContent> {
  const { organisation, toolVersion, role, volumes } = recipe;
  const template = loadTemplate(resourcesDir, recipe.template);
  const world = worldOf(past, { resourcesDir, organisation, volumes, today: past.at.slice(0, 10) });
  const known: Known[] = [];
  for (const activity of world.activities) {
    await breathe();
    signal?.throwIfAborted();
    known.push(knownOf(world, activity));
  }
  const { recorded, ended, notAsked } = chosen(known, recipe);
  const records = recorded.map((one): RopaRecord => ({ ...one, coverage: coverageOf(world, one, template) }));
  const answers = records.flatMap(({ coverage }) => coverage.answers);
  const names = (all: readonly Known[]) => all.map(({ activity }) => activity.name);
  return {
    ...{ template, role, organisation, toolVersion, records },
    revision: past.revision,
    at: past.at,
    attribution: world.data.taxonomy.attribution,
    percent: percentOf(answers),
    requiredPercent: percentOf(answers.filter(({ field }) => field.provision !== null)),
    ended: names(ended),
    notAsked: names(notAsked),
    uncovered: uncoveredOf(world, known).map((index) => world.data.datasets[index]!.dataset),
    personalDatasets: world.data.datasets.filter(({ personal, dataset }) => personal && !dataset.retired)
      .length,
  };
}
