import { Button, Group, List, Stack, Text } from '@mantine/core';
import type { Breach } from '../../../../../contract/index.ts';
import { client } from '../../../shared/api.ts';
import { ErrorState } from '../../../shared/ErrorState.tsx';
import { Section } from '../../../shared/Section.tsx';
import { STATE_NAME } from './words.ts';
import { useBreachChange } from './use-breach.ts';
import { say } from '../../../shared/language/say.ts';
import { told } from '../../../shared/language/told.ts';

/** Where the breach can go now, and what is needed before it can go elsewhere. */
export function BreachMoves({ breach: { reference, moves } }: { breach: Breach }) {
  const change = useBreachChange();
  const blocked = moves.filter(({ refusal }) => refusal !== null);
  return (
    <Section title={say('Next steps')}>
      <Stack gap="sm">
        <Group gap="xs">
          {moves
            .filter(({ refusal }) => refusal === null)
            .map(({ to }) => (
              <Button
                key={to}
                size="compact-md"
                disabled={change.isPending}
                onClick={() => change.mutate(() => client.breaches.move({ reference, to }))}
              >
                {STATE_NAME[to]}
              </Button>
            ))}
        </Group>
        {blocked.length > 0 && (
          <List size="sm">
            {blocked.map(({ to, refusal }) => (
              <List.Item key={to}>
                <Text span size="sm" fw={600}>
                  {STATE_NAME[to]}:
                </Text>{' '}
                {told(refusal)}
              </List.Item>
            ))}
          </List>
        )}
        {change.error && <ErrorState error={change.error} />}
      </Stack>
    </Section>
  );
}
