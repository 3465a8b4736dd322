import { Checkbox, Group, Select, Stack, Text, TextInput } from '@mantine/core';
import { CHANNELS, LETTER_LANGUAGES, type Jurisdiction, type Right } from '../../../../../contract/index.ts';
import { rightsUnder, type FieldErrors, type RequestForm } from '../model/request-form.ts';
import { CHANNEL_NAME, LANGUAGE_NAME, RIGHT_MEANING, RIGHT_NAME } from '../model/words.ts';
import { DateField } from './DateField.tsx';
import { LawFields } from './LawFields.tsx';
import { say } from '../../../shared/language/say.ts';
import { told } from '../../../shared/language/told.ts';

interface Props {
  form: RequestForm;
  errors: FieldErrors;
  jurisdictions: readonly Jurisdiction[];
  onChange: (part: Partial<RequestForm>) => void;
}

/** What was asked, when, how, and under which laws. */
export function RequestStep({ form, errors, jurisdictions, onChange }: Props) {
  const law = jurisdictions.find(({ key }) => key === form.jurisdiction);
  return (
    <Stack gap="md">
      <Group grow align="flex-start">
        <DateField
          label={say('Received on')}
          description={say('The day the request reached the organisation.')}
          required
          value={form.receivedOn}
          {...(errors.receivedOn === undefined ? {} : { error: errors.receivedOn })}
          onChange={(receivedOn) => onChange({ receivedOn })}
        />
        <Select
          label={say('How it came in')}
          description={say('For the internal file.')}
          clearable
          clearButtonProps={{ 'aria-label': say('Clear how it came in') }}
          data={CHANNELS.map((value) => ({ value, label: CHANNEL_NAME[value] }))}
          value={form.channel || null}
          onChange={(value) => onChange({ channel: CHANNELS.find((one) => one === value) ?? '' })}
        />
      </Group>
      <LawFields form={form} errors={errors} jurisdictions={jurisdictions} onChange={onChange} />
      {law && !form.place && <Text size="sm">{told(law.responseRule)}</Text>}
      <Rights form={form} errors={errors} jurisdictions={jurisdictions} onChange={onChange} />
      <Group grow align="flex-start">
        <TextInput
          label={say('Reference')}
          description={say('No names or other personal data: it appears in file names and in the ledger.')}
          placeholder={say('The next number of the year')}
          maxLength={128}
          value={form.reference}
          error={errors.reference}
          onChange={(event) => onChange({ reference: event.currentTarget.value })}
        />
        <Select
          label={say('Language of letters')}
          description={say('Each letter can be written in another one.')}
          allowDeselect={false}
          data={LETTER_LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAME[value] }))}
          value={form.language}
          onChange={(value) =>
            onChange({ language: LETTER_LANGUAGES.find((one) => one === value) ?? form.language })
          }
        />
      </Group>
    </Stack>
  );
}

function Rights({ form, errors, jurisdictions, onChange }: Props) {
  const chosen = [form.jurisdiction, ...form.alsoUnder.map((one) => one.jurisdiction)];
  const known = rightsUnder(form, jurisdictions);
  const rights: readonly Right[] = known.length > 0 ? known : ['access'];
  const provisions = (right: Right) =>
    jurisdictions
      .filter(({ key }) => chosen.includes(key))
      .flatMap((law) => law.provisions.filter((one) => one.right === right))
      .map(({ article }) => told(article));
  return (
    <Checkbox.Group
      size="xs"
      label={say('Rights asked for')}
      description={say('One letter can ask for several.')}
      required
      value={[...form.rights]}
      error={errors.rights}
      onChange={(next) => onChange({ rights: rights.filter((right) => next.includes(right)) })}
    >
      <Stack gap={6} mt={6}>
        {rights.map((right) => (
          <Checkbox
            key={right}
            value={right}
            label={nameOf(right, form, jurisdictions)}
            description={[
              say('The right {meaning}', { meaning: RIGHT_MEANING[right] }),
              ...provisions(right),
            ].join(' · ')}
          />
        ))}
      </Stack>
    </Checkbox.Group>
  );
}

/** The product's name of a right, with the law's own beside it where that does not begin with the right's key. */
function nameOf(right: Right, form: RequestForm, jurisdictions: readonly Jurisdiction[]): string {
  const law = jurisdictions.find(({ key }) => key === form.jurisdiction);
  const own = law?.provisions.find((one) => one.right === right)?.name;
  if (own === undefined || own.toLowerCase().replaceAll(' ', '-').startsWith(right)) return RIGHT_NAME[right];
  const name = told(own);
  return name === RIGHT_NAME[right] ? name : `${RIGHT_NAME[right]} (${name})`;
}
