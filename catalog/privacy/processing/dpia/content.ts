/** Everything that the inputs for an impact assessment say, before any wording (Art. 35(7) GDPR). */
import { z } from 'zod';
import { columnKey } from '../../../past/as-of-columns.ts';
import type { PastCatalog, PastDataset } from '../../../past/as-of.ts';
import { recipeBaseSchema, type Organisation } from '../../../reports/report-kind.ts';
import { RequestError } from '../../../request-error.ts';
import type { PersonalData } from '../personal.ts';
import type { Derived } from '../derived.ts';
import { knownOf, worldOf, type Known } from '../world.ts';
import { volumesSchema } from './volumes.ts';
import type { Terms } from '../terms.ts';
import type { PurposeEntry } from '../register/purpose.ts';

export const dpiaRecipeSchema = recipeBaseSchema.extend({
  /** Key. */
  activity: z.string(),
  volumes: volumesSchema,
});
export type DpiaRecipe = z.infer<typeof dpiaRecipeSchema>;

/** Data of one dataset flow into another, within the activity or over its border. */
export interface Flow {
  readonly from: PastDataset;
  readonly to: PastDataset;
  readonly crosses: 'in' | 'out' | null;
}

export interface UnusedColumn {
  readonly dataset: PastDataset;
  readonly column: string;
  readonly categories: readonly string[];
}

export interface DpiaContent extends Known {
  readonly organisation: Organisation;
  readonly toolVersion: string;
  readonly revision: number;
  readonly at: string;
  readonly attribution: string;
  readonly note: string;
  readonly terms: Terms;
  readonly purposes: ReadonlyMap<string, PurposeEntry>;
  readonly flows: readonly Flow[];
  /** Personal data that nothing further on uses, in datasets that do feed others: candidates for leaving out. */
  readonly unused: readonly UnusedColumn[];
}

/** @throws RequestError when there was no such activity at the revision */
export async function dpiaContent(
  past: PastCatalog,
  resourcesDir: string,
  recipe: DpiaRecipe,
): Promise<DpiaContent> {
  const { organisation, toolVersion, volumes } = recipe;
  const world = worldOf(past, { resourcesDir, organisation, volumes, today: past.at.slice(0, 10) });
  const activity = world.activities.find(({ key }) => key === recipe.activity);
  if (!activity) throw new RequestError(`There is no processing activity "${recipe.activity.slice(0, 80)}".`);
  const known = knownOf(world, activity);
  return {
    ...known,
    ...{ organisation, toolVersion },
    revision: past.revision,
    at: past.at,
    attribution: world.data.taxonomy.attribution,
    note: world.criteria.note,
    terms: world.terms,
    purposes: world.purposes,
    flows: flowsOf(world.data, known.derived),
    unused: unusedOf(world.data, known.derived),
  };
}

function flowsOf({ past }: PersonalData, { datasets }: Derived): Flow[] {
  const within = new Set(datasets.map(({ of }) => of.index));
  return [...within].flatMap((index): Flow[] => {
    const here = past.datasets[index]!;
    const into = Array.from(past.graph.neighbours(index, 'upstream'))
      .filter((from) => !within.has(from))
      .map((from): Flow => ({ from: past.datasets[from]!, to: here, crosses: 'in' }));
    const on = Array.from(past.graph.neighbours(index, 'downstream')).map((to): Flow => ({
      from: here,
      to: past.datasets[to]!,
      crosses: within.has(to) ? null : 'out',
    }));
    return [...into, ...on];
  });
}

/** Columns with personal data that no column further on is made from, where other columns of the dataset are used. */
export function unusedOf({ links }: PersonalData, { datasets }: Derived): UnusedColumn[] {
  const used = new Set(links.map(({ from }) => from));
  const feeding = new Set(links.map(({ fromDataset }) => fromDataset));
  return datasets
    .filter(({ of }) => feeding.has(of.dataset.id))
    .flatMap(({ of: { dataset, columns } }) =>
      columns
        .filter(({ path }) => !used.has(columnKey(dataset.id, path)))
        .map(({ path, categories }) => ({ dataset, column: path.join('.'), categories })),
    );
}
