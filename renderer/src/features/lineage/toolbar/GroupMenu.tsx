import { Menu, ScrollArea } from '@mantine/core';
import { IconCheck, IconStack2 } from '@tabler/icons-react';
import { useExplorer } from '../explorer/explorer.ts';
import { setAllGroups, toggleGroup, withGrouping } from '../state/view-state.ts';
import { ToolButton } from './ToolButton.tsx';

/** Groups listed singly; the rest is opened and closed in the picture. */
const LISTED = 60;

/** Opening and closing of all groups, and of each: what the frames in the picture do, for the keyboard. */
function Groups() {
  const { view, updateAround, update } = useExplorer();
  const frames = view?.frames ?? [];
  const closed = (view?.nodes ?? []).flatMap((node) => (node.what === 'group' ? [node] : []));
  const all = [
    ...frames.map(({ key, id, label, members }) => ({ key, id, label, count: members, open: true })),
    ...closed.map(({ key, id, title, datasets, jobs }) => ({
      key,
      id,
      label: title,
      count: datasets + jobs,
      open: false,
    })),
  ].sort((a, b) => a.label.localeCompare(b.label, undefined, { numeric: true }));
  return (
    <>
      <Menu.Divider />
      <Menu.Item disabled={frames.length === 0} onClick={() => update((now) => setAllGroups(now, true))}>
        Close all groups
      </Menu.Item>
      <Menu.Item disabled={closed.length === 0} onClick={() => update((now) => setAllGroups(now, false))}>
        Open all groups
      </Menu.Item>
      <Menu.Label>
        {all.length > LISTED ? `${LISTED} of ${all.length.toLocaleString()} groups` : 'Groups in the picture'}
      </Menu.Label>
      <ScrollArea.Autosize mah={260} maw={360}>
        {all.slice(0, LISTED).map(({ key, id, label, count, open }) => (
          <Menu.Item
            key={key}
            closeMenuOnClick={false}
            role="menuitemcheckbox"
            aria-checked={open}
            onClick={() => updateAround(id, (now) => toggleGroup(now, key))}
          >
            {open ? 'Close' : 'Open'} {label} ({count.toLocaleString()})
          </Menu.Item>
        ))}
      </ScrollArea.Autosize>
    </>
  );
}

/** Groups the picture by what the catalog knows of its datasets. */
export function GroupMenu() {
  const { view, state, update } = useExplorer();
  const groupings = view?.groupings ?? [];
  const current = groupings.find(({ by }) => by === state.groupBy);
  const mark = (by: string | null) =>
    state.groupBy === by ? <IconCheck size={14} aria-hidden="true" /> : <span style={{ width: 14 }} />;
  return (
    <Menu position="bottom-start" withinPortal keepMounted={false}>
      <Menu.Target>
        <ToolButton
          variant={state.groupBy === null ? 'default' : 'filled'}
          leftSection={<IconStack2 size={14} aria-hidden="true" />}
        >
          {current ? `Group: ${current.label}` : 'Group'}
        </ToolButton>
      </Menu.Target>
      <Menu.Dropdown aria-label="Group the picture">
        <Menu.Label>Group by</Menu.Label>
        <Menu.Item
          role="menuitemradio"
          aria-checked={state.groupBy === null}
          leftSection={mark(null)}
          onClick={() => update((now) => withGrouping(now, null))}
        >
          Nothing
        </Menu.Item>
        {groupings.map(({ by, label, groups }) => (
          <Menu.Item
            key={by}
            role="menuitemradio"
            aria-checked={state.groupBy === by}
            leftSection={mark(by)}
            onClick={() => update((now) => withGrouping(now, by))}
          >
            {label} ({groups.toLocaleString()})
          </Menu.Item>
        ))}
        {groupings.length === 0 ? <Menu.Label>Nothing in this picture belongs together</Menu.Label> : null}
        {state.groupBy === null ? null : <Groups />}
      </Menu.Dropdown>
    </Menu>
  );
}
