import { notifications } from '@mantine/notifications';
import { ORPCError } from '@orpc/client';
import { explain } from './errors.ts';
import { say } from './language/say.ts';

/** Says why something could not be done that has no place of its own on the page. */
export function sayError(error: unknown): void {
  const { title, cause } = explain(error);
  notifications.show({
    color: 'red',
    // What the engine did not refuse has the title of a page that could not be drawn.
    title: error instanceof ORPCError ? title : say('Not done'),
    message: cause,
    autoClose: 12_000,
  });
}

/** Lets work go on by itself, and says why where it fails. */
export function orSay(work: Promise<unknown>): void {
  work.catch(sayError);
}
