import { TextInput } from '@mantine/core';

interface Props {
  value: string;
  onChange: (value: string) => void;
}

/** Narrows a list of joins to those with these words in a name. */
export function NameFilter({ value, onChange }: Props) {
  return (
    <TextInput
      label="Filter"
      placeholder="Words of a name or namespace"
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      w={260}
    />
  );
}
