import { Button, Group, Modal, Select, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { orpc } from '../../shared/api.ts';
import { ErrorState } from '../../shared/ErrorState.tsx';
import { namesOf } from '../../shared/names.ts';
import { DatasetPicker } from '../lineage/panels/DatasetPicker.tsx';
import { handleOf } from './model/search-params.ts';
import { useAt } from './use-at.tsx';
import { say } from '../../shared/language/say.ts';

interface Props {
  readonly opened: boolean;
  readonly title: string;
  readonly onClose: () => void;
  /** `d12` or `c34`. */
  readonly onPick: (handle: string) => void;
}

/** Asks for a dataset, and then for one of its columns or the whole. */
export function EndPicker({ opened, title, onClose, onPick }: Props) {
  return (
    <Modal opened={opened} onClose={onClose} title={title} size="lg">
      <EndChoice onPick={onPick} />
    </Modal>
  );
}

export function EndChoice({ onPick }: { readonly onPick: (handle: string) => void }) {
  const [dataset, setDataset] = useState<number | null>(null);
  if (dataset === null) return <DatasetPicker label={say('Which dataset?')} autoFocus onPick={setDataset} />;
  return <ColumnChoice id={dataset} onPick={onPick} onBack={() => setDataset(null)} />;
}

interface ColumnProps {
  readonly id: number;
  readonly onPick: (handle: string) => void;
  readonly onBack: () => void;
}

function ColumnChoice({ id, onPick, onBack }: ColumnProps) {
  const at = useAt();
  const columns = useQuery(orpc.questions.columns.queryOptions({ input: { id, at } }));
  const dataset = columns.data?.dataset;
  const [column, setColumn] = useState<string | null>(null);
  const items = columns.data?.items ?? [];
  return (
    <Stack gap="sm">
      <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
        {dataset ? namesOf(dataset).leaf : '…'}{' '}
        <Text span size="xs" c="dimmed">
          {dataset?.namespace}
        </Text>
      </Text>
      {columns.error ? <ErrorState error={columns.error} onRetry={() => void columns.refetch()} /> : null}
      <Select
        label={say('Column')}
        description={items.length === 0 && columns.data ? say('No columns are known.') : undefined}
        placeholder={say('The whole dataset')}
        searchable
        clearable
        limit={200}
        data-autofocus
        data={items.map((one) => ({ value: String(one.id), label: one.name }))}
        value={column}
        onChange={setColumn}
        nothingFoundMessage={say('No column matches')}
      />
      <Group justify="space-between">
        <Button variant="default" onClick={onBack}>
          {say('Another dataset')}
        </Button>
        <Button
          onClick={() =>
            onPick(column === null ? handleOf('dataset', id) : handleOf('column', Number(column)))
          }
        >
          {column === null ? say('Ask about the dataset') : say('Ask about the column')}
        </Button>
      </Group>
    </Stack>
  );
}
