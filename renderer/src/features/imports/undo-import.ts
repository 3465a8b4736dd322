import type { ImportOutcome, UndoEvent } from '../../../../contract/index.ts';
import { client } from '../../shared/api.ts';
import { hideChange, sayChange } from '../../shared/say-change.ts';
import { sayError } from '../../shared/say-error.ts';
import { sayWithDeed } from '../../shared/say-with-deed.tsx';
import { changeTotals, changeWords } from './change-words.ts';
import { say } from '../../shared/language/say.ts';
import { told } from '../../shared/language/told.ts';

export type UndoProgress = Extract<UndoEvent, { type: 'progress' }>;
export type Undone = Extract<UndoEvent, { type: 'done' }>['outcome'];

/** An import brings more to look at than a change by hand. */
const STAY_MS = 20_000;

/** Says that an import was made, and offers to take it back. */
export function sayImported(importId: number, changes: ImportOutcome['changes'] = {}): void {
  sayWithDeed(
    say('Imported: {changes}.', { changes: changeWords(changeTotals(changes)) }),
    say('Undo'),
    () => void undoAndSay(importId, false),
    STAY_MS,
  );
}

/** @throws the signal's reason, or what the engine refuses */
export async function followUndo(
  input: { readonly id: number; readonly redo: boolean; readonly preview: boolean },
  signal: AbortSignal,
  onProgress: (progress: UndoProgress) => void,
): Promise<Undone> {
  const { id, redo, preview } = input;
  const open = preview ? client.imports.previewUndo : client.imports.undo;
  for await (const event of await open({ id, redo }, { signal })) {
    if (event.type === 'done') return event.outcome;
    if (signal.aborted) break;
    onProgress(event);
  }
  signal.throwIfAborted();
  throw new Error(say('The engine ended the undo without a result'));
}

/** Says what was taken back or counted again, and offers the way back. */
export function sayUndone({ importId, label, unused, rules }: Undone, redo: boolean): void {
  const failed = rules?.problems.length ?? 0;
  const sentences = [
    `${told(label)}.`,
    unused === 0
      ? ''
      : say(
          '{parts, plural, one {# part} other {# parts}} of later imports said nothing new while it stood; import those files again to use them.',
          { parts: unused },
        ),
    failed === 0 ? '' : say('Some steward rules could not be applied; Rules says why.'),
  ];
  sayWithDeed(
    sentences.filter((one) => one !== '').join(' '),
    redo ? say('Undo') : say('Redo'),
    () => void undoAndSay(importId, !redo),
    STAY_MS,
  );
}

/** From a message, where no progress is shown; what is refused is said as well. */
async function undoAndSay(id: number, redo: boolean): Promise<void> {
  sayChange(redo ? say('Redoing the import') : say('Undoing the import'), 600_000);
  try {
    sayUndone(await followUndo({ id, redo, preview: false }, new AbortController().signal, () => {}), redo);
  } catch (error) {
    hideChange();
    sayError(error);
  }
}
