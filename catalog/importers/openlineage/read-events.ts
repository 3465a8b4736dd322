/**
 * From files of events to facts. Events are taken in batches: each is parsed and hashed, it is asked at once which
 * were taken in before, and while the answer is awaited the next batch is parsed.
 */
import type { Fact, Json } from '../../model/facts.ts';
import { SourceError, type ImportContext, type RecognisedFile } from '../importer.ts';
import type { LiteralRule } from '../sql-literals.ts';
import { candidatesOf, MAX_CANDIDATE, type Candidate } from './candidates.ts';
import { classify, type LineageEvent } from './classify.ts';
import { readDatasetEvent, readJobEvent } from './declared-events.ts';
import { eventHash, MAX_DEPTH, withoutDepths } from './event-hash.ts';
import { instantOf } from './event-time.ts';
import { objectOf, textOf } from './json.ts';
import { orderOf, type Place, type Moment } from './pictures.ts';
import { OBSERVED, Reading } from './reading.ts';
import { readRunEvent } from './run-event.ts';
import { settle } from './settle.ts';

/** What reading events takes of an import, wherever it is done. */
export interface EventContext extends Pick<ImportContext, 'signal' | 'issue' | 'accepted' | 'progress'> {
  readonly sqlLiterals: LiteralRule | undefined;
  /** As {@link ImportContext.seen}. */
  seen(hashes: readonly string[]): readonly boolean[] | Promise<readonly boolean[]>;
}

/** Facts that are handed over at a time, or a few more. */
const FACTS = 512;
/** Events that are parsed before it is asked which are known, and the bytes that end a batch sooner. */
const EVENTS = 128;
const BYTES = 1024 * 1024;
/** Batches, and as many times their bytes, that wait for an answer. */
const AHEAD = 8;

/** An event that was parsed and waits to be told whether it is known. */
interface Arrival {
  readonly event: LineageEvent;
  /** The event as a whole; null where parts of it were left out. */
  readonly value: Json | null;
  readonly hash: string;
  readonly place: Place;
  readonly bytes: number;
  /** Of these, those that were parsed for this event alone: an upper bound of what is held of it. */
  readonly parsed: number;
  readonly damaged: boolean;
}

interface Batch {
  readonly arrivals: readonly Arrival[];
  readonly bytes: number;
}

export async function* readEvents(
  files: readonly RecognisedFile[],
  context: EventContext,
): AsyncGenerator<readonly Fact[]> {
  const reading = new Reading(context.sqlLiterals);
  const asked: { readonly batch: Batch; readonly seen: ReturnType<EventContext['seen']> }[] = [];
  let waiting = 0;
  const next = async (): Promise<Iterable<readonly Fact[]>> => {
    const { batch, seen } = asked.shift()!;
    waiting -= batch.bytes;
    return taken(reading, batch, await seen, context);
  };
  for await (const batch of arriving(reading, files, context)) {
    const seen = context.seen(batch.arrivals.map(({ hash }) => hash));
    asked.push({ batch, seen });
    waiting += batch.bytes;
    // Where the answer is there, or much would wait for it, nothing is parsed before.
    while (
      asked.length > 0 &&
      (!(seen instanceof Promise) || asked.length > AHEAD || waiting > AHEAD * BYTES)
    )
      yield* await next();
  }
  while (asked.length > 0) yield* await next();
  yield* settled(reading);
  reading.warnings.report(context);
}

/** The events of all files in batches. What is none is reported. */
async function* arriving(
  reading: Reading,
  files: readonly RecognisedFile[],
  context: EventContext,
): AsyncGenerator<Batch> {
  let arrivals: Arrival[] = [];
  let size = 0;
  const batch = (): Batch => {
    const full = { arrivals, bytes: size };
    arrivals = [];
    size = 0;
    return full;
  };
  let bytesBefore = 0;
  for (const { file } of files) {
    let bytes = 0;
    const onBytes = (read: number): void => context.progress(bytesBefore + (bytes = read));
    try {
      for await (const candidates of candidatesOf(file, onBytes)) {
        for (const candidate of candidates) {
          context.signal.throwIfAborted();
          const arrival = arrivalOf(reading, context, file.index, candidate);
          if (!arrival) continue;
          arrivals.push(arrival);
          size += arrival.bytes;
          if (arrivals.length >= EVENTS || size >= BYTES) yield batch();
        }
      }
    } catch (error) {
      if (context.signal.aborted || !(error instanceof SourceError)) throw error;
      const message = `The file could not be read to its end (${error.message}); the events before were kept.`;
      context.issue({ severity: 'rejected', file: file.index, code: error.code, message });
    }
    bytesBefore += bytes;
  }
  if (arrivals.length > 0) yield batch();
}

/** The facts of a batch, without events that this import has brought already. */
function* taken(
  reading: Reading,
  { arrivals }: Batch,
  seen: readonly boolean[],
  context: EventContext,
): Iterable<readonly Fact[]> {
  for (const [at, arrival] of arrivals.entries()) {
    context.signal.throwIfAborted();
    const { event, value, hash, place, damaged } = arrival;
    if (damaged) {
      reading.warnings.add(
        'not-utf-8',
        place,
        'Some bytes are not UTF-8; they were read as U+FFFD, the rest was kept.',
      );
    }
    if (value === null) {
      reading.warnings.add(
        'too-deep',
        place,
        `Content nested deeper than ${MAX_DEPTH} levels was left out; the rest of the event was kept.`,
      );
    }
    if (seen[at] !== true) {
      take(reading, event, hash, place);
      const object = value === null ? null : objectOf(value);
      if (object)
        reading.conformance.compare(object, (pointer, expected) =>
          reading.warnings.differs(pointer, expected, place),
        );
    }
    for (const _ of reading.runs.read(arrival.parsed, reading.say))
      if (reading.ready >= FACTS) yield reading.take();
    if (reading.read(arrival.parsed)) yield* settled(reading);
    if (reading.ready >= FACTS) yield reading.take();
  }
}

/** Writes out everything that waits for a later statement. */
function* settled(reading: Reading): Iterable<readonly Fact[]> {
  for (const _ of settle(reading)) if (reading.ready >= FACTS) yield reading.take();
  if (reading.ready > 0) yield reading.take();
}

/** The event that a candidate is; null where it is none, which is reported. */
function arrivalOf(
  reading: Reading,
  context: EventContext,
  file: number,
  candidate: Candidate,
): Arrival | null {
  const place = { file, at: candidate.at };
  const value = parsed(reading, candidate, (code, message) =>
    context.issue({ severity: 'rejected', ...place, code, message }),
  );
  if (value === undefined) return null;
  const event = classify(value);
  if (event.kind === 'rejected') {
    context.issue({ severity: 'rejected', ...place, code: event.code, message: event.message });
    return null;
  }
  context.accepted();
  const { bytes, damaged = false } = candidate;
  const about = { place, bytes, parsed: damaged ? bytes : reading.parts.parsed, damaged };
  const hash = eventHash(value, reading.parts.formOf);
  return hash === null ? shallowArrival(value, about) : { event, value, hash, ...about };
}

/** An event with content nested too deep to be walked: taken without that content. */
function shallowArrival(value: Json, about: Omit<Arrival, 'event' | 'value' | 'hash'>): Arrival | null {
  const shallow = withoutDepths(value);
  const event = classify(shallow);
  const hash = eventHash(shallow);
  return event.kind === 'rejected' || hash === null ? null : { event, value: null, hash, ...about };
}

function parsed(
  reading: Reading,
  candidate: Candidate,
  reject: (code: string, message: string) => void,
): Json | undefined {
  const { content } = candidate;
  if (content === null) {
    if (candidate.problem === 'too-large') {
      reject('event-too-large', `Larger than ${MAX_CANDIDATE / 1024 / 1024} MB; it was left out.`);
    } else reject('invalid-json', 'The JSON value that begins here is not closed; it was left out.');
    return undefined;
  }
  try {
    return candidate.damaged ? (JSON.parse(content.toString('utf8')) as Json) : reading.parts.parse(content);
  } catch (error) {
    reject('invalid-json', `Not valid JSON (${parseTrouble(error)}); it was left out.`);
    return undefined;
  }
}

/** The parser's complaint without the piece of text that it quotes, which may hold personal data. */
function parseTrouble(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const position = /at position (\d+)/.exec(message)?.[1];
  if (/end of JSON|Unterminated/.test(message)) return 'it ends too early';
  return position === undefined ? 'unexpected text' : `unexpected text at character ${Number(position) + 1}`;
}

function take(reading: Reading, event: LineageEvent, hash: string, { file, at }: Place): void {
  const instant = instantOf(event.eventTime);
  if (!instant) {
    reading.warnings.add(
      'no-event-time',
      { file, at },
      'An eventTime is missing or is no date and time; the event counts in the order of arrival.',
    );
  } else if (!instant.zoned) {
    reading.warnings.add('no-time-zone', { file, at }, 'An eventTime has no time zone; it was taken as UTC.');
  }
  const time = instant?.iso ?? null;
  const type = event.kind === 'run' ? (textOf(event.eventType) ?? '') : '';
  const order = orderOf(time, type.trim(), hash);
  const moment: Moment = { file, at, time, order, evidence: { scope: OBSERVED, file, at } };
  switch (event.kind) {
    case 'run':
      return readRunEvent(reading, event, moment);
    case 'job':
      return readJobEvent(reading, event, moment);
    case 'dataset':
      return readDatasetEvent(reading, event, moment);
  }
}
