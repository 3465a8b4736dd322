/** A page may take files that are dropped anywhere on the window for itself, in place of the import. */
import { useEffect, useRef } from 'react';
import { createStore, useStore } from './store.ts';

export interface DropClaim {
  /** `Drop to import terms`. */
  readonly title: string;
  readonly detail: string;
  /** Called while the drop is handled: the browser empties the transfer right after. */
  readonly onDrop: (transfer: DataTransfer) => void;
}

const claims = createStore<readonly DropClaim[]>([]);

/** The newest claim; undefined where drops go to the import. */
export function useClaimedDrop(): DropClaim | undefined {
  return useStore(claims).at(-1);
}

/** Claims drops while the caller is shown. */
export function useDropClaim({ title, detail, onDrop }: DropClaim): void {
  const latest = useRef(onDrop);
  useEffect(() => {
    latest.current = onDrop;
  });
  useEffect(() => {
    const claim: DropClaim = { title, detail, onDrop: (transfer) => latest.current(transfer) };
    claims.set([...claims.get(), claim]);
    return () => claims.set(claims.get().filter((one) => one !== claim));
  }, [title, detail]);
}
