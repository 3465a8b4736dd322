/**
 * A mail draft as a file (RFC 5322, MIME): any mail program opens it to be read and sent by a person.
 * Headers are ASCII with encoded words (RFC 2047), folded; no text can start a header of its own.
 */
import { safeStem } from '../../reports/report-model.ts';

export interface Draft {
  readonly to: { readonly name: string; readonly email: string | null };
  /** Who writes; the mail program puts the address in when it is sent. */
  readonly from: string;
  readonly subject: string;
  readonly body: string;
  readonly date: Date;
}

const CRLF = '\r\n';
/** An encoded word may have 75 letters; these many octets leave room for its frame. */
const WORD_OCTETS = 45;

/** UTF-8 bytes of the file. Without an address the draft names the owner and leaves the line to be filled in. */
export function emlOf({ to, from, subject, body, date }: Draft): Uint8Array {
  const headers = [
    // Mail programs open it for writing instead of reading.
    'X-Unsent: 1',
    // An empty group: a sender without an address (RFC 6854).
    `From: ${phrase(from, 'From: '.length)}:;`,
    to.email !== null && isAddress(to.email)
      ? `To: ${phrase(to.name, 'To: '.length)}${CRLF} <${to.email}>`
      : `To: ${phrase(to.name, 'To: '.length)}:;`,
    `Subject: ${unstructured(subject, 'Subject: '.length)}`,
    `Date: ${dateText(date)}`,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: base64',
  ];
  const octets = Buffer.from(body.toWellFormed().replace(/\r\n?|\n/g, CRLF), 'utf8').toString('base64');
  const lines = octets.match(/.{1,76}/g) ?? [];
  return Buffer.from([...headers, '', ...lines, ''].join(CRLF), 'ascii');
}

/** `local@domain` in the letters that need no quoting; anything else is left to the person who sends it. */
export function isAddress(text: string): boolean {
  return (
    text.length <= 254 && /^[\w.!#$%&'*+/=?^`{|}~-]+@[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?$/.test(text)
  );
}

/** A display name: atoms where that is enough, encoded words otherwise. */
function phrase(text: string, indent: number): string {
  const line = oneLine(text) || 'unknown';
  return /^[A-Za-z0-9]+(?: [A-Za-z0-9]+)*$/.test(line) && line.length <= 60
    ? line
    : encodedWords(line, indent);
}

function unstructured(text: string, indent: number): string {
  const line = oneLine(text);
  return /^[\x21-\x7e]+(?: [\x21-\x7e]+)*$/.test(line) && !line.includes('=?') && line.length + indent <= 76
    ? line
    : encodedWords(line, indent);
}

const oneLine = (text: string): string =>
  text
    .toWellFormed()
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();

/** Encoded words of whole characters, a line each. */
function encodedWords(text: string, indent: number): string {
  const words: string[] = [];
  let octets: Buffer[] = [];
  let size = 0;
  const end = (): void => {
    if (size > 0) words.push(`=?UTF-8?B?${Buffer.concat(octets).toString('base64')}?=`);
    octets = [];
    size = 0;
  };
  for (const character of text) {
    const bytes = Buffer.from(character, 'utf8');
    const room = words.length === 0 ? WORD_OCTETS - indent : WORD_OCTETS;
    if (size + bytes.length > room) end();
    octets.push(bytes);
    size += bytes.length;
  }
  end();
  return words.join(`${CRLF} `);
}

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `Sat, 21 Nov 2026 09:30:00 +0000`. */
function dateText(date: Date): string {
  const [two, time] = [(value: number) => String(value).padStart(2, '0'), date.toISOString().slice(11, 19)];
  return `${DAYS[date.getUTCDay()]}, ${two(date.getUTCDate())} ${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()} ${time} +0000`;
}

/** A file name for a draft to somebody; `used` keeps those of one folder apart: `notify-ana.eml`, `notify-ana-2.eml`. */
export function draftName(owner: string, used: Map<string, number>): string {
  const stem = safeStem(owner, 'owner').toLowerCase();
  const times = (used.get(stem) ?? 0) + 1;
  used.set(stem, times);
  return `notify-${stem}${times === 1 ? '' : `-${times}`}.eml`;
}
