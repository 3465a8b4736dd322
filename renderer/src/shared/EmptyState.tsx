import { Group, Stack, Text, Title } from '@mantine/core';
import type { Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';

interface Props {
  icon?: Icon;
  title: string;
  /** Level of the title: 1 where it is all that the page has. */
  order?: 1 | 2;
  /** What this place is for and how something gets here. */
  children?: ReactNode;
  /** The next step: buttons or links. */
  actions?: ReactNode;
}

/** A list or page without content: says so, and teaches the next step. */
export function EmptyState({ icon: Shape, title, order = 2, children, actions }: Props) {
  return (
    <Stack align="center" gap="xs" py={48} px="md" ta="center">
      {Shape ? <Shape size={36} stroke={1.2} aria-hidden color="var(--mantine-color-dimmed)" /> : null}
      <Title order={order} size="h4">
        {title}
      </Title>
      {children ? (
        <Text size="sm" c="dimmed" maw={520} component="div">
          {children}
        </Text>
      ) : null}
      {actions ? (
        <Group justify="center" gap="xs" mt="xs">
          {actions}
        </Group>
      ) : null}
    </Stack>
  );
}
