import { Menu, ScrollArea } from '@mantine/core';
import { IconStack2 } from '@tabler/icons-react';
import { useExplorer } from '../explorer/explorer.ts';
import { setAllGroups, toggleGroup, withGrouping } from '../state/view-state.ts';
import { ToolButton } from './ToolButton.tsx';
import { count } from '../../../shared/format.ts';
import { locale } from '../../../shared/language/language.ts';
import { say, sayIn } from '../../../shared/language/say.ts';
import { groupingName } from '../model/words.ts';

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
  ].sort((a, b) => a.label.localeCompare(b.label, locale, { numeric: true }));
  return (
    <>
      <Menu.Divider />
      <Menu.Item disabled={frames.length === 0} onClick={() => update((now) => setAllGroups(now, true))}>
        {say('Close all groups')}
      </Menu.Item>
      <Menu.Item disabled={closed.length === 0} onClick={() => update((now) => setAllGroups(now, false))}>
        {say('Open all groups')}
      </Menu.Item>
      <Menu.Label>
        {all.length > LISTED
          ? say('Open groups: {listed, number} of {groups, number} listed', {
              listed: LISTED,
              groups: all.length,
            })
          : sayIn('those that are open', 'Open groups')}
      </Menu.Label>
      <ScrollArea.Autosize mah={260} maw={360}>
        {all.slice(0, LISTED).map(({ key, id, label, count: members, open }) => (
          <Menu.CheckboxItem
            key={key}
            closeMenuOnClick={false}
            checked={open}
            onChange={() => updateAround(id, (now) => toggleGroup(now, key))}
          >
            {label} ({count(members)})
          </Menu.CheckboxItem>
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
  return (
    <Menu position="bottom-start" withinPortal keepMounted={false}>
      <Menu.Target>
        <ToolButton
          variant={state.groupBy === null ? 'default' : 'filled'}
          leftSection={<IconStack2 size={14} aria-hidden="true" />}
        >
          {current ? say('Group: {grouping}', { grouping: groupingName(current) }) : sayIn('verb', 'Group')}
        </ToolButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{say('Group by')}</Menu.Label>
        <Menu.RadioGroup
          value={state.groupBy ?? ''}
          onChange={(by) => update((now) => withGrouping(now, by || null))}
        >
          <Menu.RadioItem value="" closeMenuOnClick>
            {say('Nothing')}
          </Menu.RadioItem>
          {groupings.map((one) => (
            <Menu.RadioItem key={one.by} value={one.by} closeMenuOnClick>
              {groupingName(one)} ({count(one.groups)})
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
        {groupings.length === 0 ? (
          <Menu.Label>{say('Nothing in this picture belongs together')}</Menu.Label>
        ) : null}
        {state.groupBy === null ? null : <Groups />}
      </Menu.Dropdown>
    </Menu>
  );
}
