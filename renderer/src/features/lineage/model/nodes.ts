/** What kind of node it is, for code that treats them alike. */
import type { LineageDataset, LineageNode } from '../../../../../contract/index.ts';

export type NodeColumn = LineageDataset['columns'][number];

const NO_COLUMNS: readonly NodeColumn[] = [];

/** Only datasets have columns. */
export const columnsOf = (node: LineageNode | undefined): readonly NodeColumn[] =>
  node?.what === 'dataset' ? node.columns : NO_COLUMNS;

export const columnsHidden = (node: LineageNode): number =>
  node.what === 'dataset' ? node.columnsHidden : 0;

/** Datasets that a node stands for: itself, or those in its group. A job stands for none. */
export function datasetsOf(node: LineageNode): readonly number[] {
  if (node.what === 'dataset') return [node.id];
  return node.what === 'group' ? node.members.filter((id) => id > 0) : [];
}
