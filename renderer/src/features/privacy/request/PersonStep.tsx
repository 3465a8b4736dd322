import { ActionIcon, Alert, Button, Group, Input, Select, Stack, Text, TextInput } from '@mantine/core';
import { IconLock, IconPlus, IconTrash } from '@tabler/icons-react';
import { identifierKinds } from '../../../../../contract/index.ts';
import {
  MAX_IDENTIFIERS,
  type FieldErrors,
  type Identifier,
  type RequestForm,
} from '../model/request-form.ts';
import { IDENTIFIER_NAME } from '../model/words.ts';

interface Props {
  form: RequestForm;
  errors: FieldErrors;
  subjects: readonly { key: string; name: string; description: string }[];
  onChange: (part: Partial<RequestForm>) => void;
}

const KINDS = identifierKinds.map((kind) => ({ value: kind, label: IDENTIFIER_NAME[kind] }));

/** Who asks, and by which identifiers systems can be searched for them. */
export function PersonStep({ form, errors, subjects, onChange }: Props) {
  const { identifiers } = form;
  const chosen = subjects.find(({ key }) => key === form.subject);

  function change(key: number, part: Partial<Identifier>) {
    onChange({
      identifiers: identifiers.map((entry) => (entry.key === key ? { ...entry, ...part } : entry)),
    });
  }

  function add() {
    const key = 1 + Math.max(0, ...identifiers.map((entry) => entry.key));
    onChange({ identifiers: [...identifiers, { key, kind: 'email', value: '' }] });
  }

  return (
    <Stack gap="md">
      <Select
        label="The person is to the organisation"
        description={chosen?.description || 'Decides which datasets are in scope.'}
        required
        searchable
        data={subjects.map(({ key, name }) => ({ value: key, label: name }))}
        value={form.subject || null}
        error={errors.subject}
        onChange={(subject) => onChange({ subject: subject ?? '' })}
      />
      <Input.Wrapper
        size="xs"
        label="Identifiers"
        labelElement="div"
        description="Each kind becomes a search condition in the tasks for the systems."
        error={errors.identifiers}
      >
        <Stack gap="xs" mt={6} role="list" aria-label="Identifiers">
          {identifiers.map((entry, index) => (
            <IdentifierRow
              key={entry.key}
              entry={entry}
              place={index + 1}
              onChange={(part) => change(entry.key, part)}
              onRemove={() => onChange({ identifiers: identifiers.filter(({ key }) => key !== entry.key) })}
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
            Add an identifier
          </Button>
          {identifiers.length >= MAX_IDENTIFIERS && (
            <Text size="xs" c="dimmed">
              {MAX_IDENTIFIERS} identifiers is the most for one request.
            </Text>
          )}
        </Group>
      </Input.Wrapper>
      <Alert variant="outline" color="gray" icon={<IconLock aria-hidden />} title="Values are not stored">
        Values go only into the separate parameter file that comes with the search tasks. They are not stored
        in the catalog, the ledger or a report, and leave this form’s memory once the report is made. They may
        stay empty and be filled in later by whoever runs the tasks.
      </Alert>
    </Stack>
  );
}

interface RowProps {
  entry: Identifier;
  place: number;
  onChange: (part: Partial<Identifier>) => void;
  onRemove: () => void;
}

function IdentifierRow({ entry, place, onChange, onRemove }: RowProps) {
  return (
    <Group role="listitem" gap="xs" wrap="nowrap">
      <Select
        aria-label={`Kind of identifier ${place}`}
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
        aria-label={`Value of identifier ${place}`}
        placeholder="Value (optional)"
        flex={1}
        maxLength={1024}
        autoComplete="off"
        spellCheck={false}
        value={entry.value}
        onChange={(event) => onChange({ value: event.currentTarget.value })}
      />
      <ActionIcon variant="subtle" color="gray" aria-label={`Remove identifier ${place}`} onClick={onRemove}>
        <IconTrash size={16} aria-hidden />
      </ActionIcon>
    </Group>
  );
}
