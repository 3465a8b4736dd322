/** A file that the face holds under a token: looked at first, then imported, and let go after that. */
import { ORPCError } from '@orpc/server';
import type { FaceContext } from './face-context.ts';

interface Order {
  readonly token: string;
  readonly dryRun: boolean;
}

/**
 * Reads the file, and lets it go where nobody will read it again: it was imported, or cannot be looked at. An import that
 * was refused can be tried again, with a reason.
 * @throws NOT_FOUND where the token names none
 */
export async function readHeld<Result>(
  context: FaceContext,
  { token, dryRun }: Order,
  signal: AbortSignal | undefined,
  read: (path: string) => Promise<Result>,
): Promise<Result> {
  const letGo = async (): Promise<void> => context.forget?.([token]);
  const [path] = await context.pathsOf([token]);
  if (path === undefined) throw new ORPCError('NOT_FOUND', { message: 'There is no file' });
  const result = await read(path).catch(async (error: unknown) => {
    if (dryRun && !signal?.aborted) await letGo();
    throw error;
  });
  if (!dryRun) await letGo();
  return result;
}
