import { Checkbox, Group, Select, TextInput } from '@mantine/core';
import { importInput } from '../../../../contract/index.ts';
import { namespaceExample } from '../../shared/namespace-examples.ts';
import { sourceName } from '../../shared/words.ts';
import { changeDraft, useDraft } from './draft.ts';
import { say } from '../../shared/language/say.ts';

const KINDS = importInput.shape.kind.unwrap().options;

/** How to read what was chosen. */
export function ImportOptions({ disabled }: { disabled: boolean }) {
  const { kind, namespace, columnLineage } = useDraft();
  return (
    <Group gap="md" align="flex-start">
      <Select
        label={say('Source')}
        description={say('Recognised by content, file by file')}
        disabled={disabled}
        allowDeselect={false}
        data={KINDS.map((value) => ({
          value,
          label: value === 'auto' ? say('Recognise') : say('{source} only', { source: sourceName(value) }),
        }))}
        value={kind}
        onChange={(value) => {
          const known = KINDS.find((candidate) => candidate === value);
          if (known) changeDraft({ kind: known });
        }}
        w={200}
      />
      {kind === 'auto' || kind === 'dbt' ? (
        <TextInput
          label={say('Namespace for dbt (optional)')}
          description={say(
            'dbt does not say which database it ran on. With its address, its relations join those of other sources.',
          )}
          placeholder={namespaceExample(null)}
          disabled={disabled}
          maxLength={1024}
          value={namespace}
          onChange={(event) => changeDraft({ namespace: event.currentTarget.value })}
          maw={520}
          flex={1}
        />
      ) : null}
      {kind === 'auto' || kind === 'dbt' ? (
        <Checkbox
          label={say('Trace columns through SQL (dbt)')}
          description={say('Compiled SQL is analysed here and never run.')}
          disabled={disabled}
          checked={columnLineage}
          onChange={(event) => changeDraft({ columnLineage: event.currentTarget.checked })}
          maw={280}
        />
      ) : null}
    </Group>
  );
}
