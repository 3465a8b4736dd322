/** Erasing what an entry says, for the sake of a person's right to it; the entry itself stays. */
import type { Catalog } from '../catalog.ts';
import { appendEntry } from './append.ts';

/** The payload cannot be erased; the message says why. */
export class EraseRefused extends Error {
  override readonly name = 'EraseRefused';
}

/**
 * Overwrites payload and salt of an entry and enters that in the ledger. The chain stays verifiable: it is over the
 * commitment. Copies that were made of the file before still hold the text.
 * @throws EraseRefused
 */
export async function erasePayload(
  catalog: Catalog,
  { seq, reason, actor }: { readonly seq: number; readonly reason: string; readonly actor: string },
): Promise<{ readonly seq: number }> {
  const { store } = catalog;
  const recorded = await store.write((db) => {
    const row = db
      .prepare<[number], { action: string; erasedAt: string | null }>(
        `SELECT e.action, p.erased_at AS erasedAt FROM ledger_entry e LEFT JOIN ledger_payload p ON p.seq = e.seq
         WHERE e.seq = ?`,
      )
      .get(seq);
    if (!row) throw new EraseRefused(`There is no ledger entry ${seq}`);
    if (row.erasedAt !== null) throw new EraseRefused(`What entry ${seq} said is erased already`);
    if (row.action.startsWith('ledger.'))
      throw new EraseRefused(`Entry ${seq} is about the ledger itself: it holds what verifying needs`);
    const entry = appendEntry(db, {
      actor,
      action: 'ledger.erase',
      objectType: 'ledger_entry',
      objectId: String(seq),
      payload: { label: `Erased what entry ${seq} said: ${reason}`, seq, reason },
    });
    // Freed space in the file is overwritten, too.
    db.pragma('secure_delete = ON');
    db.prepare(
      'UPDATE ledger_payload SET payload = NULL, salt = NULL, erased_at = ?, erased_reason = ? WHERE seq = ?',
    ).run(entry.at, reason, seq);
    return entry.seq;
  });
  // The write-ahead log still holds the page as it was.
  await store.emptyLog();
  catalog.announce(['ledger']);
  return { seq: recorded };
}
