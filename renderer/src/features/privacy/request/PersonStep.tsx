import { Checkbox, Fieldset, Group, Select, Stack, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { orpc } from '../../../shared/api.ts';
import { DeskGate } from '../desk/DeskGate.tsx';
import type { FieldErrors, RequestForm } from '../model/request-form.ts';
import { IdentifierList } from './IdentifierList.tsx';
import { say } from '../../../shared/language/say.ts';
import { told } from '../../../shared/language/told.ts';

interface Props {
  form: RequestForm;
  errors: FieldErrors;
  subjects: readonly { key: string; name: string; description: string }[];
  onChange: (part: Partial<RequestForm>) => void;
}

/** Who asks, for whom, and by what systems can be searched for them. */
export function PersonStep({ form, errors, subjects, onChange }: Props) {
  const chosen = subjects.find(({ key }) => key === form.subject);
  const desk = useQuery(orpc.desk.state.queryOptions());
  const isOpen = desk.data?.open === true;
  return (
    <Stack gap="md">
      <Select
        label={say('The person is to the organisation')}
        description={told(chosen?.description) || say('Decides which datasets are in scope.')}
        required
        searchable
        data={subjects.map(({ key, name }) => ({ value: key, label: told(name) }))}
        value={form.subject || null}
        error={errors.subject}
        onChange={(subject) => onChange({ subject: subject ?? '' })}
      />
      <Checkbox
        label={say('Somebody asks on behalf of the person')}
        description={say('A lawyer, a parent, an authorised agent.')}
        checked={form.onBehalf}
        onChange={(event) => onChange({ onBehalf: event.currentTarget.checked })}
      />
      <IdentifierList
        identifiers={form.identifiers}
        error={errors.identifiers}
        values={isOpen}
        onChange={(identifiers) => onChange({ identifiers })}
      />
      <Fieldset legend={say('Personal data, kept encrypted with the case')}>
        <DeskGate>
          <Person form={form} errors={errors} onChange={onChange} />
        </DeskGate>
      </Fieldset>
    </Stack>
  );
}

function Person({ form, errors, onChange }: Omit<Props, 'subjects'>) {
  return (
    <Stack gap="sm">
      <Group grow align="flex-start">
        <TextInput
          label={say('Name')}
          maxLength={500}
          autoComplete="off"
          value={form.name}
          onChange={(event) => onChange({ name: event.currentTarget.value })}
        />
        <Textarea
          label={say('Where the answer goes')}
          autosize
          minRows={1}
          maxLength={2000}
          value={form.contact}
          onChange={(event) => onChange({ contact: event.currentTarget.value })}
        />
      </Group>
      {form.onBehalf && (
        <Group grow align="flex-start">
          <TextInput
            label={say('Who acts for the person')}
            required
            maxLength={500}
            autoComplete="off"
            error={errors.agentName}
            value={form.agentName}
            onChange={(event) => onChange({ agentName: event.currentTarget.value })}
          />
          <Textarea
            label={say('What shows that they may')}
            description={say('A power of attorney, parental responsibility, a registration.')}
            autosize
            minRows={1}
            maxLength={2000}
            value={form.agentAuthority}
            onChange={(event) => onChange({ agentAuthority: event.currentTarget.value })}
          />
        </Group>
      )}
    </Stack>
  );
}
