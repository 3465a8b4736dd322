/** What every command shares: the catalog, the contract by direct call, and how to speak. */
import type { ContractRouterClient } from '@orpc/contract';
import { createRouterClient } from '@orpc/server';
import type { Contract } from '../contract/index.ts';
import type { Catalog } from '../catalog/open.ts';
import { CatalogFileError } from '../catalog/store/errors.ts';
import { momentWords } from '../catalog/explore/moment.ts';
import { lookUpName } from '../catalog/browse/resolve.ts';
import type { Card } from '../catalog/browse/cards.ts';
import { openCatalog } from '../server/open-catalog.ts';
import { defaultCatalogPath, version } from '../server/product.ts';
import { router, type FaceContext } from '../server/procedures/index.ts';

export interface GlobalOptions {
  readonly catalog?: string;
  readonly json?: boolean;
}

/** Exit codes: 0 done, 1 done with findings, 2 wrong usage or failed; `verify` has its own, see docs/cli.md. */
export type ExitCode = 0 | 1 | 2 | 3;

/** Something the user can mend; printed without a stack. */
export class UsageError extends Error {}

export interface Face {
  readonly catalog: Catalog;
  readonly client: ContractRouterClient<Contract>;
  readonly json: boolean;
}

/** Opens the catalog, runs the command, closes it again. */
export async function withCatalog(
  options: GlobalOptions,
  create: boolean,
  command: (face: Face) => Promise<ExitCode>,
): Promise<ExitCode> {
  const path = options.catalog ?? defaultCatalogPath();
  const catalog = await openOrExplain(path, create);
  const context: FaceContext = { catalog, host: 'cli', version, pathsOf: async (tokens) => tokens };
  try {
    return await command({
      catalog,
      client: createRouterClient(router, { context }),
      json: options.json === true,
    });
  } finally {
    await catalog.close();
  }
}

async function openOrExplain(path: string, create: boolean): Promise<Catalog> {
  try {
    return await openCatalog(path, create);
  } catch (error) {
    const known = error instanceof CatalogFileError || (error instanceof Error && 'code' in error);
    if (!known) throw error;
    const missing = error instanceof CatalogFileError && error.problem === 'missing';
    const hint = missing ? ' Import something first, or name another file with --catalog.' : '';
    throw new UsageError(`Cannot open the catalog ${path}: ${error.message}.${hint}`, { cause: error });
  }
}

/** The dataset that a name on the command line means. */
export function datasetNamed(catalog: Catalog, name: string): Card {
  const result = lookUpName(catalog, name);
  if (result.found) return result.found;
  if (result.candidates.length === 0 && catalog.moment)
    throw new UsageError(`No dataset was named "${name}" ${momentWords(catalog.moment)}.`);
  if (result.candidates.length === 0)
    throw new UsageError(`No dataset is named "${name}". Try: headwater search ${JSON.stringify(name)}`);
  const shown = result.candidates.slice(0, 20).map((card) => `  ${card.namespace}#${card.name}`);
  throw new UsageError(
    `"${name}" means ${result.candidates.length} datasets; name one of them in full:\n${shown.join('\n')}`,
  );
}
