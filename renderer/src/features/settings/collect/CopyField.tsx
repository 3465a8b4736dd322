import { Button, Code, CopyButton, Group } from '@mantine/core';

interface Props {
  value: string;
  /** What it is, for the button's name. */
  label: string;
}

/** Text to be taken elsewhere, with a button that copies it. */
export function CopyField({ value, label }: Props) {
  return (
    <Group gap="xs" align="flex-start" wrap="nowrap">
      <Code block flex={1} style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
        {value}
      </Code>
      <CopyButton value={value}>
        {({ copied, copy }) => (
          <Button variant="default" size="xs" onClick={copy} aria-label={`Copy ${label}`}>
            {copied ? 'Copied' : 'Copy'}
          </Button>
        )}
      </CopyButton>
    </Group>
  );
}
