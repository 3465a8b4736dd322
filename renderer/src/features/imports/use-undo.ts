/** Previewing and making the undo or redo of one import: one at a time, with progress, to be cancelled. */
import { useEffect, useRef, useState } from 'react';
import { followUndo, sayUndone, type Undone, type UndoProgress } from './undo-import.ts';

type UndoState =
  | { readonly step: 'idle' }
  | { readonly step: 'running'; readonly preview: boolean; readonly progress: UndoProgress | null }
  | { readonly step: 'previewed'; readonly outcome: Undone }
  | { readonly step: 'cancelled' }
  | { readonly step: 'failed'; readonly error: unknown };

export function useUndo(id: number, redo: boolean) {
  const [state, setState] = useState<UndoState>({ step: 'idle' });
  const running = useRef<AbortController | null>(null);
  // A preview that nobody sees any more ends; the deed itself goes on.
  const previewing = useRef(false);
  useEffect(
    () => () => {
      if (previewing.current) running.current?.abort();
    },
    [],
  );
  async function run(preview: boolean): Promise<void> {
    if (running.current) return;
    const ending = new AbortController();
    running.current = ending;
    previewing.current = preview;
    setState({ step: 'running', preview, progress: null });
    try {
      const outcome = await followUndo({ id, redo, preview }, ending.signal, (progress) =>
        setState({ step: 'running', preview, progress }),
      );
      setState(preview ? { step: 'previewed', outcome } : { step: 'idle' });
      if (!preview) sayUndone(outcome, redo);
    } catch (error) {
      setState(ending.signal.aborted ? { step: 'cancelled' } : { step: 'failed', error });
    } finally {
      running.current = null;
    }
  }
  return { state, run, cancel: () => running.current?.abort(), reset: () => setState({ step: 'idle' }) };
}
