/** Which parts are left out of each import that a person is looking at, chosen but not yet applied. */
import type { DifferenceRow, ImportPart } from '../../../../contract/index.ts';
import { createStore, useStore } from '../../shared/store.ts';

/** The import of what is chosen on the page; those of watched folders go by the folder's id. */
export const CHOSEN_FILES = 'chosen files';

export interface LeftOutPart {
  readonly part: ImportPart;
  /** Changes that it stood for when it was chosen. */
  readonly count: number;
}

type Choices = Readonly<Record<string, readonly LeftOutPart[]>>;

const NONE: readonly LeftOutPart[] = [];
const choices = createStore<Choices>({});

const of = (all: Choices, of: string): readonly LeftOutPart[] => all[of] ?? NONE;
const isSame = (one: ImportPart, other: ImportPart): boolean => JSON.stringify(one) === JSON.stringify(other);

export const useLeftOut = (subject: string): readonly LeftOutPart[] => of(useStore(choices), subject);
export const currentLeftOut = (subject: string): readonly LeftOutPart[] => of(choices.get(), subject);

export function setLeftOut(subject: string, parts: readonly LeftOutPart[]): void {
  choices.set({ ...choices.get(), [subject]: parts });
}

export function addLeftOut(subject: string, one: LeftOutPart): void {
  setLeftOut(subject, [...currentLeftOut(subject).filter(({ part }) => !isSame(part, one.part)), one]);
}

export function removeLeftOut(subject: string, part: ImportPart): void {
  setLeftOut(
    subject,
    currentLeftOut(subject).filter((one) => !isSame(one.part, part)),
  );
}

/** Whether a part names the row itself; what else it takes along shows in the next preview. */
export function isNamedBy(
  row: DifferenceRow,
  { changes, types, namespace, dataset, scope }: ImportPart,
): boolean {
  const named = (name: string): boolean =>
    name.endsWith('*') ? row.dataset.startsWith(name.slice(0, -1)) : row.dataset === name;
  return (
    !row.derived &&
    (changes === undefined || changes.includes(row.change)) &&
    (types === undefined || types.includes(row.type)) &&
    (namespace === undefined || row.namespace === namespace) &&
    (dataset === undefined || named(dataset)) &&
    (scope === undefined || row.scope === scope)
  );
}
