import { Badge, Button, FileButton, Group, Stack, Table, Text, Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { client } from '../../../shared/api.ts';
import { ErrorState } from '../../../shared/ErrorState.tsx';
import { Section } from '../../../shared/Section.tsx';
import classes from '../privacy.module.css';
import { say } from '../../../shared/language/say.ts';
import { told } from '../../../shared/language/told.ts';

const EXAMPLE = JSON.stringify(
  [
    {
      law: 'GDPR',
      region: 'IE',
      input: { received: '2026-03-05' },
      expect: { due: '2026-04-07' },
      why: say('ends on Easter Sunday; Easter Monday follows'),
    },
  ],
  null,
  2,
);

/** Checks the clock against dates that somebody worked out: by hand, or by a supervisory authority. */
export function VectorsPart() {
  const [text, setText] = useState(EXAMPLE);
  const check = useMutation({ mutationFn: () => client.desk.checkVectors({ text }) });
  const results = check.data;
  const equal = results?.filter((one) => one.equal).length ?? 0;
  return (
    <Section title={say('Check deadlines')}>
      <Stack gap="sm">
        <Text size="sm" c="dimmed">
          {say(
            'A list of cases with the dates that are expected, computed with the laws and calendars in force here.',
          )}
        </Text>
        <Textarea
          label={say('Vectors (JSON)')}
          autosize
          minRows={8}
          maxRows={20}
          spellCheck={false}
          styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <Group>
          <Button loading={check.isPending} onClick={() => check.mutate()}>
            {say('Check')}
          </Button>
          <FileButton
            accept=".json,application/json"
            onChange={(file) => file && void file.text().then(setText)}
            inputProps={{ 'aria-label': say('File of vectors') }}
          >
            {(props) => (
              <Button {...props} variant="default">
                {say('Read a file')}
              </Button>
            )}
          </FileButton>
          {results && (
            <Text size="sm" role="status">
              {say('{equal, number} of {results, number} are equal.', { equal, results: results.length })}
            </Text>
          )}
        </Group>
        {check.error && <ErrorState error={check.error} />}
        {results && results.length > 0 && (
          <div className={classes.scrollBoth} tabIndex={0} role="region" aria-label={say('Results')}>
            <Table fz="sm">
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>{say('No.')}</Table.Th>
                  <Table.Th>{say('Result')}</Table.Th>
                  <Table.Th>{say('Law and place')}</Table.Th>
                  <Table.Th>{say('Why')}</Table.Th>
                  <Table.Th>{say('Differences')}</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {results.map((one) => (
                  <Table.Tr key={one.vector}>
                    <Table.Td>{one.vector}</Table.Td>
                    <Table.Td>
                      <Badge color={one.equal ? 'teal' : 'red'}>
                        {one.equal ? say('equal') : say('different')}
                      </Badge>
                    </Table.Td>
                    <Table.Td>
                      {one.law} {one.region}
                    </Table.Td>
                    <Table.Td>{one.why}</Table.Td>
                    <Table.Td className={classes.wrap}>
                      {[
                        ...(one.error === null ? [] : [told(one.error)]),
                        ...one.differences.map(({ field, expected, computed }) =>
                          computed === undefined
                            ? say('{field}: expected {expected}, computed nothing', {
                                field,
                                expected: JSON.stringify(expected),
                              })
                            : say('{field}: expected {expected}, computed {computed}', {
                                field,
                                expected: JSON.stringify(expected),
                                computed: JSON.stringify(computed),
                              }),
                        ),
                        ...(one.equal ? [] : one.warnings.map((warning) => told(warning))),
                      ].join('; ')}
                    </Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </div>
        )}
      </Stack>
    </Section>
  );
}
