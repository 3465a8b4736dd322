import { Combobox, Group, Loader, ScrollArea, Stack, Text, TextInput, useCombobox } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { SearchHit } from '../../../../../contract/index.ts';
import { orpc } from '../../../shared/api.ts';
import { ErrorState } from '../../../shared/ErrorState.tsx';
import { count } from '../../../shared/format.ts';
import { KindIcon } from '../../../shared/KindIcon.tsx';
import { contextOf, fullNameOf, namesOf } from '../../../shared/names.ts';
import { useAt } from '../../questions/use-at.tsx';
import classes from './panels.module.css';
import { say } from '../../../shared/language/say.ts';

const LIMIT = 20;

function Hit({ hit }: { readonly hit: SearchHit }) {
  return (
    <Combobox.Option value={String(hit.id)}>
      <Group gap="xs" wrap="nowrap">
        <KindIcon kind={hit.kind} size={16} />
        <div className={classes.grow} title={fullNameOf(hit)}>
          <Text size="sm" truncate>
            {namesOf(hit).leaf}
          </Text>
          <Text size="xs" c="dimmed" truncate>
            {contextOf(hit)}
          </Text>
        </div>
        <Text size="xs" c="dimmed" className={classes.nowrap}>
          ↑ {count(hit.upstream)} · ↓ {count(hit.downstream)}
        </Text>
      </Group>
    </Combobox.Option>
  );
}

interface Props {
  readonly label: string;
  readonly onPick: (id: number) => void;
  /** Why a dataset cannot be picked here; said at the field, and nothing is picked. */
  readonly refusalOf?: (id: number) => string | null;
  readonly autoFocus?: boolean;
  /** Shown below the field before anything is typed. */
  readonly children?: React.ReactNode;
}

/** A search field with the best matches below it, for choosing one dataset: of those at the moment in the address. */
export function DatasetPicker({ label, onPick, refusalOf, autoFocus = false, children }: Props) {
  const [text, setText] = useState('');
  const [refusal, setRefusal] = useState<string | null>(null);
  const [asked] = useDebouncedValue(text.trim(), 120);
  const combobox = useCombobox();
  const at = useAt();
  const search = useQuery({
    ...orpc.datasets.search.queryOptions({ input: { text: asked, limit: LIMIT, at } }),
    enabled: asked !== '',
    placeholderData: keepPreviousData,
  });
  const hits = asked ? (search.data?.hits ?? []) : [];
  const pick = (id: number) => {
    const why = refusalOf?.(id) ?? null;
    setRefusal(why);
    if (why === null) onPick(id);
  };
  return (
    <Combobox store={combobox} onOptionSubmit={(value) => pick(Number(value))}>
      <Stack gap="xs">
        <Combobox.EventsTarget>
          <TextInput
            label={label}
            placeholder={say('Name, namespace or column')}
            leftSection={<IconSearch size={16} aria-hidden="true" />}
            rightSection={search.isFetching ? <Loader size="xs" /> : null}
            value={text}
            error={refusal}
            errorProps={{ role: 'alert' }}
            data-autofocus={autoFocus || undefined}
            autoFocus={autoFocus}
            onChange={(event) => {
              setText(event.currentTarget.value);
              setRefusal(null);
              combobox.updateSelectedOptionIndex();
            }}
          />
        </Combobox.EventsTarget>
        {search.error ? <ErrorState error={search.error} onRetry={() => void search.refetch()} /> : null}
        {asked === '' ? children : null}
        <ScrollArea.Autosize
          mah={380}
          type="auto"
          offsetScrollbars="y"
          viewportProps={{ tabIndex: 0, role: 'group', 'aria-label': say('Matches') }}
        >
          <Combobox.Options aria-label={label}>
            {hits.map((hit) => (
              <Hit key={hit.id} hit={hit} />
            ))}
            {asked && search.data && hits.length === 0 ? (
              <Combobox.Empty>{say('No datasets match “{asked}”.', { asked })}</Combobox.Empty>
            ) : null}
          </Combobox.Options>
        </ScrollArea.Autosize>
        {asked && search.data && search.data.total > hits.length ? (
          <Text size="xs" c="dimmed">
            {say('The best {hits, number} of {total, number}. More letters narrow it down.', {
              hits: hits.length,
              total: search.data.total,
            })}
          </Text>
        ) : null}
      </Stack>
    </Combobox>
  );
}
