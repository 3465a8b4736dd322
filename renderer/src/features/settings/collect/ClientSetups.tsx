import { Tabs, Text } from '@mantine/core';
import { CopyField } from './CopyField.tsx';
import { KEY_PLACEHOLDER, setups } from './setups.ts';
import { say } from '../../../shared/language/say.ts';

interface Props {
  address: string;
  requireKey: boolean;
  /** The key while it is shown; otherwise a placeholder stands for it. */
  newKey: string | null;
}

/** Lines to paste into each client. */
export function ClientSetups({ address, requireKey, newKey }: Props) {
  const all = setups(address, requireKey ? (newKey ?? KEY_PLACEHOLDER) : null);
  return (
    <Tabs defaultValue={all[0]!.id} keepMounted={false}>
      <Tabs.List aria-label={say('Set up a client')}>
        {all.map(({ id, name }) => (
          <Tabs.Tab key={id} value={id}>
            {name}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {all.map(({ id, name, where, lines }) => (
        <Tabs.Panel key={id} value={id} pt="xs">
          <Text size="xs" c="dimmed" mb={4}>
            {where}
          </Text>
          <CopyField value={lines} label={say('lines for {name}', { name })} />
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}
