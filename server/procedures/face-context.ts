/** What the procedures know of the face that calls them. */
import type { Catalog } from '../../catalog/catalog.ts';
import type { Keychain } from '../../catalog/privacy/vault/providers.ts';
import type { Sessions } from '../access/sessions.ts';
import type { Collecting } from '../collect/collecting.ts';
import type { Holder } from '../holding/holder.ts';
import type { Account } from '../../catalog/access/accounts.ts';
import type { Acting } from '../../catalog/ledger/acting.ts';

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

/** Who asks, after the gate. */
export interface Admitted {
  readonly account: Account;
  readonly acting: Acting;
}

/** What a host brings for each call, with what the holder has open at that moment. */
export function heldContext(
  holder: Holder,
  shared: Omit<FaceContext, 'catalog' | 'collecting' | 'holder'>,
): FaceContext {
  // Contexts are copied for each call, which asks these anew.
  return Object.defineProperties({ ...shared, holder } as FaceContext, {
    catalog: { enumerable: true, get: () => holder.catalog },
    collecting: { enumerable: true, get: () => holder.collecting ?? undefined },
  });
}
