import { UndoConflict } from '../../catalog/stewardship/undo-conflicts.ts';

interface Errors {
  readonly CONFLICT: (told: { message: string; data: { reason: string } }) => Error;
}

/**
 * Something that is taken back, or done again.
 * @throws CONFLICT with the reason where what came later stands in the way
 */
export async function takingBack<Result>(errors: Errors, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof UndoConflict)
      throw errors.CONFLICT({ message: error.message, data: { reason: error.message } });
    throw error;
  }
}
