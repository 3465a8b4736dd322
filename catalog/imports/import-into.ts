/** An import into an open catalog, with all that belongs to it: its preview kept, listeners told, rules following it. */
import { importersOf } from '../importers/index.ts';
import type { Catalog } from '../catalog.ts';
import { followRules } from '../stewardship/rules/follow.ts';
import { Difference } from './difference/difference.ts';
import { personalNames } from './difference/personal-names.ts';
import type { ImportRequest } from './import-request.ts';
import type { ImportOutcome } from './outcome.ts';
import { runImport } from './run-import.ts';

/** A preview keeps its whole difference under `previewId`; see {@link Catalog.previews}. */
export async function importInto(
  catalog: Catalog,
  request: Omit<ImportRequest, 'toolVersion' | 'personal' | 'difference'>,
): Promise<ImportOutcome> {
  const difference = request.dryRun ? new Difference() : undefined;
  const seq = catalog.newestSeq();
  const outcome = await runImport(catalog.store, importersOf(), {
    ...request,
    toolVersion: catalog.options.toolVersion,
    ...(difference ? { difference, personal: personalNames(catalog.options.resourcesDir) } : {}),
  }).catch((error: unknown) => {
    difference?.close();
    throw error;
  });
  if (difference) {
    const { id } = catalog.previews.keep(difference, { seq, files: outcome.files });
    return { ...outcome, previewId: id };
  }
  if (outcome.revision !== null) {
    catalog.announce(['datasets', 'lineage', 'tags', 'owners', 'imports', 'ledger']);
    return { ...outcome, rules: await followRules(catalog, request.actor, { reason: 'after an import' }) };
  }
  return outcome;
}
