/**
 * Along which links a value passes, as compressed sparse rows: what {@link spread} walks over.
 *
 * The source of the rule is OpenLineage's column lineage facet: a DIRECT transformation passes the value
 * itself, IDENTITY and TRANSFORMATION alike; AGGREGATION and `masking: true` pass something made from it;
 * INDIRECT (JOIN, GROUP_BY, FILTER, SORT, WINDOW, CONDITIONAL) passes no value. Where a source does not
 * say, the value may pass whole.
 */
import { AGGREGATED, DIRECT, INDIRECT, MASKED } from '../../lineage/columns.ts';
import type { LineageGraph } from '../../lineage/graph.ts';

/** No value passes. */
export const NOTHING = 0;
/** What passes is masked or aggregated. */
export const LOWERED = 1;
/** The value itself may pass. */
export const WHOLE = 2;

export interface Flow {
  readonly nodeCount: number;
  /** Links out of node `n` lie at `offsets[n] .. offsets[n + 1]`. */
  readonly offsets: Int32Array;
  readonly ends: Int32Array;
  /** {@link LOWERED} or {@link WHOLE}; {@link NOTHING} where it is blocked. */
  readonly levels: Uint8Array;
  /** Number of each link in the lineage graph. */
  readonly links: Int32Array;
}

/** What passes along an edge with these flags (`catalog/lineage/columns.ts`). */
export function levelOfFlags(flags: number): number {
  if ((flags & (DIRECT | INDIRECT)) === INDIRECT) return NOTHING;
  return (flags & (MASKED | AGGREGATED)) === 0 ? WHOLE : LOWERED;
}

/** Of parallel edges the one that passes most counts. Links that pass nothing, or lead to their own start, are left out. */
export function flowOf(graph: LineageGraph, levelOfLink: (link: number) => number): Flow {
  const offsets = new Int32Array(graph.nodeCount + 1);
  const ends = new Int32Array(graph.linkCount);
  const levels = new Uint8Array(graph.linkCount);
  const links = new Int32Array(graph.linkCount);
  let count = 0;
  let from = 0;
  const visit = (end: number, link: number): void => {
    const level = end === from ? NOTHING : levelOfLink(link);
    if (level === NOTHING) return;
    ends[count] = end;
    levels[count] = level;
    links[count++] = link;
  };
  for (from = 0; from < graph.nodeCount; from++) {
    graph.eachLink(from, 'downstream', visit);
    offsets[from + 1] = count;
  }
  return {
    nodeCount: graph.nodeCount,
    offsets,
    ends: ends.slice(0, count),
    levels: levels.slice(0, count),
    links: links.slice(0, count),
  };
}

/** What passes along each link of a graph whose edges have flags. */
export function levelsOfLinks(graph: LineageGraph, flags: Uint8Array): (link: number) => number {
  return (link) => {
    let best = NOTHING;
    for (const position of graph.edgePositions(link)) {
      const level = levelOfFlags(flags[position]!);
      if (level > best) best = level;
    }
    return best;
  };
}
