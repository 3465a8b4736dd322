import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { ErrorState } from '../../shared/ErrorState.tsx';
import { contextOf, namesOf } from '../../shared/names.ts';
import { DatasetPicker } from '../lineage/panels/DatasetPicker.tsx';
import { useSteward } from '../stewardship/use-steward.ts';
import { useQueries } from '@tanstack/react-query';
import { orpc } from '../../shared/api.ts';
import { SideBySide } from './SuggestionPanel.tsx';
import { say } from '../../shared/language/say.ts';

interface Props {
  dataset: { readonly id: number; readonly namespace: string; readonly name: string; readonly kind: string };
  opened: boolean;
  onClose: () => void;
}

/** Joining by hand: this dataset and any others are one. */
export function MergeDialog({ dataset, opened, onClose }: Props) {
  const [others, setOthers] = useState<readonly number[]>([]);
  const [reason, setReason] = useState('');
  const { merge } = useSteward();
  const details = useQueries({
    queries: others.map((id) => orpc.datasets.get.queryOptions({ input: { id } })),
  });
  const close = () => {
    setOthers([]);
    setReason('');
    merge.reset();
    onClose();
  };
  const newest = others.at(-1);
  const said = reason.trim();
  return (
    <Modal
      opened={opened}
      onClose={close}
      size="lg"
      title={say('Join {leaf} with others', { leaf: namesOf(dataset).leaf })}
    >
      <Stack gap="sm">
        <DatasetPicker
          label={say('Which dataset is the same?')}
          autoFocus
          refusalOf={(id) =>
            id === dataset.id
              ? say('This is the dataset that is joined with others.')
              : others.includes(id)
                ? say('It is among those chosen.')
                : null
          }
          onPick={(id) => setOthers((now) => [...now, id])}
        >
          <Text size="sm" c="dimmed">
            {say(
              'Type a part of a name. Tags, owners, columns and lineage of all names are then shown together. It can be undone.',
            )}
          </Text>
        </DatasetPicker>
        {details.map(({ data }, at) =>
          data ? (
            <Group key={data.id} justify="space-between" wrap="nowrap" gap="sm">
              <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
                {namesOf(data).leaf}{' '}
                <Text span size="xs" c="dimmed">
                  {contextOf(data)}
                </Text>
              </Text>
              <Button
                size="compact-xs"
                variant="default"
                aria-label={say('Leave {name} out', { name: data.name })}
                onClick={() => setOthers((now) => now.filter((_, index) => index !== at))}
              >
                {say('Leave out')}
              </Button>
            </Group>
          ) : null,
        )}
        {newest !== undefined && <SideBySide a={dataset.id} b={newest} />}
        <TextInput
          label={say('Why (for the ledger)')}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        {merge.error ? <ErrorState error={merge.error} /> : null}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={close}>
            {say('Cancel')}
          </Button>
          <Button
            disabled={others.length === 0}
            loading={merge.isPending}
            onClick={() =>
              merge.mutate(
                { ids: [dataset.id, ...others], ...(said === '' ? {} : { reason: said }) },
                { onSuccess: close },
              )
            }
          >
            {say('Join')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
