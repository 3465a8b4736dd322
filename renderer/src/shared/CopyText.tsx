import { Button, CopyButton } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { say } from './language/say.ts';

interface Props {
  text: string;
  /** What it is, for the button's name: "full name". */
  label: string;
  /** Beside other text, or a button with a frame of its own. */
  framed?: boolean;
}

/** A button that copies a text, and says so for a moment. */
export function CopyText({ text, label, framed = false }: Props) {
  return (
    <CopyButton value={text}>
      {({ copied, copy }) => (
        <Button
          size={framed ? 'xs' : 'compact-xs'}
          variant={framed ? 'default' : 'subtle'}
          leftSection={copied ? <IconCheck size={14} aria-hidden /> : <IconCopy size={14} aria-hidden />}
          flex="none"
          aria-label={say('Copy {label}', { label })}
          onClick={copy}
        >
          {copied ? say('Copied') : say('Copy')}
        </Button>
      )}
    </CopyButton>
  );
}
