/** What a pack shows of people's own signatures: those under its entries, and whose keys made them. */
import canonicalize from 'canonicalize';
import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import { signatureTrouble } from '../ledger/person-signatures.ts';
import type { WholeEntry } from '../ledger/read.ts';
import { hasTable } from '../ledger/custody/findings.ts';
import { parseJson } from '../parse-json.ts';
import type { PackFile } from './build.ts';

/** Where a pack has them. */
export const PEOPLE_FILE = 'log/people.json';

const peopleSchema = z.strictObject({
  format: z.literal('headwater.pack-people/v1'),
  keys: z.array(
    z.strictObject({
      keyId: z.string(),
      /** PEM (SPKI). */
      publicKey: z.string(),
      name: z.string(),
      /** The ledger entry that made the key known. */
      since: z.number().int(),
    }),
  ),
  /** Over `headwater/ledger-entry/v1`, a line feed, the entry hash in hex, a line feed; DER in base64. */
  signatures: z.array(z.strictObject({ seq: z.number().int(), keyId: z.string(), signature: z.base64() })),
});

/** Null where nobody signed any of these entries. */
export function peopleFile(db: Database, seqs: readonly number[]): PackFile | null {
  if (!hasTable(db, 'ledger_signature')) return null;
  const among = JSON.stringify(seqs);
  const signatures = db
    .prepare<[string], { seq: number; keyId: string; signature: Buffer }>(
      `SELECT seq, key_id AS keyId, signature FROM ledger_signature
       WHERE seq IN (SELECT value FROM json_each(?)) ORDER BY seq`,
    )
    .all(among);
  if (signatures.length === 0) return null;
  const keys = db
    .prepare<[string], { keyId: string; publicKey: string; name: string; since: number }>(
      `SELECT k.key_id AS keyId, k.public_key AS publicKey, a.name, k.seq AS since FROM account_key k
       JOIN account a ON a.id = k.account_id WHERE k.key_id IN
         (SELECT key_id FROM ledger_signature WHERE seq IN (SELECT value FROM json_each(?))) ORDER BY k.seq`,
    )
    .all(among);
  const content = {
    format: 'headwater.pack-people/v1',
    keys,
    signatures: signatures.map((one) => ({ ...one, signature: one.signature.toString('base64') })),
  };
  return {
    path: PEOPLE_FILE,
    role: 'signatures of people',
    mediaType: 'application/json',
    bytes: Buffer.from(`${canonicalize(content)!}\n`, 'utf8'),
  };
}

/** What checking the signatures of people in a pack found, in sentences. */
export interface PeopleTold {
  readonly findings: readonly string[];
  readonly notes: readonly string[];
}

/** Checks the file against the entries of the pack; whose key is whose is the word of who signed the pack. */
export function checkPeopleFile(text: string, entries: readonly WholeEntry[]): PeopleTold {
  const read = peopleSchema.safeParse(parseJson(text));
  if (!read.success) return { findings: ['it cannot be read'], notes: [] };
  const { keys, signatures } = read.data;
  const byId = new Map(keys.map((key) => [key.keyId, key]));
  const bySeq = new Map(entries.map((entry) => [entry.seq, entry]));
  const findings: string[] = [];
  for (const { seq, keyId, signature } of signatures) {
    const entry = bySeq.get(seq);
    const key = byId.get(keyId);
    const trouble = signatureTrouble({
      seq,
      keyId,
      signature: Buffer.from(signature, 'base64'),
      publicKey: key?.publicKey ?? null,
      holder: key?.name ?? null,
      entryHash: entry ? Buffer.from(entry.entry_hash, 'hex') : null,
      actor: entry?.actor ?? null,
    });
    if (trouble !== null) findings.push(`the signature under entry ${seq} ${trouble}`);
  }
  const names = keys.map(({ name, keyId }) => `${name} (key ${keyId.slice(0, 16)})`);
  return {
    findings,
    notes: [
      `${signatures.length} of ${entries.length} entries are signed by the people who made them: ${names.join(', ')}.`,
    ],
  };
}
