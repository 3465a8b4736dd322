/**
 * Signed notes (c2sp.org/signed-note) with ECDSA signatures, type 0x02: the key id in a signature line is the
 * first four bytes of SHA-256 over the public key in DER.
 */
import { isSigned, type PublicKey, type Signer } from './keys.ts';

/** A line of signatures under a note. */
export interface Signature {
  readonly name: string;
  /** Hex, four bytes. */
  readonly shortId: string;
  readonly bytes: Uint8Array;
}

/** A signed note, read but not checked: see {@link signedBy}. */
export interface Note {
  /** With its final newline: what was signed. */
  readonly text: string;
  readonly signatures: readonly Signature[];
}

/** The text is not a signed note; the message says why. */
export class NoteError extends Error {
  override readonly name = 'NoteError';
}

const MAX_NOTE = 64 * 1024;
const MAX_SIGNATURES = 16;
const LINE = /^\u2014 ([^\s+]+) ([A-Za-z0-9+/]+={0,2})$/u;

/** @param text ends in a newline */
export function signNote(text: string, name: string, signer: Signer): string {
  const id = Buffer.from(signer.keyId.slice(0, 8), 'hex');
  const signature = Buffer.concat([id, signer.sign(Buffer.from(text, 'utf8'))]);
  return `${text}\n\u2014 ${name} ${signature.toString('base64')}\n`;
}

/** @throws NoteError */
export function parseNote(note: string): Note {
  if (note.length > MAX_NOTE) throw new NoteError('It is too long for a signed note');
  if (/[\u0000-\u0009\u000b-\u001f]/.test(note)) throw new NoteError('It holds control characters');
  const part = note.lastIndexOf('\n\n');
  if (part < 0 || !note.endsWith('\n')) throw new NoteError('It has no signature lines after an empty line');
  const lines = note.slice(part + 2, -1).split('\n');
  if (lines.length > MAX_SIGNATURES) throw new NoteError(`It has more than ${MAX_SIGNATURES} signatures`);
  return { text: note.slice(0, part + 1), signatures: lines.map(signatureOf) };
}

function signatureOf(line: string): Signature {
  const [, name, base64] = LINE.exec(line) ?? [];
  if (name === undefined || base64 === undefined) throw new NoteError('A signature line cannot be read');
  const bytes = Buffer.from(base64, 'base64');
  if (bytes.length < 5 || bytes.toString('base64') !== base64)
    throw new NoteError('A signature line cannot be read');
  return { name, shortId: bytes.subarray(0, 4).toString('hex'), bytes: bytes.subarray(4) };
}

/**
 * The key among these that signed the note under this name.
 * @returns null where no signature is of these keys
 * @throws NoteError where a signature claims to be of one of these keys and is not
 */
export function signedBy<Key extends PublicKey>(note: Note, name: string, keys: Iterable<Key>): Key | null {
  let found: Key | null = null;
  for (const key of keys) {
    const own = note.signatures.filter((one) => one.name === name && key.keyId.startsWith(one.shortId));
    for (const { bytes } of own) {
      if (!isSigned(Buffer.from(note.text, 'utf8'), bytes, key.pem))
        throw new NoteError(`The signature does not fit the text (key ${key.keyId.slice(0, 16)})`);
      found ??= key;
    }
  }
  return found;
}
