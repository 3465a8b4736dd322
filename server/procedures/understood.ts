import { RequestError } from '../../catalog/request-error.ts';

/** Makes the contract's error for input that the engine cannot use. */
export type Invalid = (options: { message: string; data: { reason: string } }) => Error;

/** Tells a `RequestError` as the contract tells it. */
export async function understood<Result>(invalid: Invalid, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof RequestError)
      throw invalid({ message: error.message, data: { reason: error.message } });
    throw error;
  }
}
