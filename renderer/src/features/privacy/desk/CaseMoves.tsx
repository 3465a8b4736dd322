import { Button, Group, List, Select, Stack, Text, TextInput } from '@mantine/core';
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
import { today } from '../model/civil-date.ts';
import { DateField } from '../request/DateField.tsx';
import { useCaseChange, words } from './use-desk.ts';

/** Where the case can go now, and why it cannot go elsewhere yet. */
export function CaseMoves({ view }: { view: CaseView }) {
  const { reference } = view;
  const [on, setOn] = useState(today());
  const [ground, setGround] = useState<string | null>(null);
  const [other, setOther] = useState('');
  const change = useCaseChange(reference);
  const onDay = on === '' ? {} : { on };
  const move = (to: CaseState) =>
    change.mutate(() =>
      client.desk.move({
        reference,
        to,
        ...onDay,
        ...(to === 'refused' && ground ? { ground } : {}),
        ...(to === 'duplicate_of' ? { duplicateOf: other } : {}),
      }),
    );
  const open = view.ways.filter((way) => way.refusal === null);
  const blocked = view.ways.filter((way) => way.refusal !== null);
  const extensible = view.clocks.some(({ deadline }) => deadline.extendedDue !== null);
  return (
    <Section title="Next steps">
      <Stack gap="sm">
        <Group align="flex-end" gap="sm">
          <DateField label="Day on which it happened" value={on} onChange={setOn} />
          {view.ways.some(({ to }) => to === 'refused') && (
            <Select
              label="Ground, for a refusal"
              data={REFUSAL_GROUNDS.map((value) => ({ value, label: words(value) }))}
              value={ground}
              onChange={setGround}
              clearable
              clearButtonProps={{ 'aria-label': 'Clear the ground' }}
            />
          )}
          {view.ways.some(({ to }) => to === 'duplicate_of') && (
            <TextInput
              label="Other case, for a duplicate"
              value={other}
              onChange={(event) => setOther(event.currentTarget.value)}
            />
          )}
        </Group>
        <Group gap="xs">
          {open.map(({ to }, index) => (
            <Button
              key={to}
              size="compact-md"
              variant={index === 0 ? 'filled' : 'default'}
              disabled={
                change.isPending || (to === 'refused' && !ground) || (to === 'duplicate_of' && !other)
              }
              onClick={() => move(to)}
            >
              {words(to)}
            </Button>
          ))}
          {view.state === 'approval' && (
            <Button
              size="compact-md"
              variant="default"
              disabled={change.isPending}
              onClick={() => change.mutate(() => client.desk.approve({ reference, ...onDay }))}
            >
              approve the answer
            </Button>
          )}
          {extensible &&
            EXTENSION_REASONS.map((reason) => (
              <Button
                key={reason}
                size="compact-md"
                variant="subtle"
                disabled={change.isPending}
                onClick={() =>
                  change.mutate(() => client.desk.extend({ reference, reasons: [reason], ...onDay }))
                }
              >
                extend: {words(reason)}
              </Button>
            ))}
          <Button
            size="compact-md"
            variant="subtle"
            disabled={change.isPending}
            onClick={() => change.mutate(() => client.desk.undo({ reference }))}
          >
            take the last step back
          </Button>
        </Group>
        {blocked.length > 0 && (
          <List size="sm">
            {blocked.map(({ to, refusal }) => (
              <List.Item key={to}>
                <Text span size="sm" fw={600}>
                  {words(to)}:
                </Text>{' '}
                {refusal}
              </List.Item>
            ))}
          </List>
        )}
        {change.error && <ErrorState error={change.error} />}
      </Stack>
    </Section>
  );
}
