/**
 * The statement of a pack for verifiers of software supply chains: in-toto Statement v1 in a DSSE envelope, and the
 * same envelope as a Sigstore bundle v0.3 that names its key by fingerprint.
 */
import canonicalize from 'canonicalize';
import { z } from 'zod';
import { isSigned, type PublicKey, type Signer } from '../ledger/signing/keys.ts';
import { parseJson } from '../parse-json.ts';

/** Names the kind of statement in-toto expects; an address that leads nowhere, on purpose (RFC 6761, `.invalid`). */
export const PREDICATE_TYPE = 'https://headwater.invalid/evidence-pack/v1';
const PAYLOAD_TYPE = 'application/vnd.in-toto+json';
const BUNDLE_TYPE = 'application/vnd.dev.sigstore.bundle.v0.3+json';
const STATEMENT_TYPE = 'https://in-toto.io/Statement/v1';

const envelopeSchema = z.strictObject({
  payload: z.base64(),
  payloadType: z.literal(PAYLOAD_TYPE),
  signatures: z.array(z.strictObject({ keyid: z.string(), sig: z.base64() })).length(1),
});
type Envelope = z.infer<typeof envelopeSchema>;
const bundleSchema = z.strictObject({
  mediaType: z.literal(BUNDLE_TYPE),
  verificationMaterial: z.strictObject({ publicKey: z.strictObject({ hint: z.string() }) }),
  dsseEnvelope: envelopeSchema,
});
const statementSchema = z.object({
  _type: z.literal(STATEMENT_TYPE),
  subject: z.array(z.object({ name: z.string(), digest: z.object({ sha256: z.string() }) })),
  predicateType: z.literal(PREDICATE_TYPE),
  predicate: z.object({
    packId: z.string(),
    ledger: z.object({ origin: z.string(), size: z.number(), root: z.string(), keyId: z.string() }),
  }),
});
/** in-toto Statement v1, as far as a pack is checked by it. */
export type Statement = z.infer<typeof statementSchema>;

/** What a statement says about a pack, beside the digests of its files. */
export type Predicate = Statement['predicate'] & Readonly<Record<string, unknown>>;

/** @param digests hex SHA-256 by file name */
export function signStatement(
  digests: ReadonlyMap<string, string>,
  predicate: Predicate,
  signer: Signer,
): { readonly dsse: string; readonly bundle: string } {
  const statement = {
    _type: STATEMENT_TYPE,
    subject: [...digests].map(([name, sha256]) => ({ name, digest: { sha256 } })),
    predicateType: PREDICATE_TYPE,
    predicate,
  };
  const payload = Buffer.from(canonicalize(statement)!, 'utf8');
  const sig = Buffer.from(signer.sign(preAuthentication(payload))).toString('base64');
  const envelope: Envelope = {
    payload: payload.toString('base64'),
    payloadType: PAYLOAD_TYPE,
    signatures: [{ keyid: signer.keyId, sig }],
  };
  const bundle = {
    mediaType: BUNDLE_TYPE,
    verificationMaterial: { publicKey: { hint: signer.keyId } },
    dsseEnvelope: envelope,
  };
  return { dsse: `${canonicalize(envelope)!}\n`, bundle: `${canonicalize(bundle)!}\n` };
}

/** DSSE's PAE: what the signature is over. */
function preAuthentication(payload: Uint8Array): Uint8Array {
  return Buffer.concat([
    Buffer.from(`DSSEv1 ${PAYLOAD_TYPE.length} ${PAYLOAD_TYPE} ${payload.length} `, 'utf8'),
    payload,
  ]);
}

/** Reads the envelope and the bundle and checks their signature. @returns the statement, or what is wrong */
export function readStatement(
  dsse: string,
  bundle: string,
  key: PublicKey,
): Statement | { readonly trouble: string } {
  const envelope = envelopeSchema.safeParse(parseJson(dsse));
  const whole = bundleSchema.safeParse(parseJson(bundle));
  if (!envelope.success) return { trouble: 'statement.dsse.json is not a DSSE envelope' };
  if (!whole.success) return { trouble: 'evidence.sigstore.json is not a Sigstore bundle' };
  if (canonicalize(whole.data.dsseEnvelope) !== canonicalize(envelope.data))
    return { trouble: 'the Sigstore bundle holds another envelope' };
  const [signature] = envelope.data.signatures;
  if (signature?.keyid !== key.keyId || whole.data.verificationMaterial.publicKey.hint !== key.keyId)
    return { trouble: 'the statement names another key' };
  const payload = Buffer.from(envelope.data.payload, 'base64');
  if (!isSigned(preAuthentication(payload), Buffer.from(signature.sig, 'base64'), key.pem))
    return { trouble: 'the signature of the statement does not fit' };
  const statement = statementSchema.safeParse(parseJson(payload.toString('utf8')));
  return statement.success ? statement.data : { trouble: 'what the statement says cannot be read' };
}
