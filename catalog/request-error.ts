/** Input that the engine cannot use, in words for the person who gave it. */
export class RequestError extends Error {
  override readonly name = 'RequestError';
}
