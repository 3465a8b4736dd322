/**
 * Column edges that an import made and tells again: a job shows the same ones at every run. Where all is as it
 * was, that another run showed the edge is the only news.
 */
import type { ColumnEdgeFact } from '../../model/facts.ts';
import type { ColumnKey, JobKey, RunKey } from '../../model/identity.ts';

interface Edge {
  readonly id: number;
  /** By the very objects that facts share. */
  readonly from: ColumnKey;
  readonly job: JobKey;
  readonly scope: string;
  /** As it was said, see `ShownWays`. */
  readonly text: string;
}

/** What runs say of an edge by a facet. */
export type FacetEdgeFact = ColumnEdgeFact & { readonly run: RunKey; readonly yields: true };

export function isByFacet(fact: ColumnEdgeFact): fact is FacetEdgeFact {
  return fact.run !== undefined && fact.yields === true && fact.confidence === undefined;
}

/** Edges remembered at a time. */
const REMEMBERED = 100_000;

export class RepeatedEdges {
  readonly #remembered: number;
  #byTarget = new WeakMap<ColumnKey, Edge[]>();
  #size = 0;

  constructor(remembered = REMEMBERED) {
    this.#remembered = remembered;
  }

  /** The row of the edge, if the same was said of it before. */
  find(fact: FacetEdgeFact, text: string): number | undefined {
    return this.#find(fact, text)?.id;
  }

  note(fact: FacetEdgeFact, text: string, id: number): void {
    if (this.#find(fact, text)) return;
    if (this.#size++ >= this.#remembered) {
      this.#byTarget = new WeakMap();
      this.#size = 1;
    }
    const edge: Edge = { id, from: fact.from, job: fact.run.job, scope: fact.evidence.scope, text };
    const edges = this.#byTarget.get(fact.to);
    if (edges) edges.push(edge);
    else this.#byTarget.set(fact.to, [edge]);
  }

  #find({ from, to, run, evidence }: FacetEdgeFact, text: string): Edge | undefined {
    return this.#byTarget
      .get(to)
      ?.find(
        (edge) =>
          edge.from === from && edge.job === run.job && edge.scope === evidence.scope && edge.text === text,
      );
  }
}
