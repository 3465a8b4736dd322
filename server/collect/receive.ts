/**
 * Taking in what was posted: told apart into events, stored, answered.
 *
 * Answers are those of the OpenLineage API (2.0.2) and of the servers that clients know: 201 for one
 * event, for a batch 200 with what became of each. One bad event does not fail the others.
 */
import type { Inbox, Received } from '../../catalog/collect/inbox.ts';
import { split, type SplitEvent } from '../../catalog/collect/split.ts';
import { BodyError } from './body.ts';

export interface Answer {
  readonly status: number;
  /** JSON; undefined where the answer has no body. */
  readonly body?: unknown;
}

/** What is said at other addresses. */
export const NOT_HERE = 'Events are taken at /api/v1/lineage.';

/** Events in one request. */
const MAX_EVENTS = 50_000;

/**
 * @param batch the address is that of batches
 * @param client what the sender calls itself
 * @param strange the address is none of a lineage API's, so that only events are taken there
 * @throws BodyError 400 when there is no event (404 at a strange address), 413 when there are too many, 503 when they cannot be stored
 */
export async function receive(
  inbox: Inbox,
  bytes: Uint8Array,
  { batch, strange, client }: { readonly batch: boolean; readonly strange: boolean; readonly client: string },
): Promise<Answer> {
  const { layout, events } = await split(bytes);
  if (strange && (events.length === 0 || events.some(({ rejected }) => rejected)))
    throw new BodyError(404, NOT_HERE);
  // What is no JSON at all was not sent by a client of lineage; it is answered, not kept.
  if (events.some(({ rejected }) => rejected?.malformed) || (events.length === 0 && !isEmptyArray(bytes))) {
    throw new BodyError(
      400,
      'The body is not valid JSON; an OpenLineage event, or an array of them, is expected.',
    );
  }
  if (events.length > MAX_EVENTS) {
    throw new BodyError(413, `A request may hold ${MAX_EVENTS} events; send them in smaller parts.`);
  }
  await store(inbox, events, client);
  const [first] = events;
  if (layout === 'several' || batch) return { status: 200, body: batchAnswer(events) };
  if (first?.rejected) throw new BodyError(400, first.rejected.message);
  return { status: 201 };
}

async function store(inbox: Inbox, events: readonly SplitEvent[], client: string): Promise<void> {
  const received: Received[] = events.map(({ bytes, rejected }) => ({
    source: '',
    place: '',
    client,
    body: bytes,
    ...(rejected ? { rejected: rejected.message } : {}),
  }));
  if (received.length === 0) return;
  try {
    await inbox.append(received);
  } catch (cause) {
    throw new BodyError(503, 'The events cannot be stored at present; send them again later.', { cause });
  }
}

/** As the OpenLineage API describes it. Nothing that failed gets better by being sent again. */
function batchAnswer(events: readonly SplitEvent[]): unknown {
  const failed = events.flatMap(({ rejected }, index) =>
    rejected ? [{ index, reason: rejected.message, retriable: false }] : [],
  );
  return {
    status: failed.length === 0 ? 'success' : 'partial_success',
    summary: {
      received: events.length,
      successful: events.length - failed.length,
      failed: failed.length,
      retriable: 0,
      non_retriable: failed.length,
    },
    failed_events: failed,
  };
}

function isEmptyArray(bytes: Uint8Array): boolean {
  return /^\s*\[\s*\]\s*$/.test(Buffer.from(bytes.subarray(0, 100)).toString('utf8'));
}
