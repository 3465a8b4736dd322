/**
 * What keeps an open catalog's ledger provable: notes its head outside the file after each change, signs
 * checkpoints when they are due, and knows what to compare a verification with.
 */
import { existsSync } from 'node:fs';
import type { Database } from 'better-sqlite3';
import type { Store } from '../../store/store.ts';
import { appendEntry } from '../append.ts';
import { newestEntry } from '../read.ts';
import { NoteError } from '../signing/note.ts';
import type { PublicKey } from '../signing/keys.ts';
import {
  heldKeys,
  makeKey,
  makeNextKey,
  rememberHead,
  seenHead,
  takeOver,
  VaultError,
  type HeldKeys,
  type KeyVault,
  type SeenHead,
} from '../signing/vault.ts';
import { forgetPlace, noteHead, notedHeads } from '../witness-file.ts';
import {
  CheckpointRefused,
  makeCheckpoint,
  newestCheckpoint,
  originIn,
  rootAt,
  type CheckpointRecord,
  ledgerKeys,
} from './checkpoints.ts';
import {
  besidePath,
  headOf,
  putBeside,
  readCheckpointFile,
  setBesideAside,
  type OutsideHead,
} from './outside.ts';
import { besideText, takeoverText, vouchedKeys } from './own-checkpoints.ts';
import { verifyCustody, type CustodyVerification } from './verify-custody.ts';

/** Where a catalog and what proves its ledger lie. */
export interface CustodyPlaces {
  readonly path: string;
  /** Where the newest head is noted outside the catalog's folder; none in tests. */
  readonly notesFile?: string;
  /** Without one, nothing is signed. */
  readonly vault?: KeyVault;
  /** Told when a checkpoint was signed that nobody asked for, or could not be. */
  readonly onSigned?: () => void;
}

/** A checkpoint is due after so many entries at the latest. */
const EVERY = 256;
/** Imports, what leaves the house, and what is done to the ledger itself are signed at once. */
const AT_ONCE = `action LIKE 'import.%' OR action LIKE 'report.%' OR action LIKE 'export.%' OR action LIKE 'ledger.%'`;

/** Of one open catalog. */
export class Custody {
  readonly #store: Store;
  readonly #places: CustodyPlaces;
  #running: Promise<void> | null = null;
  #again = false;
  #changed = false;
  #problem: string | null = null;
  /** Keys that are being read or made: whoever asks meanwhile gets the same. */
  #asked: Promise<HeldKeys> | null = null;
  #rotating: Promise<{ readonly seq: number; readonly keyId: string }> | null = null;

  constructor(store: Store, places: CustodyPlaces, created: boolean) {
    this.#store = store;
    this.#places = places;
    if (created) this.#settleIn();
  }

  /** Why the last checkpoint could not be signed, or its notes not written; null when all is well. */
  get problem(): string | null {
    return this.#problem;
  }

  get vault(): KeyVault | null {
    return this.#places.vault ?? null;
  }

  /** After each change by this process. What is committed stays committed when a note cannot be written. */
  changed(): void {
    this.#changed = true;
    this.#noteHead();
    if (this.vault && dueReason(this.#store.reader) !== null) this.#begin();
  }

  /** Signs what is not signed yet, where this process changed something, and waits for what is under way. */
  async settle(): Promise<void> {
    while (this.#running) await this.#running;
    if (!this.#changed || !this.vault) return;
    await this.#quietly('close');
  }

  /**
   * Signs the ledger as it is, now.
   * @returns null for an empty ledger
   * @throws CheckpointRefused | VaultError
   */
  async checkpoint(reason: string): Promise<CheckpointRecord | null> {
    const { signer } = await this.keys();
    const vault = this.vault!;
    const origin = originIn(this.#store.reader);
    const seen = origin === null ? null : await seenHead(vault, origin);
    const at = new Date().toISOString();
    const made = await this.#store.write((db) => {
      if (seen) refuseOlder(db, seen);
      return makeCheckpoint(db, { signer, reason, at });
    });
    if (!made || origin === null) return null;
    await this.#keepOutside(origin, made, vault);
    return made;
  }

  /** The keys of this machine; made on first use. @throws VaultError */
  async keys(): Promise<HeldKeys> {
    const { vault } = this;
    if (!vault) throw new VaultError('This host keeps no signing key');
    const heldOrMade = async (): Promise<HeldKeys> => {
      const now = new Date().toISOString();
      const held = await heldKeys(vault);
      if (held === null) return makeKey(vault, now);
      // Where the process ended in between, the ledger says already that this one signs.
      return held.next && isNamed(this.#store.reader, held.next)
        ? takeOver(vault, held.next.keyId, now)
        : held;
    };
    this.#asked ??= heldOrMade().finally(() => (this.#asked = null));
    return this.#asked;
  }

  /** The keys that this machine can vouch for. Empty where there are none, or they cannot be opened. */
  async trusted(): Promise<PublicKey[]> {
    try {
      const keys = this.vault && (await heldKeys(this.vault));
      return keys ? [keys.signer, ...keys.former] : [];
    } catch (error) {
      if (error instanceof VaultError) return [];
      throw error;
    }
  }

  /** Fingerprints of keys that this machine can vouch for, with those that entries of the ledger add to them. */
  async trustedIds(): Promise<ReadonlySet<string>> {
    return vouchedKeys(this.#store.reader, await this.trusted());
  }

  /**
   * A new key takes over, vouched for by the old one in an entry of the ledger. It signs only once the entry stands:
   * the ledger never has a signature by a key that it does not know of.
   * @throws CheckpointRefused | VaultError
   */
  async rotateKey(actor: string): Promise<{ readonly seq: number; readonly keyId: string }> {
    // Whoever asks meanwhile gets the same.
    this.#rotating ??= this.#rotate(actor).finally(() => (this.#rotating = null));
    return this.#rotating;
  }

  async #rotate(actor: string): Promise<{ readonly seq: number; readonly keyId: string }> {
    if ((await this.checkpoint('key')) === null)
      throw new CheckpointRefused('The ledger is empty: there is nothing yet that a key could have signed');
    const { signer: old } = await this.keys();
    const { keyId, pem } = await makeNextKey(this.vault!);
    const seq = await this.#store.write((db) => {
      const signature = old.sign(Buffer.from(takeoverText(originIn(db)!, keyId)));
      return appendEntry(db, {
        actor,
        action: 'ledger.key',
        objectType: 'key',
        objectId: keyId,
        payload: {
          label: `Signing key ${keyId.slice(0, 16)} took over from ${old.keyId.slice(0, 16)}`,
          from: old.keyId,
          to: keyId,
          publicKey: pem,
          signature: Buffer.from(signature).toString('base64'),
        },
      }).seq;
    });
    await takeOver(this.vault!, keyId, new Date().toISOString());
    return { seq, keyId };
  }

  /**
   * This machine's key vouches for another one that signed this ledger: the app's and the command line's keys of one
   * person, say. Both go on signing.
   * @throws CheckpointRefused | VaultError
   */
  async vouchFor(actor: string, keyId: string): Promise<{ readonly seq: number }> {
    const { signer } = await this.keys();
    if (keyId === signer.keyId) throw new CheckpointRefused('This is the key that signs here');
    const other = ledgerKeys(this.#store.reader).find((key) => key.keyId === keyId);
    if (!other) throw new CheckpointRefused(`No key ${keyId.slice(0, 64)} signed this ledger`);
    return this.#store.write((db) => {
      const signature = signer.sign(Buffer.from(besideText(originIn(db) ?? '', keyId)));
      const { seq } = appendEntry(db, {
        actor,
        action: 'ledger.key',
        objectType: 'key',
        objectId: keyId,
        payload: {
          label: `Signing key ${signer.keyId.slice(0, 16)} vouches for ${keyId.slice(0, 16)}, which signs beside it`,
          from: signer.keyId,
          to: keyId,
          beside: true,
          publicKey: other.pem,
          signature: Buffer.from(signature).toString('base64'),
        },
      });
      return { seq };
    });
  }

  /** Heads to compare with: beside the file, in the notes of this machine, in its vault. */
  async outside(): Promise<OutsideHead[]> {
    const { path, notesFile } = this.#places;
    return outsideOf(this.#store.reader, { path, ...(notesFile ? { notesFile } : {}), vault: this.vault });
  }

  async verify(
    options: {
      readonly signal?: AbortSignal;
      readonly progress?: (done: number, total: number) => void;
    } = {},
  ): Promise<CustodyVerification> {
    return verifyCustody(this.#store.reader, {
      ...options,
      outside: await this.outside(),
      trusted: await this.trusted(),
    });
  }

  /**
   * An older copy that was put back on purpose counts from now on: enters that in the ledger, with what was known
   * of the one before, and forgets the notes that it contradicts.
   * @throws CheckpointRefused | VaultError
   */
  async acceptRestored(actor: string, reason: string): Promise<{ readonly seq: number }> {
    const before = (await this.outside()).map(({ source, origin, size, root, entryHash }) => ({
      source,
      origin,
      size,
      root: root ?? null,
      entryHash: entryHash ?? null,
    }));
    const { seq } = await this.#store.write((db) =>
      appendEntry(db, {
        actor,
        action: 'ledger.restore',
        objectType: 'ledger',
        objectId: 'ledger',
        payload: { label: `The catalog file was put back on purpose: ${reason}`, reason, before },
      }),
    );
    this.#settleIn();
    const origin = originIn(this.#store.reader);
    const root = Buffer.from(rootAt(this.#store.reader, seq)).toString('hex');
    if (this.vault && origin !== null)
      await rememberHead(this.vault, origin, { size: seq, root, at: new Date().toISOString() });
    return { seq };
  }

  #begin(): void {
    if (this.#running) {
      this.#again = true;
      return;
    }
    this.#running = this.#quietly(dueReason(this.#store.reader) ?? 'change').finally(() => {
      this.#running = null;
      if (!this.#again) return;
      this.#again = false;
      this.#begin();
    });
  }

  async #quietly(reason: string): Promise<void> {
    try {
      await this.checkpoint(reason);
      this.#problem = null;
    } catch (error) {
      // The next change tries again; until then the ledger is chained and its head noted, but not signed.
      this.#problem = error instanceof Error ? error.message : String(error);
    }
    this.#places.onSigned?.();
  }

  async #keepOutside(
    origin: string,
    { text, size, root, at }: CheckpointRecord,
    vault: KeyVault,
  ): Promise<void> {
    putBeside(this.#places.path, text);
    const seen = await seenHead(vault, origin);
    if (!seen || seen.size <= size) await rememberHead(vault, origin, { size, root, at });
  }

  #noteHead(): void {
    const { path, notesFile } = this.#places;
    if (notesFile === undefined) return;
    try {
      noteHead(this.#store.reader, path, notesFile);
    } catch {
      // The next change notes the head; until then `verify` compares with the one before.
    }
  }

  /** What was noted of another catalog at this place says nothing about this one. */
  #settleIn(): void {
    const { path, notesFile } = this.#places;
    try {
      setBesideAside(path);
      if (notesFile !== undefined) forgetPlace(this.#store.reader, path, notesFile);
    } catch (error) {
      this.#problem = error instanceof Error ? error.message : String(error);
    }
  }
}

/** Heads noted outside a catalog file, from the places that there are. */
export async function outsideOf(
  db: Database,
  places: { readonly path: string; readonly notesFile?: string; readonly vault: KeyVault | null },
): Promise<OutsideHead[]> {
  const heads = [...besideOf(places.path)];
  if (places.notesFile !== undefined && existsSync(places.notesFile))
    heads.push(...notedHeads(db, places.path, places.notesFile));
  const origin = originIn(db);
  if (places.vault === null || origin === null) return heads;
  try {
    const seen = await seenHead(places.vault, origin);
    const source =
      places.vault.protection === 'keychain' ? 'the note sealed by the keychain' : 'the note beside the key';
    if (seen) heads.push({ source, independent: true, origin, size: seen.size, root: seen.root });
  } catch (error) {
    if (!(error instanceof VaultError)) throw error;
  }
  return heads;
}

function besideOf(path: string): OutsideHead[] {
  const source = 'the checkpoint beside the file';
  try {
    const checkpoint = readCheckpointFile(besidePath(path));
    return checkpoint ? [headOf(checkpoint, source, false)] : [];
  } catch (error) {
    if (!(error instanceof NoteError)) throw error;
    return [];
  }
}

/** Whether an entry of the ledger says that the key signs. */
function isNamed(db: Database, { keyId }: PublicKey): boolean {
  return (
    db
      .prepare<[string]>(`SELECT 1 FROM ledger_entry WHERE action = 'ledger.key' AND object_id = ?`)
      .get(keyId) !== undefined
  );
}

function refuseOlder(db: Database, { size, root }: SeenHead): void {
  const has = newestEntry(db);
  if (has < size)
    throw new CheckpointRefused(
      `The ledger ends at entry ${has}, but this machine signed ${size} entries: an older copy of the file was put back, or its end was cut off`,
    );
  if (Buffer.from(rootAt(db, size)).toString('hex') !== root)
    throw new CheckpointRefused(`The first ${size} entries are not those that this machine signed`);
}

/** Why a checkpoint is due; null where it is not. */
function dueReason(db: Database): string | null {
  const after = newestCheckpoint(db)?.size ?? 0;
  const { count, action } = db
    .prepare<[number], { count: number; action: string | null }>(
      `SELECT COUNT(*) AS count, MAX(CASE WHEN ${AT_ONCE} THEN action END) AS action FROM ledger_entry WHERE seq > ?`,
    )
    .get(after)!;
  if (action !== null) return action.split('.')[0]!;
  return count >= EVERY ? 'change' : null;
}
