import { Button, Text } from '@mantine/core';
import { IconUpload } from '@tabler/icons-react';
import { useRef, type ReactNode } from 'react';
import classes from './registers.module.css';
import { say } from '../../shared/language/say.ts';

interface Props {
  file: File | null;
  /** As it is called before there is one: `CSV file`. */
  what: string;
  /** Of the input, for those who do not see it. */
  label: string;
  accept: string;
  onFile: (file: File | null) => void;
  /** What the file should hold. */
  children: ReactNode;
}

/** The file of an import: dropped on the window, or chosen here. */
export function FileChoice({ file, what, label, accept, onFile, children }: Props) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <div className={classes.drop}>
      <IconUpload size={22} stroke={1.4} aria-hidden />
      <Text size="sm">
        {file ? file.name : say('Drop a {what} anywhere on this window, or choose one', { what })}
      </Text>
      <Button variant="default" data-autofocus onClick={() => input.current?.click()}>
        {file ? say('Choose another file') : say('Choose a file')}
      </Button>
      <input
        ref={input}
        type="file"
        accept={accept}
        hidden
        aria-label={label}
        onChange={(event) => {
          onFile(event.currentTarget.files?.[0] ?? null);
          event.currentTarget.value = '';
        }}
      />
      <Text size="xs" c="dimmed" ta="center">
        {children}
      </Text>
    </div>
  );
}
