/** Uploads to the loopback host: one token a batch, one request a file. */
import type { HeldSource } from './host-bridge.ts';
import type { PickedFile } from './picked-files.ts';
import { say } from './language/say.ts';

const PARALLEL = 4;
/** Proves to the host that the request comes from its own page: other origins may not set it. */
const HEADERS = { 'x-headwater': '1' };

export class UploadError extends Error {
  override readonly name = 'UploadError';
}

export interface UploadOptions {
  readonly signal?: AbortSignal | undefined;
  /** Bytes sent so far, of all files together. */
  readonly onProgress?: ((bytesSent: number) => void) | undefined;
}

/**
 * Sends files to the host.
 * @throws UploadError with the cause and the file; the signal's reason when it was aborted.
 */
export async function upload(
  label: string,
  files: readonly PickedFile[],
  options: UploadOptions = {},
): Promise<HeldSource> {
  const { signal, onProgress } = options;
  const answer = await fetch('/uploads', { method: 'POST', headers: HEADERS, signal: signal ?? null });
  if (!answer.ok)
    throw new UploadError(
      say('The upload was refused ({answer})', { answer: `${answer.status} ${answer.statusText}` }),
    );
  const { token } = (await answer.json()) as { token: string };
  const sent = new Map<string, number>();
  let bytesSent = 0;
  const report = (path: string, bytes: number) => {
    bytesSent += bytes - (sent.get(path) ?? 0);
    sent.set(path, bytes);
    onProgress?.(bytesSent);
  };
  const failed = new AbortController();
  const ending = signal ? AbortSignal.any([signal, failed.signal]) : failed.signal;
  const waiting = files.values();
  const work = async () => {
    for (const next of waiting) await put(token, next, report, ending);
  };
  try {
    await Promise.all(Array.from({ length: Math.min(PARALLEL, files.length) }, work));
  } catch (error) {
    // What is on the way and what waits would be sent for nothing.
    failed.abort(error);
    throw error;
  }
  return { token, label, bytes: files.reduce((sum, { file }) => sum + file.size, 0) };
}

/** XMLHttpRequest, because fetch does not tell how much of a body was sent. */
function put(
  token: string,
  { file, path }: PickedFile,
  report: (path: string, bytes: number) => void,
  signal: AbortSignal,
): Promise<void> {
  const address = `/uploads/${encodeURIComponent(token)}/${path.split('/').map(encodeURIComponent).join('/')}`;
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const abort = () => request.abort();
    signal.addEventListener('abort', abort, { once: true });
    request.upload.addEventListener('progress', (event) => report(path, event.loaded));
    request.addEventListener('loadend', () => {
      signal.removeEventListener('abort', abort);
      if (signal.aborted) reject(signal.reason);
      else if (request.status >= 200 && request.status < 300) {
        report(path, file.size);
        resolve();
      } else
        reject(
          new UploadError(
            request.status
              ? say('{path} could not be sent ({answer})', { path, answer: String(request.status) })
              : say('{path} could not be sent (no answer from the host)', { path }),
          ),
        );
    });
    request.open('PUT', address);
    for (const [name, value] of Object.entries(HEADERS)) request.setRequestHeader(name, value);
    if (signal.aborted) reject(signal.reason);
    else request.send(file);
  });
}
