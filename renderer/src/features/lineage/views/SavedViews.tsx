import { ActionIcon, Menu, ScrollArea, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconBookmark, IconPencil, IconTrash } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import type { LineageView, SavedView } from '../../../../../contract/index.ts';
import { orpc } from '../../../shared/api.ts';
import { explain } from '../../../shared/errors.ts';
import { toSaved } from '../state/saved-state.ts';
import type { Place, ViewState } from '../state/view-state.ts';
import { ToolButton } from '../toolbar/ToolButton.tsx';
import { NameDialog } from './NameDialog.tsx';
import { exportViews, importViews } from './view-files.ts';
import classes from './views.module.css';

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
    <div className={classes.item}>
      <Menu.Item
        className={classes.name}
        renderRoot={(props) => <Link {...props} to="/lineage" search={{ view: view.id }} />}
      >
        {view.name}
      </Menu.Item>
      <ActionIcon
        variant="subtle"
        color="gray"
        size={26}
        aria-label={`Rename ${view.name}`}
        title="Rename"
        onClick={onRename}
      >
        <IconPencil size={14} aria-hidden="true" />
      </ActionIcon>
      <ActionIcon
        variant="subtle"
        color="gray"
        size={26}
        aria-label={`Delete ${view.name}`}
        title="Delete"
        onClick={onRemove}
      >
        <IconTrash size={14} aria-hidden="true" />
      </ActionIcon>
    </div>
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
  const remove = useMutation(orpc.views.remove.mutationOptions());
  const [naming, setNaming] = useState<Naming | null>(null);
  const file = useRef<HTMLInputElement>(null);
  const views = list.data ?? [];
  const opened = views.find((view) => view.id === state?.saved);
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
        onSuccess: () => notifications.show({ message: `“${view.name}” saved` }),
        onError: failed('The view was not saved'),
      },
    );
  const deleteView = (view: SavedView) =>
    remove.mutate(
      { id: view.id },
      {
        onSuccess: () => notifications.show({ message: `“${view.name}” deleted` }),
        onError: failed('The view was not deleted'),
      },
    );

  return (
    <>
      <Menu position="bottom-end" withinPortal keepMounted={false} closeOnItemClick>
        <Menu.Target>
          <ToolButton leftSection={<IconBookmark size={14} aria-hidden="true" />}>Views</ToolButton>
        </Menu.Target>
        <Menu.Dropdown>
          {state ? (
            <>
              <Menu.Item onClick={() => setNaming({ on: 'new' })}>Save this view as…</Menu.Item>
              <Menu.Item disabled={!opened} onClick={() => opened && overwrite(opened)}>
                {opened ? `Save changes to “${opened.name}”` : 'Save changes'}
              </Menu.Item>
              <Menu.Divider />
            </>
          ) : null}
          <Menu.Label>Saved views</Menu.Label>
          {list.error ? <Menu.Label>{explain(list.error).cause}</Menu.Label> : null}
          {!list.error && views.length === 0 ? <Menu.Label>None yet</Menu.Label> : null}
          <ScrollArea.Autosize mah={300} maw={360}>
            {views.map((view) => (
              <Item
                key={view.id}
                view={view}
                onRename={() => setNaming({ on: 'rename', view })}
                onRemove={() => deleteView(view)}
              />
            ))}
          </ScrollArea.Autosize>
          <Menu.Divider />
          <Menu.Item
            disabled={views.length === 0}
            onClick={() => void exportViews(views).catch(failed('The views were not saved to a file'))}
          >
            Save views to a file…
          </Menu.Item>
          <Menu.Item onClick={() => file.current?.click()}>Take in views from a file…</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <input
        ref={file}
        type="file"
        accept=".json,application/json"
        hidden
        aria-label="File with saved views"
        onChange={(event) => {
          const chosen = event.currentTarget.files?.[0];
          event.currentTarget.value = '';
          if (!chosen) return;
          importViews(chosen, views)
            .then((message) => notifications.show({ message: <Text size="sm">{message}</Text> }))
            .catch(failed('The file was not taken in'));
        }}
      />
      <NameDialog
        title={naming?.on === 'rename' ? 'Rename the view' : 'Save this view'}
        opened={naming !== null}
        name={naming?.on === 'rename' ? naming.view.name : ''}
        onSubmit={submit}
        onClose={() => setNaming(null)}
      />
    </>
  );
}
