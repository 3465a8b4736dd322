import { ActionIcon, Button, Group, Input, Select, Stack, Text, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { identifierKinds } from '../../../../../contract/index.ts';
import { MAX_IDENTIFIERS, type Identifier } from '../model/request-form.ts';
import { IDENTIFIER_NAME } from '../model/words.ts';
import { say } from '../../../shared/language/say.ts';

const KINDS = identifierKinds.map((kind) => ({ value: kind, label: IDENTIFIER_NAME[kind] }));

interface Props {
  identifiers: readonly Identifier[];
  error?: string | undefined;
  /** Without a place to keep them, only kinds can be named. */
  values: boolean;
  onChange: (identifiers: readonly Identifier[]) => void;
}

/** By what systems can be searched for the person: kinds, and values that are kept encrypted. */
export function IdentifierList({ identifiers, error, values, onChange }: Props) {
  const change = (key: number, part: Partial<Identifier>) =>
    onChange(identifiers.map((entry) => (entry.key === key ? { ...entry, ...part } : entry)));
  const add = () => {
    const key = 1 + Math.max(0, ...identifiers.map((entry) => entry.key));
    onChange([...identifiers, { key, kind: 'email', value: '' }]);
  };
  return (
    <Input.Wrapper
      size="xs"
      label={say('Identifiers')}
      labelElement="div"
      description={say('Each kind becomes a search condition in the tasks for the systems.')}
      error={error}
    >
      <Stack gap="xs" mt={6} role="list" aria-label={say('Identifiers')}>
        {identifiers.map((entry, index) => (
          <IdentifierRow
            key={entry.key}
            entry={entry}
            place={index + 1}
            values={values}
            onChange={(part) => change(entry.key, part)}
            onRemove={() => onChange(identifiers.filter(({ key }) => key !== entry.key))}
          />
        ))}
      </Stack>
      <Group gap="sm" mt="xs">
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<IconPlus size={14} aria-hidden />}
          disabled={identifiers.length >= MAX_IDENTIFIERS}
          onClick={add}
        >
          {say('Add an identifier')}
        </Button>
        {identifiers.length >= MAX_IDENTIFIERS && (
          <Text size="xs" c="dimmed">
            {say('{most} identifiers is the most for one case.', { most: MAX_IDENTIFIERS })}
          </Text>
        )}
      </Group>
    </Input.Wrapper>
  );
}

interface RowProps {
  entry: Identifier;
  place: number;
  values: boolean;
  onChange: (part: Partial<Identifier>) => void;
  onRemove: () => void;
}

function IdentifierRow({ entry, place, values, onChange, onRemove }: RowProps) {
  return (
    <Group role="listitem" gap="xs" wrap="nowrap">
      <Select
        aria-label={say('Kind of identifier {place}', { place })}
        w="13rem"
        data={KINDS}
        allowDeselect={false}
        value={entry.kind}
        onChange={(kind) => {
          const known = identifierKinds.find((name) => name === kind);
          if (known) onChange({ kind: known });
        }}
      />
      <TextInput
        aria-label={say('Value of identifier {place}', { place })}
        placeholder={values ? say('Value (optional)') : say('Kept once the personal data are open')}
        disabled={!values}
        flex={1}
        maxLength={1024}
        autoComplete="off"
        spellCheck={false}
        value={entry.value}
        onChange={(event) => onChange({ value: event.currentTarget.value })}
      />
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={say('Remove identifier {place}', { place })}
        onClick={onRemove}
      >
        <IconTrash size={16} aria-hidden />
      </ActionIcon>
    </Group>
  );
}
