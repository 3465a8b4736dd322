import { Group, Paper, Title } from '@mantine/core';
import { useId, type ReactNode } from 'react';

interface Props {
  title: string;
  /** A link or a small control on the right. */
  aside?: ReactNode;
  children: ReactNode;
}

/** A titled part of a page, as a landmark with its own name. */
export function Section({ title, aside, children }: Props) {
  const id = useId();
  return (
    <Paper component="section" withBorder p="md" aria-labelledby={id} style={{ minWidth: 0 }}>
      <Group justify="space-between" mb="sm" gap="xs">
        <Title order={2} size="h4" id={id}>
          {title}
        </Title>
        {aside}
      </Group>
      {children}
    </Paper>
  );
}
