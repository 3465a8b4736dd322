import { notifications } from '@mantine/notifications';
import { say } from '../../../shared/language/say.ts';

/** Puts text on the clipboard and says so; says why when the system refuses. */
export async function copyText(text: string, done: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    notifications.show({ message: done, autoClose: 2000 });
  } catch (error) {
    notifications.show({
      color: 'red',
      title: say('Not copied'),
      message: `${say('The system did not give access to the clipboard.')} ${error instanceof Error ? error.message : ''}`,
    });
  }
}
