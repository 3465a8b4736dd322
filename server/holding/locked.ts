/** Stands for a catalog whose file is locked. */
import type { Catalog } from '../../catalog/catalog.ts';

/** The file is locked, or being written anew; `message` is for the user. */
export class CatalogLocked extends Error {
  override readonly name = 'CatalogLocked';
}

/** May be handed on like a catalog; whatever is asked of it is refused. */
export function lockedCatalog(reason: string): Catalog {
  const refuse = (): never => {
    throw new CatalogLocked(reason);
  };
  return new Proxy({}, { get: refuse, set: refuse, has: refuse }) as Catalog;
}
