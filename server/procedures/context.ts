/**
 * The contract over the engine. Every face serves these same procedures: Electron over a
 * MessagePort, the loopback host over a WebSocket, the command line and tests by direct call.
 */
import { implement, type ImplementerInternalWithMiddlewares } from '@orpc/server';
import { contract, type Contract } from '../../contract/index.ts';
import type { Catalog } from '../../catalog/open.ts';
import type { Keychain } from '../../catalog/privacy/vault/providers.ts';
import { readSettings } from '../../catalog/settings.ts';
import { admit, goOnAs, shownTo, type Admitted } from '../access/admit.ts';
import type { Sessions } from '../access/sessions.ts';
import type { Collecting } from '../collect/collecting.ts';
import type { Holder } from '../holding/holder.ts';
import { enterDisclosure } from './disclosures.ts';
import { told } from './trouble.ts';

/** What a face must bring. */
export interface FaceContext {
  readonly catalog: Catalog;
  readonly host: 'electron' | 'loopback' | 'cli';
  readonly version: string;
  /**
   * Turns the tokens that the renderer holds into absolute paths.
   * @throws when a token is not one that this face gave out
   */
  readonly pathsOf: (tokens: readonly string[]) => Promise<readonly string[]>;
  /** Deletes what was copied for these tokens, where the face copies what it is handed. */
  readonly forget?: (tokens: readonly string[]) => Promise<void>;
  /** The keychain of the system, in a host that has one. */
  readonly keychain?: Keychain;
  /** Live collection, in a host that stays running. */
  readonly collecting?: Collecting;
  /** The file behind the catalog, in a host that can lock it and write it anew. */
  readonly holder?: Holder;
  /** Who is logged in, in a host that serves several. */
  readonly sessions?: Sessions;
  /** Headers of the call. */
  readonly reqHeaders?: Headers;
  /** Who acts, where a host serves one person: the command line. */
  readonly login?: Admitted;
}

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
