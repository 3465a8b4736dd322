import { Group, Kbd, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { Spotlight } from '@mantine/spotlight';
import { IconColumns3, IconCommand, IconSearch } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import type { SearchHit } from '../../../../contract/index.ts';
import { client, orpc } from '../../shared/api.ts';
import { GROUP_NAME, useCommandList, type Command } from '../../shared/commands.ts';
import { keyText } from '../../shared/keys.ts';
import { chooseFirst, openChosen, paletteStore } from './palette-store.ts';
import { foundElsewhere, PaletteElsewhere } from './PaletteElsewhere.tsx';
import { KindIcon } from '../../shared/KindIcon.tsx';
import { contextOf, namesOf } from '../../shared/names.ts';
import { say, sayIn } from '../../shared/language/say.ts';

const DATASETS = 7;
const COLUMNS = 5;
const ELSEWHERE = 4;
/** Two keys pressed at once ask once. */
const TYPING_MS = 40;

/** What a text finds, all kinds at once: nothing moves under the pointer because another kind came later. */
function useFound(text: string) {
  return useQuery({
    queryKey: [...orpc.datasets.key(), 'palette', text],
    queryFn: async ({ signal }) => {
      const [datasets, columns, elsewhere] = await Promise.all([
        client.datasets.search({ text, scope: 'datasets', limit: DATASETS }, { signal }),
        client.datasets.search({ text, scope: 'columns', limit: COLUMNS }, { signal }),
        client.search.elsewhere({ text, limit: ELSEWHERE }, { signal }),
      ]);
      return { text, datasets, columns, elsewhere };
    },
    enabled: text !== '',
    placeholderData: keepPreviousData,
  });
}

/** Commands whose title holds every word, at most one entry per id. */
function matching(list: readonly Command[], query: string): Command[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const newest = new Map(list.map((command) => [command.id, command]));
  return [...newest.values()].filter(
    ({ title, group, when }) =>
      words.every((word) => `${GROUP_NAME[group]} ${title}`.toLowerCase().includes(word)) &&
      (when?.() ?? true),
  );
}

function Hits({
  label,
  hits,
  total,
  onOpen,
}: {
  label: string;
  hits: readonly SearchHit[];
  total: number;
  onOpen: (hit: SearchHit) => void;
}) {
  if (hits.length === 0) return null;
  return (
    <Spotlight.ActionsGroup
      label={
        total > hits.length
          ? say('{label}: {shown, number} of {total, number}', { label, shown: hits.length, total })
          : label
      }
    >
      {hits.map((hit) => (
        <Spotlight.Action
          key={hit.column ? `column-${hit.column.id}` : hit.id}
          label={hit.column ? hit.column.path : namesOf(hit).leaf}
          description={hit.column ? `${namesOf(hit).leaf} · ${contextOf(hit)}` : contextOf(hit)}
          leftSection={
            hit.column ? (
              <IconColumns3 size={18} stroke={1.6} aria-label={say('Column')} />
            ) : (
              <KindIcon kind={hit.kind} size={18} />
            )
          }
          onClick={() => onOpen(hit)}
        />
      ))}
    </Spotlight.ActionsGroup>
  );
}

function Keys({ keys }: { keys: readonly string[] | undefined }) {
  const [first] = keys ?? [];
  return first === undefined ? null : <Kbd size="xs">{keyText(first)}</Kbd>;
}

/** One box for everything: commands by title; datasets, columns, jobs, runs, files and tags as the catalog finds them. */
export function Palette() {
  const [query, setQuery] = useState('');
  const [text] = useDebouncedValue(query.trim().slice(0, 512), TYPING_MS);
  const navigate = useNavigate();
  const list = matching(useCommandList(), query);
  const found = useFound(text);
  const shown = text !== '' && query.trim() !== '' ? found.data : undefined;
  const open = (hit: SearchHit) =>
    void navigate({
      to: '/dataset/$id',
      params: { id: String(hit.id) },
      search: hit.column ? { tab: 'columns' } : {},
    });
  // Answers arrive after the typing that asked for them. Enter means the best of these, and waits for them.
  const [waiting, setWaiting] = useState(false);
  const typed = query.trim().slice(0, 512);
  const behind = typed !== '' && (typed !== text || found.isPending || found.isPlaceholderData);
  useEffect(() => {
    if (behind) return;
    chooseFirst();
    if (waiting) openChosen();
    setWaiting(false);
  }, [behind, waiting, found.data]);
  const nothing =
    list.length === 0 &&
    !(shown && (shown.datasets.total > 0 || shown.columns.total > 0 || foundElsewhere(shown.elsewhere)));
  return (
    <Spotlight.Root
      query={query}
      onQueryChange={setQuery}
      store={paletteStore}
      shortcut={null}
      scrollable
      maxHeight="60vh"
      overlayProps={{ blur: 0, backgroundOpacity: 0.45 }}
      attributes={{ content: { 'aria-label': say('Search and commands') } }}
    >
      <Spotlight.Search
        onKeyDownCapture={(event) => {
          if (event.key !== 'Enter' || !behind || event.nativeEvent.isComposing) return;
          event.preventDefault();
          event.stopPropagation();
          setWaiting(true);
        }}
        placeholder={say('Search datasets, columns, commands')}
        aria-label={say('Search datasets, columns and commands')}
        leftSection={<IconSearch size={18} stroke={1.6} aria-hidden />}
      />
      <Spotlight.ActionsList>
        {shown ? (
          <>
            <Hits
              label={say('Datasets')}
              hits={shown.datasets.hits}
              total={shown.datasets.total}
              onOpen={open}
            />
            <Hits
              label={say('Columns')}
              hits={shown.columns.hits}
              total={shown.columns.total}
              onOpen={open}
            />
            <PaletteElsewhere found={shown.elsewhere} text={shown.text} />
          </>
        ) : null}
        {shown && shown.datasets.total > DATASETS ? (
          <Spotlight.Action
            label={say('All {total, number} datasets that match “{text}”', {
              total: shown.datasets.total,
              text: shown.text,
            })}
            leftSection={<IconSearch size={18} stroke={1.6} aria-hidden />}
            onClick={() => void navigate({ to: '/browse', search: { text: shown.text } })}
          />
        ) : null}
        {list.length > 0 ? (
          <Spotlight.ActionsGroup label={say('Commands')}>
            {list.map((command) => (
              <Spotlight.Action
                key={command.id}
                label={command.title}
                leftSection={<IconCommand size={18} stroke={1.6} aria-hidden />}
                rightSection={<Keys keys={command.keys} />}
                onClick={() => command.run()}
              />
            ))}
          </Spotlight.ActionsGroup>
        ) : null}
        {nothing ? (
          <Spotlight.Empty>{found.isFetching ? say('Searching…') : say('Nothing matches')}</Spotlight.Empty>
        ) : null}
      </Spotlight.ActionsList>
      <Spotlight.Footer>
        <Group gap="lg">
          <Text size="xs" c="dimmed">
            <Kbd size="xs">↑</Kbd> <Kbd size="xs">↓</Kbd> {sayIn('key', 'choose')}
          </Text>
          <Text size="xs" c="dimmed">
            <Kbd size="xs">{keyText('Enter')}</Kbd> {sayIn('key', 'open')}
          </Text>
          <Text size="xs" c="dimmed">
            <Kbd size="xs">{keyText('Escape')}</Kbd> {sayIn('key', 'close')}
          </Text>
        </Group>
      </Spotlight.Footer>
    </Spotlight.Root>
  );
}
