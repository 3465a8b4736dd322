import { Group, Kbd, Modal, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { useCommandList } from '../../shared/commands.ts';
import { keyCaps } from '../../shared/keys.ts';

/** Keys that grids and dialogs answer to on every page; they are no commands. */
const EVERYWHERE: readonly (readonly [string, readonly string[]])[] = [
  ['Move in a list', ['ArrowUp', 'ArrowDown']],
  ['Open what is chosen', ['Enter']],
  ['Select a row', [' ']],
  ['Select everything that matches', ['mod+A']],
  ['Close one layer', ['Escape']],
];

interface Line {
  readonly title: string;
  readonly keys: readonly string[];
}

function Section({ name, lines }: { name: string; lines: readonly Line[] }) {
  return (
    <Stack gap={6}>
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

/** All keys of the present page, from the list of commands. */
export function ShortcutSheet({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const list = useCommandList();
  const groups = Map.groupBy(
    list.filter(({ keys }) => keys && keys.length > 0),
    ({ group }) => group,
  );
  return (
    <Modal opened={opened} onClose={onClose} title="Keyboard shortcuts" size="xl">
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="xl" verticalSpacing="lg">
        {[...groups].map(([group, members]) => (
          <Section
            key={group}
            name={group}
            lines={members.map(({ title, keys }) => ({ title, keys: keys ?? [] }))}
          />
        ))}
        <Section name="Lists and dialogs" lines={EVERYWHERE.map(([title, keys]) => ({ title, keys }))} />
      </SimpleGrid>
    </Modal>
  );
}
