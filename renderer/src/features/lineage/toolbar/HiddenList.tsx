import { Menu, ScrollArea } from '@mantine/core';
import { IconEyeOff } from '@tabler/icons-react';
import { useQueries } from '@tanstack/react-query';
import { orpc } from '../../../shared/api.ts';
import { fullNameOf, namesOf } from '../../../shared/names.ts';
import { useExplorer } from '../explorer/explorer.ts';
import { unhide } from '../state/view-state.ts';
import { ToolButton } from './ToolButton.tsx';
import { say } from '../../../shared/language/say.ts';

/** Names are looked up for this many; the rest is brought back together. */
const MAX_NAMED = 100;

function Items({ ids }: { readonly ids: readonly number[] }) {
  const { update } = useExplorer();
  const details = useQueries({
    queries: ids.slice(0, MAX_NAMED).map((id) => orpc.datasets.get.queryOptions({ input: { id } })),
  });
  return (
    <>
      {details.map(({ data }, position) => {
        const id = ids[position];
        return id === undefined ? null : (
          <Menu.Item
            key={id}
            title={data && fullNameOf(data)}
            onClick={() => update((state) => unhide(state, [id]))}
          >
            {data ? namesOf(data).leaf : say('Dataset {id}', { id })}
          </Menu.Item>
        );
      })}
    </>
  );
}

/** What was hidden by hand, to be brought back singly or together. Absent while nothing is. */
export function HiddenList() {
  const { state, update } = useExplorer();
  const { hidden } = state;
  if (hidden.length === 0) return null;
  return (
    <Menu position="bottom-start" withinPortal keepMounted={false}>
      <Menu.Target>
        <ToolButton leftSection={<IconEyeOff size={14} aria-hidden="true" />}>
          {say('{datasets, number} hidden', { datasets: hidden.length })}
        </ToolButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => update((now) => unhide(now, hidden))}>
          {say('Show all {datasets, number} again', { datasets: hidden.length })}
        </Menu.Item>
        <Menu.Divider />
        <ScrollArea.Autosize mah={320} maw={420}>
          <Items ids={hidden} />
        </ScrollArea.Autosize>
        {hidden.length > MAX_NAMED ? (
          <Menu.Label>
            {say('{listed, number} of {datasets, number} listed', {
              listed: MAX_NAMED,
              datasets: hidden.length,
            })}
          </Menu.Label>
        ) : null}
      </Menu.Dropdown>
    </Menu>
  );
}
