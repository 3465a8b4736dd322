import { TextInput } from '@mantine/core';
import { say } from '../../shared/language/say.ts';

interface Props {
  value: string;
  onChange: (value: string) => void;
}

/** Narrows a list of joins to those with these words in a name. */
export function NameFilter({ value, onChange }: Props) {
  return (
    <TextInput
      label={say('Filter')}
      placeholder={say('Words of a name or namespace')}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      w={260}
    />
  );
}
