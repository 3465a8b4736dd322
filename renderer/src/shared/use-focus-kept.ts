import { useEffect, useRef, type RefObject } from 'react';

/**
 * For what holds entries that can go: with the one gone that had the keyboard, it is at what held it, and the next key
 * does not begin at the top of the page. The element needs `tabIndex={-1}`.
 * @param entries how many are shown
 */
export function useFocusKept<Holder extends HTMLElement>(entries: number): RefObject<Holder | null> {
  const holder = useRef<Holder>(null);
  const before = useRef(entries);
  useEffect(() => {
    // Elsewhere by then: the person went on.
    if (entries < before.current && document.activeElement === document.body)
      holder.current?.focus({ preventScroll: true });
    before.current = entries;
  }, [entries]);
  return holder;
}
