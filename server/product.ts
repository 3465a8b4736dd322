/** Where things lie, for every face: the product's own files and the user's. */
import { readFileSync } from 'node:fs';
import { homedir, userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

/**
 * The folder that holds `resources/`, `prisma/` and `dist/`: the checkout, or the packaged app. Code
 * runs from `server/` in a checkout and from `dist/<face>/` when bundled.
 */
export const productRoot: string = rootFrom(dirname(fileURLToPath(import.meta.url)));

function rootFrom(folder: string): string {
  for (let at = folder; ; at = dirname(at)) {
    try {
      const parsed = z
        .object({ name: z.literal('headwater') })
        .safeParse(JSON.parse(readFileSync(join(at, 'package.json'), 'utf8')));
      if (parsed.success) return at;
    } catch {
      // No package.json here; look further up.
    }
    if (dirname(at) === at) return folder;
  }
}

export const version: string = z
  .object({ version: z.string() })
  .parse(JSON.parse(readFileSync(join(productRoot, 'package.json'), 'utf8'))).version;

export const migrationsDir = join(productRoot, 'prisma', 'migrations');
export const resourcesDir = join(productRoot, 'resources');
export const rendererDir = join(productRoot, 'dist', 'renderer');

/** The user's own folder for catalogs, by the platform's convention; `HEADWATER_DATA` overrides. */
export function dataFolder(
  environment: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
): string {
  const chosen = environment['HEADWATER_DATA'];
  if (chosen) return chosen;
  const home = homedir();
  if (platform === 'win32')
    return join(environment['APPDATA'] ?? join(home, 'AppData', 'Roaming'), 'Headwater');
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Headwater');
  return join(environment['XDG_DATA_HOME'] ?? join(home, '.local', 'share'), 'headwater');
}

export function defaultCatalogPath(): string {
  return join(dataFolder(), 'catalog.headwater');
}

export function witnessFile(): string {
  return join(dataFolder(), 'ledger-heads.json');
}

/** Where signing keys lie on hosts that do not keep them in the system's keychain. */
export function vaultFolder(): string {
  return join(dataFolder(), 'keys');
}

/** The name under which changes are recorded until Settings says otherwise. */
export function defaultActor(): string {
  try {
    return userInfo().username || 'local user';
  } catch {
    return 'local user';
  }
}
