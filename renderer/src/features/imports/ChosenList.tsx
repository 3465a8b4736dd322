import { ActionIcon, Text } from '@mantine/core';
import { IconFiles, IconX } from '@tabler/icons-react';
import { bytes } from '../../shared/format.ts';
import { removeSource, useDraft } from './draft.ts';
import classes from './imports.module.css';
import { say } from '../../shared/language/say.ts';

/** What is chosen, each with its size and a way to take it out again. */
export function ChosenList({ disabled }: { disabled: boolean }) {
  const { sources } = useDraft();
  return (
    <ul className={classes.list} aria-label={say('Chosen for import')}>
      {sources.map(({ key, label, bytes: size, fileCount }) => (
        <li key={key}>
          <IconFiles size={16} stroke={1.6} aria-hidden style={{ flex: 'none' }} />
          <Text size="sm" truncate className={classes.grow} title={label}>
            {label}
          </Text>
          <Text size="sm" c="dimmed" style={{ flex: 'none' }}>
            {fileCount === null
              ? ''
              : `${say('{files, plural, one {# file} other {# files}}', { files: fileCount })}, `}
            {bytes(size)}
          </Text>
          <ActionIcon
            disabled={disabled}
            onClick={() => removeSource(key)}
            aria-label={say('Remove {label}', { label })}
          >
            <IconX size={16} aria-hidden />
          </ActionIcon>
        </li>
      ))}
    </ul>
  );
}
