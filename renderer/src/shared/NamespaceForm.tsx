import { Autocomplete, Button, Group } from '@mantine/core';
import { useEffect, useState } from 'react';
import { namespaceExample } from './namespace-examples.ts';
import { say } from './language/say.ts';

interface Props {
  readonly project: string;
  readonly adapter: string | null;
  /** What is set now, '' for nothing. */
  readonly value: string;
  readonly guesses: readonly string[];
  readonly saving: boolean;
  readonly saveLabel: string;
  readonly onSave: (namespace: string | null) => void;
}

/** Asks for the connection that a dbt project runs on; what the catalog suggests can be picked. */
export function NamespaceForm({ project, adapter, value, guesses, saving, saveLabel, onSave }: Props) {
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  const trimmed = text.trim();
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (trimmed !== value) onSave(trimmed === '' ? null : trimmed);
      }}
    >
      <Group align="flex-end" gap="xs">
        <Autocomplete
          label={say('Namespace of {project}', { project })}
          description={say('For example {namespace}', { namespace: namespaceExample(adapter) })}
          placeholder={guesses[0] ?? namespaceExample(adapter)}
          data={[...guesses]}
          value={text}
          maxLength={1024}
          onChange={setText}
          flex={1}
          maw={520}
        />
        <Button type="submit" variant="default" loading={saving} disabled={trimmed === value}>
          {saveLabel}
        </Button>
      </Group>
    </form>
  );
}
