/** What a verification can find. */
import type { Database } from 'better-sqlite3';
import type { ChainFault } from '../verify.ts';

/**
 * What was done to a ledger. `cut`: its end is missing; `older copy`: an earlier state of the file was put back, or
 * its end cut off together with the checkpoints over it; `replaced`: another ledger is in its place; `rewritten`:
 * entries that were signed are others now, in a chain that fits; `checkpoint forged`: a checkpoint was altered;
 * `signature forged`: the signature of a person is not of that person, or not under this entry.
 */
export type Fault =
  ChainFault | 'cut' | 'older copy' | 'replaced' | 'rewritten' | 'checkpoint forged' | 'signature forged';

/** Something that is wrong with a ledger. */
export interface Finding {
  /** Entry from which on the ledger is not to be trusted; 0 where that cannot be said. */
  readonly seq: number;
  readonly kind: Fault;
  readonly reason: string;
}

/** What the walk over the chain found, for what is compared with it. */
export interface Walked {
  /** Entries that fit. */
  readonly entries: number;
  /** The chain breaks after them. */
  readonly broken: boolean;
  readonly origin: string | null;
  /** Hex root and entry hash at the sizes that something else says something about. */
  readonly heads: ReadonlyMap<number, { readonly root: string; readonly entryHash: string }>;
}

/** Catalogs from before there were checkpoints have no table for them. */
export function hasTable(db: Database, name: string): boolean {
  return db.prepare("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?").get(name) !== undefined;
}
