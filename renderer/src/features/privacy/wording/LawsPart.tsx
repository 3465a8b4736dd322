import { Button, Group, Select, Stack, Text, Textarea } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { client, orpc } from '../../../shared/api.ts';
import { ErrorState } from '../../../shared/ErrorState.tsx';
import { Loading } from '../../../shared/Loading.tsx';
import { Section } from '../../../shared/Section.tsx';
import { differencesOfTexts } from '../model/changes.ts';
import classes from '../privacy.module.css';
import { Differences, Problems } from './Changes.tsx';
import { KeepBar } from './KeepBar.tsx';
import { LawSummary } from './LawSummary.tsx';
import { say } from '../../../shared/language/say.ts';
import { told } from '../../../shared/language/told.ts';

/** Laws in force: read as a summary, changed as data. */
export function LawsPart() {
  const laws = useQuery(orpc.desk.laws.queryOptions());
  const [key, setKey] = useState<string | null>(null);
  if (laws.error) return <ErrorState error={laws.error} onRetry={() => void laws.refetch()} />;
  if (!laws.data) return <Loading what={say('the laws')} bars={[28, 200]} />;
  const law = laws.data.find((one) => one.key === key) ?? laws.data[0];
  if (!law) return null;
  return (
    <Stack gap="md">
      <Group>
        <Select
          label={say('Law')}
          allowDeselect={false}
          data={laws.data.map(({ key: value, name, own }) => ({
            value,
            label: own ? say('{name} (your own version)', { name: told(name) }) : told(name),
          }))}
          value={law.key}
          onChange={setKey}
        />
      </Group>
      <LawEditor key={`${law.key} ${law.json}`} law={law} />
    </Stack>
  );
}

interface Law {
  key: string;
  name: string;
  json: string;
  bundled: string | null;
  own: boolean;
}

function LawEditor({ law }: { law: Law }) {
  const [text, setText] = useState(law.json);
  const [editing, setEditing] = useState(false);
  const [checked] = useDebouncedValue(text, 300);
  const check = useQuery({
    ...orpc.desk.checkLaw.queryOptions({ input: { key: law.key, text: checked } }),
    placeholderData: keepPreviousData,
    enabled: editing,
  });
  const problems = check.data?.problems ?? [];
  const now = differencesOfTexts(law.json, text);
  const sinceBundled = law.bundled === null ? null : differencesOfTexts(law.bundled, law.json);
  return (
    <Stack gap="md">
      <LawSummary json={law.json} />
      {law.own && sinceBundled && (
        <Differences title={say('Your own version differs from the bundled one in')} changes={sinceBundled} />
      )}
      {editing ? (
        <Section title={say('Change {name}', { name: told(law.name) })}>
          <Stack gap="sm">
            <Textarea
              label={say('The law as data (JSON)')}
              description={say(
                'Periods, start, pauses, last day, rights with their provisions, authorities.',
              )}
              autosize
              minRows={12}
              maxRows={28}
              spellCheck={false}
              styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
              value={text}
              onChange={(event) => setText(event.currentTarget.value)}
            />
            <Problems problems={problems} />
            {check.error && <ErrorState error={check.error} />}
            {now && <Differences title={say('This changes')} changes={now} />}
            <KeepBar
              kept={say('Kept the law {name}. Undo takes it back.', { name: told(law.name) })}
              back={say('Back to the bundled law {name}. Undo brings yours again.', { name: told(law.name) })}
              own={law.own}
              bundled={law.bundled !== null}
              ready={
                now !== null &&
                now.length > 0 &&
                problems.length === 0 &&
                checked === text &&
                !check.isFetching
              }
              onKeep={(draft, reason) =>
                client.desk.editLaw({ key: law.key, text: draft === null ? null : text, reason })
              }
              onKept={() => setEditing(false)}
            />
          </Stack>
        </Section>
      ) : (
        <Group>
          <Button variant="default" onClick={() => setEditing(true)}>
            {say('Change this law')}
          </Button>
          <Text size="sm" c="dimmed" className={classes.wrap}>
            {law.own ? say('Your own version is in force.') : say('The bundled one is in force.')}
          </Text>
        </Group>
      )}
    </Stack>
  );
}
