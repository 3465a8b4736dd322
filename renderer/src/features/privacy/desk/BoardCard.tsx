import { Button, Group, Menu, Stack, Text } from '@mantine/core';
import { IconArrowsRight, IconHourglass, IconUser } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import type { CaseCard, CaseState } from '../../../../../contract/index.ts';
import { client, orpc } from '../../../shared/api.ts';
import { explain } from '../../../shared/errors.ts';
import { AnchorLink } from '../../../shared/links.tsx';
import { sayChange } from '../../../shared/say-change.ts';
import { RIGHT_NAME } from '../model/words.ts';
import { walkCards } from './board-keys.ts';
import { DaysLeft } from './DaysLeft.tsx';
import { useLawNames } from './use-desk.ts';
import { moveName, STATE_NAME } from './words.ts';
import classes from './board.module.css';
import { say } from '../../../shared/language/say.ts';
import { told } from '../../../shared/language/told.ts';

/** Moves that need more than a click: the page of the case asks for it. */
const ASKS: readonly CaseState[] = ['refused', 'duplicate_of'];

/** One case on the board: what it is about, how long it has, what it waits for, and where it can go. */
export function BoardCard({ one }: { one: CaseCard }) {
  const lawAndPlace = useLawNames();
  const { reference, rights, assignee, blocked, state } = one;
  const moveButton = useRef<HTMLButtonElement>(null);
  const [refusal, setRefusal] = useState<string | null>(null);
  const move = useMove(one, setRefusal);
  return (
    <div
      className={classes.card}
      role="listitem"
      data-card
      data-late={one.daysLeft !== null && one.daysLeft < 0 ? true : undefined}
    >
      <Stack gap={4}>
        <Group justify="space-between" gap={4}>
          <AnchorLink
            to="/privacy"
            search={{ view: 'cases', case: reference }}
            size="sm"
            fw={600}
            data-open
            onKeyDown={(event) => {
              walkCards(event);
              if (event.key.toLowerCase() !== 'm' || event.ctrlKey || event.metaKey || event.altKey) return;
              event.preventDefault();
              // The same key press would count as one outside of the menu that it opens.
              event.stopPropagation();
              // From its button, so that the menu has its focus and gives it back there.
              moveButton.current?.focus();
              moveButton.current?.click();
            }}
            className={classes.name}
          >
            {reference}
          </AnchorLink>
          <DaysLeft one={one} />
        </Group>
        <Text size="xs">{rights.map((right) => RIGHT_NAME[right]).join(', ')}</Text>
        <Text size="xs" c="dimmed">
          {lawAndPlace(one)} · {STATE_NAME[state]}
        </Text>
        {blocked && (
          <Text size="xs" className={classes.line}>
            <IconHourglass size={13} aria-hidden />
            <span>{told(blocked)}</span>
          </Text>
        )}
        <Group justify="space-between" gap="xs" wrap="nowrap">
          <Text size="xs" c="dimmed" className={classes.line}>
            <IconUser size={13} aria-hidden />
            <span>{assignee ?? say('nobody')}</span>
          </Text>
          <Menu position="bottom-end" width={300} shadow="md" transitionProps={{ duration: 0 }}>
            <Menu.Target>
              <Button
                ref={moveButton}
                size="compact-xs"
                variant="default"
                aria-label={say('Move {reference}', { reference })}
                loading={move.isPending}
                leftSection={<IconArrowsRight size={13} aria-hidden />}
              >
                {say('Move')}
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              <Ways one={one} onMove={(to) => move.mutate(to)} onRefused={setRefusal} />
            </Menu.Dropdown>
          </Menu>
        </Group>
        {refusal && (
          <Text size="xs" c="red" role="alert">
            {told(refusal)}
          </Text>
        )}
      </Stack>
    </div>
  );
}

function useMove({ reference }: CaseCard, onRefused: (reason: string | null) => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (to: CaseState) => client.desk.move({ reference, to }),
    onMutate: () => onRefused(null),
    onSuccess: (view) => {
      sayChange(`${reference}: ${STATE_NAME[view.state]}`);
      void queries.invalidateQueries({ queryKey: orpc.desk.key() });
    },
    onError: (error) => onRefused(explain(error).cause),
  });
}

interface WaysProps {
  one: CaseCard;
  onMove: (to: CaseState) => void;
  onRefused: (reason: string) => void;
}

/** Where the case can go; what the rules refuse stays listed with the reason. */
function Ways({ one, onMove, onRefused }: WaysProps) {
  const navigate = useNavigate();
  return one.ways.map(({ to, refusal }) => {
    const asks = ASKS.includes(to);
    return (
      <Menu.Item
        key={to}
        aria-disabled={refusal !== null}
        c={refusal === null ? undefined : 'dimmed'}
        onClick={() => {
          if (refusal !== null) onRefused(refusal);
          else if (asks) void navigate({ to: '/privacy', search: { view: 'cases', case: one.reference } });
          else onMove(to);
        }}
      >
        {moveName(one.state, to)}
        {asks && refusal === null ? ' …' : ''}
        {refusal !== null && (
          <Text size="xs" c="dimmed">
            {told(refusal)}
          </Text>
        )}
      </Menu.Item>
    );
  });
}
