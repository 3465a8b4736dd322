/**
 * From a received body, or the content of a file, to the events in it: one object, an array of them,
 * or one after the other, as lines or over many lines. Each keeps the bytes that it came in.
 */
import { candidatesOf } from '../importers/openlineage/candidates.ts';
import { classify } from '../importers/openlineage/classify.ts';
import { ValueScanner } from '../importers/openlineage/value-scanner.ts';
import { sourceFile } from '../importers/source-file.ts';
import type { Json } from '../model/facts.ts';

export interface SplitEvent {
  /** `event 3` or `line 12`; `event` where there is one. */
  readonly at: string;
  readonly bytes: Uint8Array;
  /** Set where it is no event that can be imported. `malformed`: it is not even JSON. */
  readonly rejected?: { readonly message: string; readonly malformed: boolean };
}

export interface Split {
  /** `one`: a single object; `several`: an array, or values one after the other, however many. */
  readonly layout: 'one' | 'several';
  readonly events: readonly SplitEvent[];
}

const OPEN_BRACKET = 0x5b;

/** Tells the events apart. Never throws for content; nothing in it is no event at all. */
export async function split(content: Uint8Array): Promise<Split> {
  const bytes = withoutMark(content);
  const value = parsed(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8'));
  if (value === undefined) return { layout: 'several', events: await oneAfterTheOther(bytes) };
  if (Array.isArray(value)) return { layout: 'several', events: elements(value, bytes) };
  return { layout: 'one', events: [judged('event', bytes, value)] };
}

/** One value that stands for itself, such as a line. Null where it is not JSON. */
export function splitLine(bytes: Uint8Array, at: string): SplitEvent | null {
  const value = parsed(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8'));
  return value === undefined ? null : judged(at, bytes, value);
}

function judged(at: string, bytes: Uint8Array, value: Json): SplitEvent {
  const event = classify(value);
  return event.kind === 'rejected'
    ? { at, bytes, rejected: { message: event.message, malformed: false } }
    : { at, bytes };
}

/** The elements of an array, each as its own bytes in it. */
function elements(array: readonly Json[], bytes: Uint8Array): SplitEvent[] {
  const scanner = new ValueScanner(Number.MAX_SAFE_INTEGER);
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const pieces = scanner.push(buffer.subarray(buffer.indexOf(OPEN_BRACKET)));
  return array.map((value, index) => {
    const at = `event ${index + 1}`;
    const piece = pieces.length === array.length ? pieces[index]?.bytes : null;
    return judged(at, piece ?? Buffer.from(JSON.stringify(value)), value);
  });
}

async function oneAfterTheOther(bytes: Uint8Array): Promise<SplitEvent[]> {
  const file = sourceFile({
    index: 0,
    path: '',
    size: bytes.length,
    open: async function* () {
      yield bytes;
    },
  });
  const events: SplitEvent[] = [];
  for await (const candidates of candidatesOf(file, () => {})) {
    for (const { at, text } of candidates) {
      const value = text === null ? undefined : parsed(text);
      const own = Buffer.from(text ?? '');
      events.push(
        value === undefined
          ? { at, bytes: own, rejected: { message: NOT_JSON, malformed: true } }
          : judged(at, own, value),
      );
    }
  }
  return events;
}

export const NOT_JSON = 'It is not valid JSON, or it ends too early.';

/** Undefined where the text is not JSON. */
function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

/** UTF-8 without its byte-order mark. */
function withoutMark(bytes: Uint8Array): Uint8Array {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes;
}
