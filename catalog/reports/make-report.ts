/** From an order to a recorded report, whatever its kind. */
import { newestEntry } from '../ledger/read.ts';
import type { Catalog } from '../open.ts';
import { RequestError } from '../request-error.ts';
import { readSettings } from '../settings.ts';
import { loadPast } from './as-of.ts';
import { presentMoment } from './pins.ts';
import type { RecipeBase, ReportKind } from './report-kind.ts';
import { digestFiles, type ReportProgress } from './report-model.ts';
import { recordReport, type ReportRecord } from './report-store.ts';

export interface MakeOptions {
  readonly actor: string;
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
  { actor, signal, progress }: MakeOptions,
): Promise<ReportRecord> {
  const { reader } = catalog.store;
  const { resourcesDir, toolVersion } = catalog.options;
  let done = 0;
  let total = STEPS;
  const report = (step: string) => progress?.({ step, done: done++, total });
  report('Checking the order');
  if (catalog.revision() === 0)
    throw new RequestError('The catalog is empty: there is nothing to report on yet.');
  const plan = await kind.plan(catalog, order, actor);
  const { organisation } = await readSettings(catalog);
  const moment = presentMoment(reader, () => catalog.revision());
  const recipe = kind.recipe.parse({
    ...plan.recipe,
    organisation: { ...organisation },
    toolVersion,
    ledgerSeq: newestEntry(reader),
    pins: moment.pins,
  });
  report('Reading the catalog');
  const past = await loadPast(reader, moment, signal);
  report('Putting the report together');
  const content = await kind.content(past, resourcesDir, recipe, signal);
  const model = kind.model(content, resourcesDir);
  total += model.files.length;
  const files = await digestFiles(model, (name) => report(`Writing ${name}`), signal);
  return recordReport(catalog, {
    kind: kind.key,
    title: plan.title,
    reference: plan.reference ?? null,
    caseId: plan.caseId ?? null,
    label: plan.label,
    recipe,
    revision: moment.revision,
    actor,
    files,
    counts: kind.counts(content),
  });
}
