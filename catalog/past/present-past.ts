/** The catalog as it is, read as reports read a past one. */
import type { Catalog } from '../catalog.ts';
import { loadPast, type PastCatalog } from './as-of.ts';
import { presentMoment } from './pins.ts';

/** Read once a revision, whoever asks. */
export function presentPast(catalog: Catalog): Promise<PastCatalog> {
  const { reader } = catalog.store;
  return catalog.cached('report-past', () =>
    loadPast(
      reader,
      presentMoment(reader, () => catalog.revision()),
    ),
  );
}
