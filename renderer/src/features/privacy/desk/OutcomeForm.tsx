import { Button, Group, NumberInput, Select, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { CaseWork } from '../../../../../contract/index.ts';
import { client } from '../../../shared/api.ts';
import { ErrorState } from '../../../shared/ErrorState.tsx';
import { today } from '../model/civil-date.ts';
import { DateField } from '../request/DateField.tsx';
import { useCaseChange } from './use-desk.ts';
import { METHOD_NAME, sentence } from './words.ts';
import { say, sayIn } from '../../../shared/language/say.ts';

const OUTCOMES = {
  search: ['found', 'none', 'not-searched'],
  erase: ['erased', 'nothing', 'kept'],
  notify: ['told', 'not-told'],
} as const;
type Outcome = NonNullable<CaseWork['outcome']>;
const METHODS = Object.entries(METHOD_NAME).map(([value, { alone }]) => ({ value, label: alone }));
const NEEDS_REASON: readonly Outcome[] = ['not-searched', 'kept', 'not-told'];

interface Props {
  reference: string;
  work: CaseWork['work'];
  /** Null: the chosen places, whatever their task. */
  task: string | null;
  /** Places that were chosen; none: all of the task. */
  chosen: readonly number[];
  total: number;
  onDone: () => void;
}

interface Draft {
  outcome: Outcome;
  found: number | string;
  reason: string;
  method: string;
  backups: string;
  check: string;
  until: string;
  by: string;
  on: string;
}

/** What the draft says, without what does not belong to its outcome. */
function orderOf({ outcome, found, reason, method, backups, check, until, by, on }: Draft) {
  const erased = outcome === 'erased';
  const text = (key: string, value: string, wanted: boolean) =>
    wanted && value.trim() !== '' ? { [key]: value.trim() } : {};
  return {
    outcome,
    ...((outcome === 'found' || erased) && typeof found === 'number' ? { found } : {}),
    ...text('reason', reason, NEEDS_REASON.includes(outcome)),
    ...text('method', method, erased),
    ...text('backups', backups, erased),
    ...text('check', check, erased),
    ...text('until', until, outcome === 'kept'),
    ...text('by', by, true),
    ...text('on', on, true),
  };
}

/** Records what came of a task, for all its places at once or for those that were chosen. */
export function OutcomeForm({ reference, work, task, chosen, total, onDone }: Props) {
  const choices: readonly Outcome[] = OUTCOMES[work];
  const [draft, setDraft] = useState<Draft>({
    outcome: choices[0]!,
    found: '',
    reason: '',
    method: 'deleted',
    backups: '',
    check: '',
    until: '',
    by: '',
    on: today(),
  });
  const set = (part: Partial<Draft>) => setDraft({ ...draft, ...part });
  const change = useCaseChange(reference);
  const record = (order: ReturnType<typeof orderOf> | { outcome: null }) =>
    change.mutate(
      () =>
        client.desk.outcome({
          reference,
          work,
          ...(task === null ? {} : { task }),
          ...(chosen.length > 0 ? { stores: [...chosen] } : {}),
          ...order,
        }),
      { onSuccess: onDone },
    );
  return (
    <Stack gap="xs">
      <Group align="flex-end" gap="sm">
        <Select
          label={task === null ? say('Outcome of all open places') : say('Outcome of {task}', { task })}
          w={task === null ? 210 : 150}
          data={choices.map((value) => ({ value, label: sentence(value) }))}
          value={draft.outcome}
          onChange={(value) => set({ outcome: choices.find((one) => one === value) ?? draft.outcome })}
          allowDeselect={false}
        />
        <OutcomeFields draft={draft} set={set} />
        <TextInput
          label={say('Done by')}
          placeholder={say('who records it')}
          w={150}
          maxLength={200}
          value={draft.by}
          onChange={(event) => set({ by: event.currentTarget.value })}
        />
        <DateField label={say('Done on')} value={draft.on} onChange={(on) => set({ on })} />
        <Button loading={change.isPending} onClick={() => record(orderOf(draft))}>
          {sayIn('an outcome', 'Record')}
        </Button>
        {task !== null && (
          <Button
            variant="subtle"
            disabled={change.isPending}
            onClick={() => record({ outcome: null })}
            aria-label={say('Take the outcome of {task} back', { task })}
          >
            {say('Take back')}
          </Button>
        )}
      </Group>
      <Text size="xs" c="dimmed">
        {chosen.length === 0
          ? say('For all {places, plural, one {# place} other {# places}}.', { places: total })
          : say('For {chosen} of {places, plural, one {# place} other {# places}}.', {
              chosen: chosen.length,
              places: total,
            })}{' '}
        {say('Write nothing that points to the person: outcomes are not encrypted.')}
      </Text>
      {change.error && <ErrorState error={change.error} />}
    </Stack>
  );
}

/** What an outcome must say beside itself. */
function OutcomeFields({ draft, set }: { draft: Draft; set: (part: Partial<Draft>) => void }) {
  const { outcome } = draft;
  return (
    <>
      {(outcome === 'found' || outcome === 'erased') && (
        <NumberInput
          label={say('Rows')}
          value={draft.found}
          onChange={(found) => set({ found })}
          min={0}
          allowDecimal={false}
          w={100}
        />
      )}
      {outcome === 'erased' && (
        <>
          <Select
            label={say('Method')}
            w={150}
            data={METHODS}
            value={draft.method}
            onChange={(method) => set({ method: method ?? draft.method })}
            allowDeselect={false}
          />
          <TextInput
            label={say('Copies in backups')}
            placeholder={say('gone by when')}
            value={draft.backups}
            onChange={(event) => set({ backups: event.currentTarget.value })}
          />
          <TextInput
            label={say('How it was checked')}
            value={draft.check}
            onChange={(event) => set({ check: event.currentTarget.value })}
          />
        </>
      )}
      {NEEDS_REASON.includes(outcome) && (
        <TextInput
          label={say('Why')}
          required
          w={240}
          value={draft.reason}
          onChange={(event) => set({ reason: event.currentTarget.value })}
        />
      )}
      {outcome === 'kept' && (
        <TextInput
          label={say('Until')}
          placeholder={say('YYYY-MM-DD')}
          w={130}
          value={draft.until}
          onChange={(event) => set({ until: event.currentTarget.value })}
        />
      )}
    </>
  );
}
