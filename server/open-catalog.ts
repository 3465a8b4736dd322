/** Opens a catalog as every face does. */
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { Catalog } from '../catalog/catalog.ts';
import type { KeyVault } from '../catalog/ledger/signing/vault.ts';
import type { FileKey } from '../catalog/store/cipher.ts';
import { defaultActor, migrationsDir, resourcesDir, vaultFolder, version, witnessFile } from './product.ts';
import { FileVault } from './vault/file-vault.ts';

/** @param key of an encrypted file. @throws CatalogFileError with the reason in words */
export async function openCatalog(
  path: string,
  create: boolean,
  vault: KeyVault = userVault(),
  key?: FileKey,
): Promise<Catalog> {
  if (create) mkdirSync(dirname(path), { recursive: true });
  return Catalog.open({
    path,
    create,
    migrationsDir,
    resourcesDir,
    toolVersion: version,
    defaultActor: defaultActor(),
    witnessFile: witnessFile(),
    vault,
    ...(key ? { key } : {}),
  });
}

/** The vault of hosts without a keychain; `HEADWATER_PASSPHRASE` seals it. */
export function userVault(): FileVault {
  return new FileVault(vaultFolder(), process.env['HEADWATER_PASSPHRASE'] || null);
}
