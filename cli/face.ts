/** What every command shares: the catalog, the contract by direct call, and how to speak. */
import type { ContractRouterClient } from '@orpc/contract';
import { createRouterClient } from '@orpc/server';
import { usersAreOn } from '../catalog/access/accounts.ts';
import { actAs } from '../catalog/ledger/acting.ts';
import type { Contract } from '../contract/index.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { fileForm, fileKeyOf } from '../catalog/store/cipher.ts';
import { driveWarning } from '../catalog/store/drive.ts';
import { CatalogFileError } from '../catalog/store/errors.ts';
import { safeCopiesOf } from '../catalog/store/safe-copies.ts';
import { momentWords } from '../catalog/past/moment.ts';
import { lookUpName } from '../catalog/browse/resolve.ts';
import type { Card } from '../catalog/browse/cards.ts';
import { openCatalog } from '../server/open-catalog.ts';
import { defaultCatalogPath, version } from '../server/product.ts';
import { router, type FaceContext } from '../server/procedures/index.ts';
import { admitPerson } from './allowed.ts';
import { catalogPassphrase } from './passphrase.ts';
import { remark } from './print.ts';
import { UsageError, type ExitCode, type GlobalOptions } from './usage.ts';

export { UsageError, type ExitCode, type GlobalOptions } from './usage.ts';

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
  const catalog = await openOrExplain(path, create, options);
  try {
    const login = usersAreOn(catalog) ? await admitPerson(catalog, options) : null;
    const context: FaceContext = {
      catalog,
      host: 'cli',
      version,
      pathsOf: async (tokens) => tokens,
      ...(login ? { login } : {}),
    };
    const run = (): Promise<ExitCode> =>
      command({
        catalog,
        client: createRouterClient(router, { context }),
        json: options.json === true,
      });
    if (!login) return await run();
    catalog.actor = login.account.name;
    return await actAs(login.acting, run);
  } finally {
    await catalog.close();
  }
}

async function openOrExplain(path: string, create: boolean, options: GlobalOptions): Promise<Catalog> {
  try {
    const key =
      fileForm(path) === 'encrypted' ? await fileKeyOf(path, await catalogPassphrase(options)) : undefined;
    const catalog = await openCatalog(path, create, undefined, key);
    sayDrive(catalog);
    return catalog;
  } catch (error) {
    throw explained(path, error);
  }
}

/** What to know of the drive that a catalog lies on, where that is not a local disk. */
export function sayDrive({ store }: Catalog): void {
  const warning = driveWarning(store.path, store.drive);
  if (warning !== null) remark(warning);
}

/** What opening a file threw, in words for the person where they can mend it. */
export function explained(path: string, error: unknown): unknown {
  if (error instanceof Error && error.name === 'AbortError') return error;
  const known = error instanceof CatalogFileError || (error instanceof Error && 'code' in error);
  if (!known) return error;
  const missing = error instanceof CatalogFileError && error.problem === 'missing';
  const damaged = error instanceof CatalogFileError && error.problem === 'damaged';
  const hint = missing
    ? ' Import something first, or name another file with --catalog.'
    : damaged && safeCopiesOf(path).length > 0
      ? ' There are safe copies of it: see headwater recover.'
      : '';
  return new UsageError(`Cannot open the catalog ${path}: ${error.message}.${hint}`, { cause: error });
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
