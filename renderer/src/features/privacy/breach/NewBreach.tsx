import { Button, Checkbox, Group, Select, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState, type FormEvent } from 'react';
import {
  BREACH_KINDS,
  BREACH_STARTS,
  type BreachStart,
  type BreachStartPart,
} from '../../../../../contract/index.ts';
import { client, orpc } from '../../../shared/api.ts';
import { ErrorState } from '../../../shared/ErrorState.tsx';
import { localText } from '../../../shared/local-time.ts';
import { Section } from '../../../shared/Section.tsx';
import type { NamedPart } from './parts.ts';
import { StartParts } from './StartParts.tsx';
import { KIND_NAME, START_NAME, zonedInstant } from './words.ts';
import { say, sayIn } from '../../../shared/language/say.ts';
import { told } from '../../../shared/language/told.ts';

type Kind = (typeof BREACH_KINDS)[number];

interface Form {
  title: string;
  reference: string;
  aware: string;
  zone: string;
  from: string;
  until: string;
  kinds: readonly Kind[];
  start: BreachStart['kind'];
  name: string;
  parts: readonly NamedPart[];
  jurisdiction: string;
  place: string;
  processor: boolean;
  latest: boolean;
}

const KIND_HELP: Record<Kind, string> = {
  confidentiality: say('Data were disclosed to, or accessed by, somebody who may not.'),
  integrity: say('Data were altered.'),
  availability: say('Data were lost or destroyed.'),
};

function blank(): Form {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return {
    ...{
      title: '',
      reference: '',
      aware: localText(new Date().toISOString(), 'minutes'),
      zone,
      from: '',
      until: '',
    },
    ...{ kinds: ['confidentiality'], start: 'system', name: '', parts: [] },
    ...{ jurisdiction: 'eu-gdpr', place: '', processor: false, latest: false },
  };
}

function errorsOf(form: Form): { readonly [Name in keyof Form]?: string } {
  const time = (local: string) => local === '' || zonedInstant(local, form.zone) !== null;
  return {
    ...(form.parts.length === 0 && { parts: say('Say what was compromised.') }),
    ...(form.kinds.length === 0 && { kinds: say('Choose at least one.') }),
    ...(form.place === '' && { place: say('The place decides which authority it is.') }),
    ...(!(form.aware !== '' && time(form.aware)) && {
      aware: say('A day and a time in a known zone are needed.'),
    }),
    ...(!time(form.from) && { from: say('Not a day and time.') }),
    ...(!time(form.until) && { until: say('Not a day and time.') }),
  };
}

/** What is known at the beginning; everything else is added on the breach's own page. */
export function NewBreach({ onClose }: { onClose: () => void }) {
  const [form, setForm] = useState(blank);
  const [checked, setChecked] = useState(false);
  const navigate = useNavigate();
  const queries = useQueryClient();
  const open = useMutation({
    mutationFn: () => client.breaches.open(inputOf(form)),
    onSuccess: async ({ reference }) => {
      await queries.invalidateQueries({ queryKey: orpc.breaches.key() });
      void navigate({ to: '/privacy', search: { view: 'breaches', breach: reference } });
    },
  });
  const errors = checked ? errorsOf(form) : {};
  const change = (part: Partial<Form>) => setForm((now) => ({ ...now, ...part }));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setChecked(true);
    if (Object.keys(errorsOf(form)).length === 0) open.mutate();
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <Compromised
          form={form}
          error={errors.parts}
          onChange={change}
          onParts={(of) => setForm((now) => ({ ...now, parts: of(now.parts) }))}
        />
        <Awareness form={form} errors={errors} onChange={change} />
        <Group>
          <Button type="submit" loading={open.isPending}>
            {say('Open the breach')}
          </Button>
          <Button variant="default" onClick={onClose}>
            {say('Cancel')}
          </Button>
        </Group>
        {checked && Object.keys(errors).length > 0 && (
          <Text size="sm" role="alert">
            {Object.values(errors).join(' ')}
          </Text>
        )}
        {open.error && <ErrorState error={open.error} />}
      </Stack>
    </form>
  );
}

interface PartProps {
  form: Form;
  onChange: (part: Partial<Form>) => void;
}

interface CompromisedProps extends PartProps {
  error: string | undefined;
  onParts: Parameters<typeof StartParts>[0]['onChange'];
}

function Compromised({ form, error, onChange, onParts }: CompromisedProps) {
  return (
    <Section title={say('What was compromised')}>
      <Stack gap="sm">
        <Group grow align="flex-start">
          <Select
            label={say('It was a')}
            data={BREACH_STARTS.map((value) => ({ value, label: START_NAME[value] }))}
            value={form.start}
            allowDeselect={false}
            onChange={(start) => onChange({ start: start ?? 'system' })}
          />
          <TextInput
            label={say('Name')}
            description={
              form.start === 'credential'
                ? say('Name every dataset or system that it reaches below.')
                : say('For people; may stay empty.')
            }
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            maxLength={300}
            value={form.name}
            onChange={(event) => onChange({ name: event.currentTarget.value })}
          />
        </Group>
        <StartParts parts={form.parts} error={error} onChange={onParts} />
        <Checkbox.Group
          label={say('Kind of breach')}
          required
          value={[...form.kinds]}
          onChange={(kinds) => onChange({ kinds: BREACH_KINDS.filter((kind) => kinds.includes(kind)) })}
        >
          <Stack gap={6} mt={6}>
            {BREACH_KINDS.map((kind) => (
              <Checkbox
                key={kind}
                size="xs"
                value={kind}
                label={KIND_NAME[kind]}
                description={KIND_HELP[kind]}
              />
            ))}
          </Stack>
        </Checkbox.Group>
      </Stack>
    </Section>
  );
}

function Awareness({
  form,
  errors,
  onChange,
}: PartProps & { errors: { readonly [Name in keyof Form]?: string } }) {
  const laws = useQuery(orpc.privacy.jurisdictions.queryOptions({ staleTime: Number.POSITIVE_INFINITY }));
  const law = laws.data?.find(({ key }) => key === form.jurisdiction);
  const text = (key: 'title' | 'reference' | 'aware' | 'zone' | 'from' | 'until') => ({
    value: form[key],
    error: errors[key],
    onChange: (event: { currentTarget: { value: string } }) => onChange({ [key]: event.currentTarget.value }),
  });
  return (
    <Section title={say('When, and under which law')}>
      <Stack gap="sm">
        <Group grow align="flex-start">
          <TextInput label={say('Aware since')} type="datetime-local" required {...text('aware')} />
          <TextInput label={say('Time zone')} required {...text('zone')} />
        </Group>
        <Group grow align="flex-start">
          <TextInput label={say('Exposed from, if known')} type="datetime-local" {...text('from')} />
          <TextInput label={say('Exposed until, if known')} type="datetime-local" {...text('until')} />
        </Group>
        <Group grow align="flex-start">
          <Select
            label={say('Law')}
            required
            allowDeselect={false}
            data={(laws.data ?? []).map(({ key, name }) => ({ value: key, label: told(name) }))}
            value={form.jurisdiction}
            onChange={(jurisdiction) => onChange({ jurisdiction: jurisdiction ?? 'eu-gdpr', place: '' })}
          />
          <Select
            label={sayIn('law', 'Place')}
            required
            searchable
            data={(law?.places ?? []).map(({ code, name }) => ({ value: code, label: told(name) }))}
            value={form.place || null}
            error={errors.place}
            onChange={(place) => onChange({ place: place ?? '' })}
          />
        </Group>
        <Group grow align="flex-start">
          <TextInput label={say('Title')} maxLength={300} {...text('title')} />
          <TextInput
            label={say('Reference')}
            placeholder={say('the next number of the year')}
            maxLength={80}
            {...text('reference')}
          />
        </Group>
        <Checkbox
          label={say('We are the processor: the controller is notified (Art. 33(2))')}
          checked={form.processor}
          onChange={(event) => onChange({ processor: event.currentTarget.checked })}
        />
        <Checkbox
          label={say('Use lineage as it is now, not as it was when the exposure ended')}
          checked={form.latest}
          onChange={(event) => onChange({ latest: event.currentTarget.checked })}
        />
        <Text size="xs" c="dimmed">
          {say('No names or other details of people affected here: what is noted stands in the ledger.')}
        </Text>
      </Stack>
    </Section>
  );
}

function inputOf(form: Form): Parameters<typeof client.breaches.open>[0] {
  const parts = form.parts.map(({ part }): BreachStartPart => part);
  const instant = (local: string) => (local === '' ? null : zonedInstant(local, form.zone));
  const [from, until] = [instant(form.from), instant(form.until)];
  return {
    awareAt: instant(form.aware) ?? '',
    zone: form.zone,
    kinds: [...form.kinds],
    start: { kind: form.start, name: form.name.trim(), parts },
    jurisdiction: form.jurisdiction,
    place: form.place,
    role: form.processor ? 'processor' : 'controller',
    asOf: form.latest ? 'latest' : 'breach',
    ...(form.title.trim() === '' ? {} : { title: form.title.trim() }),
    ...(form.reference.trim() === '' ? {} : { reference: form.reference.trim() }),
    ...(from === null ? {} : { exposedFrom: from }),
    ...(until === null ? {} : { exposedUntil: until }),
  };
}
