/**
 * Where the keyboard goes when the element that has it leaves the page: a row that was removed, a button in whose
 * place something else stands. A browser gives it to the page as a whole, and with that the place is lost for readers
 * of the screen. Here the nearest element around it that is still there gets it.
 */

/** On an element that has the keyboard only because what it held is gone. */
const MARK = 'data-keeps-focus';
/** Dialogs and menus that close give the keyboard back themselves, within this time. */
const GRACE_MS = 100;

/** Whether nobody chose where the keyboard is: what is new on the page may take it. */
export function focusIsFree(): boolean {
  const { activeElement, body } = document;
  return activeElement === null || activeElement === body || activeElement.hasAttribute(MARK);
}

/** Watches the page for as long as it is open. */
export function keepFocus(): void {
  let path: readonly HTMLElement[] = [];
  let waiting = false;
  document.addEventListener('focusin', ({ target }) => {
    path = target instanceof HTMLElement ? withAncestors(target) : [];
  });
  const lost = (): boolean => path[0]?.isConnected === false && document.activeElement === document.body;
  const settle = (): void => {
    waiting = false;
    const next = lost() ? path.find((element) => element.isConnected) : undefined;
    if (next) hold(next);
  };
  new MutationObserver(() => {
    if (waiting || !lost()) return;
    waiting = true;
    setTimeout(settle, GRACE_MS);
  }).observe(document.body, { childList: true, subtree: true });
}

/** From the inside out, up to the page. */
function withAncestors(from: HTMLElement): HTMLElement[] {
  const path: HTMLElement[] = [];
  for (
    let at: HTMLElement | null = from;
    at && at !== document.body && at.id !== 'root';
    at = at.parentElement
  )
    path.push(at);
  return path;
}

function hold(element: HTMLElement): void {
  element.setAttribute(MARK, '');
  const own = element.hasAttribute('tabindex');
  if (!own) element.setAttribute('tabindex', '-1');
  element.addEventListener(
    'blur',
    () => {
      element.removeAttribute(MARK);
      if (!own) element.removeAttribute('tabindex');
    },
    { once: true },
  );
  element.focus({ preventScroll: true });
}
