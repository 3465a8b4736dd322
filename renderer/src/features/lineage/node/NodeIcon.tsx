import { IconSettingsAutomation, IconStack2 } from '@tabler/icons-react';
import type { LineageNode } from '../../../../../contract/index.ts';
import { KindIcon } from '../../../shared/KindIcon.tsx';
import { say } from '../../../shared/language/say.ts';

/** What kind of node it is, as an icon with a name. */
export function NodeIcon({ node, size = 14 }: { readonly node: LineageNode; readonly size?: number }) {
  if (node.what === 'dataset') return <KindIcon kind={node.kind} size={size} />;
  const Shape = node.what === 'job' ? IconSettingsAutomation : IconStack2;
  return (
    <Shape
      size={size}
      stroke={1.6}
      role="img"
      aria-label={node.what === 'job' ? say('Job') : say('Group')}
      style={{ flex: 'none' }}
    />
  );
}
