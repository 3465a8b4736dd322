import { useEffect, type RefObject } from 'react';

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

/** Ctrl+F or Cmd+F, and "/" outside of fields, go to the find box instead of the browser's own search. */
export function useFindKeys(field: RefObject<HTMLInputElement | null>, enabled: boolean): void {
  useEffect(() => {
    if (!enabled) return undefined;
    const onKey = (event: KeyboardEvent) => {
      const find = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === 'f';
      const slash = event.key === '/' && !event.ctrlKey && !event.metaKey && !event.altKey && !isTyping(event.target);
      if ((!find && !slash) || event.defaultPrevented || !field.current) return;
      if (document.querySelector('[aria-modal="true"]')) return;
      event.preventDefault();
      field.current.focus();
      field.current.select();
    };
    // Capturing, so that the page's own find box wins over the shell's "/" while the page is open.
    window.addEventListener('keydown', onKey, true);
    return () => window.removeEventListener('keydown', onKey, true);
  }, [field, enabled]);
}
