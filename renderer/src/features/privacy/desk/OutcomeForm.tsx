import { Button, Group, NumberInput, Select, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { CaseWork } from '../../../../../contract/index.ts';
import { client } from '../../../shared/api.ts';
import { ErrorState } from '../../../shared/ErrorState.tsx';
import { useCaseChange, words } from './use-desk.ts';

const OUTCOMES = {
  search: ['found', 'none', 'not-searched'],
  erase: ['erased', 'nothing', 'kept'],
  notify: ['told', 'not-told'],
} as const;
type Outcome = NonNullable<CaseWork['outcome']>;
const METHODS = ['deleted', 'overwritten', 'anonymised', 'crypto-shredded', 'key destroyed'];
const NEEDS_REASON: readonly Outcome[] = ['not-searched', 'kept', 'not-told'];

interface Props {
  reference: string;
  work: CaseWork['work'];
  task: string;
}

/** Records what came of a task, for all its places at once. */
export function OutcomeForm({ reference, work, task }: Props) {
  const choices: readonly Outcome[] = OUTCOMES[work];
  const [outcome, setOutcome] = useState<Outcome>(choices[0]!);
  const [found, setFound] = useState<number | string>('');
  const [reason, setReason] = useState('');
  const [method, setMethod] = useState<string>('deleted');
  const change = useCaseChange(reference);
  const counts = outcome === 'found' || outcome === 'erased';
  const record = () =>
    change.mutate(() =>
      client.desk.outcome({
        reference,
        work,
        task,
        outcome,
        ...(counts && typeof found === 'number' ? { found } : {}),
        ...(NEEDS_REASON.includes(outcome) ? { reason } : {}),
        ...(outcome === 'erased' ? { method } : {}),
      }),
    );
  return (
    <Stack gap="xs">
      <Group align="flex-end" gap="sm">
        <Select
          label={`Outcome of ${task}`}
          data={choices.map((value) => ({ value, label: words(value) }))}
          value={outcome}
          onChange={(value) => setOutcome(choices.find((one) => one === value) ?? outcome)}
          allowDeselect={false}
        />
        {counts && (
          <NumberInput label="Rows" value={found} onChange={setFound} min={0} allowDecimal={false} w={110} />
        )}
        {outcome === 'erased' && (
          <Select
            label="Method"
            data={METHODS}
            value={method}
            onChange={(value) => setMethod(value ?? method)}
            allowDeselect={false}
          />
        )}
        {NEEDS_REASON.includes(outcome) && (
          <TextInput
            label="Why, without personal data"
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
        )}
        <Button variant="default" loading={change.isPending} onClick={record}>
          Record
        </Button>
      </Group>
      {change.error && <ErrorState error={change.error} />}
    </Stack>
  );
}
