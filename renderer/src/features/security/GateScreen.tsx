import { Center, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import type { Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';

interface Props {
  title: string;
  icon: Icon;
  /** The catalog's file. */
  file: string;
  children: ReactNode;
}

/** A screen in place of the app, while nobody can get in. */
export function GateScreen({ title, icon: Shape, file, children }: Props) {
  useDocumentTitle(`${title} · Headwater`);
  return (
    <Center h="100%" component="main" p="md">
      <Paper withBorder p="lg" w="100%" maw={440}>
        <Stack gap="md">
          <Group gap="sm" wrap="nowrap">
            <Shape size={26} stroke={1.5} aria-hidden style={{ flex: 'none' }} />
            <div style={{ minWidth: 0 }}>
              <Title order={1} size="h3">
                {title}
              </Title>
              <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
                {file}
              </Text>
            </div>
          </Group>
          {children}
        </Stack>
      </Paper>
    </Center>
  );
}
