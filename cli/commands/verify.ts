/**
 * verify: a catalog file, an evidence pack or a proof. Looks at the file as it lies there and opens no catalog for
 * work. Ends with 0 intact, 1 could not run, 2 tampered, 3 cannot decide.
 */
import { closeSync, openSync, readFileSync, readSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { counted } from '../../catalog/counted.ts';
import { decrypt, EncryptionError, isEncrypted, type Opener } from '../../catalog/evidence/encrypt.ts';
import { verifyPack, type PackVerification } from '../../catalog/evidence/verify-pack.ts';
import { ContainerError } from '../../catalog/evidence/zip.ts';
import { outsideOf } from '../../catalog/ledger/custody/custody.ts';
import { headOf, type OutsideHead } from '../../catalog/ledger/custody/outside.ts';
import { verifyCatalogFile } from '../../catalog/ledger/custody/verify-file.ts';
import { proofTrouble, type InclusionProof } from '../../catalog/ledger/prove.ts';
import { parseCheckpoint } from '../../catalog/ledger/signing/checkpoint.ts';
import { KeyError, publicKeyOf, type PublicKey } from '../../catalog/ledger/signing/keys.ts';
import { NoteError } from '../../catalog/ledger/signing/note.ts';
import { heldKeys, VaultError } from '../../catalog/ledger/signing/vault.ts';
import { fileForm, fileKeyOf } from '../../catalog/store/cipher.ts';
import { NotReadable } from '../../catalog/store/open-to-read.ts';
import { inclusionProofSchema } from '../../contract/index.ts';
import { userVault } from '../../server/open-catalog.ts';
import { defaultCatalogPath, witnessFile } from '../../server/product.ts';
import { UsageError, type ExitCode, type GlobalOptions } from '../face.ts';
import { catalogPassphrase, firstLine } from '../passphrase.ts';
import { print, printJson, remark } from '../print.ts';
import { ProgressLine } from '../progress.ts';

export interface VerifyOptions extends GlobalOptions {
  readonly key?: string[];
  readonly with?: string[];
  readonly alone?: boolean;
  readonly authorities?: string;
  readonly identity?: string;
  readonly passphraseFile?: string;
}

const CODES: Readonly<Record<PackVerification['verdict'], ExitCode>> = {
  intact: 0,
  tampered: 2,
  undecided: 3,
};

export async function verifyCommand(file: string | undefined, options: VerifyOptions): Promise<ExitCode> {
  const path = file ?? options.catalog ?? defaultCatalogPath();
  try {
    const info = statSync(path, { throwIfNoEntry: false });
    if (!info?.isFile()) throw new UsageError(`There is no file ${path}.`);
    const trusted = await trustedKeys(options);
    switch (kindOf(head(path)) ?? (fileForm(path) === 'encrypted' ? 'catalog' : null)) {
      case 'catalog':
        return await ofCatalog(path, trusted, options);
      case 'pack':
        return await ofPack(path, trusted, options);
      case 'proof':
        return ofProof(path, trusted, options);
      case null:
        throw new UsageError(`${path} is neither a catalog nor an evidence pack nor a proof.`);
    }
  } catch (error) {
    if (!(error instanceof UsageError || error instanceof NotReadable || error instanceof EncryptionError))
      throw error;
    if (options.json) printJson({ verdict: null, problem: error.message });
    remark(`Could not run: ${error.message}`);
    return 1;
  }
}

type Kind = 'catalog' | 'pack' | 'proof';

function head(path: string): Buffer {
  const start = Buffer.alloc(64);
  const file = openSync(path, 'r');
  try {
    return start.subarray(0, readSync(file, start, 0, start.length, 0));
  } finally {
    closeSync(file);
  }
}

function kindOf(bytes: Uint8Array): Kind | null {
  const text = Buffer.from(bytes.subarray(0, 16)).toString('latin1');
  if (text === 'SQLite format 3\u0000') return 'catalog';
  if (text.startsWith('PK\u0003\u0004') || isEncrypted(bytes)) return 'pack';
  return text.startsWith('{') ? 'proof' : null;
}

async function ofCatalog(path: string, trusted: PublicKey[], options: VerifyOptions): Promise<ExitCode> {
  const line = new ProgressLine();
  const started = performance.now();
  const given = await Promise.all((options.with ?? []).map((other) => headIn(other)));
  const encrypted = fileForm(path) === 'encrypted';
  const result = await verifyCatalogFile(path, {
    ...(encrypted ? { key: await fileKeyOf(path, await catalogPassphrase(options)) } : {}),
    trusted,
    outside: async (db) => {
      const noted = { path, notesFile: witnessFile(), vault: userVault() };
      return [...(options.alone ? [] : await outsideOf(db, noted)), ...given];
    },
    progress: (done, total) => line.show(`verifying ${done} of ${counted(total, 'entry', 'entries')}`),
  });
  line.end();
  if (options.json) {
    const elapsedMs = Math.round(performance.now() - started);
    printJson({ what: 'catalog', path, ...result, elapsedMs });
  } else {
    print(
      `${result.verdict}: ${counted(result.entries, 'entry', 'entries')}, ${counted(result.payloadsChecked, 'payload')} checked, ${result.payloadsErased} erased`,
    );
    if (result.head) print(`head ${result.head}`, `root ${result.root ?? ''}`);
    const { total, newestSize, newestAt, keyId } = result.checkpoints;
    if (total > 0)
      print(
        `${counted(total, 'checkpoint')}, the newest over ${counted(newestSize ?? 0, 'entry', 'entries')}, ${newestAt}, key ${keyId ?? 'unknown'}`,
      );
    for (const { source, size, outcome } of result.compared)
      print(`${outcome} with ${source} (${counted(size, 'entry', 'entries')})`);
    for (const { seq, kind, reason } of result.findings)
      print(`${kind}: ${seq > 0 ? `entry ${seq}: ` : ''}${reason}`);
    for (const note of result.notes) print(note);
  }
  return CODES[result.verdict];
}

/** What an earlier checkpoint, proof or pack says about the ledger. */
async function headIn(path: string): Promise<OutsideHead> {
  const bytes = read(path);
  try {
    if (kindOf(bytes) === 'pack') {
      const { checkpoint } = await verifyPack(bytes, { trusted: [] });
      if (checkpoint) return headOf(checkpoint, basename(path), true);
      throw new UsageError(`The pack ${path} holds no checkpoint that fits.`);
    }
    const text = bytes.toString('utf8');
    const note = kindOf(bytes) === 'proof' ? proofIn(text, path).checkpoint : text;
    if (note === null) throw new UsageError(`The proof ${path} holds no checkpoint.`);
    return headOf(parseCheckpoint(note), basename(path), true);
  } catch (error) {
    if (!(error instanceof NoteError || error instanceof ContainerError)) throw error;
    throw new UsageError(`${path}: ${error.message}.`, { cause: error });
  }
}

async function ofPack(path: string, trusted: PublicKey[], options: VerifyOptions): Promise<ExitCode> {
  const bytes = await opened(read(path), options);
  const authorities = options.authorities === undefined ? '' : read(options.authorities).toString('utf8');
  let result: PackVerification;
  try {
    result = await verifyPack(bytes, { trusted, authorities });
  } catch (error) {
    if (!(error instanceof ContainerError)) throw error;
    if (error.foreign) throw new UsageError(error.message, { cause: error });
    result = refused(error.message);
  }
  const { checkpoint, ...said } = result;
  if (options.json) printJson({ what: 'pack', path, ...said, checkpoint: checkpoint?.note.text ?? null });
  else {
    print(
      `${said.verdict}: ${counted(said.files, 'file')}, ${counted(said.entries, 'ledger entry', 'ledger entries')}`,
    );
    const { manifest, keyId, ledger, timestamp } = said;
    if (manifest) print(`${manifest.title}, made ${manifest.created}, pack ${manifest.packId}`);
    if (ledger) print(`ledger of ${counted(ledger.size, 'entry', 'entries')}, root ${ledger.root}`);
    if (keyId) print(`signed with key ${keyId}`);
    if (timestamp) print(`time stamp ${timestamp.at}, ${timestamp.authority}`);
    for (const { file, reason } of said.findings) print(`${file || 'the pack'}: ${reason}`);
    for (const note of said.notes) print(note);
  }
  return CODES[said.verdict];
}

function refused(reason: string): PackVerification {
  return {
    verdict: 'tampered',
    findings: [{ file: '', reason }],
    manifest: null,
    keyId: null,
    trusted: false,
    files: 0,
    entries: 0,
    ledger: null,
    checkpoint: null,
    timestamp: null,
    notes: [],
  };
}

async function opened(bytes: Buffer, { identity, passphraseFile }: VerifyOptions): Promise<Uint8Array> {
  if (!isEncrypted(bytes)) return bytes;
  let opener: Opener;
  if (passphraseFile !== undefined) opener = { passphrase: firstLine(passphraseFile) };
  else if (identity !== undefined)
    opener = {
      identities: read(identity)
        .toString('utf8')
        .split(/\r?\n/)
        .filter((line) => line.trim() !== '' && !line.startsWith('#')),
    };
  else throw new UsageError('The pack is encrypted: open it with --identity or --passphrase-file.');
  return decrypt(bytes, opener);
}

function ofProof(path: string, trusted: readonly PublicKey[], options: VerifyOptions): ExitCode {
  const proof = proofIn(read(path).toString('utf8'), path);
  const own = proof.publicKey === null ? null : keyFrom(proof.publicKey);
  const trouble = proofTrouble(proof, own ? [own] : []);
  const signed = proof.checkpoint !== null && own !== null;
  const known = signed && trusted.some(({ keyId }) => keyId === own.keyId);
  const verdict = trouble !== null ? 'tampered' : known ? 'intact' : 'undecided';
  const why = signed
    ? `Nothing here vouches for key ${own.keyId}: compare this fingerprint, then give it with --key.`
    : 'The proof leads to a root that nobody signed.';
  if (options.json)
    printJson({
      what: 'proof',
      path,
      verdict,
      seq: proof.entry.seq,
      problem: trouble,
      keyId: own?.keyId ?? null,
    });
  else {
    print(
      `${verdict}: entry ${proof.entry.seq} under ${counted(proof.size, 'entry', 'entries')}, root ${proof.root}`,
    );
    if (trouble !== null) print(trouble);
    else if (!known) print(why);
  }
  return CODES[verdict];
}

function proofIn(text: string, path: string): InclusionProof {
  try {
    return inclusionProofSchema.parse(JSON.parse(text));
  } catch (cause) {
    throw new UsageError(`${path} is not a proof of inclusion.`, { cause });
  }
}

function keyFrom(pem: string): PublicKey | null {
  try {
    return publicKeyOf(pem);
  } catch (error) {
    if (error instanceof KeyError) return null;
    throw error;
  }
}

/** Keys given, or else those of this machine. */
async function trustedKeys({ key, alone }: VerifyOptions): Promise<PublicKey[]> {
  if (key) return key.map(givenKey);
  if (alone) return [];
  try {
    const held = await heldKeys(userVault());
    return held ? [held.signer, ...held.former] : [];
  } catch (error) {
    if (error instanceof VaultError) return [];
    throw error;
  }
}

/** A fingerprint, in whatever groups it was copied, or a file with the key. */
function givenKey(text: string): PublicKey {
  const digits = text.replace(/[\s:]/g, '').toLowerCase();
  if (/^[0-9a-f]{64}$/.test(digits)) return { keyId: digits, pem: '' };
  try {
    return publicKeyOf(read(text).toString('utf8'));
  } catch (error) {
    if (!(error instanceof KeyError)) throw error;
    throw new UsageError(`${text}: ${error.message}.`, { cause: error });
  }
}

function read(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (cause) {
    throw new UsageError(`${path} cannot be read.`, { cause });
  }
}
