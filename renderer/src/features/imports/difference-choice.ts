/** How differences are looked at (remembered), and which parts of the present one are left out. */
import type { ChangeKind, ImportPart } from '../../../../contract/index.ts';
import { createStore, useStore } from '../../shared/store.ts';

export interface Look {
  readonly changes: readonly ChangeKind[];
  readonly types: readonly string[];
}

export interface LeftOutPart {
  readonly part: ImportPart;
  /** Changes that it stood for when it was chosen. */
  readonly count: number;
}

const KEY = 'headwater.import.look';

function remembered(): Look {
  try {
    const { changes, types } = JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<Look>;
    return { changes: changes ?? [], types: types ?? [] };
  } catch {
    return { changes: [], types: [] };
  }
}

const look = createStore<Look>(remembered());
const leftOut = createStore<readonly LeftOutPart[]>([]);

export const useLook = (): Look => useStore(look);
export const useLeftOut = (): readonly LeftOutPart[] => useStore(leftOut);
export const currentLeftOut = leftOut.get;

export function setLook(part: Partial<Look>): void {
  look.set({ ...look.get(), ...part });
  try {
    localStorage.setItem(KEY, JSON.stringify(look.get()));
  } catch {
    // It is remembered until the window closes.
  }
}

export function addLeftOut(one: LeftOutPart): void {
  const text = JSON.stringify(one.part);
  leftOut.set([...leftOut.get().filter(({ part }) => JSON.stringify(part) !== text), one]);
}

export function removeLeftOut(part: ImportPart): void {
  leftOut.set(leftOut.get().filter((one) => one.part !== part));
}

export function clearLeftOut(): void {
  leftOut.set([]);
}
