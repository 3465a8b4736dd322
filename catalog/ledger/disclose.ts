/** Entering in the ledger that something left the catalog, or that personal data of a request were read. */
import type { Json } from '../model/facts.ts';
import type { Catalog } from '../catalog.ts';
import { appendEntry } from './append.ts';
import { discloses } from './entry.ts';

/** What left the catalog, as the ledger says it. */
export interface Disclosure {
  /** `export.sheet`, `access.case`: one that discloses. */
  readonly action: string;
  readonly objectType: string;
  /** Never personal data. */
  readonly objectId: string;
  readonly label: string;
  /** Further members of the entry; never personal data. */
  readonly detail?: Readonly<Record<string, Json>>;
  /** Not entered again where the same person did the same with the same thing within this many minutes. */
  readonly onceIn?: number;
}

/**
 * Enters a disclosure in the ledger, and tells open windows of it.
 * @returns the number of the entry; null where one of a moment ago stands for it
 * @throws TypeError for an action that does not disclose: a fault of the caller
 */
export async function recordDisclosure(
  catalog: Catalog,
  actor: string,
  { action, objectType, objectId, label, detail, onceIn }: Disclosure,
): Promise<number | null> {
  if (!discloses(action)) throw new TypeError(`${action} is not an action that discloses`);
  const since = onceIn === undefined ? null : new Date(Date.now() - onceIn * 60_000).toISOString();
  const seq = await catalog.store.write((db) => {
    const before =
      since !== null &&
      db
        .prepare<[object], number>(
          `SELECT 1 FROM ledger_entry WHERE action = @action AND actor = @actor AND object_type = @objectType
           AND object_id = @objectId AND at >= @since LIMIT 1`,
        )
        .get({ action, actor, objectType, objectId, since });
    if (before) return null;
    return appendEntry(db, {
      actor,
      action,
      objectType,
      objectId,
      payload: { ...detail, label },
    }).seq;
  });
  if (seq !== null) catalog.announce(['ledger']);
  return seq;
}
