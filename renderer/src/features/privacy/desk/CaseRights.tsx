import { Badge, Button, Group, Select, Stack, Table } from '@mantine/core';
import { useState } from 'react';
import { REFUSAL_GROUNDS, RIGHT_OUTCOMES, type CaseView, type Right } from '../../../../../contract/index.ts';
import { client } from '../../../shared/api.ts';
import { ErrorState } from '../../../shared/ErrorState.tsx';
import { Section } from '../../../shared/Section.tsx';
import { formatDate } from '../model/civil-date.ts';
import { RIGHT_NAME } from '../model/words.ts';
import classes from '../privacy.module.css';
import { useCaseChange } from './use-desk.ts';
import { sentence, words } from './words.ts';
import { say } from '../../../shared/language/say.ts';
import { told } from '../../../shared/language/told.ts';

const NEEDS_GROUND: readonly string[] = ['partly', 'refused'];

/** The rights of a case and what was decided on each. */
export function CaseRights({ view }: { view: CaseView }) {
  return (
    <Section title={say('Rights')}>
      <Stack gap="sm">
        <div
          className={classes.scrollX}
          tabIndex={0}
          role="region"
          aria-label={say('Rights, scrolls sideways')}
        >
          <Table fz="sm">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{say('Right')}</Table.Th>
                <Table.Th>{say('Provision')}</Table.Th>
                <Table.Th>{say('Decision')}</Table.Th>
                <Table.Th>{say('Ground')}</Table.Th>
                <Table.Th>{say('Day')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {view.decisions.map((one) => (
                <Table.Tr key={one.right}>
                  <Table.Td>{RIGHT_NAME[one.right]}</Table.Td>
                  <Table.Td>
                    {one.article ? `${told(one.name)}, ${told(one.article)}` : say('not listed')}
                  </Table.Td>
                  <Table.Td>
                    {one.outcome ? <Badge color="gray">{sentence(one.outcome)}</Badge> : say('open')}
                  </Table.Td>
                  <Table.Td>{one.ground ? words(one.ground) : ''}</Table.Td>
                  <Table.Td className={classes.nowrap}>{one.on ? formatDate(one.on) : ''}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </div>
        <DecisionForm view={view} />
      </Stack>
    </Section>
  );
}

function DecisionForm({ view }: { view: CaseView }) {
  const { reference } = view;
  const [right, setRight] = useState<Right>(view.rights[0] ?? 'access');
  const [outcome, setOutcome] = useState<(typeof RIGHT_OUTCOMES)[number]>('granted');
  const [ground, setGround] = useState<string | null>(null);
  const change = useCaseChange(reference);
  const asksGround = NEEDS_GROUND.includes(outcome);
  return (
    <>
      <Group align="flex-end" gap="sm">
        <Select
          label={say('Right')}
          data={view.rights.map((value) => ({ value, label: RIGHT_NAME[value] }))}
          value={right}
          onChange={(value) => setRight(view.rights.find((one) => one === value) ?? right)}
          allowDeselect={false}
        />
        <Select
          label={say('Decision')}
          w={140}
          data={RIGHT_OUTCOMES.map((value) => ({ value, label: sentence(value) }))}
          value={outcome}
          onChange={(value) => setOutcome(RIGHT_OUTCOMES.find((one) => one === value) ?? outcome)}
          allowDeselect={false}
        />
        {asksGround && (
          <Select
            label={say('Ground of what is not given')}
            w={230}
            data={REFUSAL_GROUNDS.map((value) => ({ value, label: sentence(value) }))}
            value={ground}
            onChange={setGround}
            clearable
            clearButtonProps={{ 'aria-label': say('Clear the ground of what is not given') }}
          />
        )}
        <Button
          variant="default"
          loading={change.isPending}
          disabled={asksGround && ground === null}
          onClick={() =>
            change.mutate(() =>
              client.desk.decide({
                reference,
                right,
                outcome,
                ...(asksGround && ground ? { ground } : {}),
              }),
            )
          }
        >
          {say('Decide')}
        </Button>
      </Group>
      {change.error && <ErrorState error={change.error} />}
    </>
  );
}
