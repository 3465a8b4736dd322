/** From an order to a recorded report, whatever its kind. */
import { newestEntry } from '../ledger/read.ts';
import type { Catalog } from '../catalog.ts';
import { RequestError } from '../request-error.ts';
import { readSettings } from '../settings.ts';
import { loadPast } from '../past/as-of.ts';
import { presentMoment } from '../past/pins.ts';
import { contentAndModel } from './kind-model.ts';
import type { Audience, RecipeBase, ReportKind } from './report-kind.ts';
import { digestFiles, type ReportModel, type ReportProgress } from './report-model.ts';
import { recordReport, type FoundReport, type ReportRecord } from './report-store.ts';

export interface MakeOptions {
  readonly actor: string;
  /** Default: people inside the organisation. */
  readonly audience?: Audience;
  readonly signal?: AbortSignal;
  readonly progress?: (progress: ReportProgress) => void;
}

/** Before the files are known; then one for each of them. */
const STEPS = 3;

/**
 * Makes the report from the newest revision and enters its disclosure in the ledger.
 * @throws RequestError before anything is recorded when the order cannot be used, or the catalog is empty
 */
export async function makeReport<Order, Recipe extends RecipeBase, Content>(
  catalog: Catalog,
  kind: ReportKind<Order, Recipe, Content>,
  order: Order,
  { actor, audience = 'internal', signal, progress }: MakeOptions,
): Promise<ReportRecord> {
  let done = 0;
  let total = STEPS;
  const report = (step: string) => progress?.({ step, done: done++, total });
  const { plan, recipe, revision, content, model } = await prepare(catalog, kind, order, {
    actor,
    audience,
    report,
    look: false,
    ...(signal ? { signal } : {}),
  });
  total += model.files.length;
  const files = await digestFiles(model, (name) => report(`Writing ${name}`), signal);
  return recordReport(catalog, {
    kind: kind.key,
    title: plan.title,
    reference: plan.reference ?? null,
    caseId: plan.caseId ?? null,
    label: audience === 'internal' ? plan.label : `${plan.label} (copy for readers outside)`,
    recipe,
    revision,
    actor,
    audience,
    files,
    counts: kind.counts(content),
  });
}

/** The report as it would be made now; nothing is recorded. @throws RequestError as `makeReport` */
export async function lookAhead<Order, Recipe extends RecipeBase, Content>(
  catalog: Catalog,
  kind: ReportKind<Order, Recipe, Content>,
  order: Order,
  { actor, audience = 'internal', signal }: MakeOptions,
): Promise<ReportAhead> {
  const { plan, revision, model } = await prepare(catalog, kind, order, {
    actor,
    audience,
    report: () => undefined,
    look: true,
    ...(signal ? { signal } : {}),
  });
  return { title: plan.title, revision, model };
}

export interface ReportAhead {
  readonly title: string;
  readonly revision: number;
  readonly model: ReportModel;
}

interface Preparing {
  readonly actor: string;
  readonly audience: Audience;
  readonly report: (step: string) => void;
  readonly look: boolean;
  readonly signal?: AbortSignal;
}

async function prepare<Order, Recipe extends RecipeBase, Content>(
  catalog: Catalog,
  kind: ReportKind<Order, Recipe, Content>,
  order: Order,
  { actor, audience, report, look, signal }: Preparing,
) {
  const { reader } = catalog.store;
  const { resourcesDir, toolVersion } = catalog.options;
  report('Checking the order');
  if (catalog.revision() === 0)
    throw new RequestError('The catalog is empty: there is nothing to report on yet.');
  const plan = await kind.plan(catalog, order, actor, look);
  const { organisation } = await readSettings(catalog);
  const moment = presentMoment(reader, () => catalog.revision());
  const recipe = kind.recipe.parse({
    ...plan.recipe,
    audience,
    organisation: { ...organisation },
    toolVersion,
    ledgerSeq: newestEntry(reader),
    pins: moment.pins,
  });
  report('Reading the catalog');
  const past = await loadPast(reader, moment, signal);
  report('Putting the report together');
  const { content, model } = await contentAndModel(kind, past, resourcesDir, recipe, signal);
  return { plan, recipe, revision: moment.revision, content, model };
}

/**
 * The same report of the same revision for another audience, as a record of its own.
 * @throws RequestError when it is for this audience already
 */
export async function copyFor<Order, Recipe extends RecipeBase, Content>(
  catalog: Catalog,
  kind: ReportKind<Order, Recipe, Content>,
  { record, caseId, recipe: stored }: FoundReport,
  { actor, audience = 'internal', signal }: MakeOptions,
): Promise<ReportRecord> {
  const { title, reference, revision } = record;
  if (record.audience === audience)
    throw new RequestError(`Report ${record.id} is for this audience already.`);
  // Its bytes are those of the version that makes the copy.
  const recipe = { ...kind.recipe.parse(stored), audience, toolVersion: catalog.options.toolVersion };
  const past = await loadPast(catalog.store.reader, { revision, pins: recipe.pins }, signal);
  const { content, model } = await contentAndModel(kind, past, catalog.options.resourcesDir, recipe, signal);
  return recordReport(catalog, {
    kind: kind.key,
    title,
    reference,
    caseId,
    label: `${title} (copy of report ${record.id} for readers ${audience === 'outside' ? 'outside' : 'inside'})`,
    recipe,
    revision,
    actor,
    audience,
    files: await digestFiles(model, () => undefined, signal),
    counts: kind.counts(content),
  });
}
