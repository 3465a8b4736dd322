/** Has what propagation needs at hand, with rests in between: graphs, statements, then each tag. */
import { columnGraph, datasetGraph } from '../explore/graphs.ts';
import type { Catalog } from '../catalog.ts';
import { groundOf, propagation } from '../privacy/propagate/compute.ts';
import { propagationFindings, storedDifference } from '../privacy/propagate/list.ts';

export function* propagationInSteps(catalog: Catalog): Generator<void, true> {
  for (const step of [
    datasetGraph,
    columnGraph,
    groundOf,
    propagation,
    storedDifference,
    propagationFindings,
  ]) {
    step(catalog);
    yield;
  }
  return true;
}
