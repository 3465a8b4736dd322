/** Making an evidence pack from a catalog: of a report, of a case, or of entries of the ledger. */
import { createHash, randomUUID } from 'node:crypto';
import type { Database } from 'better-sqlite3';
import { Pace } from '../breathe.ts';
import { exportLines } from '../export/ndjson.ts';
import { appendEntry } from '../ledger/append.ts';
import { originIn } from '../ledger/custody/checkpoints.ts';
import { newestRevision } from '../ledger/read.ts';
import { VaultError } from '../ledger/signing/vault.ts';
import type { Catalog } from '../catalog.ts';
import { buildPack, sha256 } from './build.ts';
import { contentsOf, type Contents, type PackSubject } from './contents.ts';
import { encrypt, type Readers } from './encrypt.ts';
import { peopleFile } from './people-file.ts';
import { logContent } from './log-files.ts';

/** Of what a pack is made, for whom, in whose name. */
export interface PackRequest {
  readonly subject: PackSubject;
  readonly actor: string;
  /** Null: not encrypted. */
  readonly readers: Readers | null;
}

/** A pack that was made, with the ledger entry that says so. */
export interface MadePack {
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
  readonly sha256: string;
  readonly ledgerSeq: number;
  readonly keyId: string;
  /** Of reports. */
  readonly files: number;
  readonly entries: number;
  readonly encrypted: boolean;
}

/**
 * Enters the pack in the ledger, signs a checkpoint over that, and puts both with the files together.
 * @throws PackError | VaultError | CheckpointRefused | NoReportFile | ReportMismatch | EncryptionError
 */
export async function makePack(
  catalog: Catalog,
  { subject, actor, readers }: PackRequest,
): Promise<MadePack> {
  const { signer } = await catalog.custody.keys();
  // A recipient that cannot be used must not leave an entry behind.
  if (readers && 'recipients' in readers) await encrypt(new Uint8Array(), readers);
  const contents = await contentsOf(catalog, subject);
  const packId = randomUUID();
  const previousSize = lastPack(catalog.store.reader);
  const entry = await catalog.store.write((db) =>
    appendEntry(db, {
      actor,
      action: 'export.pack',
      objectType: contents.objectType,
      objectId: contents.objectId,
      payload: {
        label: `Evidence pack: ${contents.title}`,
        packId,
        files: contents.files.map(({ path, bytes }) => ({ path, sha256: sha256(bytes) })),
        entries: contents.seqs.length,
        payloads: contents.payloads,
        keyId: signer.keyId,
        recipients: readers && 'recipients' in readers ? [...readers.recipients] : [],
        passphrase: readers !== null && 'passphrase' in readers,
      },
    }),
  );
  const checkpoint = await catalog.custody.checkpoint('export');
  catalog.announce(['ledger']);
  const origin = originIn(catalog.store.reader);
  if (checkpoint?.keyId !== signer.keyId || origin === null)
    throw new VaultError('The ledger could not be signed with this key: try again');
  const snapshot = await snapshotOf(catalog, contents.revision, origin);
  const seqs = [...new Set([...contents.seqs, entry.seq])].sort((a, b) => a - b);
  const { size, text } = checkpoint;
  const log = logContent(catalog.store.reader, {
    origin,
    size,
    seqs,
    payloads: contents.payloads,
    always: [...contents.always, entry.seq],
    previousSize,
  });
  const people = peopleFile(catalog.store.reader, seqs);
  const zip = buildPack(
    {
      packId,
      kind: contents.kind,
      title: contents.title,
      reference: contents.reference,
      created: entry.at,
      toolVersion: catalog.options.toolVersion,
      snapshot,
      checkpoint: text,
      log,
      files: people ? [...contents.files, people] : contents.files,
      facts: contents.facts,
    },
    signer,
  );
  const bytes = readers ? await encrypt(zip, readers) : zip;
  return {
    name: nameOf(contents, entry.at, readers !== null),
    mediaType: readers ? 'application/age' : 'application/zip',
    bytes,
    sha256: sha256(bytes),
    ledgerSeq: entry.seq,
    keyId: signer.keyId,
    files: contents.files.filter(({ role }) => role === 'report').length,
    entries: seqs.length,
    encrypted: readers !== null,
  };
}

/** Entries under the pack before this one; 0: there was none. */
function lastPack(db: Database): number {
  return db
    .prepare<[], { seq: number }>(
      `SELECT COALESCE(MAX(seq), 0) AS seq FROM ledger_entry WHERE action = 'export.pack'`,
    )
    .get()!.seq;
}

/** The whole catalog as one digest, where it is still as it was at the revision. */
async function snapshotOf(catalog: Catalog, revision: number, origin: string) {
  const row = catalog.store.reader
    .prepare<[number], { hash: Buffer }>('SELECT entry_hash AS hash FROM ledger_entry WHERE seq = ?')
    .get(revision);
  const ndjsonSha256 = await catalog.store.snapshot(async (db) => {
    if (newestRevision(db) !== revision) return null;
    const hash = createHash('sha256');
    const pace = new Pace();
    for (const line of exportLines(db, { canonical: false })) {
      hash.update(`${line}\n`);
      if (pace.restIsDue) await pace.rest();
    }
    return hash.digest('hex');
  });
  return { origin, revision, entryHash: row?.hash.toString('hex') ?? null, ndjsonSha256 };
}

function nameOf({ kind, reference }: Contents, at: string, encrypted: boolean): string {
  const about = (reference ?? kind).replace(/[^\p{L}\p{N}._-]+/gu, '-').slice(0, 60) || kind;
  return `evidence-${about}-${at.slice(0, 10).replaceAll('-', '')}.zip${encrypted ? '.age' : ''}`;
}
