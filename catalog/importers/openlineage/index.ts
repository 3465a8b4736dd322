/**
 * OpenLineage events: run events, job events and dataset events (specification 2-0-2 and before), as
 * newline-delimited JSON, JSON arrays or single objects.
 */
import type { Fact, Json } from '../../model/facts.ts';
import { SourceError, type ImportContext, type Importer, type RecognisedFile } from '../importer.ts';
import { candidatesOf, MAX_CANDIDATE, type Candidate } from './candidates.ts';
import { classify, type LineageEvent } from './classify.ts';
import { compareWithSpecification } from './conformance.ts';
import { readDatasetEvent, readJobEvent } from './declared-events.ts';
import { eventHash, MAX_DEPTH, withoutDepths } from './event-hash.ts';
import { instantOf } from './event-time.ts';
import { objectOf, textOf } from './json.ts';
import { orderOf, type Place } from './pictures.ts';
import { OBSERVED, Reading, type Moment } from './reading.ts';
import { recogniseEvents } from './recognise.ts';
import { readRunEvent } from './run-event.ts';

const BATCH = 512;

export const openLineage: Importer = { kind: 'openlineage', recognise: recogniseEvents, read };

async function* read(
  files: readonly RecognisedFile[],
  context: ImportContext,
): AsyncGenerator<readonly Fact[]> {
  const reading = new Reading(context.options.sqlLiterals);
  let bytesBefore = 0;
  for (const { file } of files) {
    let bytes = 0;
    const onBytes = (read: number): void => context.progress(bytesBefore + (bytes = read));
    try {
      for await (const candidates of candidatesOf(file, onBytes)) {
        for (const candidate of candidates) {
          context.signal.throwIfAborted();
          if (readCandidate(reading, context, file.index, candidate)) yield* settled(reading);
          if (reading.ready >= BATCH) yield reading.take();
        }
      }
    } catch (error) {
      if (context.signal.aborted || !(error instanceof SourceError)) throw error;
      const message = `The file could not be read to its end (${error.message}); the events before were kept.`;
      context.issue({ severity: 'rejected', file: file.index, code: error.code, message });
    }
    bytesBefore += bytes;
  }
  yield* settled(reading);
  reading.warnings.report(context);
}

/** Writes out everything that waits for a later statement. */
function* settled(reading: Reading): Iterable<readonly Fact[]> {
  for (const _ of reading.settle()) if (reading.ready >= BATCH) yield reading.take();
  if (reading.ready > 0) yield reading.take();
}

/** Takes one candidate. True when much has gathered and should be written out. */
function readCandidate(
  reading: Reading,
  context: ImportContext,
  file: number,
  candidate: Candidate,
): boolean {
  const { at } = candidate;
  const value = parsed(reading, candidate, (code, message) =>
    context.issue({ severity: 'rejected', file, at, code, message }),
  );
  if (value === undefined) return false;
  const event = classify(value);
  if (event.kind === 'rejected') {
    context.issue({ severity: 'rejected', file, at, code: event.code, message: event.message });
    return false;
  }
  context.accepted();
  if (candidate.damaged) {
    reading.warnings.add(
      'not-utf-8',
      { file, at },
      'Some bytes are not UTF-8; they were read as U+FFFD, the rest was kept.',
    );
  }
  const hash = eventHash(value, reading.parts.formOf);
  if (hash === null) return readShallow(reading, context, file, candidate, value);
  if (!context.seen(hash)) {
    take(reading, event, hash, { file, at });
    const object = objectOf(value);
    if (object)
      compareWithSpecification(object, (pointer, expected) =>
        reading.warnings.differs(pointer, expected, { file, at }),
      );
  }
  return reading.read(candidate.bytes);
}

/** An event with content nested too deep to be walked: taken without that content. */
function readShallow(
  reading: Reading,
  context: ImportContext,
  file: number,
  candidate: Candidate,
  value: Json,
): boolean {
  const shallow = withoutDepths(value);
  const event = classify(shallow);
  const hash = eventHash(shallow);
  if (event.kind === 'rejected' || hash === null) return false;
  reading.warnings.add(
    'too-deep',
    { file, at: candidate.at },
    `Content nested deeper than ${MAX_DEPTH} levels was left out; the rest of the event was kept.`,
  );
  if (!context.seen(hash)) take(reading, event, hash, { file, at: candidate.at });
  return reading.read(candidate.bytes);
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
