import { Alert, Button, Group, Select, Stack, Text, Textarea } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { LETTER_KINDS, LETTER_LANGUAGES, type CaseView } from '../../../../../contract/index.ts';
import { client, orpc } from '../../../shared/api.ts';
import { ErrorState } from '../../../shared/ErrorState.tsx';
import { host } from '../../../shared/host.ts';
import { AnchorLink } from '../../../shared/links.tsx';
import { Loading } from '../../../shared/Loading.tsx';
import { Section } from '../../../shared/Section.tsx';
import { fromBase64 } from '../../../shared/base64.ts';
import { orSay } from '../../../shared/say-error.ts';
import { today } from '../model/civil-date.ts';
import { LANGUAGE_NAME } from '../model/words.ts';
import classes from '../privacy.module.css';
import { DateField } from '../request/DateField.tsx';
import { fieldName, sentence } from './words.ts';
import { say } from '../../../shared/language/say.ts';
import { told } from '../../../shared/language/told.ts';

type Kind = (typeof LETTER_KINDS)[number];
type Language = (typeof LETTER_LANGUAGES)[number];

interface Choice {
  kind: Kind;
  language: Language;
  date: string;
}

/** A field that a person can fill in: what is missing besides must happen in the case. */
const isField = (name: string) => /^[a-z]+\.[a-z0-9_]+$/.test(name);

/** A letter: its draft, what is missing, filling that in, finishing it. */
export function LetterComposer({ view }: { view: CaseView }) {
  const [choice, setChoice] = useState<Choice>({
    kind: 'acknowledgement',
    language: view.language,
    date: today(),
  });
  return (
    <Section title={say('Letters')}>
      <Stack gap="md">
        <Group align="flex-end" gap="sm">
          <Select
            label={say('Letter')}
            w={210}
            data={LETTER_KINDS.map((value) => ({ value, label: sentence(value) }))}
            value={choice.kind}
            onChange={(value) =>
              setChoice({ ...choice, kind: LETTER_KINDS.find((one) => one === value) ?? choice.kind })
            }
            allowDeselect={false}
          />
          <Select
            label={say('Language')}
            w={130}
            data={LETTER_LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAME[value] }))}
            value={choice.language}
            onChange={(value) =>
              setChoice({
                ...choice,
                language: LETTER_LANGUAGES.find((one) => one === value) ?? choice.language,
              })
            }
            allowDeselect={false}
          />
          <DateField
            label={say('Date')}
            value={choice.date}
            onChange={(date) => setChoice({ ...choice, date })}
          />
          <AnchorLink to="/privacy" search={{ view: 'wording', part: 'letters' }} size="sm">
            {say('Change the wording')}
          </AnchorLink>
        </Group>
        <Draft key={choice.kind} view={view} choice={choice} />
      </Stack>
    </Section>
  );
}

function Draft({ view: { reference }, choice }: { view: CaseView; choice: Choice }) {
  const [given, setGiven] = useState<Readonly<Record<string, string>>>({});
  const [applied, setApplied] = useState<Readonly<Record<string, string>>>({});
  const [asked, setAsked] = useState<readonly string[]>([]);
  const queries = useQueryClient();
  const { date, ...rest } = choice;
  const order = { reference, ...rest, given: applied, ...(date === '' ? {} : { date }) };
  const draft = useQuery({
    ...orpc.desk.letter.queryOptions({ input: order }),
    placeholderData: keepPreviousData,
    gcTime: 0,
  });
  const finish = useMutation({
    mutationFn: () => client.desk.finishLetter(order),
    onSuccess: ({ files: [pdf] }) => {
      // The letter is kept, whether or not its file is saved: it must not look as if it were to be finished again.
      if (pdf) orSay(host.save(pdf.name, pdf.mediaType, fromBase64(pdf.base64)));
      return queries.invalidateQueries({ queryKey: orpc.desk.key() });
    },
  });
  if (draft.error) return <ErrorState error={draft.error} onRetry={() => void draft.refetch()} />;
  if (!draft.data) return <Loading what={say('the draft')} bars={[160]} />;
  const { missing, warnings, text, files } = draft.data;
  // What was asked for once stays on the screen while it is filled in.
  const fields = [...new Set([...asked, ...missing.filter(isField)])];
  const apply = () => {
    setAsked(fields);
    const filled = Object.entries(given).filter(([, value]) => value.trim() !== '');
    setApplied(Object.fromEntries(filled));
  };
  const changed = JSON.stringify(applied) !== JSON.stringify(given);
  return (
    <div className={classes.twoColumns}>
      <Stack gap="sm">
        <Missing missing={missing} />
        {warnings.map((warning) => (
          <Text key={warning} size="sm">
            <IconAlertTriangle size={14} aria-hidden className={classes.icon} />
            {told(warning)}
          </Text>
        ))}
        <Fields fields={fields} given={given} missing={missing} onGiven={setGiven} />
        <Group gap="sm">
          {fields.length > 0 && (
            <Button variant="default" disabled={!changed} loading={draft.isFetching} onClick={apply}>
              {say('Put it into the draft')}
            </Button>
          )}
          <Button
            loading={finish.isPending}
            disabled={missing.length > 0 || changed || draft.isFetching}
            onClick={() => finish.mutate()}
          >
            {say('Finish and keep')}
          </Button>
          {files.map(({ name, mediaType, base64 }) => (
            <Button
              key={name}
              variant="subtle"
              size="compact-sm"
              onClick={() => orSay(host.save(name, mediaType, fromBase64(base64)))}
            >
              {say('Draft as {format}', {
                format: name.slice(name.lastIndexOf('.') + 1).toUpperCase(),
              })}
            </Button>
          ))}
        </Group>
        <Text size="sm" role="status">
          {finish.data &&
            say('Kept as record {id}, SHA-256 {digest}….', {
              id: finish.data.record,
              digest: finish.data.sha256.slice(0, 12),
            })}
        </Text>
        {finish.error && <ErrorState error={finish.error} />}
      </Stack>
      <div className={classes.letter} tabIndex={0} role="region" aria-label={say('Text of the letter')}>
        {text}
      </div>
    </div>
  );
}

function Missing({ missing }: { missing: readonly string[] }) {
  if (missing.length === 0)
    return (
      <Text size="sm" role="status">
        {say('Nothing is missing.')}
      </Text>
    );
  return (
    <Alert
      variant="outline"
      color="orange"
      title={say('{things, plural, one {# thing} other {# things}} missing', { things: missing.length })}
    >
      <Text size="sm">{missing.map((one) => told(one)).join(', ')}</Text>
      {missing.some((one) => one.startsWith('organisation.')) && (
        <AnchorLink to="/settings" size="sm" underline="always">
          {say('What the letters say of the organisation stands in the settings')}
        </AnchorLink>
      )}
    </Alert>
  );
}

interface FieldsProps {
  fields: readonly string[];
  given: Readonly<Record<string, string>>;
  missing: readonly string[];
  onGiven: (given: Readonly<Record<string, string>>) => void;
}

function Fields({ fields, given, missing, onGiven }: FieldsProps) {
  const known = useQuery(orpc.desk.letterFields.queryOptions({ staleTime: Number.POSITIVE_INFINITY }));
  const meaning = (name: string) => known.data?.fields.find((one) => one.name === name)?.meaning;
  return fields.map((field) => (
    <Textarea
      key={field}
      label={told(meaning(field)) ?? fieldName(field.replace('manual.', ''))}
      description={field}
      required={missing.includes(field)}
      autosize
      minRows={1}
      maxLength={20_000}
      value={given[field] ?? ''}
      onChange={(event) => onGiven({ ...given, [field]: event.currentTarget.value })}
    />
  ));
}
