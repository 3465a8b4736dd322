import { Alert, Button, Code, Group, Select, Stack, Text, Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { LETTER_KINDS, LETTER_LANGUAGES, type CaseView } from '../../../../../contract/index.ts';
import { client } from '../../../shared/api.ts';
import { ErrorState } from '../../../shared/ErrorState.tsx';
import { host } from '../../../shared/host.ts';
import { Section } from '../../../shared/Section.tsx';
import { fromBase64 } from '../model/base64.ts';
import { words } from './use-desk.ts';

type Kind = (typeof LETTER_KINDS)[number];
type Language = (typeof LETTER_LANGUAGES)[number];
const LANGUAGE: Record<Language, string> = { en: 'English', de: 'Deutsch', fr: 'Français', es: 'Español' };

/** Letters of a case: a draft with what is missing, then the finished letter, kept with the case. */
export function CaseLetters({ view }: { view: CaseView }) {
  const { reference } = view;
  const [kind, setKind] = useState<Kind>('acknowledgement');
  const [language, setLanguage] = useState<Language>(view.language);
  const [given, setGiven] = useState<Record<string, string>>({});
  const order = () => {
    const filled = Object.entries(given).filter(([, value]) => value.trim() !== '');
    return { reference, kind, language, given: Object.fromEntries(filled) };
  };
  const draft = useMutation({ mutationFn: () => client.desk.letter(order()) });
  const finish = useMutation({
    mutationFn: async () => {
      const letter = await client.desk.finishLetter(order());
      const [pdf] = letter.files;
      if (pdf) await host.save(pdf.name, pdf.mediaType, fromBase64(pdf.base64));
      return letter;
    },
  });
  const shown = draft.data;
  const fields = [...new Set([...Object.keys(given), ...(shown?.missing ?? [])])].filter((field) =>
    /^[a-z]+\.[a-z_]+$/.test(field),
  );
  return (
    <Section title="Letters">
      <Stack gap="sm">
        <Group align="flex-end" gap="sm">
          <Select
            label="Letter"
            data={LETTER_KINDS.map((value) => ({ value, label: words(value) }))}
            value={kind}
            onChange={(value) => {
              setKind(LETTER_KINDS.find((one) => one === value) ?? kind);
              draft.reset();
            }}
            allowDeselect={false}
          />
          <Select
            label="Language"
            data={LETTER_LANGUAGES.map((value) => ({ value, label: LANGUAGE[value] }))}
            value={language}
            onChange={(value) => setLanguage(LETTER_LANGUAGES.find((one) => one === value) ?? language)}
            allowDeselect={false}
          />
          <Button variant="default" loading={draft.isPending} onClick={() => draft.mutate()}>
            Draft
          </Button>
          <Button
            loading={finish.isPending}
            disabled={!shown || shown.missing.length > 0}
            onClick={() => finish.mutate()}
          >
            Finish and keep
          </Button>
        </Group>
        {shown && shown.missing.length > 0 && (
          <Alert variant="outline" color="orange" title={`${shown.missing.length} missing`}>
            <Text size="sm">{shown.missing.join(', ')}</Text>
          </Alert>
        )}
        {shown?.warnings.map((warning) => (
          <Text key={warning} size="sm">
            {warning}
          </Text>
        ))}
        {fields.map((field) => (
          <Textarea
            key={field}
            label={words(field.replace('manual.', ''))}
            autosize
            minRows={1}
            value={given[field] ?? ''}
            onChange={(event) => setGiven({ ...given, [field]: event.currentTarget.value })}
          />
        ))}
        {shown && (
          <Code
            block
            tabIndex={0}
            role="region"
            aria-label="Text of the letter"
            style={{ whiteSpace: 'pre-wrap' }}
          >
            {shown.text}
          </Code>
        )}
        <Text size="sm" role="status">
          {finish.data && `Kept as record ${finish.data.record}.`}
        </Text>
        {draft.error && <ErrorState error={draft.error} />}
        {finish.error && <ErrorState error={finish.error} />}
      </Stack>
    </Section>
  );
}
