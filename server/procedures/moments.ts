/** The catalog as of the moment that a request asks for. */
import { catalogAt } from '../../catalog/explore/at.ts';
import type { At } from '../../catalog/explore/moment.ts';
import type { Catalog } from '../../catalog/open.ts';

/** @throws the error for a moment that there is not */
export async function viewedAt(
  catalog: Catalog,
  at: At | null | undefined,
  refuse: (reason: string) => Error,
): Promise<Catalog> {
  try {
    return await catalogAt(catalog, at);
  } catch (error) {
    if (error instanceof RangeError) throw refuse(error.message);
    throw error;
  }
}
