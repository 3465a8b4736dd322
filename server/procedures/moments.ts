/** The catalog as of the moment that a request asks for. */
import { catalogAt } from '../../catalog/explore/at.ts';
import type { At } from '../../catalog/past/moment.ts';
import type { Catalog } from '../../catalog/catalog.ts';

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

interface Errors {
  readonly INVALID: (options: { data: { reason: string } }) => Error;
  readonly NOT_FOUND: (options: { message: string }) => Error;
}

/** The catalog that a request is about, and the errors for what is not there, now or then. */
export async function asked(
  catalog: Catalog,
  at: At | null | undefined,
  errors: Errors,
): Promise<{ readonly catalog: Catalog; readonly missing: () => Error }> {
  const view = await viewedAt(catalog, at, (reason) => errors.INVALID({ data: { reason } }));
  const message = view.moment
    ? 'There was no such thing in this catalog at that moment'
    : 'There is no such thing in this catalog';
  return { catalog: view, missing: () => errors.NOT_FOUND({ message }) };
}
