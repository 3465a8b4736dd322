import { useEffect, useRef, type RefObject } from 'react';
import { focusIsFree } from './kept-focus.ts';

/** For a button in whose place a form stands while it is open: with the form gone, the keyboard is at the button again. */
export function useFocusBack(opened: boolean): RefObject<HTMLButtonElement | null> {
  const button = useRef<HTMLButtonElement>(null);
  const before = useRef(opened);
  useEffect(() => {
    // Elsewhere by then: the person went on.
    if (before.current && !opened && focusIsFree()) button.current?.focus();
    before.current = opened;
  }, [opened]);
  return button;
}
