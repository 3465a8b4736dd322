/** The keychain of the system, through Electron's safeStorage; in the main process only. */
import { safeStorage } from 'electron';
import { seals } from './secrets.ts';

/** False where the system has none: then the desk takes a passphrase. */
export const keychainAvailable = (): boolean => seals(safeStorage);

/** Wraps bytes for this user of this machine, or gives them back; null when that fails. */
export function useKeychain(action: 'protect' | 'reveal', bytes: Uint8Array): Uint8Array | null {
  try {
    if (!keychainAvailable()) return null;
    const given = Buffer.from(bytes);
    return action === 'protect'
      ? safeStorage.encryptString(given.toString('base64'))
      : Buffer.from(safeStorage.decryptString(given), 'base64');
  } catch {
    return null;
  }
}
