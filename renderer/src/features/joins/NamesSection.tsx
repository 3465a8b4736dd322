import { Button, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { orpc } from '../../shared/api.ts';
import { GroupPanel } from './GroupPanel.tsx';
import { MergeDialog } from './MergeDialog.tsx';
import { say } from '../../shared/language/say.ts';

interface Props {
  dataset: { readonly id: number; readonly namespace: string; readonly name: string; readonly kind: string };
}

/** On a dataset's page: its names and partitions, with joining and taking out by hand. */
export function NamesSection({ dataset }: Props) {
  const [merging, setMerging] = useState(false);
  const { data } = useQuery(orpc.joins.group.queryOptions({ input: { id: dataset.id } }));
  const names = data?.membersTotal ?? 1;
  const parts = data?.partitions.reduce((sum, set) => sum + set.count, 0) ?? 0;
  const more = names > 1 || parts > 0 || (data?.apart.length ?? 0) > 0;
  const summary = [
    names > 1 ? say('{names, plural, one {# name} other {# names}}', { names }) : null,
    parts > 0
      ? say('{partitions, plural, one {# partition} other {# partitions}}', { partitions: parts })
      : null,
    names === 1 && parts === 0 ? say('Kept apart from others') : null,
  ];
  return (
    <Stack gap="xs">
      <Group gap="sm" align="flex-start">
        {more && (
          <details style={{ flex: 1, minWidth: 0 }}>
            <Text component="summary" size="sm">
              {summary.filter((one) => one !== null).join(', ')}
            </Text>
            <GroupPanel space="dataset" id={dataset.id} />
          </details>
        )}
        <Button size="compact-xs" variant="subtle" onClick={() => setMerging(true)}>
          {say('Join with another…')}
        </Button>
      </Group>
      <MergeDialog dataset={dataset} opened={merging} onClose={() => setMerging(false)} />
    </Stack>
  );
}
