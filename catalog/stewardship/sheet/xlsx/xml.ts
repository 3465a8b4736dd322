/**
 * Reads XML as it comes, as beginnings, ends and texts. Knows the five entities of XML and characters by number; a document
 * type, which could define others or name files, is refused. Nothing is fetched, nothing expands.
 */
import { TextDecoder } from 'node:util';
import { SourceError } from '../../../importers/importer.ts';

export type XmlEvent =
  | { readonly is: 'open'; readonly name: string; readonly attributes: Readonly<Record<string, string>> }
  | { readonly is: 'close'; readonly name: string }
  | { readonly is: 'text'; readonly text: string };

/** Characters of one tag or one text. A cell has 32,767. */
const LONGEST = 4_000_000;

/** @throws SourceError for what is no XML, or refused */
export async function* xmlEvents(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<readonly XmlEvent[]> {
  let rest = '';
  for await (const text of decoded(bytes)) {
    const events: XmlEvent[] = [];
    rest = takeEvents(rest + text, events, false);
    if (rest.length > LONGEST) throw new SourceError('too-large', 'one part of it is longer than any cell');
    yield events;
  }
  const events: XmlEvent[] = [];
  const left = takeEvents(rest, events, true);
  if (left.trim() !== '') throw broken();
  yield events;
}

async function* decoded(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let decoder: TextDecoder | undefined;
  for await (const chunk of bytes) {
    decoder ??= new TextDecoder(encodingOf(chunk), { fatal: true });
    try {
      yield decoder.decode(chunk, { stream: true });
    } catch (cause) {
      throw new SourceError('broken-archive', 'a part of it is not text in UTF-8 or UTF-16', { cause });
    }
  }
}

function encodingOf(head: Uint8Array): string {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  return head[0] === 0xfe && head[1] === 0xff ? 'utf-16be' : 'utf-8';
}

const broken = () => new SourceError('broken-archive', 'a part of it is no well-formed XML');

/** Puts whole events into `events`; answers what may go on with the next bytes. */
function takeEvents(text: string, events: XmlEvent[], last: boolean): string {
  let at = 0;
  while (at < text.length) {
    if (text[at] !== '<') {
      const end = text.indexOf('<', at);
      if (end < 0 && !last) return text.slice(at);
      events.push({ is: 'text', text: plain(text.slice(at, end < 0 ? text.length : end)) });
      at = end < 0 ? text.length : end;
      continue;
    }
    const end = endOfMarkup(text, at);
    if (end < 0) return text.slice(at);
    take(text.slice(at, end), events);
    at = end;
  }
  return '';
}

/** Behind the markup that begins here; -1: it is not all there yet. */
function endOfMarkup(text: string, at: number): number {
  const until = (close: string, from: number) => {
    const found = text.indexOf(close, from);
    return found < 0 ? -1 : found + close.length;
  };
  if (text.startsWith('<!--', at)) return until('-->', at + 4);
  if (text.startsWith('<![CDATA[', at)) return until(']]>', at + 9);
  if (text.startsWith('<?', at)) return until('?>', at + 2);
  if (text.startsWith('<!', at)) {
    if ('<!--'.startsWith(text.slice(at)) || '<![CDATA['.startsWith(text.slice(at))) return -1;
    throw new SourceError('broken-archive', 'it declares a document type, which is not read');
  }
  for (let i = at + 1; i < text.length; i++) {
    const sign = text[i];
    if (sign === '>') return i + 1;
    if (sign !== '"' && sign !== "'") continue;
    i = text.indexOf(sign, i + 1);
    if (i < 0) return -1;
  }
  return -1;
}

function take(markup: string, events: XmlEvent[]): void {
  if (markup.startsWith('<![CDATA[')) {
    events.push({ is: 'text', text: markup.slice(9, -3) });
    return;
  }
  if (markup.startsWith('<!') || markup.startsWith('<?')) return;
  if (markup.startsWith('</')) {
    events.push({ is: 'close', name: localName(markup.slice(2, -1).trim()) });
    return;
  }
  const empty = markup.endsWith('/>');
  const body = markup.slice(1, empty ? -2 : -1);
  const end = /[\s]/.exec(body)?.index ?? body.length;
  const name = localName(body.slice(0, end));
  if (name === '') throw broken();
  const attributes: Record<string, string> = Object.create(null) as Record<string, string>;
  for (const [, key, double, single] of body.slice(end).matchAll(/([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g))
    attributes[key!] = plain(double ?? single ?? '');
  events.push({ is: 'open', name, attributes });
  if (empty) events.push({ is: 'close', name });
}

/** Without the prefix of a namespace. */
function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** XML 1.0, 2.11 and 4.6: ends of lines are one sign, entities stand for theirs. */
function plain(text: string): string {
  const lines = text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
  if (!lines.includes('&')) return lines;
  return lines.replace(/&(#x[0-9a-fA-F]{1,6}|#\d{1,7}|\w+);/g, (whole, name: string) => {
    if (!name.startsWith('#')) return ENTITIES[name] ?? whole;
    const point = name[1] === 'x' ? parseInt(name.slice(2), 16) : Number(name.slice(1));
    return point <= 0x10ffff ? String.fromCodePoint(point) : '\ufffd';
  });
}
