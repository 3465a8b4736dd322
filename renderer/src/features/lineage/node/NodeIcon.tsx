import { IconSettingsAutomation, IconStack2 } from '@tabler/icons-react';
import type { LineageNode } from '../../../../../contract/index.ts';
import { KindIcon } from '../../../shared/KindIcon.tsx';

/** What kind of node it is, as an icon with a name. */
export function NodeIcon({ node, size = 14 }: { readonly node: LineageNode; readonly size?: number }) {
  if (node.what === 'dataset') return <KindIcon kind={node.kind} size={size} />;
  const Shape = node.what === 'job' ? IconSettingsAutomation : IconStack2;
  return (
    <Shape
      size={size}
      stroke={1.6}
      role="img"
      aria-label={node.what === 'job' ? 'Job' : 'Group'}
      style={{ flex: 'none' }}
    />
  );
}
