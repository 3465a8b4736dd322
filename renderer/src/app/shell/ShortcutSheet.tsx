import { Group, Kbd, Modal, Stack, Text, Title } from '@mantine/core';
import { GROUP_NAME, useCommandList } from '../../shared/commands.ts';
import { keyCaps } from '../../shared/keys.ts';
import classes from './Shell.module.css';
import { PAGE_GROUPS, PAGE_KEYS, type KeyLine } from './page-keys.ts';
import { say } from '../../shared/language/say.ts';

function Section({ name, lines }: { name: string; lines: readonly KeyLine[] }) {
  return (
    <Stack gap={6} className={classes.sheetSection}>
      <Title order={3} size="h5">
        {name}
      </Title>
      {lines.map(({ title, keys }) => (
        <Group key={title} justify="space-between" wrap="nowrap" gap="sm">
          <Text size="sm">{title}</Text>
          <Group gap={8} wrap="nowrap">
            {keys.map((combination) => (
              <Group key={combination} gap={3} wrap="nowrap">
                {keyCaps(combination).map((cap) => (
                  <Kbd key={cap} size="xs">
                    {cap}
                  </Kbd>
                ))}
              </Group>
            ))}
          </Group>
        </Group>
      ))}
    </Stack>
  );
}

/** All keys: what works everywhere, from the list of commands, and what each page adds. */
export function ShortcutSheet({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const list = useCommandList();
  const groups = Map.groupBy(
    list.filter(({ keys, group }) => keys && keys.length > 0 && !PAGE_GROUPS.has(group)),
    ({ group }) => group,
  );
  return (
    <Modal opened={opened} onClose={onClose} title={say('Keyboard shortcuts')} size="xl">
      <div className={classes.sheet}>
        {[...groups].map(([group, members]) => (
          <Section
            key={group}
            name={GROUP_NAME[group]}
            lines={members.map(({ title, name = title, keys }) => ({ title: name, keys: keys ?? [] }))}
          />
        ))}
        {PAGE_KEYS.map(({ name, lines }) => (
          <Section key={name} name={name} lines={lines} />
        ))}
      </div>
    </Modal>
  );
}
