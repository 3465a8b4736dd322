import { TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import type { Ref } from 'react';

interface Props {
  /** For the page's command that leads here. */
  ref: Ref<HTMLInputElement>;
  label: string;
  /** What is searched, and the key that leads here. */
  placeholder: string;
  text: string;
  onText: (text: string) => void;
}

/** Narrows the list below it as one types. */
export function FilterField({ ref, label, placeholder, text, onText }: Props) {
  return (
    <TextInput
      ref={ref}
      flex="1 1 14rem"
      size="xs"
      type="search"
      aria-label={label}
      placeholder={placeholder}
      leftSection={<IconSearch size={14} aria-hidden />}
      value={text}
      onChange={(event) => onText(event.currentTarget.value)}
    />
  );
}
