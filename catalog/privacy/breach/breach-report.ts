/** The report on a breach: the internal record, drafts for the authority and the people concerned, and a list. */
import { z } from 'zod';
import { csvOf } from '../../tables/table-files.ts';
import { recipeBaseSchema, type ReportKind } from '../../reports/report-kind.ts';
import { documentFiles, safeStem, textFile, type PlannedFile } from '../../reports/report-model.ts';
import type { ReportDocument } from '../../reports/render/document.ts';
import { isAffected } from './blast.ts';
import { breachContent, type BreachContent } from './content.ts';
import { breachDataSchema } from './data-schema.ts';
import { affectedSheet } from './data.ts';
import { breachDocument } from './document.ts';
import { authorityDraft, subjectsDraft } from './drafts.ts';
import { radiiNow } from './radii.ts';
import { breachAt } from './read.ts';
import { pinnedVolumesSchema, type PinnedVolumes } from './volumes.ts';

export interface BreachReportOrder {
  readonly reference: string;
}

const breachRecipeSchema = recipeBaseSchema.extend({
  reference: z.string(),
  volumes: pinnedVolumesSchema,
});
export type BreachRecipe = z.infer<typeof breachRecipeSchema>;

export const breachReport: ReportKind<BreachReportOrder, BreachRecipe, BreachContent> = {
  key: 'breach',
  recipe: breachRecipeSchema,
  plan: async (catalog, { reference }) => {
    const { blast } = await radiiNow(catalog, breachAt(catalog.store.reader, reference, null));
    const title = `Breach report ${reference}`;
    const volumes = blast.datasets.flatMap(({ dataset, volume }): PinnedVolumes =>
      volume ? [[dataset.id, volume.rows, volume.basis === 'counted', volume.at]] : [],
    );
    return { title, reference, label: title, recipe: { reference, volumes } };
  },
  content: (past, resourcesDir, recipe, signal) => breachContent(past, resourcesDir, recipe, signal),
  model: (content, resourcesDir) => {
    const stem = safeStem(content.record.reference, 'breach');
    return {
      files: [
        ...documentFiles(breachDocument(content, `${stem}-breach`), `${stem}-breach`, resourcesDir),
        ...draftFiles(authorityDraft(content), `${stem}-draft-${content.clock.receiver}`, resourcesDir),
        ...draftFiles(subjectsDraft(content), `${stem}-draft-people`, resourcesDir),
        textFile(`${stem}-affected.csv`, 'text/csv', () => csvOf(affectedSheet(content))),
      ],
    };
  },
  dataSchema: breachDataSchema,
  names: ({ record: { values, start } }) => [
    ...(values.contact === undefined ? [] : [{ kind: 'person' as const, text: values.contact }]),
    { kind: 'system' as const, text: start.name },
    ...start.parts.flatMap((part) =>
      part.on === 'namespace' ? [{ kind: 'system' as const, text: part.namespace }] : [],
    ),
  ],
  counts: ({ blast, summary, asked }) => ({
    datasets: blast.considered,
    affected: blast.datasets.filter(isAffected).length,
    with_personal_data: summary.withPersonal,
    missing: asked.filter((one) => one.missing).length,
    open_points: summary.gaps.length,
  }),
};

/** A draft is for people, to read and to change: no data and no tables of its own. */
function draftFiles(document: ReportDocument, stem: string, resourcesDir: string): PlannedFile[] {
  return documentFiles(document, stem, resourcesDir).filter(({ name }) => /\.(?:pdf|html|docx)$/.test(name));
}
