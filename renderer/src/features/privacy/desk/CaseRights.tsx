import { Button, Group, Select, Stack, Table } from '@mantine/core';
import { useState } from 'react';
import { REFUSAL_GROUNDS, RIGHT_OUTCOMES, type CaseView, type Right } from '../../../../../contract/index.ts';
import { client } from '../../../shared/api.ts';
import { ErrorState } from '../../../shared/ErrorState.tsx';
import { Section } from '../../../shared/Section.tsx';
import { formatDate } from '../model/civil-date.ts';
import { RIGHT_NAME } from '../model/words.ts';
import classes from '../privacy.module.css';
import { useCaseChange, words } from './use-desk.ts';

/** The rights of a case and what was decided on each. */
export function CaseRights({ view }: { view: CaseView }) {
  const { reference } = view;
  const [right, setRight] = useState<Right>(view.rights[0] ?? 'access');
  const [outcome, setOutcome] = useState<(typeof RIGHT_OUTCOMES)[number]>('granted');
  const [ground, setGround] = useState<string | null>(null);
  const change = useCaseChange(reference);
  return (
    <Section title="Rights">
      <Stack gap="sm">
        <div className={classes.scrollX} tabIndex={0} role="region" aria-label="Rights, scrolls sideways">
          <Table fz="sm">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>Right</Table.Th>
                <Table.Th>Provision</Table.Th>
                <Table.Th>Decision</Table.Th>
                <Table.Th>Ground</Table.Th>
                <Table.Th>Day</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {view.decisions.map((one) => (
                <Table.Tr key={one.right}>
                  <Table.Td>{RIGHT_NAME[one.right]}</Table.Td>
                  <Table.Td>{one.article ?? 'not listed'}</Table.Td>
                  <Table.Td>{one.outcome ?? 'open'}</Table.Td>
                  <Table.Td>{one.ground ? words(one.ground) : ''}</Table.Td>
                  <Table.Td>{one.on ? formatDate(one.on) : ''}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </div>
        <Group align="flex-end" gap="sm">
          <Select
            label="Right"
            data={view.rights.map((value) => ({ value, label: RIGHT_NAME[value] }))}
            value={right}
            onChange={(value) => setRight(view.rights.find((one) => one === value) ?? right)}
            allowDeselect={false}
          />
          <Select
            label="Decision"
            data={[...RIGHT_OUTCOMES]}
            value={outcome}
            onChange={(value) => setOutcome(RIGHT_OUTCOMES.find((one) => one === value) ?? outcome)}
            allowDeselect={false}
          />
          <Select
            label="Ground of what is not given"
            data={REFUSAL_GROUNDS.map((value) => ({ value, label: words(value) }))}
            value={ground}
            onChange={setGround}
            clearable
            clearButtonProps={{ 'aria-label': 'Clear the ground of what is not given' }}
          />
          <Button
            variant="default"
            loading={change.isPending}
            onClick={() =>
              change.mutate(() =>
                client.desk.decide({ reference, right, outcome, ...(ground ? { ground } : {}) }),
              )
            }
          >
            Decide
          </Button>
        </Group>
        {change.error && <ErrorState error={change.error} />}
      </Stack>
    </Section>
  );
}
