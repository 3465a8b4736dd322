import { notifications } from '@mantine/notifications';
import { host } from '../../shared/host.ts';
import { pickedFromDrop, pickedFromInput } from '../../shared/picked-files.ts';
import { addHeld, addPicked } from './draft.ts';
import { say } from '../../shared/language/say.ts';

function failed(error: unknown): void {
  const message = error instanceof Error ? error.message : String(error);
  notifications.show({ color: 'red', title: say('The files could not be read'), message });
}

/** Takes a drop into the draft. Call it while the event is handled. */
export function addDrop(transfer: DataTransfer): void {
  // The desktop app knows folders by their path and reads them itself.
  if (host.kind === 'electron') host.tokensFor(transfer).then(addHeld).catch(failed);
  else pickedFromDrop(transfer).then(addPicked).catch(failed);
}

/** Takes the result of a file or folder input into the draft. */
export function addInput(files: FileList | null): void {
  if (files) addPicked(pickedFromInput([...files]));
}

/** Asks with the system's own dialog where the host has one; false where it has none. */
export function chooseWithHost(what: 'files' | 'folder'): boolean {
  if (!host.choose) return false;
  host.choose(what).then(addHeld).catch(failed);
  return true;
}
