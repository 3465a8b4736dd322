import { Code, Group } from '@mantine/core';
import { CopyText } from '../../../shared/CopyText.tsx';

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
      <CopyText text={value} label={label} framed />
    </Group>
  );
}
