import { Button, Checkbox, Group, NumberInput, Stack, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { AccessRules } from '../../../../contract/index.ts';
import { client, orpc } from '../../shared/api.ts';
import { ErrorState } from '../../shared/ErrorState.tsx';
import { Section } from '../../shared/Section.tsx';
import { useFreshStart } from './use-fresh-start.ts';
import { say } from '../../shared/language/say.ts';

/** What holds for everybody who logs in. */
export function RulesSection({ admin }: { admin: boolean }) {
  const queries = useQueryClient();
  const rules = useQuery(orpc.access.rules.queryOptions());
  const change = useMutation({
    mutationFn: (wish: Partial<AccessRules>) => client.access.setRules(wish),
    onSuccess: (data) => queries.setQueryData(orpc.access.rules.queryKey(), data),
  });
  if (!rules.data) return null;
  return (
    <Section title={say('Rules')}>
      <Stack gap="sm" align="flex-start">
        <IdleMinutes
          key={rules.data.idleMinutes}
          minutes={rules.data.idleMinutes}
          disabled={!admin}
          onSave={(idleMinutes) => change.mutate({ idleMinutes })}
        />
        <Checkbox
          label={say('Who puts an answer up for approval cannot approve it')}
          description={say('Otherwise it is pointed out in the answer to the data subject’s request.')}
          checked={rules.data.fourEyes}
          disabled={!admin}
          onChange={(event) => change.mutate({ fourEyes: event.currentTarget.checked })}
        />
        {change.error ? <ErrorState error={change.error} /> : null}
        {admin ? <SwitchOff /> : <Text size="sm">{say('Admins set these.')}</Text>}
      </Stack>
    </Section>
  );
}

function IdleMinutes(props: { minutes: number; disabled: boolean; onSave: (minutes: number) => void }) {
  const [minutes, setMinutes] = useState<number | string>(props.minutes);
  const valid = typeof minutes === 'number' && minutes >= 1 && minutes <= 1440;
  return (
    <Group align="flex-end" gap="xs">
      <NumberInput
        label={say('Minutes without a sign of the person until they are logged out')}
        value={minutes}
        onChange={setMinutes}
        min={1}
        max={1440}
        allowDecimal={false}
        disabled={props.disabled}
        w={420}
      />
      <Button
        variant="default"
        disabled={props.disabled || !valid || minutes === props.minutes}
        onClick={() => valid && props.onSave(minutes)}
      >
        {say('Save')}
      </Button>
    </Group>
  );
}

function SwitchOff() {
  const startFresh = useFreshStart();
  const [sure, setSure] = useState(false);
  const off = useMutation({ mutationFn: () => client.access.switchOff({}), onSuccess: startFresh });
  return (
    <Stack gap={6} align="flex-start">
      <Text size="sm">
        {say(
          'Without logging in, whoever opens the catalog may do everything again. What was signed stays signed.',
        )}
      </Text>
      <Button
        variant="default"
        color="red"
        loading={off.isPending}
        onClick={() => (sure ? off.mutate() : setSure(true))}
      >
        {sure ? say('Yes, switch logging in off') : say('Switch logging in off')}
      </Button>
      {off.error ? <ErrorState error={off.error} /> : null}
    </Stack>
  );
}
