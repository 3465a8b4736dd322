/** Putting an evidence pack together. Pure: the same content and key give the same bytes. */
import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { z } from 'zod';
import type { Signer } from '../ledger/signing/keys.ts';
import { entriesText, proofsText, type LogContent } from './log-files.ts';
import { signStatement } from './statement.ts';
import { verifyText } from './verify-text.ts';
import { writeZip } from './zip.ts';

/** Where in a pack what lies. `timestamp` is added by hand, and may be missing. */
export const FILES = {
  how: 'VERIFY.txt',
  sums: 'SHA256SUMS',
  signature: 'SHA256SUMS.sig',
  timestamp: 'SHA256SUMS.tsr',
  key: 'pub.pem',
  manifest: 'manifest.json',
  statement: 'statement.dsse.json',
  bundle: 'evidence.sigstore.json',
  checkpoint: 'log/checkpoint.txt',
  entries: 'log/entries.jsonl',
  proofs: 'log/proofs.json',
} as const;

/** Files that say something about SHA256SUMS, so cannot be in it. */
export const OUTSIDE_SUMS: readonly string[] = [
  FILES.sums,
  FILES.signature,
  FILES.timestamp,
  FILES.statement,
  FILES.bundle,
];

/** `manifest.json`: what the pack is about, and every file with its digest in hex and its size in bytes. */
export const manifestSchema = z.object({
  format: z.literal('headwater.evidence-pack/v1'),
  packId: z.string(),
  kind: z.string(),
  title: z.string(),
  reference: z.string().nullable(),
  created: z.string(),
  toolVersion: z.string(),
  /** The catalog state that it is about. */
  snapshot: z.object({
    origin: z.string(),
    revision: z.number(),
    entryHash: z.string().nullable(),
    /** SHA-256 of the catalog at the revision as NDJSON (docs/export.md); null where the catalog has moved on. */
    ndjsonSha256: z.string().nullable(),
  }),
  payloads: z.number(),
  files: z.array(
    z.object({
      path: z.string(),
      size: z.number(),
      sha256: z.string(),
      mediaType: z.string(),
      role: z.string(),
    }),
  ),
});
/** See {@link manifestSchema}. */
export type Manifest = z.infer<typeof manifestSchema>;

/** A file as it goes into a pack. */
export interface PackFile {
  /** Below `report/`, `data/` or `attachments/`. */
  readonly path: string;
  readonly role: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

/** Everything that a pack is made of but the key. */
export interface PackContent extends Omit<Manifest, 'format' | 'files' | 'payloads'> {
  /** The signed note over the tree that {@link log} is about. */
  readonly checkpoint: string;
  readonly log: LogContent;
  readonly files: readonly PackFile[];
  /** Further members of the statement: period, imports, counts … */
  readonly facts: Readonly<Record<string, unknown>>;
}

const TEXT = 'text/plain; charset=utf-8';
const JSON_TYPE = 'application/json';

/** The zip file of a pack (docs/ledger.md has its parts), signed with the key. */
export function buildPack(content: PackContent, signer: Signer): Uint8Array {
  const { checkpoint, log, files, facts, ...about } = content;
  const { origin, size, root } = log.proofs;
  const all = new Map<string, PackFile>();
  const add = (path: string, role: string, mediaType: string, bytes: Uint8Array | string): void => {
    all.set(path, {
      path,
      role,
      mediaType,
      bytes: typeof bytes === 'string' ? Buffer.from(bytes, 'utf8') : bytes,
    });
  };
  for (const { path, role, mediaType, bytes } of files) add(path, role, mediaType, bytes);
  add(FILES.key, 'public key', 'application/x-pem-file', signer.pem);
  add(FILES.checkpoint, 'checkpoint', TEXT, checkpoint);
  add(FILES.entries, 'ledger entries', 'application/jsonl', entriesText(log.entries));
  add(FILES.proofs, 'proofs', JSON_TYPE, proofsText(log.proofs));
  add(FILES.how, 'how to verify', TEXT, verifyText({ ...about, keyId: signer.keyId, log }));
  const listed = [...all.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
  const manifest: Manifest = {
    format: 'headwater.evidence-pack/v1',
    ...about,
    payloads: log.entries.filter(({ payload }) => payload !== null).length,
    files: listed.map(({ path, role, mediaType, bytes }) => ({
      path,
      size: bytes.length,
      sha256: sha256(bytes),
      mediaType,
      role,
    })),
  };
  add(FILES.manifest, 'manifest', JSON_TYPE, `${canonicalize(manifest)!}\n`);
  const digests = new Map([...all.keys()].sort().map((path) => [path, sha256(all.get(path)!.bytes)]));
  const sums = Buffer.from([...digests].map(([path, digest]) => `${digest}  ${path}\n`).join(''), 'utf8');
  const predicate = {
    packId: about.packId,
    kind: about.kind,
    reference: about.reference,
    created: about.created,
    toolVersion: about.toolVersion,
    ledger: { origin, size, root, keyId: signer.keyId },
    previous: log.proofs.consistency && {
      size: log.proofs.consistency.size,
      root: log.proofs.consistency.root,
    },
    snapshot: about.snapshot,
    ...facts,
  };
  const { dsse, bundle } = signStatement(digests, predicate, signer);
  return writeZip(
    new Map([
      ...[...all.values()].map(({ path, bytes }) => [path, bytes] as const),
      [FILES.sums, sums],
      [FILES.signature, signer.sign(sums)],
      [FILES.statement, Buffer.from(dsse, 'utf8')],
      [FILES.bundle, Buffer.from(bundle, 'utf8')],
    ]),
  );
}

/** In hex. */
export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
