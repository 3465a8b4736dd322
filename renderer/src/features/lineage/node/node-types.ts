import type { NodeTypes } from '@xyflow/react';
import { DatasetNode } from './DatasetNode.tsx';
import { FrameNode } from './FrameNode.tsx';
import { GroupNode } from './GroupNode.tsx';
import { JobNode } from './JobNode.tsx';

/**
 * At module scope, since React Flow mounts everything anew when this object changes. The
 * names are not those of React Flow's own kinds ("group"), which bring styles along.
 */
export const nodeTypes: NodeTypes = {
  'lineage-dataset': DatasetNode,
  'lineage-job': JobNode,
  'lineage-group': GroupNode,
  'lineage-frame': FrameNode,
};
