/**
 * Trouble that the user can do something about, in words that cross to every face. Anything else stays
 * an internal error, of which nothing is told.
 */
import { ORPCError } from '@orpc/server';
import { SourceError } from '../../catalog/importers/importer.ts';
import { VectorFileError } from '../../catalog/privacy/deadline/vectors.ts';
import { VaultError } from '../../catalog/ledger/signing/vault.ts';
import { RequestError } from '../../catalog/request-error.ts';
import { ReasonNeeded, Refused } from '../../catalog/stewardship/refused.ts';
import { fileTrouble } from '../../catalog/store/errors.ts';
import { CatalogLocked } from '../holding/locked.ts';

/** A face cannot do what was asked of it; `message` is for the user. */
export class FaceError extends Error {
  /** HTTP status. */
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

const CODES: Readonly<Record<number, string>> = {
  400: 'BAD_REQUEST',
  404: 'NOT_FOUND',
  413: 'PAYLOAD_TOO_LARGE',
};

export function told(error: unknown): unknown {
  if (error instanceof ORPCError) return error;
  if (error instanceof FaceError) {
    return new ORPCError(CODES[error.status] ?? 'BAD_REQUEST', { message: error.message, cause: error });
  }
  if (error instanceof SourceError) {
    return new ORPCError('UNPROCESSABLE_CONTENT', { message: `${error.message}.`, cause: error });
  }
  if (error instanceof ReasonNeeded) {
    const { policy, count } = error;
    return new ORPCError(error.code, { message: error.message, data: { policy, count }, cause: error });
  }
  if (error instanceof Refused) {
    const { code, message, place } = error;
    const data = { reason: message, ...(place && { place }) };
    return new ORPCError(code, { message, data, cause: error });
  }
  if (error instanceof RequestError || error instanceof VectorFileError) {
    const { message } = error;
    return new ORPCError('INVALID', { message, data: { reason: message }, cause: error });
  }
  if (error instanceof VaultError) {
    return new ORPCError('SERVICE_UNAVAILABLE', { message: error.message, cause: error });
  }
  if (error instanceof CatalogLocked) {
    return new ORPCError('LOCKED', { message: error.message, cause: error });
  }
  const trouble = fileTrouble(error);
  if (trouble?.problem === 'passphrase') {
    const message = `${trouble.message.charAt(0).toUpperCase()}${trouble.message.slice(1)}.`;
    return new ORPCError('INVALID', { message, data: { reason: message }, cause: error });
  }
  return trouble
    ? new ORPCError(trouble.problem === 'busy' ? 'CONFLICT' : 'SERVICE_UNAVAILABLE', {
        message: `The catalog cannot be used: ${trouble.message}.`,
        cause: error,
      })
    : error;
}
