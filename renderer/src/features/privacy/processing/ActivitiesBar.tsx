import { Button, Group, Kbd, Text } from '@mantine/core';
import { IconDownload, IconPlus, IconUpload } from '@tabler/icons-react';
import type { Ref } from 'react';
import { FilterField } from '../../../shared/FilterField.tsx';
import { orSay } from '../../../shared/say-error.ts';
import { exportActivities } from './export-activities.ts';
import { say } from '../../../shared/language/say.ts';

interface Props {
  readonly text: string;
  readonly shown: number;
  readonly total: number;
  readonly filter: Ref<HTMLInputElement>;
  readonly onText: (text: string) => void;
  readonly onAdd: () => void;
  readonly onImport: () => void;
}

/** The search of the activities, how many it finds, and what can be done with all of them. */
export function ActivitiesBar({ text, shown, total, filter, onText, onAdd, onImport }: Props) {
  return (
    <Group gap="xs">
      <FilterField
        ref={filter}
        label={say('Search activities')}
        placeholder={say('Name, key, department or purpose  ( / )')}
        text={text}
        onText={onText}
      />
      <Text size="sm" c="dimmed" role="status">
        {text.trim() === ''
          ? say('{activities, plural, one {# activity} other {# activities}}', { activities: total })
          : say('{shown, number} of {activities, plural, one {# activity} other {# activities}}', {
              shown,
              activities: total,
            })}
      </Text>
      <Button
        size="xs"
        leftSection={<IconPlus size={14} aria-hidden />}
        rightSection={<Kbd size="xs">N</Kbd>}
        onClick={onAdd}
      >
        {say('Add')}
      </Button>
      <Button
        size="xs"
        variant="default"
        leftSection={<IconUpload size={14} aria-hidden />}
        onClick={onImport}
      >
        {say('Import…')}
      </Button>
      {(['csv', 'xlsx'] as const).map((format) => (
        <Button
          key={format}
          size="xs"
          variant="default"
          leftSection={<IconDownload size={14} aria-hidden />}
          disabled={total === 0}
          onClick={() => orSay(exportActivities(format))}
        >
          {format.toUpperCase()}
        </Button>
      ))}
    </Group>
  );
}
