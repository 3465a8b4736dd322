import type { NodeTypes } from '@xyflow/react';
import { DatasetNode } from './DatasetNode.tsx';
import { FrameNode } from './FrameNode.tsx';
import { GroupNode } from './GroupNode.tsx';
import { JobNode } from './JobNode.tsx';

/** At module scope, since React Flow mounts everything anew when this object changes. */
export const nodeTypes: NodeTypes = {
  dataset: DatasetNode,
  job: JobNode,
  group: GroupNode,
  frame: FrameNode,
};
