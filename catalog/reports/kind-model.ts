/** From a recipe and the catalog then to a report's files, whatever its kind and audience. */
import type { PastCatalog } from '../past/as-of.ts';
import { knownNames, SHORTEST, type KnownName } from './audience/names.ts';
import { outsideModel } from './audience/outside.ts';
import type { RecipeBase, ReportKind } from './report-kind.ts';
import type { Inline, NameKind } from './render/document.ts';
import { formsAgain, type DocumentSource, type PlannedFile, type ReportModel } from './report-model.ts';

export async function contentAndModel<Order, Recipe extends RecipeBase, Content>(
  kind: ReportKind<Order, Recipe, Content>,
  past: PastCatalog,
  resourcesDir: string,
  recipe: Recipe,
  signal?: AbortSignal,
): Promise<{ readonly content: Content; readonly model: ReportModel }> {
  const content = await kind.content(past, resourcesDir, recipe, signal);
  const model = withLedgerHead(kind.model(content, resourcesDir), past, recipe, resourcesDir);
  if (recipe.audience === 'internal') return { content, model };
  const names = withMore(knownNames(past, recipe), kind.names?.(content) ?? []);
  return { content, model: outsideModel(model, names, kind.dataSchema, resourcesDir) };
}

/** Every report prints the newest ledger entry that it knows, unless it says so itself. */
function withLedgerHead(
  { files }: ReportModel,
  { db, revision }: PastCatalog,
  { ledgerSeq }: RecipeBase,
  resourcesDir: string,
): ReportModel {
  const seq = ledgerSeq ?? revision;
  const entry = db
    .prepare<[number], { hash: string }>(
      'SELECT lower(hex(entry_hash)) AS hash FROM ledger_entry WHERE seq = ?',
    )
    .get(seq);
  if (!entry) return { files };
  const done = new Map<DocumentSource, readonly PlannedFile[]>();
  return {
    files: files.flatMap((file): readonly PlannedFile[] => {
      const { of } = file;
      if (!of || of.document.facts.some(({ term }) => term.startsWith(HEAD))) return [file];
      if (done.has(of)) return [];
      const value: Inline = [{ text: entry.hash, style: 'code' }, { text: ` (entry ${seq})` }];
      const document = { ...of.document, facts: [...of.document.facts, { term: HEAD, value }] };
      const printed = formsAgain(files, of, { document, stem: of.stem }, resourcesDir);
      done.set(of, printed);
      return printed;
    }),
  };
}

const HEAD = 'Ledger head';

/** Names of the report alone are numbered after those of the catalog. */
function withMore(
  known: readonly KnownName[],
  more: readonly { readonly kind: NameKind; readonly text: string }[],
): KnownName[] {
  const all = [...known];
  const kinds = new Map<NameKind, { readonly texts: Set<string>; last: number }>();
  const own = (kind: NameKind) => {
    let found = kinds.get(kind);
    if (!found) kinds.set(kind, (found = { texts: new Set(), last: 0 }));
    return found;
  };
  for (const { kind, text, number } of known) {
    const of = own(kind);
    of.texts.add(text);
    of.last = Math.max(of.last, number);
  }
  for (const { kind, text } of more) {
    const of = own(kind);
    if (text.trim().length < SHORTEST || of.texts.has(text)) continue;
    of.texts.add(text);
    all.push({ kind, text, number: ++of.last });
  }
  return all;
}
