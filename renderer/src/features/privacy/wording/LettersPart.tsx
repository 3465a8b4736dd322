import { Badge, Group, Select, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { LETTER_KINDS, LETTER_LANGUAGES } from '../../../../../contract/index.ts';
import { client, orpc } from '../../../shared/api.ts';
import { ErrorState } from '../../../shared/ErrorState.tsx';
import { Loading } from '../../../shared/Loading.tsx';
import { Section } from '../../../shared/Section.tsx';
import { LANGUAGE_NAME, LETTER_NAME } from '../model/words.ts';
import classes from '../privacy.module.css';
import { Lines, Problems } from './Changes.tsx';
import { FieldList } from './FieldList.tsx';
import { KeepBar } from './KeepBar.tsx';
import { say } from '../../../shared/language/say.ts';

type Kind = (typeof LETTER_KINDS)[number];
type Language = (typeof LETTER_LANGUAGES)[number];

/** The wording of letters: one's own in place of the bundled one, looked at with a case. */
export function LettersPart() {
  const templates = useQuery(orpc.desk.templates.queryOptions());
  const [kind, setKind] = useState<Kind>('acknowledgement');
  const [language, setLanguage] = useState<Language>('en');
  if (templates.error) return <ErrorState error={templates.error} onRetry={() => void templates.refetch()} />;
  if (!templates.data) return <Loading what={say('the letters')} bars={[28, 200]} />;
  const template = templates.data.find((one) => one.kind === kind && one.language === language);
  const own = templates.data.filter((one) => one.own).length;
  if (!template) return null;
  return (
    <Stack gap="md">
      <Group align="flex-end">
        <Select
          label={say('Letter')}
          allowDeselect={false}
          data={LETTER_KINDS.map((value) => ({ value, label: LETTER_NAME[value] }))}
          value={kind}
          onChange={(value) => setKind(LETTER_KINDS.find((one) => one === value) ?? kind)}
        />
        <Select
          label={say('Language')}
          allowDeselect={false}
          w={140}
          data={LETTER_LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAME[value] }))}
          value={language}
          onChange={(value) => setLanguage(LETTER_LANGUAGES.find((one) => one === value) ?? language)}
        />
        <Text size="sm" c="dimmed">
          {say('{own} of {count} letters have wording of your own.', { own, count: templates.data.length })}
        </Text>
      </Group>
      <TemplateEditor key={`${language} ${kind} ${template.text}`} template={template} />
    </Stack>
  );
}

interface Template {
  language: Language;
  kind: Kind;
  text: string;
  bundled: string;
  own: boolean;
}

function TemplateEditor({ template }: { template: Template }) {
  const { language, kind, own, bundled } = template;
  const key = `${language}/${kind}`;
  const [text, setText] = useState(template.text);
  const [reference, setReference] = useState('');
  const [checked] = useDebouncedValue({ text, reference }, 300);
  const check = useQuery({
    ...orpc.desk.checkTemplate.queryOptions({
      input: { key, text: checked.text, reference: checked.reference.trim() || null },
    }),
    placeholderData: keepPreviousData,
    gcTime: 0,
    retry: false,
  });
  const problems = check.data?.problems ?? [];
  return (
    <Section
      title={`${LETTER_NAME[kind]}, ${LANGUAGE_NAME[language]}`}
      aside={own ? <Badge>{say('Your own')}</Badge> : <Badge variant="default">{say('Bundled')}</Badge>}
    >
      <div className={classes.twoColumns}>
        <Stack gap="sm">
          <Textarea
            label={say('Template')}
            autosize
            minRows={16}
            maxRows={30}
            spellCheck={false}
            styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
          <Problems problems={problems} />
          <KeepBar
            kept={say('Kept the letter. Undo takes it back.')}
            back={say('Back to the bundled letter. Undo brings yours again.')}
            own={own}
            bundled
            ready={
              text !== template.text && problems.length === 0 && checked.text === text && !check.isFetching
            }
            onKeep={(draft, reason) =>
              client.desk.editTemplate({ key, text: draft === null ? null : text, reason })
            }
            onKept={() => undefined}
          />
          <Lines title={say('This changes')} before={template.text} after={text} />
          {own && (
            <Lines
              title={say('Your own wording differs from the bundled one in')}
              before={bundled}
              after={template.text}
            />
          )}
        </Stack>
        <Stack gap="sm">
          <TextInput
            label={say('Look at it with a case')}
            description={say('Its reference; nothing is kept.')}
            placeholder={say('DSR-2026-0001')}
            value={reference}
            onChange={(event) => setReference(event.currentTarget.value)}
          />
          {check.error && <ErrorState error={check.error} />}
          {check.data?.letter && !check.error && (
            <div
              className={classes.letter}
              tabIndex={0}
              role="region"
              aria-label={say('The letter of that case')}
            >
              {check.data.letter.text}
            </div>
          )}
          <FieldList />
        </Stack>
      </div>
    </Section>
  );
}
