/** Verifying a catalog file as it lies there: opened for reading only, not upgraded, whatever state it is in. */
import type { Database } from 'better-sqlite3';
import { isSqliteError, openToRead } from '../../store/open-to-read.ts';
import type { FileKey } from '../../store/cipher.ts';
import { hasTable, type Finding } from './findings.ts';
import type { OutsideHead } from './outside.ts';
import { verifyCustody, type CustodyOptions, type CustodyVerification } from './verify-custody.ts';

/** As for an open ledger; what to compare with may depend on which ledger it is. */
export interface FileOptions extends Omit<CustodyOptions, 'outside'> {
  /** Heads to compare with, once the file is open. */
  readonly outside: (db: Database) => Promise<readonly OutsideHead[]>;
  /** Of an encrypted file. */
  readonly key?: FileKey;
}

/** @throws NotReadable */
export async function verifyCatalogFile(path: string, options: FileOptions): Promise<CustodyVerification> {
  const { db, close } = openToRead(path, options.key);
  try {
    if (!hasTable(db, 'ledger_entry') || !hasTable(db, 'ledger_payload'))
      return broken('the tables of the ledger are not there');
    const outside = await options.outside(db);
    return await verifyCustody(db, { ...options, outside });
  } catch (error) {
    if (!isSqliteError(error)) throw error;
    return broken(`the file is damaged: ${error.message}`);
  } finally {
    close();
  }
}

function broken(reason: string): CustodyVerification {
  const finding: Finding = { seq: 0, kind: 'removed', reason };
  return {
    verdict: 'tampered',
    entries: 0,
    payloadsChecked: 0,
    payloadsErased: 0,
    head: null,
    root: null,
    origin: null,
    firstBad: finding,
    findings: [finding],
    checkpoints: { total: 0, newestSize: null, newestAt: null, keyId: null, trusted: false },
    compared: [],
    notes: [],
  };
}
