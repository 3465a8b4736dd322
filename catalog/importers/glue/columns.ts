/**
 * Columns on their way through a job, each with the source columns that it comes from.
 */
import type { Transformation } from '../../model/facts.ts';
import { pairKey, type ColumnKey } from '../../model/identity.ts';
import type { Endpoint } from './endpoints.ts';

/** A source column that a value comes from, and what happened on the way. */
export interface Origin {
  readonly column: ColumnKey;
  readonly transformation: Transformation;
  readonly confidence: number;
}

/** A source column that decides about rows: join keys, filters, groups. */
export interface Influence {
  readonly column: ColumnKey;
  readonly subtype: 'JOIN' | 'FILTER' | 'GROUP_BY' | 'SORT' | 'WINDOW' | 'CONDITIONAL';
}

/** The columns that leave a node. */
export interface Columns {
  /** By dotted path. */
  readonly known: ReadonlyMap<string, readonly Origin[]>;
  /** Sources whose further columns, unknown to us, pass by name. */
  readonly open: readonly Endpoint[];
  /** A node on the way does what we cannot see, so names alone tie columns together. */
  readonly opaque: boolean;
  readonly influences: readonly Influence[];
}

/** Sure rules, by AWS's own definition of the node. */
export const SURE = 0.9;

export const NO_COLUMNS: Columns = { known: new Map(), open: [], opaque: false, influences: [] };

export const IDENTITY: Transformation = { type: 'DIRECT', subtype: 'IDENTITY' };

/** The columns of several inputs side by side. */
export function united(inputs: readonly Columns[]): Columns {
  const [only] = inputs;
  if (inputs.length === 1 && only) return only;
  const known = new Map<string, readonly Origin[]>();
  for (const input of inputs) {
    for (const [name, origins] of input.known)
      known.set(
        name,
        distinct([...(known.get(name) ?? []), ...origins], (one) => keyOf(one.column)),
      );
  }
  return {
    known,
    open: distinct(
      inputs.flatMap((input) => input.open),
      (one) => pairKey(one.dataset),
    ),
    opaque: inputs.some((input) => input.opaque),
    influences: distinct(
      inputs.flatMap((input) => input.influences),
      (one) => `${one.subtype} ${keyOf(one.column)}`,
    ),
  };
}

const keyOf = (column: ColumnKey): string => `${pairKey(column.dataset)}\u0000${column.path.join('\u0000')}`;

/** Without repetitions: the same source may arrive by many ways, and ways multiply at every fork. */
function distinct<T>(values: readonly T[], key: (value: T) => string): T[] {
  return [...new Map(values.map((value) => [key(value), value])).values()];
}

/** Where the column at a path comes from: the column itself, a column that holds it, or an open source. */
export function originsOf(columns: Columns, path: readonly string[]): readonly Origin[] {
  for (let length = path.length; length > 0; length--) {
    const origins = columns.known.get(path.slice(0, length).join('.'));
    if (!origins) continue;
    const rest = path.slice(length);
    if (rest.length === 0) return origins;
    return origins.map((origin) => ({
      ...origin,
      column: { ...origin.column, path: [...origin.column.path, ...rest] },
    }));
  }
  const [only] = columns.open;
  if (!only || columns.open.length > 1 || path.length === 0) return [];
  return [
    { column: { dataset: only.dataset, path }, transformation: IDENTITY, confidence: SURE * only.confidence },
  ];
}
