import { ActionIcon, Group, Popover, ScrollArea, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconBookmark, IconPencil, IconTrash } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { LineageView, SavedView } from '../../../../../contract/index.ts';
import { orpc } from '../../../shared/api.ts';
import { explain } from '../../../shared/errors.ts';
import { AnchorLink } from '../../../shared/links.tsx';
import { useRemoveView } from '../../../shared/use-remove-view.ts';
import { toSaved } from '../state/saved-state.ts';
import type { Place, ViewState } from '../state/view-state.ts';
import { ToolButton } from '../toolbar/ToolButton.tsx';
import { NameDialog } from './NameDialog.tsx';
import { exportViews, importViews } from './view-files.ts';
import classes from './views.module.css';
import { say } from '../../../shared/language/say.ts';

/** Places of the nodes of a picture, as a saved view keeps them. */
export function placesOf(view: LineageView | undefined): Record<string, Place> {
  return Object.fromEntries((view?.nodes ?? []).map(({ id, x, y }) => [String(id), { x, y }]));
}

const failed = (title: string) => (error: unknown) =>
  notifications.show({ color: 'red', title, message: explain(error).cause });

interface ItemProps {
  readonly view: SavedView;
  readonly onRename: () => void;
  readonly onRemove: () => void;
}

function Item({ view, onRename, onRemove }: ItemProps) {
  return (
    <li className={classes.item}>
      <AnchorLink to="/lineage" search={{ view: view.id }} size="sm" className={classes.name}>
        {view.name}
      </AnchorLink>
      <ActionIcon
        variant="subtle"
        color="gray"
        size={26}
        aria-label={say('Rename {name}', { name: view.name })}
        title={say('Rename')}
        onClick={onRename}
      >
        <IconPencil size={14} aria-hidden="true" />
      </ActionIcon>
      <ActionIcon
        variant="subtle"
        color="gray"
        size={26}
        aria-label={say('Delete {name}', { name: view.name })}
        title={say('Delete')}
        onClick={onRemove}
      >
        <IconTrash size={14} aria-hidden="true" />
      </ActionIcon>
    </li>
  );
}

interface Props {
  /** Absent while no picture is open: views can be opened and taken in, but not saved. */
  readonly state?: ViewState;
  readonly places?: () => Record<string, Place>;
  readonly onSaved: (id: number) => void;
}

type Naming = { readonly on: 'new' } | { readonly on: 'rename'; readonly view: SavedView };

/** Views kept under a name: opened, saved, renamed, deleted, exchanged as files. */
export function SavedViews({ state, places, onSaved }: Props) {
  const list = useQuery(orpc.views.list.queryOptions({ input: { kind: 'lineage' } }));
  const save = useMutation(orpc.views.save.mutationOptions());
  const change = useMutation(orpc.views.change.mutationOptions());
  const remove = useRemoveView();
  const [opened, setOpened] = useState(false);
  const [naming, setNaming] = useState<Naming | null>(null);
  const ask = (what: Naming) => {
    setOpened(false);
    setNaming(what);
  };
  const file = useRef<HTMLInputElement>(null);
  const views = list.data ?? [];
  const current = views.find((view) => view.id === state?.saved);
  const now = () => (state ? toSaved(state, places?.() ?? {}) : {});

  const submit = async (name: string) => {
    if (naming?.on === 'rename') await change.mutateAsync({ id: naming.view.id, name });
    else onSaved((await save.mutateAsync({ kind: 'lineage', name, state: now() })).id);
    setNaming(null);
  };
  const overwrite = (view: SavedView) =>
    change.mutate(
      { id: view.id, state: now() },
      {
        onSuccess: () => notifications.show({ message: say('“{name}” saved', { name: view.name }) }),
        onError: failed(say('The view was not saved')),
      },
    );

  return (
    <>
      <Popover
        opened={opened}
        onChange={setOpened}
        position="bottom-end"
        shadow="md"
        width={320}
        trapFocus
        returnFocus
        withinPortal
      >
        <Popover.Target>
          <ToolButton
            leftSection={<IconBookmark size={14} aria-hidden="true" />}
            onClick={() => setOpened(!opened)}
          >
            {say('Views')}
          </ToolButton>
        </Popover.Target>
        <Popover.Dropdown>
          <Stack gap="xs">
            {state ? (
              <Group gap={6}>
                <ToolButton onClick={() => ask({ on: 'new' })}>{say('Save this view as…')}</ToolButton>
                {current ? (
                  <ToolButton onClick={() => overwrite(current)}>
                    {say('Save changes to “{name}”', { name: current.name })}
                  </ToolButton>
                ) : null}
              </Group>
            ) : null}
            <Text size="sm" fw={600} component="h2" m={0}>
              {say('Saved views')}
            </Text>
            {list.error ? <Text size="sm">{explain(list.error).cause}</Text> : null}
            {!list.error && views.length === 0 ? <Text size="sm">{say('None yet.')}</Text> : null}
            <ScrollArea.Autosize mah={300}>
              <ul className={classes.list}>
                {views.map((view) => (
                  <Item
                    key={view.id}
                    view={view}
                    onRename={() => ask({ on: 'rename', view })}
                    onRemove={() => remove.mutate(view)}
                  />
                ))}
              </ul>
            </ScrollArea.Autosize>
            <Group gap={6}>
              <ToolButton
                disabled={views.length === 0}
                onClick={() =>
                  void exportViews(views).catch(failed(say('The views were not saved to a file')))
                }
              >
                {say('Save views to a file…')}
              </ToolButton>
              <ToolButton onClick={() => file.current?.click()}>{say('Take in a file…')}</ToolButton>
            </Group>
          </Stack>
        </Popover.Dropdown>
      </Popover>
      <input
        ref={file}
        type="file"
        accept=".json,application/json"
        hidden
        aria-label={say('File with saved views')}
        onChange={(event) => {
          const chosen = event.currentTarget.files?.[0];
          event.currentTarget.value = '';
          if (!chosen) return;
          importViews(chosen, views)
            .then((message) => notifications.show({ message: <Text size="sm">{message}</Text> }))
            .catch(failed(say('The file was not taken in')));
        }}
      />
      <NameDialog
        title={naming?.on === 'rename' ? say('Rename the view') : say('Save this view')}
        opened={naming !== null}
        name={naming?.on === 'rename' ? naming.view.name : ''}
        onSubmit={submit}
        onClose={() => setNaming(null)}
      />
    </>
  );
}
