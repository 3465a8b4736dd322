/** The body of a request, unpacked, within bounds. */
import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import { createGunzip, createInflate } from 'node:zlib';

/** Largest body, as sent and unpacked. */
export const MAX_BODY = 64 * 1024 * 1024;
/** Bodies being read at the same time, together; beyond it clients are asked to come back. */
const MAX_IN_FLIGHT = 4 * MAX_BODY;

export class BodyError extends Error {
  readonly status: number;
  constructor(status: number, message: string, options?: ErrorOptions) {
    super(message, options);
    this.status = status;
  }
}

/** Bytes that bodies being read take up, over all requests of a receiver. */
export class InFlight {
  readonly #most: number;
  #bytes = 0;

  constructor(most = MAX_IN_FLIGHT) {
    this.#most = most;
  }

  /** @throws BodyError when it becomes too much */
  add(bytes: number): void {
    if (this.#bytes + bytes > this.#most) {
      throw new BodyError(503, 'Too much is being received at once; send it again in a moment.');
    }
    this.#bytes += bytes;
  }

  release(bytes: number): void {
    this.#bytes -= bytes;
  }
}

/**
 * Reads a body. The bytes count as in flight until `release` is called.
 * @throws BodyError 400 damaged, 413 too large, 415 packed in a way that is not known, 503 too much at once
 */
export async function readBody(
  request: IncomingMessage,
  inFlight: InFlight,
): Promise<{ readonly bytes: Buffer; readonly release: () => void }> {
  if (Number(request.headers['content-length'] ?? 0) > MAX_BODY) throw tooLarge();
  const content = unpacked(request);
  // An early end of reading must leave the connection whole, for the answer that says why.
  const chunks = content.iterator({ destroyOnReturn: content !== request });
  const parts: Buffer[] = [];
  let length = 0;
  let held = 0;
  try {
    for await (const chunk of chunks) {
      const part = chunk as Buffer;
      length += part.length;
      if (length > MAX_BODY) throw tooLarge();
      inFlight.add(part.length);
      held += part.length;
      parts.push(part);
    }
    return { bytes: Buffer.concat(parts, length), release: () => inFlight.release(held) };
  } catch (error) {
    inFlight.release(held);
    if (error instanceof BodyError) throw error;
    throw new BodyError(400, 'The body ends too early, or is not packed as its header says.', {
      cause: error,
    });
  }
}

function unpacked(request: IncomingMessage): Readable {
  const encoding = (request.headers['content-encoding'] ?? 'identity').trim().toLowerCase();
  switch (encoding) {
    case '':
    case 'identity':
      return request;
    case 'gzip':
    case 'x-gzip':
      return piped(request, createGunzip());
    case 'deflate':
      return piped(request, createInflate());
    default:
      throw new BodyError(415, 'Bodies may be sent as they are or with Content-Encoding: gzip or deflate.');
  }
}

function piped(request: IncomingMessage, unpack: ReturnType<typeof createGunzip>): Readable {
  // Not `pipeline`: it would end the connection with the unpacking, before the answer that says why.
  request.on('close', () => {
    if (!request.complete) unpack.destroy(new Error('The connection broke'));
  });
  return request.pipe(unpack);
}

function tooLarge(): BodyError {
  return new BodyError(413, `A request may hold ${MAX_BODY / 1024 / 1024} MB; send events in smaller parts.`);
}
