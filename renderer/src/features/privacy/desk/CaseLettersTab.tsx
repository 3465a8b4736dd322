import { Button, Stack, Table, Text } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import type { CaseRecord, CaseView } from '../../../../../contract/index.ts';
import { client } from '../../../shared/api.ts';
import { ErrorState } from '../../../shared/ErrorState.tsx';
import { bytes as size } from '../../../shared/format.ts';
import { HashText } from '../../../shared/HashText.tsx';
import { host } from '../../../shared/host.ts';
import { Section } from '../../../shared/Section.tsx';
import { fromBase64 } from '../../../shared/base64.ts';
import classes from '../privacy.module.css';
import { CaseReport } from './CaseReport.tsx';
import { DeskGate } from './DeskGate.tsx';
import { LetterComposer } from './LetterComposer.tsx';
import { recordsQuery } from './use-desk.ts';
import { say } from '../../../shared/language/say.ts';

/** Letters of a case, drafted and finished, and the report that the answer is based on. */
export function CaseLettersTab({ view }: { view: CaseView }) {
  return (
    <Stack gap="md">
      <LetterComposer view={view} />
      <FinishedLetters view={view} />
      <CaseReport view={view} />
    </Stack>
  );
}

function FinishedLetters({ view: { reference, erased } }: { view: CaseView }) {
  const records = useQuery(recordsQuery(reference));
  const letters = (records.data ?? []).filter((one) => one.kind === 'letter');
  return (
    <Section title={say('Finished letters')}>
      {records.error && <ErrorState error={records.error} onRetry={() => void records.refetch()} />}
      {letters.length === 0 ? (
        <Text size="sm" c="dimmed">
          {say('A finished letter is kept encrypted with the case.')}
        </Text>
      ) : erased ? (
        <Text size="sm">
          {say(
            '{letters, plural, one {# letter was} other {# letters were}} erased with the personal data of the case.',
            { letters: letters.length },
          )}
        </Text>
      ) : (
        <DeskGate>
          <Letters reference={reference} letters={letters} />
        </DeskGate>
      )}
    </Section>
  );
}

function Letters({ reference, letters }: { reference: string; letters: readonly CaseRecord[] }) {
  const save = useMutation({
    mutationFn: async (id: number) => {
      const { name, mediaType, base64 } = await client.desk.record({ reference, id });
      await host.save(name, mediaType, fromBase64(base64));
    },
  });
  return (
    <>
      <div
        className={classes.scrollX}
        tabIndex={0}
        role="region"
        aria-label={say('Finished letters, scrolls sideways')}
      >
        <Table fz="sm">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{say('Letter')}</Table.Th>
              <Table.Th ta="end">{say('Size')}</Table.Th>
              <Table.Th>{say('SHA-256')}</Table.Th>
              <Table.Th>{say('File')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {letters.map(({ id, name, bytes, sha256 }) => {
              const shown = name ?? say('record {id}', { id });
              return (
                <Table.Tr key={id}>
                  <Table.Td className={classes.wrap}>{shown}</Table.Td>
                  <Table.Td ta="end">{size(bytes)}</Table.Td>
                  <Table.Td>
                    {sha256 && (
                      <HashText value={sha256} label={say('SHA-256 of {name}', { name: name ?? id })} />
                    )}
                  </Table.Td>
                  <Table.Td>
                    <Button
                      size="compact-sm"
                      variant="default"
                      aria-label={say('Save {name}', { name: shown })}
                      onClick={() => save.mutate(id)}
                    >
                      {say('Save')}
                    </Button>
                  </Table.Td>
                </Table.Tr>
              );
            })}
          </Table.Tbody>
        </Table>
      </div>
      {save.error && <ErrorState error={save.error} />}
    </>
  );
}
