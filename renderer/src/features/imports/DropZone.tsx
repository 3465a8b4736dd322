import { Button, Group, Text } from '@mantine/core';
import { IconFile, IconFolder, IconUpload } from '@tabler/icons-react';
import { useRef } from 'react';
import { CollectFromAws } from './CollectFromAws.tsx';
import { addInput, chooseWithHost } from './drop.ts';
import { FORMATS } from './formats.ts';
import classes from './imports.module.css';
import { say } from '../../shared/language/say.ts';

/** Where files are picked; dropping works on the whole window. */
export function DropZone({ small, disabled }: { small: boolean; disabled: boolean }) {
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  const pickFolders = (input: HTMLInputElement | null) => {
    folder.current = input;
    if (input) input.webkitdirectory = true;
  };
  const take = (input: HTMLInputElement) => {
    addInput(input.files);
    // The same choice made again must count as a change.
    input.value = '';
  };
  return (
    <div className={classes.drop} data-small={small || undefined}>
      <IconUpload size={small ? 18 : 28} stroke={1.4} aria-hidden />
      <Text size="sm">
        {small
          ? say('Drop more here, or choose')
          : say('Drop files or folders anywhere on this window, or choose them')}
      </Text>
      <Group gap="xs">
        <Button
          variant="default"
          disabled={disabled}
          leftSection={<IconFile size={16} aria-hidden />}
          onClick={() => chooseWithHost('files') || files.current?.click()}
        >
          {say('Choose files')}
        </Button>
        <Button
          variant="default"
          disabled={disabled}
          leftSection={<IconFolder size={16} aria-hidden />}
          onClick={() => chooseWithHost('folder') || folder.current?.click()}
        >
          {say('Choose a folder')}
        </Button>
        <CollectFromAws disabled={disabled} />
      </Group>
      <input
        ref={files}
        type="file"
        multiple
        hidden
        aria-label={say('Files to import')}
        onChange={(event) => take(event.currentTarget)}
      />
      <input
        ref={pickFolders}
        type="file"
        hidden
        aria-label={say('Folder to import')}
        onChange={(event) => take(event.currentTarget)}
      />
      {small ? null : (
        <Text size="xs" c="dimmed" component="div">
          {FORMATS.map(({ name, line }) => (
            <div key={name}>
              <b>{name}</b>: {line}
            </div>
          ))}
        </Text>
      )}
    </div>
  );
}
