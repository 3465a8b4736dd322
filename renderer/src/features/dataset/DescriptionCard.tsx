import { Button, Group, Paper, Stack, Text } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { useState } from 'react';
import type { DatasetDetail } from '../../../../contract/index.ts';
import { Markdown } from '../../shared/markdown/Markdown.tsx';
import { DescriptionDialog, type Describing } from './DescriptionDialog.tsx';
import classes from './dataset.module.css';
import { sourceName } from '../../shared/words.ts';
import { say } from '../../shared/language/say.ts';

/** The description that holds, those of other sources beside it, and a way to write one's own. */
export function DescriptionCard({ dataset }: { dataset: DatasetDetail }) {
  const { id, name, description, otherDescriptions } = dataset;
  const [editing, setEditing] = useState<Describing | null>(null);
  const own = description?.origin === 'steward';
  return (
    <Paper withBorder p="sm" component="section" aria-label={say('Description')}>
      <Group justify="space-between" align="flex-start" wrap="nowrap" gap="sm">
        <Stack gap={4}>
          {description ? (
            <>
              <Markdown className={classes.text} label={say('Description')}>
                {description.text}
              </Markdown>
              <Text size="xs" c="dimmed">
                {own
                  ? say('Written by a steward')
                  : say('From {source}', { source: sourceName(description.origin) })}
              </Text>
            </>
          ) : (
            <Text size="sm" c="dimmed">
              {say('No description. A sentence on what one row stands for helps most.')}
            </Text>
          )}
        </Stack>
        <Button
          size="compact-xs"
          variant="default"
          leftSection={<IconPencil size={14} aria-hidden />}
          onClick={() =>
            setEditing({
              target: { on: 'dataset', id },
              name,
              text: own ? description.text : '',
              given: description?.text ?? null,
            })
          }
        >
          {description ? say('Edit description') : say('Write a description')}
        </Button>
      </Group>
      {otherDescriptions.map(({ text, origin }) => (
        <Stack key={`${origin} ${text}`} gap={2} mt="xs">
          <Text size="xs" fw={600}>
            {say('{source} says', { source: sourceName(origin) })}
          </Text>
          <Markdown
            className={classes.text}
            label={say('Description of {source}', { source: sourceName(origin) })}
          >
            {text}
          </Markdown>
        </Stack>
      ))}
      <DescriptionDialog editing={editing} onClose={() => setEditing(null)} />
    </Paper>
  );
}
