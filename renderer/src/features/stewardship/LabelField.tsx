import { Autocomplete, Button, Group } from '@mantine/core';
import { useState } from 'react';
import type { TagValue } from '../../../../contract/index.ts';
import { labelText } from './model/words.ts';
import { say } from '../../shared/language/say.ts';

interface Props {
  labels: readonly { key: string; value: string; count: number }[];
  onAdd: (label: TagValue) => void;
}

const MAX_LABEL = 2048;

/** Adds a label: one in use, chosen by completion, or a new one. */
export function LabelField({ labels, onAdd }: Props) {
  const [text, setText] = useState('');
  const byText = new Map(labels.map((label) => [labelText(label), label]));

  function add(chosen: string) {
    const trimmed = chosen.trim();
    if (!trimmed) return;
    const known = byText.get(trimmed);
    onAdd({ kind: 'label', key: known?.key ?? '', value: known?.value ?? trimmed });
    setText('');
  }

  return (
    <Group align="flex-end" gap="xs" wrap="nowrap">
      <Autocomplete
        flex={1}
        label={say('Add a label')}
        description={say('Free words, such as a team or a project. Labels in use are offered.')}
        data={[...byText.keys()]}
        limit={20}
        maxLength={MAX_LABEL}
        value={text}
        onChange={setText}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
          event.preventDefault();
          add(event.currentTarget.value);
        }}
      />
      <Button variant="default" disabled={!text.trim()} onClick={() => add(text)}>
        {say('Add label')}
      </Button>
    </Group>
  );
}
