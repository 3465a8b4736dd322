/** Datasets by name, for views that move from one catalog to another. */
import { resolveDataset } from '../browse/resolve.ts';
import type { DatasetKey } from '../model/identity.ts';
import type { Catalog } from '../catalog.ts';

/** Names of datasets as they are shown; unknown ids are left out. */
export function namesOf(catalog: Catalog, ids: readonly number[]): { id: number; dataset: DatasetKey }[] {
  const cards = catalog.cards();
  return ids.flatMap((id) => {
    const card = cards.get(id);
    return card ? [{ id, dataset: { namespace: card.namespace, name: card.name } }] : [];
  });
}

/** The datasets under which names are shown, whichever of their identities is named; null for unknown ones. */
export function idsOf(catalog: Catalog, names: readonly DatasetKey[]): (number | null)[] {
  return names.map((name) => resolveDataset(catalog, name)?.id ?? null);
}
