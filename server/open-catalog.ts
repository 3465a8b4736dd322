/** Opens a catalog as every face does. */
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { Catalog } from '../catalog/open.ts';
import { defaultActor, migrationsDir, resourcesDir, version, witnessFile } from './product.ts';

/** @throws CatalogFileError with the reason in words */
export async function openCatalog(path: string, create: boolean): Promise<Catalog> {
  if (create) mkdirSync(dirname(path), { recursive: true });
  return Catalog.open({
    path,
    create,
    migrationsDir,
    resourcesDir,
    toolVersion: version,
    defaultActor: defaultActor(),
    witnessFile: witnessFile(),
  });
}
