/** Checking an evidence pack: needs nothing but its bytes, and the keys that the reader knows. */
import { z } from 'zod';
import { isSigned, KeyError, publicKeyOf, type PublicKey } from '../ledger/signing/keys.ts';
import { parseCheckpoint, type Checkpoint } from '../ledger/signing/checkpoint.ts';
import { NoteError, signedBy } from '../ledger/signing/note.ts';
import type { WholeEntry } from '../ledger/read.ts';
import { parseJson } from '../parse-json.ts';
import { FILES, manifestSchema, OUTSIDE_SUMS, sha256, type Manifest } from './build.ts';
import { logTrouble, readLog, type LogContent } from './log-files.ts';
import { checkPeopleFile, PEOPLE_FILE } from './people-file.ts';
import { readStatement } from './statement.ts';
import { TimeStampError, type TimeStamp } from './timestamp.ts';
import { readZip, writeZip } from './zip.ts';

/** Something that is wrong with a pack. */
export interface PackTrouble {
  /** The file in the pack; empty for the pack as a whole. */
  readonly file: string;
  readonly reason: string;
}

/** The verdict on a pack, and what it shows. */
export interface PackVerification {
  /** `undecided`: everything fits, but nothing that is known vouches for the key. */
  readonly verdict: 'intact' | 'tampered' | 'undecided';
  readonly findings: readonly PackTrouble[];
  readonly manifest: Manifest | null;
  /** Fingerprint of the key that signed. */
  readonly keyId: string | null;
  readonly trusted: boolean;
  readonly files: number;
  readonly entries: number;
  /** The ledger as the pack shows it. */
  readonly ledger: { readonly origin: string; readonly size: number; readonly root: string } | null;
  readonly checkpoint: Checkpoint | null;
  readonly timestamp: TimeStamp | null;
  readonly notes: readonly string[];
}

/** What the reader knows from elsewhere than the pack. */
export interface PackOptions {
  /** Keys that are known to be the sender's. */
  readonly trusted: readonly PublicKey[];
  /** Certificates of time stamp authorities, PEM. */
  readonly authorities?: string;
}

type Files = ReadonlyMap<string, Uint8Array>;

/** @throws ContainerError where it is no zip file, or one that is refused */
export async function verifyPack(bytes: Uint8Array, options: PackOptions): Promise<PackVerification> {
  const files = readZip(bytes);
  const findings: PackTrouble[] = [];
  const missing = Object.values(FILES).filter((name) => name !== FILES.timestamp && !files.has(name));
  for (const file of missing) findings.push({ file, reason: 'it is missing' });
  const key = keyIn(files, findings);
  const sums = checkSums(files, key, findings);
  const manifest = checkManifest(files, findings);
  const log = checkLog(files, findings);
  const checkpoint = checkCheckpoint(files, key, log, findings);
  if (key) checkStatement(files, key, { sums, log, manifest }, findings);
  if (log) checkReport(files, log.entries, findings);
  const notes: string[] = [];
  const people = textOf(files, PEOPLE_FILE);
  if (people !== null && log) {
    const told = checkPeopleFile(people, log.entries);
    findings.push(...told.findings.map((reason) => ({ file: PEOPLE_FILE, reason })));
    notes.push(...told.notes);
  }
  const timestamp = await timestampIn(files, options.authorities ?? '', findings, notes);
  if (Buffer.compare(writeZip(files), bytes) !== 0)
    notes.push('The container was written anew by something else; what is in it is not affected.');
  const trusted = key !== null && options.trusted.some(({ keyId }) => keyId === key.keyId);
  if (!trusted && key)
    notes.push(
      `Nothing here vouches for key ${key.keyId}: compare this fingerprint with the one that you have from the sender by another way, then give it with --key.`,
    );
  return {
    verdict: findings.length > 0 ? 'tampered' : trusted ? 'intact' : 'undecided',
    findings,
    manifest,
    keyId: key?.keyId ?? null,
    trusted,
    files: files.size,
    entries: log?.entries.length ?? 0,
    ledger: log && { origin: log.proofs.origin, size: log.proofs.size, root: log.proofs.root },
    checkpoint,
    timestamp,
    notes,
  };
}

function textOf(files: Files, name: string): string | null {
  const bytes = files.get(name);
  return bytes ? Buffer.from(bytes).toString('utf8') : null;
}

function keyIn(files: Files, findings: PackTrouble[]): PublicKey | null {
  const pem = textOf(files, FILES.key);
  if (pem === null) return null;
  try {
    return publicKeyOf(pem);
  } catch (error) {
    if (!(error instanceof KeyError)) throw error;
    findings.push({ file: FILES.key, reason: error.message });
    return null;
  }
}

/** The signature over the list, and each file against it. @returns digests by name */
function checkSums(
  files: Files,
  key: PublicKey | null,
  findings: PackTrouble[],
): ReadonlyMap<string, string> {
  const listed = new Map<string, string>();
  const list = files.get(FILES.sums);
  const signature = files.get(FILES.signature);
  if (!list) return listed;
  if (key && signature && !isSigned(list, signature, key.pem))
    findings.push({ file: FILES.signature, reason: 'the signature does not fit the list of files' });
  for (const line of Buffer.from(list).toString('utf8').split('\n').slice(0, -1)) {
    const [, digest, name] = /^([0-9a-f]{64}) {2}(.+)$/.exec(line) ?? [];
    if (digest === undefined || name === undefined || listed.has(name)) {
      findings.push({ file: FILES.sums, reason: `the line "${line.slice(0, 100)}" cannot be read` });
      continue;
    }
    listed.set(name, digest);
    const bytes = files.get(name);
    if (!bytes) findings.push({ file: name, reason: 'it is in the list, but not in the pack' });
    else if (sha256(bytes) !== digest)
      findings.push({ file: name, reason: 'its SHA-256 is not that of the list' });
  }
  for (const name of files.keys())
    if (!listed.has(name) && !OUTSIDE_SUMS.includes(name))
      findings.push({ file: name, reason: 'it is in the pack, but not in the list' });
  return listed;
}

function checkManifest(files: Files, findings: PackTrouble[]): Manifest | null {
  const text = textOf(files, FILES.manifest);
  if (text === null) return null;
  const manifest = manifestSchema.safeParse(parseJson(text));
  if (!manifest.success) {
    findings.push({ file: FILES.manifest, reason: 'it cannot be read' });
    return null;
  }
  for (const { path, size, sha256: digest } of manifest.data.files) {
    const bytes = files.get(path);
    if (!bytes || bytes.length !== size || sha256(bytes) !== digest)
      findings.push({ file: path, reason: 'it is not the file that the manifest describes' });
  }
  return manifest.data;
}

function checkLog(files: Files, findings: PackTrouble[]): LogContent | null {
  const entries = textOf(files, FILES.entries);
  const proofs = textOf(files, FILES.proofs);
  if (entries === null || proofs === null) return null;
  const log = readLog(entries, proofs);
  if (!log) {
    findings.push({ file: FILES.entries, reason: 'entries or proofs cannot be read' });
    return null;
  }
  const trouble = logTrouble(log);
  if (trouble) findings.push({ file: FILES.proofs, reason: trouble });
  return log;
}

function checkCheckpoint(
  files: Files,
  key: PublicKey | null,
  log: LogContent | null,
  findings: PackTrouble[],
): Checkpoint | null {
  const text = textOf(files, FILES.checkpoint);
  if (text === null || !key) return null;
  const wrong = (reason: string): null => {
    findings.push({ file: FILES.checkpoint, reason });
    return null;
  };
  try {
    const checkpoint = parseCheckpoint(text);
    if (!signedBy(checkpoint.note, checkpoint.origin, [key]))
      return wrong('it is not signed with the key of the pack');
    const proofs = log?.proofs;
    const agrees =
      proofs !== undefined &&
      proofs.origin === checkpoint.origin &&
      proofs.size === checkpoint.size &&
      proofs.root === Buffer.from(checkpoint.root).toString('hex');
    return agrees ? checkpoint : wrong('it is over another tree than the proofs');
  } catch (error) {
    if (!(error instanceof NoteError)) throw error;
    return wrong(error.message);
  }
}

function checkStatement(
  files: Files,
  key: PublicKey,
  said: { sums: ReadonlyMap<string, string>; log: LogContent | null; manifest: Manifest | null },
  findings: PackTrouble[],
): void {
  const dsse = textOf(files, FILES.statement);
  const bundle = textOf(files, FILES.bundle);
  if (dsse === null || bundle === null) return;
  const statement = readStatement(dsse, bundle, key);
  const wrong = (reason: string) => findings.push({ file: FILES.statement, reason });
  if ('trouble' in statement) return void wrong(statement.trouble);
  const subjects = new Map(statement.subject.map(({ name, digest }) => [name, digest.sha256]));
  const same =
    subjects.size === said.sums.size && [...said.sums].every(([name, one]) => subjects.get(name) === one);
  if (!same || subjects.size !== statement.subject.length) wrong('it is about other files than the list');
  const { ledger, packId } = statement.predicate;
  const proofs = said.log?.proofs;
  if (
    proofs &&
    (ledger.origin !== proofs.origin || ledger.size !== proofs.size || ledger.root !== proofs.root)
  )
    wrong('it names another state of the ledger');
  if (ledger.keyId !== key.keyId) wrong('it names another key');
  if (said.manifest && said.manifest.packId !== packId) wrong('it is about another pack');
}

/** What the entry of a report says of its files. */
const recordedSchema = z.object({ files: z.array(z.object({ sha256: z.string() })) });

/** The files of a report are those that the ledger recorded when it was made. */
function checkReport(files: Files, entries: readonly WholeEntry[], findings: PackTrouble[]): void {
  const recorded = new Set(
    entries
      .filter(({ action }) => action.startsWith('report.'))
      .flatMap(({ payload }) => {
        // Whoever made the pack wrote this: it may be anything.
        const read = recordedSchema.safeParse(payload === null ? null : parseJson(payload));
        return read.success ? read.data.files.map((file) => file.sha256) : [];
      }),
  );
  for (const [name, bytes] of files)
    if (name.startsWith('report/') && !recorded.has(sha256(bytes)))
      findings.push({ file: name, reason: 'no entry of the ledger in the pack records this file' });
}

async function timestampIn(
  files: Files,
  authorities: string,
  findings: PackTrouble[],
  notes: string[],
): Promise<TimeStamp | null> {
  const reply = files.get(FILES.timestamp);
  const sums = files.get(FILES.sums);
  if (!reply || !sums) return null;
  const { readTimestamp } = await import('./rfc3161.ts');
  try {
    const stamp = await readTimestamp(reply, sums, authorities);
    if (!stamp.trusted)
      notes.push(
        `The time stamp of ${stamp.at} names "${stamp.authority}": give the certificates of that authority to check it.`,
      );
    return stamp;
  } catch (error) {
    if (!(error instanceof TimeStampError)) throw error;
    findings.push({ file: FILES.timestamp, reason: error.message });
    return null;
  }
}
