/** The procedures as the command line calls them, for tests. Tokens of files are their paths. */
import type { ContractRouterClient } from '@orpc/contract';
import { createRouterClient } from '@orpc/server';
import type { Catalog } from '../../../catalog/catalog.ts';
import type { Contract } from '../../../contract/index.ts';
import { router, type FaceContext } from '../index.ts';

export const clientOf = (catalog: Catalog): ContractRouterClient<Contract> =>
  createRouterClient(router, {
    context: {
      catalog,
      host: 'cli',
      version: 'test',
      pathsOf: async (tokens) => tokens,
    } satisfies FaceContext,
  });
