import { ActionIcon, Text } from '@mantine/core';
import { IconEyeOff, IconFocus2, IconRoute, IconX } from '@tabler/icons-react';
import { useExplorer } from '../explorer/explorer.ts';
import { hideNodes, isolateNodes } from '../state/node-changes.ts';
import { openPath } from '../state/view-state.ts';
import classes from './toolbar.module.css';
import { ToolButton } from './ToolButton.tsx';
import { say } from '../../../shared/language/say.ts';

/** What can be done with the nodes that are chosen together. Absent while none is. */
export function PickedBar() {
  const { picked, pick, index, update } = useExplorer();
  const nodes = [...picked].flatMap((id) => index?.nodes.get(id) ?? []);
  if (nodes.length === 0) return null;
  const [first, second, ...more] = nodes.filter((node) => node.what === 'dataset');
  return (
    <div className={classes.picked} role="group" aria-label={say('Chosen nodes')}>
      <Text fz={13} component="span" role="status">
        {say('{nodes, plural, one {# node} other {# nodes}} chosen', { nodes: nodes.length })}
      </Text>
      <ToolButton
        leftSection={<IconFocus2 size={14} aria-hidden="true" />}
        title={say('Only these and the paths between them (I)')}
        onClick={() => update((now) => isolateNodes(now, nodes))}
      >
        {say('Isolate')}
      </ToolButton>
      <ToolButton
        leftSection={<IconEyeOff size={14} aria-hidden="true" />}
        title={say('Hide (H)')}
        onClick={() => update((now) => hideNodes(now, nodes))}
      >
        {say('Hide')}
      </ToolButton>
      {first && second && more.length === 0 ? (
        <ToolButton
          leftSection={<IconRoute size={14} aria-hidden="true" />}
          title={say('Show everything on the paths between the two')}
          onClick={() => update((now) => openPath(now, { from: first.id, to: second.id }))}
        >
          {say('Open paths')}
        </ToolButton>
      ) : null}
      <ActionIcon
        variant="subtle"
        color="gray"
        size={24}
        aria-label={say('Choose none')}
        title={say('Choose none (Esc)')}
        onClick={() => pick([], 'none')}
      >
        <IconX size={14} aria-hidden="true" />
      </ActionIcon>
    </div>
  );
}
