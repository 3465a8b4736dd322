import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { commonErrors, dateSchema, idSchema, instantSchema, pageInput } from './common.ts';

export const ledgerEntrySchema = z.object({
  seq: z.number(),
  at: instantSchema,
  actor: z.string(),
  action: z.string(),
  objectType: z.string(),
  objectId: z.string(),
  label: z.string(),
  /** Hex SHA-256. */
  commitment: z.string(),
  prevHash: z.string(),
  entryHash: z.string(),
  /** False for disclosures (reports, exports), which leave the catalog as it is. */
  changesCatalog: z.boolean(),
  erased: z.boolean(),
});
export type LedgerEntry = z.infer<typeof ledgerEntrySchema>;

export const FAULTS = [
  'edited',
  'inserted',
  'removed',
  'reordered',
  'payload edited',
  'payload removed',
  'cut',
  'older copy',
  'replaced',
  'rewritten',
  'checkpoint forged',
  'signature forged',
] as const;

const findingSchema = z.object({
  /** Entry from which on the ledger is not to be trusted; 0 where that cannot be said. */
  seq: z.number(),
  kind: z.enum(FAULTS),
  reason: z.string(),
});
export type LedgerFinding = z.infer<typeof findingSchema>;

export const verificationSchema = z.object({
  /** `undecided`: everything fits, but nothing that is trusted says that it is all. */
  verdict: z.enum(['intact', 'tampered', 'undecided']),
  entries: z.number(),
  payloadsChecked: z.number(),
  payloadsErased: z.number(),
  head: z.string().nullable(),
  /** Hex root of the Merkle tree over all entries. */
  root: z.string().nullable(),
  /** Which ledger it is. */
  origin: z.string().nullable(),
  /** The first of the findings. */
  firstBad: findingSchema.nullable(),
  findings: z.array(findingSchema),
  checkpoints: z.object({
    total: z.number(),
    newestSize: z.number().nullable(),
    newestAt: instantSchema.nullable(),
    /** Fingerprint of the key of the newest. */
    keyId: z.string().nullable(),
    trusted: z.boolean(),
  }),
  /** Heads noted elsewhere that it was compared with. */
  compared: z.array(
    z.object({
      source: z.string(),
      size: z.number(),
      independent: z.boolean(),
      outcome: z.enum(['agrees', 'differs']),
    }),
  ),
  notes: z.array(z.string()),
  elapsedMs: z.number(),
});
export type Verification = z.infer<typeof verificationSchema>;

/** A signed tree head; `text` is a C2SP signed note. */
export const checkpointSchema = z.object({
  size: z.number(),
  root: z.string(),
  at: instantSchema,
  text: z.string(),
  keyId: z.string(),
  reason: z.string(),
});
export type LedgerCheckpoint = z.infer<typeof checkpointSchema>;

/** Shows that an entry is in the ledger under a checkpoint; everything that is needed to check it. */
export const inclusionProofSchema = z.object({
  format: z.literal('headwater.inclusion-proof/v1'),
  origin: z.string(),
  /** The entry; with `v`, the members that its hash is over. Null payload: erased. */
  entry: z.object({
    seq: z.number(),
    at: instantSchema,
    actor: z.string(),
    action: z.string(),
    object_type: z.string(),
    object_id: z.string(),
    commitment: z.string(),
    prev_hash: z.string(),
    entry_hash: z.string(),
    payload: z.string().nullable(),
    salt: z.string().nullable(),
  }),
  /** Leaf number in the tree, from 0. */
  index: z.number(),
  size: z.number(),
  /** Hex. */
  root: z.string(),
  /** Hex hashes beside the way from the leaf to the root. */
  path: z.array(z.string()),
  /** Signed note over size and root; null where no key signs. */
  checkpoint: z.string().nullable(),
  /** PEM; for convenience: compare its fingerprint. */
  publicKey: z.string().nullable(),
});
export type InclusionProof = z.infer<typeof inclusionProofSchema>;

export const ledgerFilterSchema = z.object({
  action: z.string().optional(),
  actor: z.string().optional(),
  /** Kind of thing that entries are about, and which. */
  objectType: z.string().optional(),
  objectId: z.string().optional(),
  /** Civil dates in UTC, both included. */
  from: dateSchema.optional(),
  to: dateSchema.optional(),
  text: z.string().optional(),
});
export type LedgerFilter = z.infer<typeof ledgerFilterSchema>;

export const ledgerKeysSchema = z.object({
  /** How the private key is protected; null where this host signs nothing. */
  protection: z.enum(['keychain', 'passphrase', 'file rights']).nullable(),
  /** The key that signs now; null where none was made yet. */
  current: z.object({ keyId: z.string(), pem: z.string(), since: instantSchema }).nullable(),
  /** Keys that signed checkpoints of this catalog. */
  used: z.array(
    z.object({
      keyId: z.string(),
      pem: z.string(),
      at: instantSchema,
      /** Whether a key of this machine, or one that it handed over to or vouched for. */
      trusted: z.boolean(),
    }),
  ),
  /** Why nothing could be signed last; null when all is well. */
  problem: z.string().nullable(),
});
export type LedgerKeys = z.infer<typeof ledgerKeysSchema>;

export const packInput = z.discriminatedUnion('what', [
  /** A report with its files, and the entries that belong to it: of an audit, those of its period; of a case, the case's. */
  z.object({
    what: z.literal('report'),
    id: idSchema,
    /** Of the entries of an audited period, too; the report's own entries always say theirs. */
    payloads: z.boolean().default(true),
  }),
  /** A case: its entries, its reports, digests of its letters and attachments. No personal data. */
  z.object({ what: z.literal('case'), reference: z.string().min(1).max(128) }),
  /** Entries of the ledger that match. */
  z.object({
    what: z.literal('entries'),
    filter: ledgerFilterSchema.default({}),
    /** Without them, the pack shows that entries are there, not what they say. */
    payloads: z.boolean().default(true),
  }),
]);
export type PackInput = z.input<typeof packInput>;

export const packOptions = z.object({
  what: packInput,
  /** Encrypt to these: `age1…` recipients. */
  recipients: z.array(z.string().max(4096)).max(20).default([]),
});

export const packResultSchema = z.object({
  name: z.string(),
  mediaType: z.string(),
  bytes: z.number(),
  sha256: z.string(),
  /** The entry that records the pack. */
  ledgerSeq: z.number(),
  keyId: z.string(),
  files: z.number(),
  entries: z.number(),
  encrypted: z.boolean(),
  base64: z.string(),
});
export type PackResult = z.infer<typeof packResultSchema>;

const base = oc.errors(commonErrors);

export const ledgerContract = {
  list: base.input(pageInput.extend(ledgerFilterSchema.shape)).output(
    z.object({
      total: z.number(),
      items: z.array(ledgerEntrySchema),
      actions: z.array(z.string()),
      actors: z.array(z.string()),
      objectTypes: z.array(z.string()),
    }),
  ),
  get: base
    .input(z.object({ seq: z.number().int().positive() }))
    .output(ledgerEntrySchema.extend({ payload: z.unknown(), salt: z.string().nullable() })),
  verify: base.output(
    eventIterator(
      z.discriminatedUnion('type', [
        z.object({ type: z.literal('progress'), done: z.number(), total: z.number() }),
        z.object({ type: z.literal('done'), result: verificationSchema }),
      ]),
    ),
  ),
  proof: base.input(z.object({ seq: z.number().int().positive() })).output(inclusionProofSchema),
  checkpoints: base
    .input(pageInput)
    .output(z.object({ total: z.number(), items: z.array(checkpointSchema) })),
  /** Signs the ledger as it is; null for an empty one. */
  checkpoint: base.output(checkpointSchema.nullable()),
  keys: base.output(ledgerKeysSchema),
  /** A new key takes over; the ledger records it, signed by the old one. */
  rotateKey: base.output(z.object({ seq: z.number(), keyId: z.string() })),
  /** This machine's key vouches for another that signed this ledger; both go on signing. */
  vouch: base
    .input(z.object({ keyId: z.string().regex(/^[0-9a-f]{64}$/) }))
    .output(z.object({ seq: z.number() })),
  /** Erases what an entry says; the entry stays, and another one records the erasure. */
  erase: base
    .input(z.object({ seq: z.number().int().positive(), reason: z.string().trim().min(1).max(500) }))
    .output(z.object({ seq: z.number() })),
  /** The present file counts from now on, although what was noted elsewhere contradicts it. */
  acceptRestored: base
    .input(z.object({ reason: z.string().trim().min(1).max(500) }))
    .output(z.object({ seq: z.number() })),
  /** An evidence pack, made and recorded. */
  pack: base.input(packOptions).output(packResultSchema),
};
