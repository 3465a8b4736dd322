/**
 * Time stamps of RFC 3161, carried by hand: a query is written to a file, taken to a machine that reaches an
 * authority, and its reply brought back. Nothing here uses the network.
 */
import { createHash, randomBytes } from 'node:crypto';
import { Integer, Null, OctetString, Sequence } from 'asn1js';
import {
  AlgorithmIdentifier,
  Certificate,
  id_eContentType_TSTInfo,
  MessageImprint,
  PKIStatus,
  SignedData,
  SignedDataVerifyError,
  TimeStampReq,
  TimeStampResp,
  TSTInfo,
} from 'pkijs';
import { TimeStampError, type TimeStamp } from './timestamp.ts';

const SHA256 = '2.16.840.1.101.3.4.2.1';
const EXTENDED_KEY_USAGE = '2.5.29.37';
const TIME_STAMPING = '1.3.6.1.5.5.7.3.8';
const COMMON_NAME = '2.5.4.3';
/** Attributes that name the certificate, with the digests that they use. */
const NAMING: Readonly<Record<string, readonly string[]>> = {
  '1.2.840.113549.1.9.16.2.47': ['sha256', 'sha384', 'sha512'],
  '1.2.840.113549.1.9.16.2.12': ['sha1'],
};

/** A query for a time stamp over data, in DER; only the digest of the data leaves the machine. */
export function timestampQuery(data: Uint8Array): Uint8Array {
  const query = new TimeStampReq({
    version: 1,
    messageImprint: new MessageImprint({
      hashAlgorithm: new AlgorithmIdentifier({ algorithmId: SHA256, algorithmParams: new Null() }),
      hashedMessage: new OctetString({
        valueHex: arrayOf(createHash('sha256').update(data).digest()),
      }),
    }),
    // The first bit stays 0: a positive number.
    nonce: new Integer({ valueHex: arrayOf(Buffer.from([0x01, ...randomBytes(8)])) }),
    certReq: true,
  });
  return new Uint8Array(query.toSchema().toBER(false));
}

/**
 * Checks an authority's reply over data.
 * @param trustedPem certificates of authorities, PEM; without them the time stamp counts as untrusted
 * @throws TimeStampError
 */
export async function readTimestamp(
  reply: Uint8Array,
  data: Uint8Array,
  trustedPem: string,
): Promise<TimeStamp> {
  const signed = tokenOf(reply);
  const info = signed.encapContentInfo.eContent?.getValue();
  if (signed.encapContentInfo.eContentType !== id_eContentType_TSTInfo || !info)
    throw new TimeStampError('The reply holds no time stamp');
  const { genTime, messageImprint } = TSTInfo.fromBER(info);
  const digest = createHash('sha256').update(data).digest();
  const imprint = Buffer.from(messageImprint.hashedMessage.valueBlock.valueHexView);
  if (messageImprint.hashAlgorithm.algorithmId !== SHA256 || !imprint.equals(digest))
    throw new TimeStampError('The time stamp is over something else');
  const signer = await signatureOf(signed, data, null);
  const authorities = certificatesOf(trustedPem);
  const trusted = authorities.length > 0;
  if (trusted) await signatureOf(signed, data, authorities);
  const name = signer.subject.typesAndValues.find(({ type }) => type === COMMON_NAME);
  return {
    at: genTime.toISOString(),
    authority: name?.value.valueBlock.value ?? 'an authority without a name',
    trusted,
  };
}

function tokenOf(reply: Uint8Array): SignedData {
  try {
    const response = TimeStampResp.fromBER(arrayOf(reply));
    const { status } = response.status;
    if (status !== PKIStatus.granted && status !== PKIStatus.grantedWithMods)
      throw new TimeStampError('The authority did not grant the time stamp');
    if (!response.timeStampToken) throw new TimeStampError('The reply holds no time stamp');
    return new SignedData({ schema: response.timeStampToken.content });
  } catch (cause) {
    if (cause instanceof TimeStampError) throw cause;
    throw new TimeStampError('This is not a reply of a time stamp authority (RFC 3161)', { cause });
  }
}

/** Checks the signature, and with authorities the way to one of them at the time of the stamp. */
async function signatureOf(
  signed: SignedData,
  data: Uint8Array,
  authorities: Certificate[] | null,
): Promise<Certificate> {
  try {
    const { signatureVerified, signerCertificate } = await signed.verify({
      signer: 0,
      data: arrayOf(data),
      extendedMode: true,
      // An authority's list of revoked certificates would have to be brought along, too.
      passedWhenNotRevValues: true,
      ...(authorities ? { checkChain: true, trustedCerts: authorities } : {}),
    });
    if (signatureVerified !== true || !signerCertificate)
      throw new TimeStampError('The signature of the time stamp does not fit');
    if (!isNamedIn(signed, signerCertificate))
      throw new TimeStampError('The time stamp names another certificate than the one that comes with it');
    if (!mayStamp(signerCertificate))
      throw new TimeStampError('The certificate in the reply is not one for time stamps');
    return signerCertificate;
  } catch (cause) {
    if (cause instanceof SignedDataVerifyError)
      throw new TimeStampError(
        cause.signerCertificateVerified === false
          ? 'The certificate of the authority does not lead to one of those given'
          : 'The signature of the time stamp does not fit',
        { cause },
      );
    throw cause;
  }
}

/** RFC 3161, 2.4.2: what is signed names the certificate by its digest (RFC 5035: SHA-256, or SHA-1 before). */
function isNamedIn(signed: SignedData, certificate: Certificate): boolean {
  const der = Buffer.from(certificate.toSchema(false).toBER(false));
  const attributes = signed.signerInfos[0]?.signedAttrs?.attributes ?? [];
  return attributes.some(({ type, values }) => {
    const algorithm = NAMING[type];
    const value: unknown = values[0];
    if (algorithm === undefined || !(value instanceof Sequence)) return false;
    const named = Buffer.from(value.toBER(false));
    return algorithm.some((one) => named.includes(createHash(one).update(der).digest()));
  });
}

/** RFC 3161, 2.3: the key is for time stamps, and for nothing else. */
function mayStamp(certificate: Certificate): boolean {
  const usage = certificate.extensions?.find(({ extnID }) => extnID === EXTENDED_KEY_USAGE);
  const purposes = (usage?.parsedValue as { keyPurposes?: unknown } | undefined)?.keyPurposes;
  return usage?.critical === true && Array.isArray(purposes) && purposes.join() === TIME_STAMPING;
}

/** @throws TimeStampError where the text holds something else than certificates */
function certificatesOf(pem: string): Certificate[] {
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g) ?? [];
  if (pem.trim() !== '' && blocks.length === 0)
    throw new TimeStampError('There is no certificate in the file of authorities');
  return blocks.map((block) => {
    try {
      return Certificate.fromBER(arrayOf(Buffer.from(block.replace(/-----[^-]+-----/g, ''), 'base64')));
    } catch (cause) {
      throw new TimeStampError('A certificate of an authority cannot be read', { cause });
    }
  });
}

function arrayOf(bytes: Uint8Array): ArrayBuffer {
  return new Uint8Array(bytes).buffer;
}
