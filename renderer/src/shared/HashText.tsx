import { ActionIcon, Code, CopyButton, Group, Tooltip } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { say } from './language/say.ts';

interface Props {
  value: string;
  /** What it is, for the button's name: "entry hash". */
  label: string;
  /** Show everything instead of the first twelve digits. */
  full?: boolean;
}

/** A digest that can be copied; short by default, the whole of it in its tooltip. */
export function HashText({ value, label, full = false }: Props) {
  return (
    <Group gap={4} wrap="nowrap">
      <Code title={value} style={{ overflowWrap: 'anywhere' }}>
        {full ? value : value.slice(0, 12)}
      </Code>
      <CopyButton value={value}>
        {({ copied, copy }) => (
          <Tooltip label={copied ? say('Copied') : say('Copy {label}', { label })}>
            <ActionIcon
              variant="subtle"
              color="gray"
              size="sm"
              onClick={copy}
              aria-label={say('Copy {label}', { label })}
            >
              {copied ? <IconCheck size={14} aria-hidden /> : <IconCopy size={14} aria-hidden />}
            </ActionIcon>
          </Tooltip>
        )}
      </CopyButton>
    </Group>
  );
}
