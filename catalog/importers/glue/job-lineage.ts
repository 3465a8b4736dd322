/**
 * The lineage of one job, whichever way it was found: nodes, script, dataflow graph or annotations.
 */
import { pairKey } from '../../model/identity.ts';
import type { Endpoint } from './endpoints.ts';
import type { Columns } from './columns.ts';

export interface LineageEnd {
  readonly endpoint: Endpoint;
  /** Where the job says so: a node's id, `line 37`. */
  readonly at: string;
}

export interface LineageFlow {
  readonly from: Endpoint;
  readonly to: Endpoint;
  readonly at: string;
  readonly confidence: number;
}

/** A read or write whose dataset could not be told. */
export interface LineageProblem {
  readonly direction: 'read' | 'write';
  readonly at: string;
  /** What stands there, free of secrets. */
  readonly text: string;
}

export interface JobLineage {
  readonly method: 'visual' | 'script' | 'scala' | 'dataflow-graph' | 'annotations' | 'none';
  readonly inputs: readonly LineageEnd[];
  readonly outputs: readonly LineageEnd[];
  readonly flows: readonly LineageFlow[];
  /** Per output: the columns that are written. */
  readonly columns: readonly { readonly to: Endpoint; readonly at: string; readonly columns: Columns }[];
  readonly problems: readonly LineageProblem[];
  /** Doubts that concern the whole, in words. */
  readonly doubts?: readonly string[];
}

export const NO_LINEAGE: JobLineage = {
  method: 'none',
  inputs: [],
  outputs: [],
  flows: [],
  columns: [],
  problems: [],
};

/** Where a column or flow is below this, the source did not say it outright. */
const CERTAIN = 1;

/** The confidence of a fact; left out where the source says it outright. */
export const stated = (confidence: number): { confidence?: number } =>
  confidence >= CERTAIN ? {} : { confidence: Math.round(confidence * 1000) / 1000 };

/** Each dataset once, where it is named first. */
export function distinctEnds(ends: readonly LineageEnd[]): LineageEnd[] {
  const out = new Map<string, LineageEnd>();
  for (const end of ends)
    if (!out.has(pairKey(end.endpoint.dataset))) out.set(pairKey(end.endpoint.dataset), end);
  return [...out.values()];
}
