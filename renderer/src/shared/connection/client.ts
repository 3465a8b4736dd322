import { createORPCClient } from '@orpc/client';
import type { ContractRouterClient } from '@orpc/contract';
import { createTanstackQueryUtils } from '@orpc/tanstack-query';
import type { Contract } from '../../../../contract/index.ts';
import { connectElectron } from './electron.ts';
import { connectLoopback } from './loopback.ts';
import { AskingLink } from '../reason/ask-reason.ts';
import { SwappableLink } from './swappable-link.ts';

const link = new SwappableLink();

/** Opens the connection of the present host. Called once, before the first render. */
export function connect(): void {
  if (window.headwaterHost) connectElectron(link, window.headwaterHost);
  else connectLoopback(link);
}

/** Direct calls; for reads inside components prefer `orpc` with TanStack Query. */
export const client: ContractRouterClient<Contract> = createORPCClient(new AskingLink(link));

/** Query and mutation options for every procedure. */
export const orpc = createTanstackQueryUtils(client);
