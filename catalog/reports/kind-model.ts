/** From a recipe and the catalog then to a report's files, whatever its kind and audience. */
import type { PastCatalog } from './as-of.ts';
import { knownNames, type KnownName } from './audience/names.ts';
import { outsideModel } from './audience/outside.ts';
import type { RecipeBase, ReportKind } from './report-kind.ts';
import type { ReportModel } from './report-model.ts';

export async function contentAndModel<Order, Recipe extends RecipeBase, Content>(
  kind: ReportKind<Order, Recipe, Content>,
  past: PastCatalog,
  resourcesDir: string,
  recipe: Recipe,
  signal?: AbortSignal,
): Promise<{ readonly content: Content; readonly model: ReportModel }> {
  const content = await kind.content(past, resourcesDir, recipe, signal);
  const model = kind.model(content, resourcesDir);
  if (recipe.audience === 'internal') return { content, model };
  const names = withMore(knownNames(past, recipe), kind.names?.(content) ?? []);
  return { content, model: outsideModel(model, names, kind.dataSchema, resourcesDir) };
}

/** Names of the report alone are numbered after those of the catalog. */
function withMore(
  known: readonly KnownName[],
  more: readonly { readonly kind: KnownName['kind']; readonly text: string }[],
): KnownName[] {
  const all = [...known];
  for (const { kind, text } of more) {
    const own = all.filter((one) => one.kind === kind);
    if (text.trim() === '' || own.some((one) => one.text === text)) continue;
    all.push({ kind, text, number: own.reduce((most, { number }) => Math.max(most, number), 0) + 1 });
  }
  return all;
}
