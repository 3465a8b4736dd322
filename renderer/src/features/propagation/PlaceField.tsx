import { Button, Group, Select, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Target } from '../../../../contract/index.ts';
import { orpc } from '../../shared/api.ts';
import { namesOf } from '../../shared/names.ts';
import { DatasetPicker } from '../lineage/panels/DatasetPicker.tsx';
import { columnOf } from './model/words.ts';
import { say, sayIn } from '../../shared/language/say.ts';

export interface ChosenPlace {
  readonly target: Target;
  readonly words: string;
}

interface Props {
  readonly label: string;
  readonly place: ChosenPlace | null;
  readonly onPlace: (place: ChosenPlace | null) => void;
}

/** A dataset, and a column of it if wanted. */
export function PlaceField({ label, place, onPlace }: Props) {
  const [dataset, setDataset] = useState<number | null>(null);
  const detail = useQuery({
    ...orpc.datasets.get.queryOptions({ input: { id: dataset ?? 1 } }),
    enabled: dataset !== null,
  }).data;
  const columns = useQuery({
    ...orpc.datasets.columns.queryOptions({ input: { id: dataset ?? 1 } }),
    enabled: dataset !== null,
  }).data;
  if (dataset === null)
    return (
      <DatasetPicker
        label={label}
        onPick={(id) => {
          setDataset(id);
          onPlace({ target: { on: 'dataset', id }, words: say('dataset {id}', { id }) });
        }}
      />
    );
  const leaf = detail ? namesOf(detail).leaf : '…';
  const choose = (value: string | null) => {
    const column = columns?.items.find(({ id }) => String(id) === value);
    onPlace(
      column
        ? { target: { on: 'column', id: column.id }, words: columnOf(column.path, leaf) }
        : { target: { on: 'dataset', id: dataset }, words: leaf },
    );
  };
  return (
    <Stack gap={4}>
      <Group gap="xs">
        <Text size="sm" fw={500}>
          {label}: {leaf}
        </Text>
        <Button
          size="compact-xs"
          variant="subtle"
          onClick={() => {
            setDataset(null);
            onPlace(null);
          }}
        >
          {sayIn('to do', 'Change')}
        </Button>
      </Group>
      <Select
        aria-label={say('Column of {leaf}', { leaf })}
        placeholder={say('The dataset as a whole')}
        searchable
        clearable
        clearButtonProps={{ 'aria-label': say('The dataset as a whole') }}
        data={(columns?.items ?? []).map(({ id, path }) => ({ value: String(id), label: path.join('.') }))}
        value={place?.target.on === 'column' ? String(place.target.id) : null}
        onChange={choose}
      />
    </Stack>
  );
}
