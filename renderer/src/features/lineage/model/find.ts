import type { LineageNode } from '../../../../../contract/index.ts';
import { columnsOf } from './nodes.ts';

/** What a node is found by: its names and the columns that it shows. */
function haystack(node: LineageNode): string {
  return [node.name, node.namespace, node.title, ...columnsOf(node).map((column) => column.name)]
    .join('\n')
    .toLowerCase();
}

/**
 * Nodes that contain every word of the text, left to right and top to bottom, as the eye would find
 * them. Nothing for a blank text.
 */
export function findNodes(nodes: readonly LineageNode[], text: string): LineageNode[] {
  const needles = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (needles.length === 0) return [];
  return nodes
    .filter((node) => {
      const hay = haystack(node);
      return needles.every((needle) => hay.includes(needle));
    })
    .sort((a, b) => a.x - b.x || a.y - b.y || a.id - b.id);
}
