/**
 * What a kind of report has to say of itself. One pipeline (`make-report.ts`) makes and records every kind, and
 * `report-file.ts` makes its files again; `kinds.ts` lists them all.
 */
import { z } from 'zod';
import type { Catalog } from '../catalog.ts';
import type { PastCatalog } from '../past/as-of.ts';
import { pinsSchema } from '../past/pins.ts';
import type { ReportModel } from './report-model.ts';
import type { NameKind } from './render/document.ts';

export const AUDIENCES = ['internal', 'outside'] as const;
export type Audience = (typeof AUDIENCES)[number];

/** Who is responsible, as reports print it. */
export const organisationSchema = z.object({
  name: z.string(),
  contact: z.string(),
  dpo: z.string(),
  country: z.string(),
});
export type Organisation = z.infer<typeof organisationSchema>;

/** What every recipe holds. With the catalog as of the report's revision it decides the bytes of all files. */
export const recipeBaseSchema = z.object({
  /** For whom: `outside`, names are withheld. Records from before there was a choice are for people inside. */
  audience: z.enum(AUDIENCES).default('internal'),
  organisation: organisationSchema,
  toolVersion: z.string(),
  /**
   * Newest ledger entry when the report was made: disclosures come after the revision, since they change
   * nothing. Null in records from before it was kept.
   */
  ledgerSeq: z.number().nullable().default(null),
  pins: pinsSchema,
});
export type RecipeBase = z.infer<typeof recipeBaseSchema>;

/** Of an order: what the recipe holds beside the base, and under which names the report is kept. */
export interface Plan<Recipe extends RecipeBase> {
  readonly title: string;
  /** Of a case; no personal data. */
  readonly reference?: string;
  readonly caseId?: number;
  /** As the ledger says it. */
  readonly label: string;
  readonly recipe: Omit<Recipe, keyof RecipeBase>;
}

export interface ReportKind<Order, Recipe extends RecipeBase, Content> {
  /** In the file and in the ledger: `report.<key>`. */
  readonly key: string;
  /** The recipe as it is stored. */
  readonly recipe: z.ZodType<Recipe>;
  /**
   * Checks the order, before anything is recorded. With `look`, the report is only looked at: nothing may be written.
   * @throws RequestError in words for the person who gave it
   */
  plan(catalog: Catalog, order: Order, actor: string, look?: boolean): Promise<Plan<Recipe>> | Plan<Recipe>;
  /** Everything that the report says. A function of its arguments alone: no clock, no settings, no present state. */
  content(past: PastCatalog, resourcesDir: string, recipe: Recipe, signal?: AbortSignal): Promise<Content>;
  model(content: Content, resourcesDir: string): ReportModel;
  /**
   * What the data of its documents are. Published (`docs/schemas`); fields marked by `naming` are withheld from
   * readers outside. Without one, what a field holds is told by its name.
   */
  readonly dataSchema?: z.ZodType;
  /** Names in the content, beside those that the catalog knows, that readers outside must not see. */
  names?(content: Content): readonly { readonly kind: NameKind; readonly text: string }[];
  /** Whole numbers for the ledger entry. */
  counts(content: Content): Readonly<Record<string, number>>;
}
