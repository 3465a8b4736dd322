/**
 * The contract over the engine. Every face serves these same procedures: Electron over a
 * MessagePort, the loopback host over a WebSocket, the command line and tests by direct call.
 */
import { implement, type ImplementerInternalWithMiddlewares } from '@orpc/server';
import { contract, type Contract } from '../../contract/index.ts';
import { readSettings } from '../../catalog/settings.ts';
import { admit, goOnAs, shownTo } from '../access/admit.ts';
import { enterDisclosure } from './disclosures.ts';
import type { FaceContext } from './face-context.ts';
import { told } from './trouble.ts';

/** Named, because written out the type of the whole contract is longer than the compiler allows. */
type Procedures = ImplementerInternalWithMiddlewares<
  Contract,
  FaceContext & Record<never, never>,
  FaceContext
>;

const procedures = implement(contract)
  .$context<FaceContext>()
  .use(async ({ context, path, next }, input) => {
    try {
      const who = admit(context, path, input);
      if (!who) return await next();
      const catalog = await shownTo(who, context.catalog);
      return await goOnAs(who, catalog, () => next({ context: { login: who, catalog } }));
    } catch (error) {
      throw told(error);
    }
  })
  .use(async ({ next, path, context }, input) => {
    const result = await next();
    await enterDisclosure(context.catalog, () => actorOf(context), path, input, result.output);
    return result;
  });

export const os: Procedures = procedures;

/** Under whose name a change is recorded. */
export async function actorOf(context: FaceContext): Promise<string> {
  return context.login?.account.name ?? (await readSettings(context.catalog)).actor;
}
