/** Making an evidence pack from a catalog: of a report, or of entries of the ledger. */
import { createHash, randomUUID } from 'node:crypto';
import type { Database } from 'better-sqlite3';
import { Pace } from '../breathe.ts';
import { exportLines } from '../export/ndjson.ts';
import { appendEntry } from '../ledger/append.ts';
import { originIn } from '../ledger/custody/checkpoints.ts';
import { entriesMatching, newestRevision, type LedgerFilter } from '../ledger/read.ts';
import { VaultError } from '../ledger/signing/vault.ts';
import type { Catalog } from '../open.ts';
import { importsIn } from '../reports/audit/ledger.ts';
import { reportFile } from '../reports/report-file.ts';
import { findReport, type ReportRecord } from '../reports/report-store.ts';
import { buildPack, sha256, type PackFile } from './build.ts';
import { encrypt, type Readers } from './encrypt.ts';
import { peopleFile } from './people-file.ts';
import { logContent } from './log-files.ts';

export type PackSubject =
  | { readonly what: 'report'; readonly id: number }
  | { readonly what: 'entries'; readonly filter: LedgerFilter; readonly payloads: boolean };

export interface PackRequest {
  readonly subject: PackSubject;
  readonly actor: string;
  /** Null: not encrypted. */
  readonly readers: Readers | null;
}

export interface MadePack {
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
  readonly sha256: string;
  readonly ledgerSeq: number;
  readonly keyId: string;
  readonly files: number;
  readonly entries: number;
  readonly encrypted: boolean;
}

/** The pack cannot be made; the message says why. */
export class PackError extends Error {
  override readonly name = 'PackError';
}

interface Contents {
  readonly kind: string;
  readonly title: string;
  readonly reference: string | null;
  readonly revision: number;
  readonly objectType: string;
  readonly objectId: string;
  readonly files: readonly PackFile[];
  readonly seqs: readonly number[];
  readonly payloads: boolean;
  readonly facts: Readonly<Record<string, unknown>>;
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
  const contents =
    subject.what === 'report' ? await ofReport(catalog, subject.id) : ofEntries(catalog, subject);
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
    files: contents.files.length,
    entries: seqs.length,
    encrypted: readers !== null,
  };
}

async function ofReport(catalog: Catalog, id: number): Promise<Contents> {
  const found = await findReport(catalog, id);
  if (!found) throw new PackError(`There is no report ${id}`);
  const { record, recipe } = found;
  const files: PackFile[] = [];
  for (const { name } of record.files) {
    const { bytes, mediaType } = await reportFile(catalog, id, name);
    files.push({ path: `report/${name}`, role: 'report', mediaType, bytes });
  }
  const db = catalog.store.reader;
  return {
    kind: record.kind,
    title: record.title,
    reference: record.reference,
    revision: record.revision,
    objectType: 'report',
    objectId: String(id),
    files,
    seqs: entriesMatching(db, { objectType: 'report', objectId: String(id) }),
    payloads: true,
    facts: reportFacts(db, record, recipe),
  };
}

function reportFacts(db: Database, record: ReportRecord, recipe: unknown): Contents['facts'] {
  const { from, to } = (recipe ?? {}) as { from?: unknown; to?: unknown };
  const imports = importsIn(db, record.revision, { from: null, to: null });
  return {
    report: { id: record.id, kind: record.kind, ledgerSeq: record.ledgerSeq, revision: record.revision },
    period: { from: typeof from === 'string' ? from : null, to: typeof to === 'string' ? to : null },
    imports: imports.map(({ id, revision, files }) => ({
      id,
      revision,
      files: files.map(({ sha256: digest, bytes }) => ({ sha256: digest, bytes })),
    })),
  };
}

function ofEntries(
  catalog: Catalog,
  { filter, payloads }: Extract<PackSubject, { what: 'entries' }>,
): Contents {
  const db = catalog.store.reader;
  const seqs = entriesMatching(db, filter);
  if (seqs.length === 0) throw new PackError('No entry of the ledger matches');
  const asked = Object.entries(filter).filter(([, value]) => value);
  return {
    kind: 'ledger',
    title:
      asked.length === 0
        ? `The ledger, ${seqs.length} entries`
        : `${seqs.length} entries of the ledger, by ${asked.map(([key]) => key).join(', ')}`,
    reference: null,
    revision: newestRevision(db),
    objectType: 'ledger',
    objectId: 'entries',
    files: [],
    seqs,
    payloads,
    facts: {
      period: { from: filter.from ?? null, to: filter.to ?? null },
      counts: { entries: seqs.length },
    },
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
