/**
 * Propagation over the open catalog, now or at the moment that it shows: computed anew from what is stated,
 * never from what an earlier propagation stored.
 */
import { columnGraph, datasetGraph, type ColumnGraph } from '../../explore/graphs.ts';
import type { Catalog } from '../../catalog.ts';
import { blockFlow, type Blocked } from './blocks.ts';
import { datasetFlow, holdingsOf, type DatasetFlow, type Holdings } from './datasets.ts';
import { flowOf, levelsOfLinks, type Flow } from './flow.ts';
import { carries, type PolicyRule } from './policy.ts';
import { propagate, type PropagationResult } from './propagate.ts';
import { sayingsOf, type Sayings } from './sayings.ts';
import {
  blocks,
  policyRules,
  tagStatements,
  type BlockWord,
  type End,
  type StoredBlock,
  type StoredRule,
  type TagStatements,
} from './statements.ts';

/** What lineage and statements are, before rules and blocks. */
export interface Ground {
  readonly columns: ColumnGraph;
  readonly flow: Flow;
  readonly datasets: DatasetFlow;
  readonly statements: TagStatements;
  readonly rules: readonly StoredRule[];
  readonly blocks: readonly StoredBlock[];
  /** Nodes of an end of a block, in the column graph. */
  readonly nodesOf: (end: End) => readonly number[];
}

/** What holds, or would. */
export interface Words {
  readonly statements: TagStatements;
  readonly rules: readonly PolicyRule[];
  readonly blocks: readonly BlockWord[];
}

export interface Propagation {
  readonly ground: Ground;
  readonly words: Words;
  readonly sayings: Sayings;
  readonly blocked: Blocked;
  /** Of columns. */
  readonly result: PropagationResult;
  readonly holdings: Holdings;
  /** Of datasets: everything that arrives is for review. */
  readonly reviews: PropagationResult;
}

export function propagation(catalog: Catalog): Propagation {
  return catalog.cached('propagation', () => {
    const ground = groundOf(catalog);
    return propagationFrom(catalog, ground, ground);
  });
}

/** The same, made with rests for others; {@link propagation} has it at hand afterwards. */
export function propagationInBreaths(catalog: Catalog): Promise<Propagation> {
  return catalog.cachedInBreaths('propagation', function* () {
    columnGraph(catalog);
    yield;
    const ground = groundOf(catalog);
    yield;
    return propagationFrom(catalog, ground, ground);
  });
}

export function groundOf(catalog: Catalog): Ground {
  return catalog.cached('propagation-ground', () => {
    const columns = columnGraph(catalog);
    return {
      columns,
      ...flowsOf(catalog, columns),
      statements: tagStatements(catalog, columns),
      rules: policyRules(catalog),
      blocks: blocks(catalog),
      nodesOf: columnNodes(catalog, columns),
    };
  });
}

/** What passes where, kept as long as the graph of columns and the datasets are the same. */
const kept = new WeakMap<ColumnGraph, { readonly flow: Flow; readonly datasets: DatasetFlow }>();

function flowsOf(
  catalog: Catalog,
  columns: ColumnGraph,
): { readonly flow: Flow; readonly datasets: DatasetFlow } {
  const now = datasetGraph(catalog);
  const before = kept.get(columns);
  const same =
    before?.datasets.datasets.cards.length === now.cards.length &&
    before.datasets.datasets.cards.every(({ id }, at) => now.cards[at]?.id === id);
  if (before && same) return { flow: before.flow, datasets: { ...before.datasets, datasets: now } };
  const levelOf = levelsOfLinks(columns.graph, columns.flags);
  const made = { flow: flowOf(columns.graph, levelOf), datasets: datasetFlow(catalog, columns, levelOf) };
  kept.set(columns, made);
  return made;
}

function columnNodes(catalog: Catalog, columns: ColumnGraph): (end: End) => readonly number[] {
  let byDataset: Map<number, number[]> | undefined;
  return ({ on, id }) => {
    if (on === 'column') {
      const node = columns.indexOf.get(id);
      return node === undefined ? [] : [node];
    }
    byDataset ??= Map.groupBy(columns.columns.keys(), (node) => columns.columns[node]!.datasetId);
    return byDataset.get(catalog.cards().canonical.get(id) ?? -1) ?? [];
  };
}

export function propagationFrom(catalog: Catalog, ground: Ground, words: Words): Propagation {
  const { columns, flow, datasets } = ground;
  const { statements, rules } = words;
  const carried = (tag: Parameters<typeof carries>[0]): boolean => carries(tag, rules);
  const sayings = sayingsOf(statements.columns);
  const blocked = blockFlow(flow, words.blocks, ground.nodesOf);
  const result = propagate({ flow, sayings, carries: carried, levelsFor: blocked.levelsFor });
  const holdings = holdingsOf(datasets, columns, { statements, sayings, result });
  const ofDatasets = blockFlow(datasets.flow, words.blocks, (end) => datasetNode(catalog, datasets, end));
  const reviews = propagate({
    flow: datasets.flow,
    sayings: holdings.sayings,
    carries: carried,
    levelsFor: ofDatasets.levelsFor,
  });
  return { ground, words, sayings, blocked, result, holdings, reviews };
}

/** A block at a column says nothing of edges whose columns are not known. */
function datasetNode(catalog: Catalog, { datasets }: DatasetFlow, { on, id }: End): readonly number[] {
  const node = on === 'dataset' ? datasets.indexOf.get(catalog.cards().canonical.get(id) ?? -1) : undefined;
  return node === undefined ? [] : [node];
}
