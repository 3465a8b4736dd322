import { Checkbox, Group, Select, Stack, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Jurisdiction } from '../../../../../contract/index.ts';
import { orpc } from '../../../shared/api.ts';
import { withJurisdiction, type FieldErrors, type RequestForm } from '../model/request-form.ts';
import { RIGHT_MEANING, RIGHT_NAME } from '../model/words.ts';
import { DateField } from './DateField.tsx';

interface Props {
  form: RequestForm;
  errors: FieldErrors;
  jurisdictions: readonly Jurisdiction[];
  onChange: (part: Partial<RequestForm>) => void;
}

/** What was asked, when, and under which law. */
export function RequestStep({ form, errors, jurisdictions, onChange }: Props) {
  const law = jurisdictions.find(({ key }) => key === form.jurisdiction);
  const { data: settings } = useQuery(orpc.system.settings.queryOptions());
  return (
    <Stack gap="md">
      <TextInput
        label="Reference"
        description="Your case number. No names or other personal data: it appears in file names and in the ledger."
        placeholder="DSR-2026-0007"
        required
        maxLength={128}
        value={form.reference}
        error={errors.reference}
        onChange={(event) => onChange({ reference: event.currentTarget.value })}
      />
      <Group grow align="flex-start">
        <DateField
          label="Received on"
          description="The day the request reached the organisation."
          required
          value={form.receivedOn}
          error={errors.receivedOn}
          onChange={(receivedOn) => onChange({ receivedOn })}
        />
        <DateField
          label="Identity confirmed on"
          description="Empty while no proof was asked for or none has come."
          clearable
          value={form.identityConfirmedOn}
          error={errors.identityConfirmedOn}
          onChange={(identityConfirmedOn) => onChange({ identityConfirmedOn })}
        />
      </Group>
      <Group grow align="flex-start">
        <Select
          label="Law"
          description={law?.law ?? 'The law under which the person asks.'}
          required
          searchable
          data={jurisdictions.map(({ key, name }) => ({ value: key, label: name }))}
          value={form.jurisdiction || null}
          error={errors.jurisdiction}
          onChange={(key) => {
            const next = jurisdictions.find((entry) => entry.key === key);
            if (next) onChange(withJurisdiction(form, next, settings?.organisation.country));
          }}
        />
        <Select
          label="Place"
          description="Where the organisation is established; its public holidays count."
          required
          searchable
          disabled={!law}
          data={(law?.places ?? []).map(({ code, name }) => ({ value: code, label: name }))}
          value={form.place || null}
          error={errors.place}
          onChange={(place) => onChange({ place: place ?? '' })}
        />
      </Group>
      {law && !form.place && <Text size="sm">{law.responseRule}</Text>}
      <Checkbox.Group
        size="xs"
        label="Rights asked for"
        required
        value={[...form.rights]}
        error={errors.rights}
        onChange={(rights) =>
          onChange({ rights: (law?.rights ?? ['access']).filter((right) => rights.includes(right)) })
        }
      >
        <Stack gap={6} mt={6}>
          {(law?.rights ?? ['access' as const]).map((right) => (
            <Checkbox
              key={right}
              value={right}
              label={RIGHT_NAME[right]}
              description={`The right ${RIGHT_MEANING[right]}.`}
            />
          ))}
        </Stack>
      </Checkbox.Group>
      <Checkbox
        label="The deadline was extended"
        description="Only with reasons, and the person must be told in time; the box beside says by when."
        checked={form.extended}
        onChange={(event) => onChange({ extended: event.currentTarget.checked })}
      />
    </Stack>
  );
}
