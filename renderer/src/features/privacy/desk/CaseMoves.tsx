import { Button, Checkbox, Group, List, Select, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import {
  EXTENSION_REASONS,
  REFUSAL_GROUNDS,
  type CaseState,
  type CaseView,
} from '../../../../../contract/index.ts';
import { client } from '../../../shared/api.ts';
import { ErrorState } from '../../../shared/ErrorState.tsx';
import { Section } from '../../../shared/Section.tsx';
import { formatDate, today } from '../model/civil-date.ts';
import classes from '../privacy.module.css';
import { DateField } from '../request/DateField.tsx';
import { useCaseChange } from './use-desk.ts';
import { EXITS, moveName, sentence } from './words.ts';
import { say } from '../../../shared/language/say.ts';
import { told } from '../../../shared/language/told.ts';

const QUESTIONS: readonly CaseState[] = ['identity_requested', 'clarification_requested'];

type Change = ReturnType<typeof useCaseChange>;
interface PartProps {
  view: CaseView;
  change: Change;
  /** The day on which it happened, as the engine takes it. */
  onDay: { on?: string };
}

/** Where the case can go now, and why it cannot go elsewhere yet. */
export function CaseMoves({ view }: { view: CaseView }) {
  const { reference } = view;
  const [on, setOn] = useState(today());
  const change = useCaseChange(reference);
  const onDay = on === '' ? {} : { on };
  const move = (to: CaseState) => change.mutate(() => client.desk.move({ reference, to, ...onDay }));
  const onward = view.ways.filter(({ to }) => !EXITS.includes(to));
  // Questions to the person come after what brings the case on.
  const open = onward
    .filter(({ refusal }) => refusal === null)
    .sort((a, b) => Number(QUESTIONS.includes(a.to)) - Number(QUESTIONS.includes(b.to)));
  const blocked = onward.filter(({ refusal }) => refusal !== null);
  return (
    <Section
      title={say('Next steps')}
      aside={
        <Button
          size="compact-sm"
          variant="subtle"
          disabled={change.isPending}
          onClick={() => change.mutate(() => client.desk.undo({ reference }))}
        >
          {say('Take the last step back')}
        </Button>
      }
    >
      <Stack gap="sm">
        <Group gap="xs" align="flex-end">
          <DateField label={say('Day on which it happened')} value={on} onChange={setOn} />
          {view.state === 'approval' && (
            <Button
              variant={view.approvals.length === 0 ? 'filled' : 'default'}
              disabled={change.isPending}
              onClick={() => change.mutate(() => client.desk.approve({ reference, ...onDay }))}
            >
              {say('Approve the answer')}
            </Button>
          )}
          {open.map(({ to }, index) => (
            <Button
              key={to}
              variant={index === 0 ? 'filled' : 'default'}
              disabled={change.isPending}
              onClick={() => move(to)}
            >
              {moveName(view.state, to)}
            </Button>
          ))}
        </Group>
        {view.approvals.length > 0 && (
          <Text size="sm">
            {say('Approved by {people}.', {
              people: view.approvals.map(({ actor, on: day }) => `${actor} (${formatDate(day)})`).join(', '),
            })}
          </Text>
        )}
        {blocked.length > 0 && (
          <List size="sm" aria-label={say('What cannot be done yet')}>
            {blocked.map(({ to, refusal }) => (
              <List.Item key={to}>
                <Text span size="sm" fw={600}>
                  {moveName(view.state, to)}:
                </Text>{' '}
                {told(refusal)}
              </List.Item>
            ))}
          </List>
        )}
        <Extension view={view} change={change} onDay={onDay} />
        <Exits view={view} change={change} onDay={onDay} />
        {change.error && <ErrorState error={change.error} />}
      </Stack>
    </Section>
  );
}

/** Ending a case without an answer. */
function Exits({ view, change, onDay }: PartProps) {
  const { reference } = view;
  const [ground, setGround] = useState<string | null>(null);
  const [other, setOther] = useState('');
  const ways = view.ways.filter(({ to, refusal }) => EXITS.includes(to) && refusal === null);
  const can = (to: CaseState) => ways.some((way) => way.to === to);
  if (ways.length === 0) return null;
  const move = (to: CaseState, more: { ground?: string; duplicateOf?: string } = {}) =>
    change.mutate(() => client.desk.move({ reference, to, ...onDay, ...more }));
  const button = (to: CaseState, disabled: boolean, more?: Parameters<typeof move>[1]) => (
    <Button variant="default" disabled={disabled || change.isPending} onClick={() => move(to, more)}>
      {moveName(view.state, to)}
    </Button>
  );
  return (
    <details className={classes.system}>
      <Text component="summary" size="sm">
        {say('End the case without an answer')}
      </Text>
      <Stack gap="sm" mt="xs">
        {can('refused') && (
          <Group align="flex-end" gap="sm">
            <Select
              label={say('Ground of the refusal')}
              data={REFUSAL_GROUNDS.map((value) => ({ value, label: sentence(value) }))}
              value={ground}
              onChange={setGround}
              clearable
              clearButtonProps={{ 'aria-label': say('Clear the ground') }}
            />
            {button('refused', ground === null, ground === null ? {} : { ground })}
          </Group>
        )}
        {can('duplicate_of') && (
          <Group align="flex-end" gap="sm">
            <TextInput
              label={say('Reference of the other case')}
              value={other}
              onChange={(event) => setOther(event.currentTarget.value)}
            />
            {button('duplicate_of', other.trim() === '', { duplicateOf: other.trim() })}
          </Group>
        )}
        <Group gap="xs">
          {can('withdrawn') && button('withdrawn', false)}
          {can('transferred') && button('transferred', false)}
        </Group>
      </Stack>
    </details>
  );
}

/** Longer time with its reasons, and a fee. */
function Extension({ view, change, onDay }: PartProps) {
  const { reference } = view;
  const [reasons, setReasons] = useState<string[]>([]);
  const chosen = EXTENSION_REASONS.filter((one) => reasons.includes(one));
  const { refusal } = view.extension;
  const fee = (paid: boolean) => change.mutate(() => client.desk.fee({ reference, paid, ...onDay }));
  return (
    <details className={classes.system}>
      <Text component="summary" size="sm">
        {say('Extension and fee')}
      </Text>
      <Stack gap="sm" mt="xs">
        {refusal === null ? (
          <Group align="flex-end" gap="sm">
            <Checkbox.Group
              label={say('Reasons of the extension')}
              size="xs"
              value={reasons}
              onChange={setReasons}
            >
              <Group gap="md" mt={4}>
                {EXTENSION_REASONS.map((value) => (
                  <Checkbox key={value} value={value} label={sentence(value)} />
                ))}
              </Group>
            </Checkbox.Group>
            <Button
              variant="default"
              disabled={chosen.length === 0 || change.isPending}
              onClick={() =>
                change.mutate(() => client.desk.extend({ reference, reasons: chosen, ...onDay }))
              }
            >
              {say('Extend the period')}
            </Button>
          </Group>
        ) : (
          <Text size="sm">{told(refusal)}</Text>
        )}
        <Group gap="xs">
          <Button variant="default" disabled={change.isPending} onClick={() => fee(view.feeAwaited)}>
            {view.feeAwaited ? say('The fee was paid') : say('A fee was asked for')}
          </Button>
        </Group>
      </Stack>
    </details>
  );
}
