/**
 * The contract over the engine. Every face serves these same procedures: Electron over a
 * MessagePort, the loopback host over a WebSocket, the command line and tests by direct call.
 */
import { implement, type ImplementerInternalWithMiddlewares } from '@orpc/server';
import { contract, type Contract } from '../../contract/index.ts';
import type { Catalog } from '../../catalog/open.ts';
import type { Keychain } from '../../catalog/privacy/vault/providers.ts';
import { readSettings } from '../../catalog/settings.ts';
import type { Collecting } from '../collect/collecting.ts';
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
}

/** Named, because written out the type of the whole contract is longer than the compiler allows. */
type Procedures = ImplementerInternalWithMiddlewares<
  Contract,
  FaceContext & Record<never, never>,
  FaceContext
>;

const procedures = implement(contract)
  .$context<FaceContext>()
  .use(async ({ next }) => {
    try {
      return await next();
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
  return (await readSettings(context.catalog)).actor;
}
