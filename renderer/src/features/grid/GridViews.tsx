import { Button, Group, Menu, Modal, Stack, TextInput } from '@mantine/core';
import { IconBookmark, IconTrash } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { SavedView } from '../../../../contract/index.ts';
import { client, orpc } from '../../shared/api.ts';
import { explain } from '../../shared/errors.ts';
import { useRemoveView } from '../../shared/use-remove-view.ts';
import { useSaved } from '../search/saved/use-saved.ts';
import { layoutSchema, type Layout } from './model/layout.ts';
import { validateGridSearch, type GridSearch } from './model/search-params.ts';
import { say } from '../../shared/language/say.ts';

interface Props {
  search: GridSearch;
  layout: Layout;
  /** Without a layout, the present columns stay. */
  onOpen: (search: GridSearch, layout: Layout | null) => void;
}

const KIND = { kind: 'grid' } as const;

function stateOf(view: SavedView): { search: GridSearch; layout: Layout | null } {
  const { search, layout } = view.state;
  const read = layoutSchema.safeParse(layout);
  const given = typeof search === 'object' && search !== null ? (search as Record<string, unknown>) : {};
  return { search: validateGridSearch(given), layout: read.success ? read.data : null };
}

/** Views of the grid (what is listed, which columns) under a name, and the saved searches of Browse. */
export function GridViews({ search, layout, onOpen }: Props) {
  const queries = useQueryClient();
  const { data: views = [] } = useQuery(orpc.views.list.queryOptions({ input: KIND }));
  const { list: searches } = useSaved();
  const [name, setName] = useState<string | null>(null);
  const onSettled = () => queries.invalidateQueries({ queryKey: orpc.views.key() });
  const save = useMutation({
    mutationFn: async (as: string) => {
      const state = { search: { ...search }, layout };
      const known = views.find((view) => view.name === as);
      await (known
        ? client.views.change({ id: known.id, state })
        : client.views.save({ ...KIND, name: as, state }));
    },
    onSuccess: () => setName(null),
    onSettled,
  });
  const remove = useRemoveView();
  return (
    <>
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <Button size="compact-sm" variant="default" leftSection={<IconBookmark size={14} aria-hidden />}>
            {say('Views')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown mah="60vh" style={{ overflowY: 'auto' }}>
          <Menu.Item onClick={() => setName('')}>{say('Save this view …')}</Menu.Item>
          {views.length > 0 && <Menu.Label>{say('Views of the grid')}</Menu.Label>}
          {views.map((view) => (
            <Menu.Item
              key={view.id}
              onClick={() => {
                const { search: of, layout: columns } = stateOf(view);
                onOpen(of, columns);
              }}
            >
              {view.name}
            </Menu.Item>
          ))}
          {searches.length > 0 && <Menu.Label>{say('Saved searches')}</Menu.Label>}
          {searches.map((one) => (
            <Menu.Item key={one.id} onClick={() => onOpen(one.search, null)}>
              {one.name}
            </Menu.Item>
          ))}
          {views.length > 0 && <Menu.Label>{say('Delete a view')}</Menu.Label>}
          {views.map((view) => (
            <Menu.Item
              key={view.id}
              color="red"
              leftSection={<IconTrash size={14} aria-hidden />}
              onClick={() => remove.mutate(view)}
            >
              {say('Delete {name}', { name: view.name })}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <Modal opened={name !== null} onClose={() => setName(null)} title={say('Save view')}>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            save.mutate((name ?? '').trim());
          }}
        >
          <Stack gap="sm">
            <TextInput
              data-autofocus
              label={say('Name')}
              description={say(
                'Keeps what is listed and its order, the filters, and the columns. A view of this name is replaced.',
              )}
              value={name ?? ''}
              maxLength={200}
              onChange={(event) => setName(event.currentTarget.value)}
              error={save.error ? explain(save.error).cause : null}
            />
            <Group justify="flex-end">
              <Button variant="default" onClick={() => setName(null)}>
                {say('Cancel')}
              </Button>
              <Button type="submit" disabled={(name ?? '').trim() === ''} loading={save.isPending}>
                {say('Save')}
              </Button>
            </Group>
          </Stack>
        </form>
      </Modal>
    </>
  );
}
