/** Arguments of a call, evaluated. */
import { UNKNOWN, type Value } from './values.ts';

export interface Args {
  readonly positional: readonly Value[];
  readonly named: ReadonlyMap<string, Value>;
}

/** An argument by name or position. */
export const argument = (args: Args, position: number, ...names: readonly string[]): Value =>
  names.map((name) => args.named.get(name)).find((value) => value !== undefined) ??
  args.positional[position] ??
  UNKNOWN;
