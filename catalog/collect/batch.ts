/**
 * Received events as sources of an import, so that evidence can say where each came from: one source
 * for what the receiver took in, one for each watched file.
 */
import { createHash } from 'node:crypto';
import { sourceFile } from '../importers/source-file.ts';
import type { GivenSource } from '../imports/import-request.ts';
import type { WaitingEvent } from './inbox.ts';

/** A source and the events in it, in the order in which the importer counts them. */
export interface BatchSource {
  readonly given: GivenSource;
  readonly events: readonly WaitingEvent[];
}

/** @param folder shown name of the watched folder */
export function sourcesOf(events: readonly WaitingEvent[], folder: string): BatchSource[] {
  const groups = new Map<string, WaitingEvent[]>();
  for (const event of events) {
    const group = groups.get(event.source);
    if (group) group.push(event);
    else groups.set(event.source, [event]);
  }
  return [...groups].map(([source, members], index) => ({
    given: {
      file: sourceFile({
        index,
        path: pathOf(source, members[0]!, folder),
        size: members.reduce((sum, one) => sum + one.bytes, 0),
        open: async function* () {
          yield* contentOf(members);
        },
      }),
      sha256: digestOf(members),
      importer: 'openlineage',
      role: 'events',
    },
    events: members,
  }));
}

/** `received 2026-01-31T09:30:00Z`, or the watched file and the line from which it was read on. */
function pathOf(source: string, first: WaitingEvent, folder: string): string {
  if (source === '') return `received ${first.receivedAt.replace(/\.\d+Z$/, 'Z')}`;
  const from = first.place === '' ? '' : ` from ${first.place}`;
  return `${folder === '' ? '' : `${folder}/`}${source}${from}`;
}

const OPEN = Buffer.from('[');
const BETWEEN = Buffer.from(',\n');
const CLOSE = Buffer.from(']\n');

/** One event as it came; several as an array, so that the importer calls them `event 1`, `event 2` …. */
function* contentOf(events: readonly WaitingEvent[]): Iterable<Uint8Array> {
  if (events.length === 1) {
    yield events[0]!.body;
    return;
  }
  for (const [index, { body }] of events.entries()) {
    yield index === 0 ? OPEN : BETWEEN;
    yield body;
  }
  yield CLOSE;
}

function digestOf(events: readonly WaitingEvent[]): string {
  const hash = createHash('sha256');
  for (const part of contentOf(events)) hash.update(part);
  return hash.digest('hex');
}
