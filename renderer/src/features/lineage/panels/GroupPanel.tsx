import { Group, Text } from '@mantine/core';
import { IconEyeOff, IconFocus2, IconStack2 } from '@tabler/icons-react';
import { count } from '../../../shared/format.ts';
import { SensitivityBadge } from '../../../shared/SensitivityBadge.tsx';
import type { LineageGroup } from '../../../../../contract/index.ts';
import { useExplorer } from '../explorer/explorer.ts';
import { hideNodes, isolateNodes } from '../state/node-changes.ts';
import { toggleGroup } from '../state/view-state.ts';
import { ToolButton } from '../toolbar/ToolButton.tsx';
import { Neighbours } from './Neighbours.tsx';
import { Panel, Section } from './Panel.tsx';
import classes from './panels.module.css';
import { say } from '../../../shared/language/say.ts';
import { groupDetail } from '../model/words.ts';

interface Props {
  readonly group: LineageGroup;
  readonly compact: boolean;
  readonly onClose: () => void;
}

/** What stands in a closed group, and what can be done with it. */
export function GroupPanel({ group, compact, onClose }: Props) {
  const { index, update, updateAround } = useExplorer();
  return (
    <Panel
      label={say('Group details')}
      close={say('Close group details')}
      title={group.title}
      below={
        <Text size="xs" c="dimmed" className={classes.clamp}>
          {groupDetail(group.key, group.subtitle)}
        </Text>
      }
      compact={compact}
      onClose={onClose}
    >
      <Group gap={6}>
        <ToolButton
          leftSection={<IconStack2 size={14} aria-hidden="true" />}
          onClick={() => updateAround(group.id, (now) => toggleGroup(now, group.key))}
        >
          {say('Open group')}
        </ToolButton>
        <ToolButton
          leftSection={<IconFocus2 size={14} aria-hidden="true" />}
          onClick={() => update((now) => isolateNodes(now, [group]))}
        >
          {say('Isolate')}
        </ToolButton>
        <ToolButton
          leftSection={<IconEyeOff size={14} aria-hidden="true" />}
          onClick={() => update((now) => hideNodes(now, [group]))}
        >
          {say('Hide')}
        </ToolButton>
      </Group>
      <div style={{ marginTop: 16 }}>
        <Section title={say('Inside')}>
          <dl className={classes.facts}>
            <dt>{say('Datasets')}</dt>
            <dd>{count(group.datasets)}</dd>
            <dt>{say('Jobs')}</dt>
            <dd>{count(group.jobs)}</dd>
            <dt>{say('Edges within')}</dt>
            <dd>{count(group.inner)}</dd>
            <dt>{say('Failing')}</dt>
            <dd>{count(group.failing)}</dd>
            <dt>{say('Highest sensitivity')}</dt>
            <dd>{group.sensitivity ? <SensitivityBadge level={group.sensitivity} /> : say('Not set')}</dd>
          </dl>
        </Section>
        {index ? <Neighbours index={index} node={group} /> : null}
      </div>
    </Panel>
  );
}
