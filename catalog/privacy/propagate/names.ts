/** Columns and datasets of a propagation, by name. */
import type { Card } from '../../browse/cards.ts';
import { PATH_SEPARATOR } from '../../store/writer/identities.ts';
import type { Propagation } from './compute.ts';

/** A place that has, or may have, a tag; `column` null: the dataset as a whole. */
export interface Place {
  readonly dataset: Card;
  readonly column: { readonly id: number; readonly path: readonly string[] } | null;
}

/** Of a node of the column graph. */
export function columnPlace({ ground: { columns, datasets } }: Propagation, node: number): Place {
  const { id, datasetId, path } = columns.columns[node]!;
  const dataset = datasets.datasets.cards[datasets.datasets.indexOf.get(datasetId) ?? -1];
  if (!dataset) throw new RangeError(`column ${id} belongs to no dataset`);
  return { dataset, column: { id, path: path.split(PATH_SEPARATOR) } };
}

/** Of a node of the dataset graph. */
export function datasetPlace({ ground: { datasets } }: Propagation, node: number): Place {
  return { dataset: datasets.datasets.cards[node]!, column: null };
}

/** `shop.orders.email`: for labels and reasons, without the namespace. */
export function placeText({ dataset, column }: Place): string {
  return column ? `${dataset.name}.${column.path.join('.')}` : dataset.name;
}
