/**
 * The key under which the data keys of all cases of a catalog lie. It is wrapped in the file by a key
 * provider, and plain only in the memory of a process in which somebody has opened the desk.
 */
import type { Database } from 'better-sqlite3';
import type { Catalog } from '../../catalog.ts';
import { makeChange, type MutationResult } from '../../stewardship/change.ts';
import { Refused } from '../../stewardship/refused.ts';
import type { KeyProvider, StoredKey } from './providers.ts';
import { newKey, seal, unseal } from '../../seal.ts';

const opened = new WeakMap<Catalog, Buffer>();

export interface DeskState {
  /** `none`: no key was set up, so the catalog takes no personal data. */
  readonly key: 'none' | 'passphrase' | 'keychain';
  readonly open: boolean;
}

export function deskState(catalog: Catalog): DeskState {
  const stored = storedKey(catalog.store.reader);
  const key = !stored ? 'none' : stored.provider === 'keychain' ? 'keychain' : 'passphrase';
  return { key, open: opened.has(catalog) };
}

function storedKey(db: Database): (StoredKey & { readonly id: number }) | undefined {
  return db
    .prepare<[], StoredKey & { id: number }>(
      'SELECT id, provider, parameters, wrapped FROM desk_key WHERE until_revision IS NULL',
    )
    .get();
}

/**
 * Sets the desk up, or wraps its key anew: another passphrase, or the keychain in place of one. Copies of the file that
 * were made before still open with the old one.
 * @throws Refused while the desk is closed, where somebody else changed the key meanwhile, or for a short passphrase
 */
export async function protectDesk(
  catalog: Catalog,
  actor: string,
  provider: KeyProvider,
): Promise<MutationResult> {
  const before = storedKey(catalog.store.reader);
  if (before && !opened.has(catalog))
    throw new Refused('CONFLICT', 'The desk has a key already; open it first to change how it is kept.');
  // A copy: closing the desk wipes the opened one, maybe while the new wrapping is made.
  const key = Buffer.from(opened.get(catalog) ?? newKey());
  const stored = await provider.protect(key);
  // Freed pages are overwritten, so that the old wrapping does not linger in the file.
  catalog.store.writer.pragma('secure_delete = ON');
  const result = await makeChange(
    catalog,
    {
      actor,
      action: 'desk.key',
      objectType: 'desk',
      areas: ['cases'],
      label: () => (before ? 'Changed how the desk key is kept' : 'Set up the key of the desk'),
      payload: () => ({ provider: stored.provider }),
    },
    ({ sql, revision }) => {
      const now = sql.get<{ id: number }>('SELECT id FROM desk_key WHERE until_revision IS NULL');
      if (now?.id !== before?.id) throw new Refused('CONFLICT', 'The key was changed by somebody else.');
      // The old wrapping goes for good: a passphrase that was given up must open nothing.
      if (now)
        sql.run(
          `UPDATE desk_key SET until_revision = ?, wrapped = x'', parameters = '{}' WHERE id = ?`,
          revision,
          now.id,
        );
      return sql.run(
        'INSERT INTO desk_key (provider, parameters, wrapped, since_revision) VALUES (?, ?, ?, ?)',
        stored.provider,
        stored.parameters,
        Buffer.from(stored.wrapped),
        revision,
      );
    },
  );
  if (!before || opened.has(catalog)) opened.set(catalog, key);
  // The write-ahead log still holds the page as it was.
  if (before) await catalog.store.emptyLog();
  return result;
}

/** @throws Refused when there is no key yet, or it cannot be had */
export async function openDesk(catalog: Catalog, provider: KeyProvider): Promise<void> {
  const stored = storedKey(catalog.store.reader);
  if (!stored) throw new Refused('CONFLICT', 'No key was set up yet.');
  if (stored.provider !== provider.provider)
    throw new Refused('CONFLICT', `The key of this catalog is kept by ${wordsFor(stored.provider)}.`);
  opened.set(catalog, await provider.reveal(stored));
}

function wordsFor(provider: string): string {
  return provider === 'keychain' ? 'the keychain of a system' : 'a passphrase';
}

/** Forgets the key in this process. */
export function closeDesk(catalog: Catalog): void {
  opened.get(catalog)?.fill(0);
  opened.delete(catalog);
}

/** @throws Refused while the desk is closed */
function deskKey(catalog: Catalog): Buffer {
  const key = opened.get(catalog);
  if (key) return key;
  throw new Refused(
    'CONFLICT',
    storedKey(catalog.store.reader)
      ? 'The desk is closed: open it with its passphrase or keychain first.'
      : 'Personal data are kept encrypted only, and no key was set up yet: set a passphrase first.',
  );
}

/** A case's data key, wrapped for the file. */
export function wrapCaseKey(catalog: Catalog, caseId: number, key: Buffer): Buffer {
  return seal(deskKey(catalog), key, `case key ${caseId}`);
}

/** @throws Refused while the desk is closed, or once the key was destroyed */
export function caseKeyOf(catalog: Catalog, db: Database, caseId: number): Buffer | null {
  const row = db
    .prepare<[number], { wrapped: Buffer | null }>('SELECT wrapped FROM case_key WHERE case_id = ?')
    .get(caseId);
  const desk = deskKey(catalog);
  if (!row) return null;
  if (row.wrapped === null)
    throw new Refused('CONFLICT', 'The personal data of this case were erased; it takes no new ones.');
  return unseal(desk, row.wrapped, `case key ${caseId}`);
}
