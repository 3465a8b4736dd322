import { Badge, Button, Group, Stack, Table, Text, Textarea } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import type { CaseRecord, CaseView } from '../../../../../contract/index.ts';
import { client, orpc } from '../../../shared/api.ts';
import { ErrorState } from '../../../shared/ErrorState.tsx';
import { bytes as size } from '../../../shared/format.ts';
import { HashText } from '../../../shared/HashText.tsx';
import { host } from '../../../shared/host.ts';
import { ButtonLink } from '../../../shared/links.tsx';
import { Loading } from '../../../shared/Loading.tsx';
import { Section } from '../../../shared/Section.tsx';
import { fromBase64 } from '../../../shared/base64.ts';
import { validatePrivacySearch } from '../model/search-params.ts';
import classes from '../privacy.module.css';
import { AttachFile } from './AttachFile.tsx';
import { CloseDesk, DeskGate } from './DeskGate.tsx';
import { PersonForm } from './PersonForm.tsx';
import { RedactScreen } from './RedactScreen.tsx';
import { words } from './words.ts';
import { personQuery, recordsQuery } from './use-desk.ts';
import { say } from '../../../shared/language/say.ts';
import { told } from '../../../shared/language/told.ts';

/** The personal data of a case, encrypted in the catalog file: the person, notes, attachments. */
export function CaseFiles({ view }: { view: CaseView }) {
  const { redact } = validatePrivacySearch(useSearch({ strict: false }));
  if (view.erased)
    return (
      <Section title={say('Personal data')}>
        <Text size="sm">
          {say(
            'The personal data of this case were erased. The ledger stays whole and says that it was done.',
          )}
        </Text>
      </Section>
    );
  return redact === undefined ? (
    <Section title={say('Personal data')} aside={<CloseDesk />}>
      <DeskGate>
        <Opened view={view} />
      </DeskGate>
    </Section>
  ) : (
    <DeskGate>
      <RedactScreen key={redact} view={view} record={redact} />
    </DeskGate>
  );
}

function Opened({ view }: { view: CaseView }) {
  const { reference } = view;
  const person = useQuery(personQuery(reference));
  const records = useQuery(recordsQuery(reference));
  const failed = [person, records].find(({ error }) => error !== null);
  if (failed) return <ErrorState error={failed.error} onRetry={() => void failed.refetch()} />;
  if (person.isPending || !records.data) return <Loading what={say('the personal data')} bars={[28, 28]} />;
  return (
    <Stack gap="lg">
      <PersonForm key={reference} reference={reference} person={person.data ?? null} />
      <Attachments view={view} records={records.data} />
      <Notes reference={reference} records={records.data} />
    </Stack>
  );
}

function Attachments({ view, records }: { view: CaseView; records: readonly CaseRecord[] }) {
  const { reference } = view;
  const save = useMutation({
    mutationFn: async (id: number) => {
      const { name, mediaType, base64 } = await client.desk.record({ reference, id });
      await host.save(name, mediaType, fromBase64(base64));
    },
  });
  const shown = records.filter((one) => one.kind === 'attachment' || one.kind === 'redacted');
  return (
    <section aria-label={say('Files')}>
      <Text fw={600} size="sm" mb={4}>
        {say('Files')}
      </Text>
      <Stack gap="xs">
        {shown.length === 0 ? (
          <Text size="sm" c="dimmed">
            {say(
              'The letter as it came in, results of the search, and copies from which other people’s data were taken out. Results are attached to their task, under “Work”.',
            )}
          </Text>
        ) : (
          <div
            className={classes.scrollX}
            tabIndex={0}
            role="region"
            aria-label={say('Files, scrolls sideways')}
          >
            <Table fz="sm">
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>{say('File')}</Table.Th>
                  <Table.Th>{say('Task')}</Table.Th>
                  <Table.Th ta="end">{say('Size')}</Table.Th>
                  <Table.Th>{say('SHA-256')}</Table.Th>
                  <Table.Th>{say('Withheld')}</Table.Th>
                  <Table.Th>{say('Actions')}</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {shown.map((one) => (
                  <FileRow key={one.id} reference={reference} one={one} onSave={() => save.mutate(one.id)} />
                ))}
              </Table.Tbody>
            </Table>
          </div>
        )}
        <AttachFile view={view} task={null} />
        {save.error && <ErrorState error={save.error} />}
      </Stack>
    </section>
  );
}

function FileRow({ reference, one, onSave }: { reference: string; one: CaseRecord; onSave: () => void }) {
  const name = one.name ?? say('record {id}', { id: one.id });
  return (
    <Table.Tr>
      <Table.Td className={classes.wrap}>
        {one.erased ? say('erased') : name}{' '}
        {one.kind === 'redacted' && <Badge color="gray">{say('copy')}</Badge>}
        {one.ofId !== null && (
          <Text size="xs" c="dimmed">
            {say('of record {id}', { id: one.ofId })}
          </Text>
        )}
      </Table.Td>
      <Table.Td>{one.task ?? say('the case')}</Table.Td>
      <Table.Td ta="end">{size(one.bytes)}</Table.Td>
      <Table.Td>
        {one.sha256 && <HashText value={one.sha256} label={say('SHA-256 of {name}', { name })} />}
      </Table.Td>
      <Table.Td>
        {one.withheld.length > 0 && (
          <details>
            <summary>{say('{places} withheld', { places: one.withheld.length })}</summary>
            <ul className={classes.plainList}>
              {one.withheld.map(({ place, reason, by, why }) => (
                <li key={place}>
                  {told(place) || say('the file')}: {words(reason)}
                  {why && ` (${why})`}, {by}
                </li>
              ))}
            </ul>
          </details>
        )}
      </Table.Td>
      <Table.Td>
        <Group gap={4} wrap="nowrap">
          <Button
            size="compact-sm"
            variant="default"
            disabled={one.erased}
            aria-label={say('Save {name}', { name })}
            onClick={onSave}
          >
            {say('Save')}
          </Button>
          {!one.erased && (
            <ButtonLink
              size="compact-sm"
              variant="default"
              to="/privacy"
              search={{ view: 'cases', case: reference, tab: 'files', redact: one.id }}
              aria-label={say('Withhold in {name}', { name })}
            >
              {say('Withhold …')}
            </ButtonLink>
          )}
        </Group>
      </Table.Td>
    </Table.Tr>
  );
}

function Notes({ reference, records }: { reference: string; records: readonly CaseRecord[] }) {
  const [text, setText] = useState('');
  const queries = useQueryClient();
  const notes = records.filter((one) => one.kind === 'note' && !one.erased);
  const add = useMutation({
    mutationFn: () => client.desk.note({ reference, text }),
    onSuccess: () => {
      setText('');
      return queries.invalidateQueries({ queryKey: orpc.desk.records.key() });
    },
  });
  return (
    <section aria-label={say('Notes')}>
      <Stack gap="xs">
        <Text fw={600} size="sm">
          {say('Notes')}
        </Text>
        {notes.map((one) => (
          <Note key={one.id} reference={reference} id={one.id} />
        ))}
        <Textarea
          label={say('New note')}
          autosize
          minRows={2}
          maxLength={100_000}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <Group>
          <Button
            variant="default"
            loading={add.isPending}
            disabled={text.trim() === ''}
            onClick={() => add.mutate()}
          >
            {say('Add the note')}
          </Button>
        </Group>
        {add.error && <ErrorState error={add.error} />}
      </Stack>
    </section>
  );
}

function Note({ reference, id }: { reference: string; id: number }) {
  const note = useQuery({ ...orpc.desk.record.queryOptions({ input: { reference, id } }), gcTime: 0 });
  if (note.error) return <ErrorState error={note.error} />;
  if (!note.data) return <Loading what={say('a note')} bars={[28]} />;
  return (
    <Text size="sm" className={classes.letter} component="article">
      {new TextDecoder().decode(fromBase64(note.data.base64))}
    </Text>
  );
}
