/** What was compromised, as it is being chosen: each thing once, whatever else has its name. */
import type { BreachStartPart } from '../../../../../contract/index.ts';

export interface NamedPart {
  readonly part: BreachStartPart;
  /** For people. */
  readonly name: string;
}

/** Tells parts apart: their names may be those of several jobs or datasets. */
export const keyOf = ({ part }: NamedPart): string => JSON.stringify(part);

export function withPart(parts: readonly NamedPart[], next: NamedPart): readonly NamedPart[] {
  return parts.some((one) => keyOf(one) === keyOf(next)) ? parts : [...parts, next];
}

export function withoutPart(parts: readonly NamedPart[], gone: NamedPart): readonly NamedPart[] {
  return parts.filter((one) => keyOf(one) !== keyOf(gone));
}
