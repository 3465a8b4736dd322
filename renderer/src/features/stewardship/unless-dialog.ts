/** Keeps a page's single-letter keys quiet while a dialog is open above it. */
export function unlessDialog(run: () => void): () => void {
  return () => {
    if (!document.querySelector('[aria-modal="true"]')) run();
  };
}
