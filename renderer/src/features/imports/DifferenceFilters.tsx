import { Button, Chip, Group, MultiSelect, Select, TextInput } from '@mantine/core';
import { IconFilterOff, IconSearch } from '@tabler/icons-react';
import type { ChangeKind } from '../../../../contract/index.ts';
import { count } from '../../shared/format.ts';
import { CHANGE_KINDS } from './change-kinds.ts';
import { recordName } from './record-names.ts';
import { say } from '../../shared/language/say.ts';

/** How a difference is narrowed. */
export interface Look {
  readonly changes: readonly ChangeKind[];
  readonly types: readonly string[];
  readonly dataset: { readonly namespace: string; readonly dataset: string } | null;
  readonly text: string;
}

export const WHOLE: Look = { changes: [], types: [], dataset: null, text: '' };

export const isNarrowed = ({ changes, types, dataset, text }: Look): boolean =>
  changes.length > 0 || types.length > 0 || dataset !== null || text.trim() !== '';

interface Counts {
  readonly all: readonly { readonly change: ChangeKind; readonly type: string; readonly count: number }[];
  readonly datasets: readonly {
    readonly namespace: string;
    readonly dataset: string;
    readonly count: number;
  }[];
  readonly datasetsTotal: number;
}

interface Props {
  counts: Counts;
  look: Look;
  onLook: (look: Look) => void;
}

const BETWEEN = '\u0000';

/** Kinds of change, records, dataset and a search. */
export function DifferenceFilters({ counts: { all, datasets, datasetsTotal }, look, onLook }: Props) {
  const value = look.dataset === null ? null : `${look.dataset.namespace}${BETWEEN}${look.dataset.dataset}`;
  const options = datasets.map((one) => ({
    value: `${one.namespace}${BETWEEN}${one.dataset}`,
    label: `${one.dataset || one.namespace} (${count(one.count)})`,
  }));
  // The chosen one stays an option when other filters let nothing of it through.
  if (look.dataset !== null && options.every((one) => one.value !== value))
    options.push({ value: value ?? '', label: `${look.dataset.dataset || look.dataset.namespace} (0)` });
  return (
    <>
      <Chip.Group
        multiple
        value={[...look.changes]}
        onChange={(values) =>
          onLook({
            ...look,
            changes: CHANGE_KINDS.map(({ kind }) => kind).filter((kind) => values.includes(kind)),
          })
        }
      >
        <Group gap={6} role="group" aria-label={say('Narrow by kind of change')}>
          {CHANGE_KINDS.map(({ kind, name }) => {
            const n = all.filter((one) => one.change === kind).reduce((sum, one) => sum + one.count, 0);
            return n === 0 && !look.changes.includes(kind) ? null : (
              <Chip key={kind} value={kind} size="xs" variant="outline">
                {name} ({count(n)})
              </Chip>
            );
          })}
        </Group>
      </Chip.Group>
      <Group gap="xs" align="flex-end">
        <TextInput
          label={say('Search names and values')}
          size="xs"
          leftSection={<IconSearch size={14} aria-hidden />}
          value={look.text}
          maxLength={500}
          onChange={(event) => onLook({ ...look, text: event.currentTarget.value })}
          w={220}
        />
        <MultiSelect
          label={say('Records')}
          size="xs"
          clearable
          placeholder={look.types.length === 0 ? say('All') : ''}
          data={[...new Set([...all.map(({ type }) => type), ...look.types])].map((type) => ({
            value: type,
            label: recordName(type),
          }))}
          value={[...look.types]}
          onChange={(types) => onLook({ ...look, types })}
          clearButtonProps={{ 'aria-label': say('Show all records') }}
          w={260}
        />
        <Select
          label={
            datasetsTotal > datasets.length
              ? say('Dataset ({listed, number} of {total, number} listed)', {
                  listed: datasets.length,
                  total: datasetsTotal,
                })
              : say('Dataset')
          }
          size="xs"
          clearable
          searchable
          placeholder={say('All')}
          nothingFoundMessage={say('Not among those listed; use Search')}
          data={options}
          value={value}
          onChange={(chosen) => {
            const [namespace, dataset] = chosen?.split(BETWEEN) ?? [];
            const known = namespace !== undefined && dataset !== undefined;
            onLook({ ...look, dataset: known ? { namespace, dataset } : null });
          }}
          clearButtonProps={{ 'aria-label': say('Show all datasets') }}
          w={300}
        />
        {isNarrowed(look) ? (
          <Button
            size="xs"
            variant="default"
            leftSection={<IconFilterOff size={14} aria-hidden />}
            onClick={() => onLook(WHOLE)}
          >
            {say('Clear the filters')}
          </Button>
        ) : null}
      </Group>
    </>
  );
}
