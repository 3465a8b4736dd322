/** pack, stamp. */
import { readFileSync } from 'node:fs';
import { FILES } from '../../catalog/evidence/build.ts';
import { EncryptionError, isEncrypted, type Readers } from '../../catalog/evidence/encrypt.ts';
import { PackError, type PackSubject } from '../../catalog/evidence/contents.ts';
import { makePack } from '../../catalog/evidence/make-pack.ts';
import { TimeStampError } from '../../catalog/evidence/timestamp.ts';
import { ContainerError, readZip, writeZip } from '../../catalog/evidence/zip.ts';
import { VaultError } from '../../catalog/ledger/signing/vault.ts';
import { readSettings } from '../../catalog/settings.ts';
import { UsageError, withCatalog, type ExitCode, type GlobalOptions } from '../face.ts';
import { dayNamed } from '../moments.ts';
import { firstLine } from '../passphrase.ts';
import { print, printJson } from '../print.ts';
import { size } from '../progress.ts';
import { wholeFile } from '../whole-file.ts';

export interface PackOptions extends GlobalOptions {
  readonly out: string;
  readonly report?: number;
  readonly case?: string;
  readonly action?: string;
  readonly actor?: string;
  readonly object?: string;
  readonly from?: string;
  readonly to?: string;
  readonly text?: string;
  readonly payloads: boolean;
  readonly recipient?: string[];
  readonly passphraseFile?: string;
}

export async function packCommand(options: PackOptions): Promise<ExitCode> {
  const subject = subjectOf(options);
  const readers = readersOf(options);
  return withCatalog(options, false, async ({ catalog, json }) => {
    const { actor } = await readSettings(catalog);
    const { bytes, ...made } = await asked(() => makePack(catalog, { subject, actor, readers }));
    await wholeFile(options.out, async (file) => void file.write(bytes));
    if (json) printJson({ ...made, out: options.out, bytes: bytes.length });
    else
      print(
        `${options.out}: ${size(bytes.length)}, ${made.files} report files, ${made.entries} ledger entries${made.encrypted ? ', encrypted' : ''}`,
        `SHA-256 ${made.sha256}`,
        `signed with key ${made.keyId}, ledger entry ${made.ledgerSeq}`,
      );
    return 0;
  });
}

function subjectOf(options: PackOptions): PackSubject {
  const { report, action, actor, object, text, payloads } = options;
  const [from, to] = [options.from, options.to].map((day) => (day === undefined ? day : dayNamed(day)));
  const filter = { action, actor, objectType: object, from, to, text };
  const given = [report, options.case, ...Object.values(filter)].filter((value) => value !== undefined);
  if (report === undefined && options.case === undefined) return { what: 'entries', filter, payloads };
  if (given.length > 1)
    throw new UsageError('A pack is of a report, of a case, or of entries: leave the others out.');
  return report === undefined
    ? { what: 'case', reference: options.case! }
    : { what: 'report', id: report, payloads };
}

function readersOf({ recipient, passphraseFile }: PackOptions): Readers | null {
  if (recipient && passphraseFile !== undefined)
    throw new UsageError('Encrypt to recipients or with a passphrase, not both.');
  if (passphraseFile !== undefined) return { passphrase: firstLine(passphraseFile) };
  return recipient ? { recipients: recipient } : null;
}

export interface StampOptions extends GlobalOptions {
  readonly query?: string;
  readonly reply?: string;
  readonly authorities?: string;
}

export async function stampCommand(path: string, options: StampOptions): Promise<ExitCode> {
  const { query, reply, authorities } = options;
  if ((query === undefined) === (reply === undefined))
    throw new UsageError('Write the query with --query, or take the reply with --reply.');
  const pack = read(path);
  if (isEncrypted(pack)) throw new UsageError('The pack is encrypted: stamp it before it is encrypted.');
  const files = await asked(async () => readZip(pack));
  const sums = files.get(FILES.sums);
  if (!sums) throw new UsageError(`${path} is not an evidence pack: it has no ${FILES.sums}.`);
  const { readTimestamp, timestampQuery } = await import('../../catalog/evidence/rfc3161.ts');
  if (query !== undefined) {
    await wholeFile(query, async (file) => void file.write(timestampQuery(sums)));
    if (options.json) printJson({ query });
    else
      print(
        `${query} is to be sent to a time stamp authority (application/timestamp-query); bring its reply back with --reply.`,
      );
    return 0;
  }
  const answer = read(reply!);
  const trusted = authorities === undefined ? '' : read(authorities).toString('utf8');
  const stamp = await asked(() => readTimestamp(answer, sums, trusted));
  files.set(FILES.timestamp, answer);
  await wholeFile(path, async (file) => void file.write(writeZip(files)));
  if (options.json) printJson(stamp);
  else
    print(
      `${path} existed on ${stamp.at}, says "${stamp.authority}"${stamp.trusted ? '' : ' (not checked: give its certificates with --authorities)'}`,
    );
  return 0;
}

function read(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (cause) {
    throw new UsageError(`${path} cannot be read.`, { cause });
  }
}

async function asked<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    const known = [PackError, EncryptionError, VaultError, ContainerError, TimeStampError];
    if (!known.some((kind) => error instanceof kind) || !(error instanceof Error)) throw error;
    throw new UsageError(`${error.message}.`, { cause: error });
  }
}
